"""Reading imported predictions: ten probabilities for each image, from a file.

CSV and Parquet have columns, NPZ has arrays; `docs/predictions.md` names them. The file
is untrusted: nothing in it is executed, and an inconsistent value is an error that
names its row, counted from 1.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE, NUM_CLASSES, UNKNOWN
from core.data.npz import is_npz, list_npz, read_npz
from core.data.prediction_tables import list_columns, read_chunks, text_columns
from core.errors import DatasetError

MAX_PREDICTIONS_BYTES: Final = 500 * 2**20
"""Largest file of predictions, and largest of its arrays once unpacked."""
MAX_PREDICTION_ROWS: Final = 1_000_000
"""Most images without pixels."""
MAX_PREDICTION_IMAGES: Final = 100_000
"""Most images with pixels."""
FILE_SUM_TOLERANCE: Final = 6e-4
"""Largest error of the sum of ten probabilities, for files with four decimals."""

PROBABILITY_COLUMNS: Final = tuple(f"p{digit}" for digit in range(NUM_CLASSES))
PIXEL_COLUMNS: Final = tuple(f"pixel{place}" for place in range(28 * 28))
# Names of a column or an array; of several the first counts.
_NUMBER_NAMES: Final = ("number", "image")
_LABEL_NAMES: Final = ("label", "labels")
_NAME_COLUMNS: Final = ("name", "filename", "file", "path", "image", "picture")
_HARD_NAMES: Final = {"prediction", "predictions", "predicted", "y_pred"}
_BRIGHT: Final = 127

Float64Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Predictions:
    """The content of a file, in the order of its rows.

    Attributes:
        probabilities: float32, shape (n, 10); rows sum to 1 ± `FILE_SUM_TOLERANCE`.
        labels: int8, shape (n,), -1 for a missing label; None without labels.
        numbers: int64, shape (n,), positions in a digit set; None without numbers.
        names: Names of the images, or None. They precede the numbers.
        images: uint8, shape (n, 28, 28), 0 for paper; None without images.
    """

    probabilities: NDArray[np.float32]
    labels: NDArray[np.int8] | None
    numbers: NDArray[np.int64] | None
    images: NDArray[np.uint8] | None
    names: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.probabilities)


def read_predictions(path: Path) -> Predictions:
    """Read predictions from a CSV, NPZ or Parquet file.

    Raises:
        DatasetError: `file-unreadable`, or a kind that starts with `predictions-`: the
            file cannot be read, or its content is inconsistent.
    """
    try:
        read = _from_npz if is_npz(path, MAX_PREDICTIONS_BYTES) else _from_table
        return read(path)
    except DatasetError as error:
        raise _translate_error(error, path) from error


def _translate_error(error: DatasetError, path: Path) -> DatasetError:
    """Replace errors whose messages are about MNIST."""
    if error.kind == "file-missing":
        return DatasetError("predictions-missing", path=path)
    if error.kind in ("npz-unknown", "npz-damaged"):
        return DatasetError("predictions-damaged", path=path)
    if error.kind == "file-too-large":
        limit = MAX_PREDICTIONS_BYTES // 2**20
        return DatasetError("predictions-too-large", path=path, limit=limit)
    if error.kind == "npz-wrong-type":
        name, found = error.values["name"], error.values["found"]
        return DatasetError("predictions-wrong-type", path=path, name=name, found=found)
    return error


def _from_npz(path: Path) -> Predictions:
    names = list_npz(path, MAX_PREDICTIONS_BYTES)
    if "probabilities" not in names:
        raise _missing_probabilities_error(names, "probabilities", path)
    number, label = _first(_NUMBER_NAMES, names), _first(_LABEL_NAMES, names)
    images_name = "images" if "images" in names else None
    wanted = ["probabilities", *filter(None, (number, label, images_name))]
    arrays = read_npz(path, wanted, MAX_PREDICTIONS_BYTES)
    probabilities, images = arrays["probabilities"], arrays.get("images")
    n = len(probabilities) if probabilities.ndim else 0
    _check_shape("probabilities", probabilities, (n, NUM_CLASSES), path)
    _check_rows(n, images is not None, path)
    for name in filter(None, (number, label)):
        _check_shape(name, arrays[name], (n,), path)
    if images is not None and images.shape != (n, len(PIXEL_COLUMNS)):
        _check_shape("images", images, (n, *IMAGE_SHAPE), path)
    floats = np.asarray(probabilities, np.float64)
    arrays["probabilities"] = _probabilities(floats, path)
    if images is not None:
        arrays["images"] = _pixels(images, path)
    return _predictions(arrays, number, label, path)


def _from_table(path: Path) -> Predictions:
    names = list_columns(path, MAX_PREDICTIONS_BYTES)
    missing = [name for name in PROBABILITY_COLUMNS if name not in names]
    if missing:
        raise _missing_probabilities_error(names, ", ".join(missing), path)
    texts = text_columns(path, names, _NAME_COLUMNS)
    numeric = [name for name in names if name not in texts]
    number, label = _first(_NUMBER_NAMES, numeric), _first(_LABEL_NAMES, names)
    pixels = PIXEL_COLUMNS if PIXEL_COLUMNS[0] in names else ()
    missing = [name for name in pixels if name not in names]
    if missing:
        text = ", ".join(missing[:3])
        raise DatasetError("predictions-columns", path=path, missing=text)
    others = tuple(filter(None, (number, label)))
    wanted = (*PROBABILITY_COLUMNS, *others, *pixels, *texts[:1])
    duplicate = next((name for name in wanted if names.count(name) > 1), None)
    if duplicate is not None:
        raise DatasetError("predictions-column-twice", path=path, name=duplicate)
    chunks: list[dict[str, NDArray[Any]]] = []
    n = 0
    picture_names: list[str] = []
    for part in read_chunks(path, names, wanted, MAX_PREDICTIONS_BYTES, texts[:1]):
        num_rows = len(part[wanted[0]])
        if num_rows:
            _check_rows(n + num_rows, bool(pixels), path)
            picture_names += [each for name in texts[:1] for each in part.pop(name)]
            chunks.append(_checked_chunk(part, others, path, n))
            n += num_rows
    _check_rows(n, bool(pixels), path)
    joined = {
        name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]
    }
    found = _predictions(joined, number, label, path)
    return replace(found, names=tuple(picture_names) if texts else None)


def _checked_chunk(
    part: dict[str, Float64Array], others: tuple[str, ...], path: Path, first: int
) -> dict[str, NDArray[Any]]:
    """Join the columns of probabilities and of pixels; `first` is the first row."""
    chunk: dict[str, NDArray[Any]] = {name: part[name] for name in others}
    ten = np.stack([part[name] for name in PROBABILITY_COLUMNS], axis=1)
    chunk["probabilities"] = _probabilities(ten, path, first)
    if PIXEL_COLUMNS[0] in part:
        pixels = np.stack([part[name] for name in PIXEL_COLUMNS], axis=1)
        chunk["images"] = _pixels(pixels, path, first)
    return chunk


def _predictions(
    arrays: dict[str, NDArray[Any]], number: str | None, label: str | None, path: Path
) -> Predictions:
    images, labels, numbers = arrays.get("images"), None, None
    if label is not None:
        floats = np.asarray(arrays[label], np.float64)
        floats = np.where(np.isnan(floats), UNKNOWN, floats)
        if wrong := _first_outside(floats, UNKNOWN, NUM_CLASSES):
            row, found = wrong
            raise DatasetError("predictions-label", path=path, row=row, found=found)
        labels = floats.astype(np.int8)
    if number is not None:
        floats = np.asarray(arrays[number], np.float64)
        if wrong := _first_outside(floats, 0, 2**53):
            row, found = wrong
            raise DatasetError("predictions-number", path=path, row=row, found=found)
        numbers = floats.astype(np.int64)
    if images is not None:
        _check_polarity_and_range(images, path)
    return Predictions(
        probabilities=arrays["probabilities"],
        labels=labels,
        numbers=numbers,
        images=images,
    )


def _first(names: tuple[str, ...], known: list[str]) -> str | None:
    return next((name for name in names if name in known), None)


def _missing_probabilities_error(
    names: list[str], missing: str, path: Path
) -> DatasetError:
    if not _HARD_NAMES.isdisjoint(names):
        return DatasetError("predictions-hard", path=path)
    return DatasetError("predictions-columns", path=path, missing=missing)


def _check_rows(n: int, has_images: bool, path: Path) -> None:
    limit = MAX_PREDICTION_IMAGES if has_images else MAX_PREDICTION_ROWS
    if n > limit:
        raise DatasetError("predictions-too-many", path=path, limit=limit)
    if n == 0:
        raise DatasetError("predictions-empty", path=path)


def _check_shape(
    name: str, array: NDArray[Any], expected: tuple[int, ...], path: Path
) -> None:
    if array.shape != expected:
        raise DatasetError(
            "predictions-wrong-shape",
            path=path,
            name=name,
            found=array.shape,
            expected=expected,
        )


def _probabilities(
    ten: Float64Array, path: Path, first: int = 0
) -> NDArray[np.float32]:
    """Check ten probabilities in each row, float64 of shape (m, 10)."""
    finite = np.isfinite(ten)
    if not finite.all():
        row, digit = np.argwhere(~finite)[0].tolist()
        raise DatasetError(
            "predictions-no-number", path=path, column=f"p{digit}", row=first + row + 1
        )
    sums = ten.sum(axis=1)
    wrong = (np.abs(sums - 1) > FILE_SUM_TOLERANCE) | (ten < 0).any(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        raise DatasetError(
            "predictions-no-probabilities",
            path=path,
            what=_guess_scale(ten[row]),
            row=first + row + 1,
            total=f"{sums[row]:.6g}",
        )
    return np.minimum(ten, 1).astype(np.float32)


def _guess_scale(ten: Float64Array) -> str:
    """Return what ten numbers probably are, for the hint in an error message."""
    if ten.max() <= 0 and abs(np.exp(ten).sum() - 1) < 0.01:
        return "logarithms"
    if ten.min() < 0:
        return "scores"
    if abs(ten.sum() - 100) < 1:
        return "percent"
    return "other" if ten.max() <= 1 else "scores"


def _first_outside(
    numbers: Float64Array, least: int, end: int
) -> tuple[int, str] | None:
    """Return row, from 1, and text of the first that is not whole or out of limits."""
    # These comparisons are False for NaN.
    right = (numbers >= least) & (numbers < end) & (numbers == np.floor(numbers))
    if right.all():
        return None
    row = int(right.argmin())
    return row + 1, f"{numbers[row]:g}"


def _pixels(values: NDArray[Any], path: Path, first: int = 0) -> NDArray[np.uint8]:
    """Check pixels and return them as uint8 of shape (m, 28, 28)."""
    flat = values.reshape(len(values), len(PIXEL_COLUMNS))
    if flat.dtype != np.uint8:
        right = (flat >= 0) & (flat <= 255) & (flat == np.floor(flat))
        if not right.all():
            row = int(right.all(axis=1).argmin())
            raise DatasetError("predictions-pixels", path=path, row=first + row + 1)
    return flat.astype(np.uint8).reshape(-1, *IMAGE_SHAPE)


def _check_polarity_and_range(images: NDArray[np.uint8], path: Path) -> None:
    """Check that ink is bright and the edge is paper, as in MNIST."""
    if images.max() <= 1:
        raise DatasetError("predictions-faint", path=path)
    edge = np.stack([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]])
    if np.median(edge) > _BRIGHT:
        raise DatasetError("predictions-inverted", path=path)
