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
    """A picture that fits into a square.

    Attributes:
        address: The picture as a data URI.
        wide: Its width as a share of the square's side.
        high: Its height as a share of the square's side.
        coarse: True if its pixels are to be visible.
    """

    address: str
    wide: float
    high: float
    coarse: bool


def make_thumbnail(original: bytes, side: int) -> Thumbnail:
    """Scale a stored picture down to fit into a square.

    Args:
        original: PNG or JPEG that the store wrote, so trusted.
        side: Of the square, in pixels. A smaller picture is returned unchanged.
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
