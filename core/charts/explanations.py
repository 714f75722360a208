"""A closer look at one image: the part that matters, and training digits like it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.analysis.occlusion import OcclusionSensitivity
from core.charts.sprites import data_uri, png_bytes

# The colour of what is read, in light and in dark readable on paper and on ink.
_HOT: Final = (222, 104, 57)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NeighbourRow:
    """Training digits of one kind.

    Attributes:
        title: What they are.
        note: How far they are.
        images: uint8, shape (c, 28, 28).
        alt: What the row shows, for screen readers.
    """

    title: str
    note: str
    images: NDArray[np.uint8]
    alt: str


def occlusion_drawing(
    image: NDArray[np.uint8], occlusion: OcclusionSensitivity, words: Mapping[str, str]
) -> str:
    """Draw which parts of an image matter, beside the image without the first of them.

    Args:
        image: uint8, shape (28, 28).
        occlusion: What became of it when parts were covered.
        words: ``heatmap``, ``heat_alt``, ``occluded_image`` and ``without_alt``.
    """
    # What is covered is ink; paper around it only shares in the squares.
    source = _heatmap_uri((occlusion.heatmap * image / 255).astype(np.float32))
    hot = f'<i class="heat" style="background-image:url({source})"></i>'
    return (
        '<div class="parts">'
        f"{_figure(image, words['heat'], words['heat_alt'], hot)}"
        f"{_figure(occlusion.occluded_image, words['without'], words['without_alt'])}</div>"
    )


def neighbours_drawing(rows: Sequence[NeighbourRow]) -> str:
    """Draw training digits, a row for each kind."""
    parts = []
    for row in rows:
        pictures = "".join(
            f'<span class="frame" style="--picture:url({data_uri(png_bytes(each))})">'
            "</span>"
            for each in np.ascontiguousarray(row.images)
        )
        parts.append(
            f'<div class="alike"><div class="words"><b>{escape(row.title)}</b> '
            f'<span class="mute">{escape(row.note)}</span></div>'
            f'<div class="likes" role="img" aria-label="{escape(row.alt)}">'
            f"{pictures}</div></div>"
        )
    return "".join(parts)


def _figure(image: NDArray[np.uint8], caption: str, alt: str, over: str = "") -> str:
    source = data_uri(png_bytes(np.ascontiguousarray(image)))
    return (
        f'<figure><div class="frame" role="img" aria-label="{escape(alt)}" '
        f'style="--picture:url({source})">{over}</div>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _heatmap_uri(heatmap: NDArray[np.float32]) -> str:
    """Encode the heat as a picture of one colour that is clear where it is cold."""
    strength = heatmap / max(float(heatmap.max()), 1e-6) * 200
    pixels = np.empty((*heatmap.shape, 4), np.uint8)
    pixels[..., :3] = _HOT
    pixels[..., 3] = np.rint(strength)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return data_uri(buffer.getvalue())
