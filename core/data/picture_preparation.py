"""Turning one picture into a framed digit.

`core.work.decoding` does so in separate processes, which start faster the less this
module imports.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE
from core.data.framing import FRAMING_STEPS, frame
from core.data.pictures import LargePictures, encode_original, read_picture

_BOX_KEYS: Final = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreparedPicture:
    """A picture with the digit found in it.

    Attributes:
        name: Path inside the folder or ZIP, for display only.
        original: The picture as a small grey PNG or JPEG, without metadata.
        height: Of the uploaded picture, upright, in pixels; so is `width`.
        box: Top, left, bottom and right of the digit, as fractions of the picture.
        inverted: True if light and dark were exchanged.
        warning: Why the picture may not show exactly one digit, "" without a reason:
            that of its framing, or ``frames`` if its file has others.
        steps: uint8, shape (5, 28, 28), one frame after each of `FRAMING_STEPS`.
    """

    name: str
    original: bytes
    height: int
    width: int
    box: tuple[float, float, float, float]
    inverted: bool
    warning: str
    steps: NDArray[np.uint8]

    @property
    def image(self) -> NDArray[np.uint8]:
        """Return the finished frame: uint8, shape (28, 28)."""
        return self.steps[-1]

    def to_message(self) -> tuple[dict[str, Any], tuple[bytes, bytes]]:
        """Return numbers for JSON, also columns of a table; the original; the steps."""
        numbers = {
            "height": self.height,
            "width": self.width,
            **dict(zip(_BOX_KEYS, self.box, strict=True)),
            "inverted": self.inverted,
            "doubt": self.warning,
        }
        return numbers, (self.original, self.steps.tobytes())

    @classmethod
    def from_message(
        cls, name: str, numbers: Mapping[str, Any], contents: Sequence[bytes]
    ) -> Self:
        """Build a picture from a message.

        Raises:
            KeyError, ValueError: A number is missing, or the bytes do not fit.
        """
        original, steps = contents
        top, left, bottom, right = (numbers[key] for key in _BOX_KEYS)
        shape = (len(FRAMING_STEPS), *IMAGE_SHAPE)
        return cls(
            name=name,
            original=original,
            height=numbers["height"],
            width=numbers["width"],
            box=(top, left, bottom, right),
            inverted=numbers["inverted"],
            warning=numbers["doubt"],
            steps=np.frombuffer(steps, np.uint8).reshape(shape),
        )


def prepare_picture(
    name: str, content: bytes, large: LargePictures = nullcontext
) -> PreparedPicture:
    """Read a picture, the bytes of a file, within `large` if it is; frame its digit.

    Raises:
        DatasetError: `picture-empty`, or what `read_picture` raises.
    """
    picture = read_picture(content, large)
    framed = frame(picture.grey)
    height, width = picture.grey.shape
    top, left, bottom, right = framed.box
    return PreparedPicture(
        name=name,
        original=encode_original(picture.grey),
        height=picture.height,
        width=picture.width,
        box=(top / height, left / width, bottom / height, right / width),
        inverted=framed.inverted,
        warning=framed.warning or ("frames" if picture.has_more_frames else ""),
        steps=framed.steps,
    )
