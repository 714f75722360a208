"""One image as HTML: its probabilities, its heatmap, and training digits like it.

The functions escape all text. ``drawings.css`` styles the markup.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image

from core.analysis.occlusion import OcclusionSensitivity
from core.charts.sprites import data_uri, png_bytes
from core.charts.thumbnails import make_thumbnail
from core.wording import format_confidence

# Twice the side on the page, for sharp screens.
_ORIGINAL_SIDE: Final = 392
# The colour of predictions; in light and dark it contrasts with paper and ink.
_HOT: Final = (222, 104, 57)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A stored picture, PNG or JPEG, and the box around its digit.

    The box is top, left, bottom and right, 0 to 1.
    """

    content: bytes
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, content: bytes, about: "pd.Series[Any]") -> Self:
        """Return it with the box from a row of an upload's table."""
        top, left, bottom, right = (
            float(about[side]) for side in ("top", "left", "bottom", "right")
        )
        return cls(content=content, box=(top, left, bottom, right))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NeighbourRow:
    """A row of training digits, uint8 (c, 28, 28), with their distance in words."""

    title: str
    note: str
    images: NDArray[np.uint8]
    alt: str


def case_drawing(
    image: NDArray[np.uint8] | None,
    probabilities: NDArray[np.float32] | None,
    *,
    label: int,
    words: Mapping[str, str],
    original: Original | None = None,
    language: str = "en",
) -> str:
    """Draw an image, if this computer has it, beside its probabilities, if any.

    Args:
        image: uint8, shape (28, 28).
        probabilities: float32, shape (10,); None if they are not known.
        label: The label, -1 if there is none.
        words: Captions: ``saw``, ``no_picture``, ``read``, ``label`` and ``alt``; with
            an original also ``original`` and ``original_alt``.
        original: The picture that the image was made of, if there is one.
        language: Of percentages.
    """
    if image is None:
        picture = f'<div class="frame empty">{escape(words["no_picture"])}</div>'
    else:
        picture = _frame(image, words["alt"])
    bars = "" if probabilities is None else _bars(probabilities, label, words, language)
    source = "" if original is None else _original(original, words)
    kind = "case with-original" if source else "case"
    return (
        f'<div class="{kind}">{source}<figure>{picture}'
        f"<figcaption>{escape(words['saw'])}</figcaption></figure>{bars}</div>"
    )


def _bars(
    probabilities: NDArray[np.float32],
    label: int,
    words: Mapping[str, str],
    language: str,
) -> str:
    prediction = int(probabilities.argmax())
    lines = []
    for digit, value in enumerate(probabilities.tolist()):
        kind = _kind_of(digit, prediction, label)
        amount = format_confidence(value, language) if value >= 0.005 or kind else ""
        lines.append(
            f'<span class="line {kind}" role="listitem">'
            f'<span class="digit">{digit}</span><span class="track">'
            f'<i class="bar" style="--share:{value:.4f}"></i></span>'
            f'<span class="amount">{escape(amount)}</span></span>'
        )
    key = ""
    if label not in (-1, prediction):
        key = (
            f'<div class="key"><span><i></i>{escape(words["read"])}</span>'
            f'<span class="label"><i></i>{escape(words["label"])}</span></div>'
        )
    return (
        f'<div><div class="probabilities" role="list">{"".join(lines)}</div>{key}</div>'
    )


def _original(original: Original, words: Mapping[str, str]) -> str:
    thumbnail = make_thumbnail(original.content, _ORIGINAL_SIDE)
    top, left, bottom, right = (100 * share for share in original.box)
    inset = f"{top:.2f}% {100 - right:.2f}% {100 - bottom:.2f}% {left:.2f}%"
    sides = f"width:{100 * thumbnail.wide:.2f}%;height:{100 * thumbnail.high:.2f}%"
    kind = "coarse" if thumbnail.coarse else "fine"
    return (
        f'<figure><div class="original"><span class="sheet" style="{sides}">'
        f'<img class="{kind}" src="{thumbnail.address}" '
        f'alt="{escape(words["original_alt"])}"/>'
        f'<i class="box" style="inset:{inset}"></i></span></div>'
        f"<figcaption>{escape(words['original'])}</figcaption></figure>"
    )


def occlusion_drawing(
    image: NDArray[np.uint8], occlusion: OcclusionSensitivity, words: Mapping[str, str]
) -> str:
    """Draw an image, uint8 (28, 28), with its heatmap, and without its main stroke.

    The words are ``heat``, ``heat_alt``, ``without`` and ``without_alt``.
    """
    # Only covered ink matters, so paper in the same square gets no heat.
    source = _heatmap_uri((occlusion.heatmap * image / 255).astype(np.float32))
    hot = f'<i class="heat" style="background-image:url({source})"></i>'
    without = _figure(occlusion.occluded_image, words["without"], words["without_alt"])
    heat = _figure(image, words["heat"], words["heat_alt"], hot)
    return f'<div class="parts">{heat}{without}</div>'


def neighbours_drawing(rows: Sequence[NeighbourRow]) -> str:
    """Draw rows of training digits."""
    return "".join(
        f'<div class="alike"><div class="words"><b>{escape(row.title)}</b> '
        f'<span class="mute">{escape(row.note)}</span></div>'
        f'<div class="likes" role="img" aria-label="{escape(row.alt)}">'
        f"{''.join(map(_neighbour, row.images))}</div></div>"
        for row in rows
    )


def _neighbour(image: NDArray[np.uint8]) -> str:
    return f'<span class="frame" style="{_picture(image)}"></span>'


def _kind_of(digit: int, prediction: int, label: int) -> str:
    if digit == prediction:
        return "right" if label in (-1, prediction) else "read"
    return "label" if digit == label else ""


def _figure(image: NDArray[np.uint8], caption: str, alt: str, over: str = "") -> str:
    frame = _frame(image, alt, over)
    return f"<figure>{frame}<figcaption>{escape(caption)}</figcaption></figure>"


def _frame(image: NDArray[np.uint8], alt: str, over: str = "") -> str:
    return (
        f'<div class="frame" role="img" aria-label="{escape(alt)}" '
        f'style="{_picture(image)}">{over}</div>'
    )


def _picture(image: NDArray[np.uint8]) -> str:
    return f"--picture:url({data_uri(png_bytes(np.ascontiguousarray(image)))})"


def _heatmap_uri(heatmap: NDArray[np.float32]) -> str:
    """Encode the heatmap as one colour that is transparent where it is cold."""
    strength = heatmap / max(float(heatmap.max()), 1e-6) * 200
    pixels = np.empty((*heatmap.shape, 4), np.uint8)
    pixels[..., :3] = _HOT
    pixels[..., 3] = np.rint(strength)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return data_uri(buffer.getvalue())
