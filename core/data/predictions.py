"""Reading imported predictions: ten probabilities or a digit for each image.

CSV and Parquet have columns, NPZ has arrays; `docs/predictions.md` names them. The file
is untrusted: nothing in it is executed, and an inconsistent value is an error that
names its row, counted from 1.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.data.npz import is_npz
from core.data.pixel_tables import compact_levels
from core.data.prediction_arrays import (
    is_npy,
    read_npy_predictions,
    read_npz_predictions,
)
from core.data.prediction_columns import (
    KAGGLE_NUMBER,
    NAME_COLUMNS,
    Columns,
    find_columns,
)
from core.data.prediction_tables import list_columns, read_chunks, text_columns
from core.data.prediction_values import (
    FILE_SUM_TOLERANCE,
    MAX_PREDICTIONS_BYTES,
    PROBABILITY_COLUMNS,
    Float64Array,
    Predictions,
    build_predictions,
    check_probabilities,
    check_rows,
    one_hot_probabilities,
)
from core.errors import DatasetError


def read_predictions(path: Path) -> Predictions:
    """Read predictions from a CSV, NPZ or Parquet file.

    Raises:
        DatasetError: `file-unreadable`, or a kind that starts with `predictions-`: the
            file cannot be read, or its content is inconsistent.
    """
    try:
        if is_npz(path, MAX_PREDICTIONS_BYTES):
            return read_npz_predictions(path)
        return read_npy_predictions(path) if is_npy(path) else _from_table(path)
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


def _from_table(path: Path) -> Predictions:
    names = list_columns(path, MAX_PREDICTIONS_BYTES)
    texts = text_columns(path, names, NAME_COLUMNS)
    columns = find_columns(names, texts, _unnamed_label(path, names), path)
    if columns is None:
        missing = [each for each in PROBABILITY_COLUMNS if each not in names]
        text = ", ".join(missing)
        raise DatasetError("predictions-columns", path=path, missing=text)
    wanted = (*columns.numeric, *texts[:1])
    duplicate = next((name for name in wanted if names.count(name) > 1), None)
    if duplicate is not None:
        raise DatasetError("predictions-column-twice", path=path, name=duplicate)
    chunks: list[dict[str, NDArray[Any]]] = []
    n = 0
    picture_names: list[str] = []
    for part in read_chunks(path, names, wanted, MAX_PREDICTIONS_BYTES, texts[:1]):
        num_rows = len(part[wanted[0]])
        if num_rows:
            check_rows(n + num_rows, bool(columns.pixels), path)
            picture_names += [each for name in texts[:1] for each in part.pop(name)]
            chunks.append(_checked_chunk(part, columns, path, n))
            n += num_rows
    check_rows(n, bool(columns.pixels), path)
    joined = {
        name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]
    }
    if columns.digit and columns.number == KAGGLE_NUMBER:
        joined[KAGGLE_NUMBER] = _from_zero(joined[KAGGLE_NUMBER])
    found = build_predictions(joined, columns.number, columns.label, path)
    return replace(found, names=tuple(picture_names) if texts else None)


def _checked_chunk(
    part: dict[str, Float64Array], columns: Columns, path: Path, first: int
) -> dict[str, NDArray[Any]]:
    """Join the columns of probabilities and of pixels; `first` is the first row."""
    others = filter(None, (columns.number, columns.label))
    chunk: dict[str, NDArray[Any]] = {name: part[name] for name in others}
    if columns.digit is None:
        ten = np.stack([part[name] for name in columns.probabilities], axis=1)
        found = check_probabilities(ten, path, first, columns.probabilities)
    else:
        found = one_hot_probabilities(part[columns.digit], path, first)
    chunk["probabilities"] = found
    if columns.pixels:
        pixels = np.stack([part[name] for name in columns.pixels], axis=1)
        chunk["images"] = compact_levels(pixels.astype(np.float32))
    return chunk


def _from_zero(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return Kaggle's numbers from 0; with a 0 among them, they are so already."""
    return numbers - 1 if (numbers != 0).all() else numbers


def _unnamed_label(path: Path, names: Sequence[str]) -> str | None:
    """Return the first or last of eleven columns if the others sum to 1."""
    if len(names) != NUM_CLASSES + 1 or not names[0].startswith("column "):
        return None
    first = next(read_chunks(path, names, names, MAX_PREDICTIONS_BYTES), None)
    if first is None:
        return None
    for name in (names[0], names[-1]):
        ten = [first[each][0] for each in names if each != name]
        if abs(sum(ten) - 1) <= FILE_SUM_TOLERANCE:
            return name
    return None
