"""Reading untrusted pictures as grey arrays.

Only the first frame is read. It is turned upright, put on white where it is
transparent, and reduced while it is read. No metadata is kept.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Importing registers the last three; otherwise Pillow imports all its plugins.
from PIL import (  # noqa: F401
    Image,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from core.data.signatures import HEAD_BYTES, PictureFormat, detect_format
from core.errors import DatasetError

MAX_PICTURE_BYTES: Final = 50 * 2**20
"""Largest file of a picture."""

MAX_PICTURE_PIXELS: Final = 50_000_000
"""Most pixels in a picture; phone cameras take 12 to 50 million."""

LARGE_BYTES: Final = 100 * 2**20
"""A picture is large if reading it takes more: 25 million pixels in colour."""

MAX_SIDE: Final = 1024
"""Longer side of a picture after reading, in pixels."""

# Longer side and quality of JPEG, tried until an original is small. A repeated pattern
# of a few bytes would otherwise take 200 kB.
_ORIGINAL_QUALITIES: Final = ((512, 85), (512, 60), (384, 50), (256, 40))
_ORIGINAL_BYTES: Final = 60_000
_LOSSLESS_SIDE: Final = 64
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Modes in which colours are multiplied by their opacity.
_PREMULTIPLIED_MODES: Final = {"RGBA": "RGBa", "LA": "La", "RGBa": "RGBa", "La": "La"}

# Pillow's errors for damaged pictures, measured with flipped bytes in every format
# that is read.
_DAMAGED: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
_SAMPLES: Final = 128
_FURTHEST: Final = 0.997
_LEAST_COLOUR: Final = 25.0
_PAPER_LEVEL: Final = 220.0
_TOO_LARGE: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


LargePictures = Callable[[], AbstractContextManager[object]]


class Picture(NamedTuple):
    """A grey picture, uint8 (h, w), with the height and width it has in its file.

    All are upright; the longer side of `grey` has at most 1024 pixels. If
    `has_more_frames`, the file has further pages or frames, which are not read.
    """

    grey: NDArray[np.uint8]
    height: int
    width: int
    has_more_frames: bool = False


def read_picture(content: bytes, large: LargePictures = nullcontext) -> Picture:
    """Read a PNG, JPEG, BMP, GIF, WebP, TIFF, PBM, PGM or PPM.

    A picture that takes `LARGE_BYTES` is read within `large`, which may wait.

    Raises:
        DatasetError: `picture-too-large` (more than 50 million pixels),
            `picture-memory`, `picture-damaged`, or what `detect_format` raises.
    """
    picture_format = detect_format(content[:HEAD_BYTES])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _read(content, picture_format, large)
        except _TOO_LARGE as error:
            raise _too_large() from error
        except MemoryError as error:
            raise DatasetError("picture-memory") from error
        except _DAMAGED as error:
            raise DatasetError("picture-damaged", format=picture_format) from error


def encode_original(picture: NDArray[np.uint8]) -> bytes:
    """Encode a grey picture, uint8 (h, w), for storage and display.

    Up to 64 pixels it becomes a PNG, else a JPEG of at most 512 along the longer side,
    coarser or smaller if it would have more than 60 kB.
    """
    image = Image.fromarray(picture)
    if max(image.size) <= _LOSSLESS_SIDE:
        return _encode(image, "PNG")
    for side, quality in _ORIGINAL_QUALITIES:
        content = _encode(_shrunk(image, side), "JPEG", quality=quality)
        if len(content) <= _ORIGINAL_BYTES:
            break
    return content


def _encode(image: Image.Image, picture_format: str, **options: int) -> bytes:
    content = io.BytesIO()
    image.save(content, picture_format, **options)
    return content.getvalue()


def to_grey(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Convert red, green and blue, uint8 (h, w, 3), to grey levels, uint8 (h, w).

    Grey is brightness. If ink differs from its paper far more in colour, as orange on
    green does, grey falls from the paper's colour towards the ink's.

    Source:
        ITU-R Recommendation BT.601-7, section 2.5.1: luma.
    """
    luma = np.asarray(Image.fromarray(colours).convert("L"))
    step = max(1, max(luma.shape) // _SAMPLES)
    sample = colours[::step, ::step].reshape(-1, 3).astype(np.float32)
    paper = np.median(sample, axis=0)
    away = sample - paper
    distance = np.sqrt((away**2).mean(axis=1))
    furthest = np.quantile(distance, _FURTHEST)
    brightness = np.abs(away @ _LUMA)
    if furthest < _LEAST_COLOUR or np.quantile(brightness, _FURTHEST) > furthest / 2:
        return luma
    ink = away[distance >= furthest].mean(axis=0)
    scale = ink / (np.linalg.norm(ink) * np.sqrt(3))
    levels = _PAPER_LEVEL - (colours.astype(np.float32) - paper) @ scale
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def check_picture(start: bytes, size: int) -> None:
    """Raise `picture-file-too-large`, or what `detect_format` raises for the start."""
    detect_format(start)
    if size > MAX_PICTURE_BYTES:
        raise DatasetError(
            "picture-file-too-large", found=size >> 20, limit=MAX_PICTURE_BYTES >> 20
        )


def _read(
    content: bytes, picture_format: PictureFormat, large: LargePictures
) -> Picture:
    with Image.open(io.BytesIO(content), formats=(picture_format,)) as image:
        width, height = image.size
        if width * height > MAX_PICTURE_PIXELS:
            raise _too_large()
        if picture_format == "JPEG":
            # The decoder then reads whole blocks as one pixel each.
            image.draft(None, _fitting(image.size, MAX_SIDE))
        with large() if _num_bytes(image) > LARGE_BYTES else nullcontext():
            image.load()
            orientation = _orientation(image)
            grey = _grey(image)
            has_more_frames = _has_more_frames(image)
    if orientation in _TURNS:
        grey = np.asarray(Image.fromarray(grey).transpose(_TURNS[orientation]))
    # From 5 on, orientations include a quarter turn.
    if orientation in range(5, 9):
        width, height = height, width
    return Picture(
        grey=grey, height=height, width=width, has_more_frames=has_more_frames
    )


def _num_bytes(image: Image.Image) -> int:
    """Return about how many bytes reading an opened picture takes."""
    width, height = image.size
    if image.format == "WEBP":
        # The decoder's own picture, its copy, and that of Pillow.
        return 12 * width * height
    return (1 if image.mode in ("1", "L", "P") else 4) * width * height


def _has_more_frames(image: Image.Image) -> bool:
    try:
        image.seek(1)
    except _DAMAGED:
        return False
    return True


def _too_large() -> DatasetError:
    return DatasetError("picture-too-large", limit=MAX_PICTURE_PIXELS // 10**6)


def _orientation(image: Image.Image) -> Any:
    """Return the EXIF orientation; 1 (upright) if the metadata is damaged."""
    try:
        return image.getexif().get(_ORIENTATION, 1)
    except _DAMAGED:
        return 1


def _grey(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith(("I", "F")):
        wide = image.convert("F" if image.mode == "F" else "I")
        return _levels(np.asarray(_shrunk(wide, MAX_SIDE)))
    if image.has_transparency_data:
        return _composite_on_white(image)
    if image.mode in ("1", "L"):
        return np.array(_shrunk(image.convert("L"), MAX_SIDE))
    return to_grey(np.asarray(_shrunk(image.convert("RGB"), MAX_SIDE)))


def _composite_on_white(image: Image.Image) -> NDArray[np.uint8]:
    """Put a transparent picture on white, or on black if it would vanish on white."""
    if image.mode not in _PREMULTIPLIED_MODES:
        image = image.convert("RGBA")
    multiplied = image.convert(_PREMULTIPLIED_MODES[image.mode])
    pixels = np.asarray(_shrunk(multiplied, MAX_SIDE))
    on_black, alpha = pixels[..., :-1], pixels[..., -1:]
    on_white = np.minimum(on_black, alpha) + (255 - alpha)
    colours = on_black if on_white.min() == 255 else on_white
    if colours.shape[-1] == 1:
        return colours[..., 0].copy()
    return to_grey(np.ascontiguousarray(colours))


def _levels(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Scale levels of other depths to 0 to 255, by the range of their format."""
    levels = np.nan_to_num(values.astype(np.float64)).clip(-(2.0**32), 2.0**32)
    levels -= min(0.0, levels.min())
    brightest = levels.max()
    # Fractions of 1, or 8, 12 or 16 bits; for anything else the maximum is white.
    full = next((top for top in (1, 255, 4095, 65_535) if brightest <= top), brightest)
    return np.rint(levels * (255 / full)).astype(np.uint8)


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    return image.resize(
        _fitting(image.size, side), Image.Resampling.BILINEAR, reducing_gap=2.0
    )


def _fitting(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Return the size, reduced in proportion until no side is longer than `side`."""
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
