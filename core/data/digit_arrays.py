"""Digits as arrays: recognise images and labels by shape and values.

Each image of an array becomes a picture, which is framed as any other.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.uploaded_files import (
    Refusal,
    UploadedArray,
    UploadedFile,
    UploadedTable,
    UploadItem,
)
from core.errors import DatasetError

MAX_ARRAY_IMAGES: Final = 100_000
"""Most images in one array."""
FLAT_SIDES: Final[Mapping[int, int]] = {side**2: side for side in (8, 16, 20, 28, 32)}
"""Number of pixels of flat images, with the side of the square."""

_SIDE_RANGE: Final = range(8, 1025)
_CHANNELS: Final = (3, 4)
# scikit-learn's digits have 17 levels; more have at least 256.
_FEW_LEVELS: Final = 16


def array_items(name: str, arrays: Mapping[str, NDArray[Any]]) -> Iterator[UploadItem]:
    """Yield the images and labels among the arrays of a file.

    An array without a key is the only one of its file. Labels become a table without
    names, which `core.data.array_labels` matches with images.
    """
    images: dict[str, NDArray[Any]] = {}
    for key, array in arrays.items():
        title = f"{name}/{key}" if key else name
        try:
            if (stack := as_images(array)) is None:
                yield label_table(title, array)
            elif not any(_are_equal(stack, each) for each in images.values()):
                images[title] = stack
        except DatasetError as error:
            yield Refusal(title, error)
    for title, stack in images.items():
        try:
            yield from _pictures(name if len(images) == 1 else title, stack)
        except DatasetError as error:
            yield Refusal(title, error)


def as_images(array: NDArray[Any]) -> NDArray[Any] | None:
    """Return an array as images, shape (n, h, w) or (n, h, w, channels).

    Return None if it has another shape than (h, w), (n, pixels), (n, h, w),
    (n, h, w, channels) or (n, channels, h, w), with one, three or four channels.
    """
    if array.ndim == 4 and array.shape[1] in (1, *_CHANNELS):
        array = np.moveaxis(array, 1, -1)
    if array.ndim == 4 and array.shape[-1] == 1:
        array = array[..., 0]
    if array.ndim == 1 and len(array) in FLAT_SIDES and not _is_label_like(array):
        array = array[np.newaxis]
    if array.ndim == 2 and array.shape[1] in FLAT_SIDES:
        side = FLAT_SIDES[array.shape[1]]
        return array.reshape(-1, side, side)
    if array.ndim == 2 and array.shape[0] == array.shape[1] != NUM_CLASSES:
        array = array[np.newaxis]
    has_sides = array.ndim in (3, 4) and all(
        side in _SIDE_RANGE for side in array.shape[1:3]
    )
    return array if has_sides and array.shape[3:] in ((), (3,), (4,)) else None


def as_labels(array: NDArray[Any]) -> NDArray[np.int8]:
    """Return labels of digits, int8 of shape (n,), -1 without one.

    The array has a digit for each image, or a row of ten with a single 1. Where no
    label is 0, labels up to 10 mean 0 by 10, as in MATLAB.

    Raises:
        DatasetError: `array-predictions`, `array-shape` or `array-labels`: the array
            has no labels.
    """
    values = np.asarray(array, np.float64)
    if values.ndim == 2 and 1 in values.shape:
        values = values.ravel()
    if values.ndim == 2 and values.shape[1] == NUM_CLASSES:
        if not is_one_hot(values):
            raise DatasetError("array-predictions")
        return values.argmax(axis=1).astype(np.int8)
    if values.ndim != 1 or not len(values):
        raise DatasetError("array-shape", found=_sides(array))
    values = np.where(np.isnan(values), UNKNOWN, values)
    if values.max() == NUM_CLASSES and not (values == 0).any():
        values = np.where(values == NUM_CLASSES, 0, values)
    is_digit = (values == np.floor(values)) & (values >= UNKNOWN)
    if not (is_digit & (values < NUM_CLASSES)).all():
        found = f"{values.min():g} … {values.max():g}"
        raise DatasetError("array-labels", found=found)
    return values.astype(np.int8)


def label_table(name: str, array: NDArray[Any]) -> UploadedTable:
    """Return labels as a table without names.

    Raises:
        DatasetError: As `as_labels`.
    """
    return UploadedTable(name, "\n".join(map(str, as_labels(array).tolist())).encode())


def _pictures(name: str, stack: NDArray[Any]) -> Iterator[UploadItem]:
    if len(stack) > MAX_ARRAY_IMAGES:
        raise DatasetError("array-too-many", limit=MAX_ARRAY_IMAGES)
    if not stack.size or not np.isfinite(stack).all():
        raise DatasetError("array-values")
    low, high = float(stack.min()), float(stack.max())
    n, height, width = stack.shape[:3]
    offset, factor = _scale(low, high)
    array = UploadedArray(
        name=name,
        n=n,
        size=(height, width),
        levels=(low, high),
        is_scaled=(offset, factor) != (0, 1),
    )
    yield array
    for number, image in enumerate(stack):
        levels = _to_levels(image, offset, factor)
        yield UploadedFile(array.item_name(number), _netpbm(levels))


def scale_levels(stack: NDArray[Any]) -> NDArray[np.uint8]:
    """Return finite values as levels from 0 to 255, by their range."""
    if stack.dtype == np.uint8 and stack.max() > _FEW_LEVELS:
        return stack
    offset, factor = _scale(float(stack.min()), float(stack.max()))
    levels = np.empty(stack.shape, np.uint8)
    # One by one, which takes little memory.
    for number, image in enumerate(stack):
        levels[number] = _to_levels(image, offset, factor)
    return levels


def _to_levels(values: NDArray[Any], offset: float, factor: float) -> NDArray[np.uint8]:
    levels = (values.astype(np.float64) - offset) * factor
    return np.rint(levels).astype(np.uint8)


def _scale(low: float, high: float) -> tuple[float, float]:
    """Return what to subtract, then to multiply by, for levels from 0 to 255."""
    if low < 0 or high > 255:
        # Images were normalised; a mean or a range would explain it.
        return low, 255 / ((high - low) or 1)
    top = next(each for each in (1, _FEW_LEVELS, 255) if high <= each)
    return 0, 255 / top


def _netpbm(levels: NDArray[np.uint8]) -> bytes:
    """Return a picture as the simplest of formats, PGM or PPM."""
    height, width = levels.shape[:2]
    kind = 5 if levels.ndim == 2 else 6
    pixels = levels if levels.ndim == 2 else levels[..., :3]
    return b"P%d\n%d %d\n255\n%b" % (kind, width, height, pixels.tobytes())


def _are_equal(first: NDArray[Any], second: NDArray[Any]) -> bool:
    """True if two arrays have the same images, as ``data`` and ``images`` may."""
    return first.shape == second.shape and np.array_equal(first, second)


def is_one_hot(rows: NDArray[Any]) -> bool:
    """True if each row has a single 1, and otherwise 0."""
    return bool(np.isin(rows, (0, 1)).all() and (rows.sum(axis=1) == 1).all())


def _is_label_like(array: NDArray[Any]) -> bool:
    """True if all values are digits, and few are 0, as paper would be."""
    is_digit = bool(np.isin(array, np.arange(NUM_CLASSES)).all())
    return is_digit and float((array == 0).mean()) < 0.5


def _sides(array: NDArray[Any]) -> str:
    return " × ".join(map(str, array.shape)) or "1"
