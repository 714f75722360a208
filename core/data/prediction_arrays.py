"""Predictions in NumPy's files: arrays, recognised by their names or shapes."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.digit_arrays import as_images, is_one_hot
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.data.files import check_size, open_file
from core.data.npz import NPY_START, list_npz, parse_npy, read_npz
from core.data.prediction_columns import (
    LABEL_NAMES,
    NUMBER_NAMES,
    READ_DIGIT_NAMES,
    find_read_digit,
)
from core.data.prediction_values import (
    MAX_PREDICTIONS_BYTES,
    Predictions,
    build_predictions,
    check_probabilities,
    check_rows,
    check_shape,
    one_hot_probabilities,
)
from core.errors import DatasetError

_IMAGES: Final = "images"
# The one array of an NPY file has no name.
_UNNAMED: Final = ""
_NAMES: Final = frozenset(
    ["probabilities", _IMAGES, *NUMBER_NAMES, *LABEL_NAMES, *READ_DIGIT_NAMES]
)


def read_npz_predictions(path: Path) -> Predictions:
    """Read predictions from an NPZ file; `read_predictions` names the errors."""
    arrays: dict[str, NDArray[Any]] = {}
    for name in list_npz(path, MAX_PREDICTIONS_BYTES):
        try:
            arrays |= read_npz(path, [name], MAX_PREDICTIONS_BYTES)
        except DatasetError as error:
            # Arrays of other types have another purpose, unless they are called so.
            if error.kind != "npz-wrong-type" or name in _NAMES:
                raise
        total = sum(array.nbytes for array in arrays.values())
        check_size(path, total, MAX_PREDICTIONS_BYTES)
    return _from_arrays(arrays, path)


def is_npy(path: Path) -> bool:
    """True if a file starts as a single array does."""
    with open_file(path, MAX_PREDICTIONS_BYTES) as file:
        return file.read(len(NPY_START)) == NPY_START


def read_npy_predictions(path: Path) -> Predictions:
    """Read predictions from an NPY file; `read_predictions` names the errors."""
    with open_file(path, MAX_PREDICTIONS_BYTES) as file:
        array = parse_npy(file.read(), path.name, path)
    return _from_arrays({_UNNAMED: array}, path)


def _from_arrays(arrays: dict[str, NDArray[Any]], path: Path) -> Predictions:
    probabilities = _probability_array(arrays, path)
    n = len(probabilities)
    number = next((name for name in NUMBER_NAMES if name in arrays), None)
    label = next((name for name in LABEL_NAMES if name in arrays), None)
    images = _image_array(arrays, n, path)
    check_rows(n, images is not None, path)
    found: dict[str, NDArray[Any]] = {}
    for name in filter(None, (number, label)):
        array = arrays[name]
        if array.shape == (n, NUM_CLASSES) and is_one_hot(array):
            array = array.argmax(axis=1)
        check_shape(name, array, (n,), path)
        found[name] = array
    floats = np.asarray(probabilities, np.float64)
    found["probabilities"] = check_probabilities(floats, path)
    if images is not None:
        found["images"] = images
    return build_predictions(found, number, label, path)


def _probability_array(arrays: dict[str, NDArray[Any]], path: Path) -> NDArray[Any]:
    """Return the array of ten probabilities: called so, or the only one of the shape.

    Without one, the digits that were read are one-hot probabilities.

    Raises:
        DatasetError: `predictions-two-sets`, `predictions-wrong-shape`,
            `predictions-two-digits`, `predictions-no-digit`, `predictions-transposed`
            or `predictions-columns`.
    """
    if (named := arrays.get("probabilities")) is not None:
        n = len(named) if named.ndim else 0
        check_shape("probabilities", named, (n, NUM_CLASSES), path)
        return named
    alike = {
        name: array
        for name, array in arrays.items()
        if array.shape[1:] == (NUM_CLASSES,) and not is_one_hot(array)
    }
    if len(alike) > 1:
        raise DatasetError("predictions-two-sets", path=path, columns=", ".join(alike))
    if alike:
        return next(iter(alike.values()))
    if (read := _read_digits(arrays, path)) is not None:
        return read
    for name, array in arrays.items():
        if array.ndim == 2 and array.shape[0] == NUM_CLASSES:
            raise DatasetError(
                "predictions-transposed", path=path, name=name, found=array.shape
            )
    raise DatasetError("predictions-columns", path=path, missing="probabilities")


def _read_digits(arrays: dict[str, NDArray[Any]], path: Path) -> NDArray[Any] | None:
    """Return one-hot probabilities from the digits that were read, (n,) or one-hot."""
    likely = {
        name: array
        for name, array in arrays.items()
        if array.ndim == 1 or (array.shape[1:] == (NUM_CLASSES,) and is_one_hot(array))
    }
    name = _UNNAMED if _UNNAMED in likely else find_read_digit(likely, path)
    if name is None:
        return None
    found = likely[name]
    return found if found.ndim > 1 else one_hot_probabilities(found, path)


def _image_array(
    arrays: dict[str, NDArray[Any]], n: int, path: Path
) -> NDArray[Any] | None:
    """Return the images among arrays as shape (n, 28, 28), None without images."""
    stacks = {name: as_images(array) for name, array in arrays.items()}
    fitting = [
        each
        for each in stacks.values()
        if each is not None and each.shape == (n, *IMAGE_SHAPE)
    ]
    if not fitting and _IMAGES in arrays:
        check_shape(_IMAGES, arrays[_IMAGES], (n, *IMAGE_SHAPE), path)
    return fitting[0] if fitting else None
