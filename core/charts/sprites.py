"""Sprite sheets: many small images as one grey PNG."""

import base64
import io
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SPRITE_COLUMNS: Final = 20


def sprite_sheet(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return images, uint8 (n, height, width), as one sheet; unused places are 0.

    Returns:
        uint8, shape (rows * height, 20 * width). Image ``i`` is in row ``i // 20``
        and column ``i % 20``.

    Raises:
        ValueError: There is no image, or they do not have this shape and type.
    """
    if images.ndim != 3 or images.dtype != np.uint8 or not len(images):
        raise ValueError(
            f"a sheet needs uint8 images of shape (n, height, width), n at least 1, "
            f"got {images.dtype} of shape {images.shape}"
        )
    n, height, width = images.shape
    rows = num_rows(n)
    places = np.zeros((rows * SPRITE_COLUMNS, height, width), np.uint8)
    places[:n] = images
    lines = places.reshape(rows, SPRITE_COLUMNS, height, width).swapaxes(1, 2)
    return lines.reshape(rows * height, SPRITE_COLUMNS * width)


def num_rows(num_images: int) -> int:
    """Return the number of rows of a sheet."""
    return -(-num_images // SPRITE_COLUMNS)


def png_bytes(sheet: NDArray[np.uint8]) -> bytes:
    """Encode a grey image, uint8 of shape (height, width), as PNG without loss."""
    buffer = io.BytesIO()
    # Handwriting is mostly runs of paper: RLE takes half the time and is smaller.
    Image.fromarray(sheet).save(buffer, "PNG", compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def ink_png_bytes(image: NDArray[np.uint8]) -> bytes:
    """Encode an image, uint8 of shape (height, width), as black ink on transparency."""
    ink = Image.fromarray(image)
    buffer = io.BytesIO()
    black = Image.new("L", ink.size)
    Image.merge("LA", (black, ink)).save(buffer, "PNG", compress_level=9)
    return buffer.getvalue()


def data_uri(png: bytes) -> str:
    """Return a PNG as a data URI."""
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
