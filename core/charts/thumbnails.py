"""Stored pictures, scaled down for a page or a report."""

import base64
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

# Pictures up to this side, in pixels, are drawn with visible pixels.
_COARSE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A data URI of a picture, its width and height as shares of a square's side.

    The pixels of a coarse picture are to be visible.
    """

    address: str
    wide: float
    high: float
    coarse: bool


def make_thumbnail(original: bytes, side: int) -> Thumbnail:
    """Scale a picture of the store, trusted, down to fit into a square.

    A picture that fits already is returned unchanged. The side is in pixels.
    """
    with Image.open(io.BytesIO(original)) as stored:
        width, height = stored.size
        longest = max(width, height)
        small, kind = original, stored.format or "PNG"
        if longest > side:
            stored.draft("L", (side, side))
            stored.thumbnail((side, side))
            buffer = io.BytesIO()
            stored.save(buffer, "JPEG", quality=85)
            small, kind = buffer.getvalue(), "JPEG"
    content = base64.b64encode(small).decode("ascii")
    return Thumbnail(
        address=f"data:image/{kind.lower()};base64,{content}",
        wide=width / longest,
        high=height / longest,
        coarse=longest <= _COARSE,
    )
