"""What a Chinese page says that is not Chinese: for tests of every page and report."""

import re
import time

# Names of things, as they stand in Chinese text, too.
NAMES = frozenset(
    [
        "Misread",
        "MNIST",
        "ZIP",
        "PNG",
        "JPEG",
        "JPG",
        "BMP",
        "TIFF",
        "TIF",
        "WebP",
        "GIF",
        "HEIC",
        "PDF",
        "CSV",
        "HTML",
        "JSON",
        "NPZ",
        "Parquet",
        "PyTorch",
        "TensorFlow",
        "Keras",
        "LiteRT",
        "NumPy",
        "Python",
        "Streamlit",
        "OpenCV",
        "Chromium",
        "README",
        "URL",
        "ID",
        "accurate",
        "fast",
        "balanced",
        "ensemble",
        "distilled",
        "notebook",
        "digits",
        "English",
        "python",
        "tensorflow",
        "keras",
        "ai-edge-litert",
        "litert",
        "numpy",
        "scikit-learn",
        "processor",
        "x86_64",
    ]
)
# Units, and marks of a keyboard.
UNITS = frozenset(
    [
        "MB",
        "KB",
        "kB",
        "GB",
        "px",
        "s",
        "min",
        "Ctrl",
        "Shift",
        "Esc",
        "Enter",
        "Delete",
        "n",
        "p",
    ]
)
# Addresses, names of files, ids in hexadecimal, and layers that Keras numbers.
_FORMAL = re.compile(
    r"https?://\S+|\b[\w./-]+\.(?:png|jpe?g|npz|zip|csv|html|json|keras|tflite)\b"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net)\b|\b[0-9a-f]{12,}\b"
    r"|\b(?:activation|batch_norm|conv2d|dense|dropout|flatten|global_|max_pool)\w*"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z_-]*(?:\d[\w]*)?")

# Every text that is shown, or read aloud: in text nodes and attributes, in open shadow
# roots as well. What is neither shown nor read aloud is left out.
_COLLECT = """() => {
  const attributes = ['alt', 'aria-label', 'aria-description', 'title', 'placeholder']
  const silent = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'CODE'])
  const found = []
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim()) found.push(node.data.trim())
      return
    }
    if (node.nodeType === Node.ELEMENT_NODE) {
      // Icons are letters of a font, which shows a picture for a whole word.
      if (silent.has(node.tagName)) return
      if (node.matches('[data-testid=stIconMaterial]')) return
      for (const name of attributes) {
        const text = node.getAttribute(name)?.trim()
        if (text) found.push(text)
      }
    }
    if (node.shadowRoot) walk(node.shadowRoot)
    node.childNodes.forEach(walk)
  }
  walk(document)
  return found
}"""


def texts(page):
    """Everything that a page says, in text and in what is read aloud."""
    return page.evaluate(_COLLECT)


def english(page, *allowed, patience=5):
    """Words of a page that are neither Chinese nor a name, a unit or a format.

    Streamlit's own words are English until a script of the page translates them.

    Args:
        page: A page that was opened in Chinese.
        allowed: More words, such as what the test itself has typed in.
        patience: Seconds to wait until no such word is left.
    """
    known = NAMES | UNITS | set(allowed)
    deadline = time.monotonic() + patience
    while (found := _english(page, known)) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    return found


def _english(page, known):
    return sorted(
        {
            f"{word}: {text[:60]}"
            for text in texts(page)
            for word in _WORD.findall(_FORMAL.sub(" ", text))
            if word not in known
        }
    )
