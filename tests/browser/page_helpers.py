"""Where things are on the pages, and how to read them."""

import io
import re
import time
from weakref import WeakKeyDictionary

import numpy as np
from PIL import Image
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Milliseconds to wait for what must come. Long, as other processes may use the cores.
TIMEOUT = 120_000
expect.set_options(timeout=TIMEOUT)

WORKBENCH = (
    "Data",
    "Training",
    "Replay",
    "Compare",
    "How sure",
    "Weak spots",
    "Suspect labels",
)
PAGES = ("Overview", "Confusion", "Mistakes", "Your digits", "Share", *WORKBENCH)


def cell(page, row, column):
    """A cell of the matrix; -1 for the head of a row or column."""
    return page.locator(f'.matrix [data-row="{row}"][data-column="{column}"]')


def counts(page):
    """Return the matrix of the page, int of shape (10, 10)."""
    page.locator(".matrix button").first.wait_for()
    texts = page.locator(".matrix tbody td button").all_inner_texts()
    return np.array([number(text) for text in texts]).reshape(10, 10)


def mistake_cells(matrix):
    """The cells that hold mistakes as (row, column), those with most first."""
    wrong = matrix - np.diag(np.diag(matrix))
    order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
    return [divmod(int(place), 10) for place in order]


def number(text):
    return int(text.replace(",", "") or 0)


def tiles(page, key):
    """The images of a grid, by the key of its component."""
    return page.locator(f".st-key-{key} .digits [role=option]")


def strip(page, key):
    """The rows of headings and images, by the key of their component."""
    return page.locator(f".st-key-{key} .strips")


def names(grid):
    """What the images are called, each with how it was read."""
    grid.first.wait_for()
    return grid.evaluate_all("tiles => tiles.map(tile => tile.ariaLabel)")


def confidences(grid):
    """Confidence of each image in percent, from its caption."""
    grid.first.wait_for()
    texts = grid.locator(".note").all_inner_texts()
    return [float(text.strip("<>\u202f%")) for text in texts]


def image_numbers(grid):
    """Position of each image in its digit set, from its name."""
    return [number(re.search(r"image ([\d,]+)", name).group(1)) for name in names(grid)]


def ink(locator):
    """How much the pixels of something drawn differ: 0 is one colour all over."""
    with Image.open(io.BytesIO(locator.screenshot())) as picture:
        return float(np.asarray(picture.convert("L")).std())


def title(page, text):
    """The heading a page opens with."""
    return page.get_by_role("heading", level=1, name=text)


def drawer(page):
    return page.get_by_role("dialog")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def go_to(page, name):
    """Choose a page in the menu."""
    if name in WORKBENCH:
        page.get_by_role("button", name="Workbench").click()
        page.get_by_role("menuitem", name=name).click()
    else:
        page.get_by_role("link", name=name, exact=True).click()


class Reruns:
    """Whether a page still waits for the answer to what it last asked the server."""

    def __init__(self, page):
        self.asked = self.begun = False
        page.on("websocket", self._listen)

    def _listen(self, socket):
        socket.on("framesent", self._ask)
        socket.on("framereceived", self._hear)

    def _ask(self, frame):
        if isinstance(frame, str):
            return
        if BackMsg.FromString(frame).HasField("rerun_script"):
            self.asked, self.begun = True, False

    def _hear(self, frame):
        if isinstance(frame, str):
            return
        message = ForwardMsg.FromString(frame)
        match message.WhichOneof("type"):
            case "new_session":
                self.begun = True
            case "script_finished" if self.begun:
                early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
                self.asked = message.script_finished == early


_RERUNS = WeakKeyDictionary()


def follow(page):
    """Note from now on what a page asks the server, for `wait_until_idle`."""
    _RERUNS[page] = Reruns(page)


def wait_until_idle(page, seconds=TIMEOUT / 1000):
    """Wait until the server has answered all that was done on a page, and it shows it.

    What Streamlit writes into the page does not tell: for some time after a click, it
    still says that nothing runs.
    """
    # What was just done is sent by then.
    page.evaluate("() => new Promise(done => setTimeout(done, 20))")
    deadline = time.monotonic() + seconds
    while _RERUNS[page].asked:
        assert time.monotonic() < deadline, f"no answer in {seconds} s"
        page.wait_for_timeout(10)
    page.locator(
        '[data-testid="stApp"][data-test-script-state="notRunning"]'
    ).wait_for()


def tab_to(page, text):
    """Go by keyboard to a control that says a text; 80 tabs must do."""
    controls = "a, button, summary"
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus").and_(page.locator(controls))
        if focused.count() and text in focused.inner_text():
            return
    raise AssertionError(f"no way by keyboard to {text!r}")


def stable_box(locator):
    """Box of something, in pixels, once it is in view and has stopped moving."""
    boxes = []
    while len(boxes) < 3 or any(box != boxes[-1] for box in boxes[-3:]):
        # Each time: what is above it may still grow, and push it out of view again.
        locator.scroll_into_view_if_needed()
        boxes.append(locator.bounding_box())
        locator.page.wait_for_timeout(100)
    return boxes[-1]


def focused(page):
    """Row and column of the matrix's button that has the focus, or None."""
    return page.evaluate(
        """() => {
          let node = document.activeElement
          while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
          const { row, column } = node?.dataset ?? {}
          return node?.closest('.matrix') ? [Number(row), Number(column)] : null
        }"""
    )
