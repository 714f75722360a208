"""Pictures as they came, small enough to travel with a page or a report."""

import base64
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

# Up to here a picture is shown pixel by pixel.
_COARSE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A picture that fits into a square.

    Attributes:
        address: The picture itself, as an address that needs no request.
        wide: Its width as a share of the square's side.
        high: Its height as a share of the square's side.
        coarse: Whether its pixels are to be seen.
    """

    address: str
    wide: float
    high: float
    coarse: bool


def make_thumbnail(original: bytes, side: int) -> Thumbnail:
    """Make a stored picture no larger than a square.

    Args:
        original: PNG or JPEG that the store wrote itself.
        side: Of the square, in pixels; a smaller picture stays as it is.
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
