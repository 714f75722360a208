"""Import predictions of another classifier as a run."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.column_order import find_column_order, reorder_columns
from core.data.digit_arrays import is_one_hot
from core.data.digits import UNKNOWN, DigitSet, images_id
from core.data.name_matching import match_names
from core.data.prediction_values import Predictions
from core.data.predictions import read_predictions
from core.data.uploaded_files import sanitize_name
from core.data.verdicts import sanitize_line
from core.errors import DatasetError
from core.store.digit_sets import DigitsRecord, list_digits, load_names, save_digits
from core.store.imported_runs import save_imported_run
from core.store.runs import RunRecord
from core.store.uploads import MAX_TITLE_LENGTH, list_uploads
from core.work.catalogue import MNIST_TRAIN, find_digits
from core.work.labelling import labels_of

IMPORTED_PREFIX: Final = "brought-"
"""Prefix of the source of a digit set that was imported with predictions."""
FILE_ORDER: Final = "0123456789"
"""The digits of the columns as `import_predictions_file` expects them."""
_MAX_LISTED: Final = 5
_MIN_REPEATED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRun:
    """The result of importing predictions.

    Attributes:
        is_new: True if the digit set was imported with the predictions.
        num_label_conflicts: Number of images whose label in the file differs from that
            of the digit set, which is kept.
        repeats_labels: True if the file has labels, and every image is read as its own.
        has_confidence: False if the file has only the digit that was read.
    """

    run: RunRecord
    digits: DigitsRecord
    is_new: bool
    num_label_conflicts: int
    repeats_labels: bool
    has_confidence: bool


def import_predictions_file(
    path: Path,
    on: str | None = None,
    title: str = "",
    *,
    classes: str = "",
    out_of_fold: bool = False,
) -> ImportedRun:
    """Import a file of predictions; `core.data.predictions` describes its format.

    Args:
        path: The file; its name is the title if that is empty.
        on: Source or id of the digit set of its rows; None if the file has images.
        title: Title of the run.
        classes: The digit of each of the ten columns, in order; "" for 0123456789, if
            labels do not contradict it.
        out_of_fold: True if each digit was predicted by a model that was not trained on
            it. Only then is MNIST's training set allowed.

    Raises:
        DatasetError: `predictions-order`, another order of the columns explains far
            more labels; the file is inconsistent, or does not match the digit set; or
            the digit set is MNIST's training set.
        StoreError: The predictions cannot be stored.
    """
    predictions = read_predictions(path)
    name = sanitize_line(title, MAX_TITLE_LENGTH)
    name = name or sanitize_line(path.stem, MAX_TITLE_LENGTH)
    found = _resolve_digit_set(predictions, on, path)
    if found is not None and found.source == MNIST_TRAIN and not out_of_fold:
        raise DatasetError("predictions-of-training", path=path)
    order, labels = np.arange(len(predictions)), predictions.labels
    num_label_conflicts = unknown = 0
    if found is not None:
        order, labels = _match_rows(predictions, found, path), labels_of(found)
        num_label_conflicts, unknown = _count_label_conflicts(
            predictions, labels, order
        )
        # Without images in the file, other labels mean that its rows are in another
        # order.
        if num_label_conflicts and predictions.images is None:
            raise DatasetError(
                "predictions-other-labels",
                path=path,
                count=num_label_conflicts,
                n=found.n,
                name=found.title or found.source,
            )
    probabilities = _in_order_of_digits(
        predictions.probabilities[order], labels, classes, path
    )
    digits = found or _save_digit_set(predictions, name)
    run = save_imported_run(
        name,
        digits.id,
        probabilities,
        datetime.now(UTC).isoformat(timespec="seconds"),
        out_of_fold=out_of_fold,
    )
    return ImportedRun(
        run=run,
        digits=digits,
        is_new=found is None,
        num_label_conflicts=num_label_conflicts + unknown,
        repeats_labels=_repeats_labels(predictions),
        has_confidence=not is_one_hot(probabilities),
    )


def _in_order_of_digits(
    probabilities: NDArray[np.float32],
    labels: NDArray[np.int8] | None,
    classes: str,
    path: Path,
) -> NDArray[np.float32]:
    """Return columns by digit, from the order in `classes`.

    Raises:
        DatasetError: `predictions-classes`, these are not ten digits;
            `predictions-order`, another order explains far more labels than that of the
            file, and none was chosen.
    """
    if classes:
        if sorted(classes) != list(FILE_ORDER):
            raise DatasetError("predictions-classes", found=classes)
        return reorder_columns(probabilities, tuple(map(int, classes)))
    order = None if labels is None else find_column_order(probabilities, labels)
    if order is None:
        return probabilities
    known = labels != UNKNOWN
    right = [
        float((each.argmax(axis=1) == labels)[known].mean())
        for each in (probabilities, reorder_columns(probabilities, order))
    ]
    raise DatasetError(
        "predictions-order",
        path=path,
        classes="".join(map(str, order)),
        as_file=right[0],
        reordered=right[1],
    )


def _repeats_labels(predictions: Predictions) -> bool:
    """True if labels equal predictions in all of at least twenty rows."""
    labels = predictions.labels
    if labels is None or len(labels) < _MIN_REPEATED:
        return False
    return bool((predictions.probabilities.argmax(axis=1) == labels).all())


def _resolve_digit_set(
    predictions: Predictions, on: str | None, path: Path
) -> DigitsRecord | None:
    """Find the digit set of a file; return None if the file brings its own."""
    named = None if on is None else find_digits(on)
    images = predictions.images
    if images is None and named is None:
        raise DatasetError("predictions-need-digits", path=path)
    found = named if images is None else _find_by_images(images)
    if named is not None and found != named:
        raise DatasetError("predictions-other-images", path=path, name=on)
    return found


def _find_by_images(images: NDArray[np.uint8]) -> DigitsRecord | None:
    name = images_id(images)
    records = [*list_digits(), *(upload.digits for upload in list_uploads())]
    return next((record for record in records if record.id == name), None)


def _save_digit_set(predictions: Predictions, title: str) -> DigitsRecord:
    """Publish the images of a file as a digit set, in the order of the file."""
    images, labels = predictions.images, predictions.labels
    if images is None:
        raise ValueError("without images there is nothing to publish")
    n = len(predictions)
    digits = DigitSet(
        source=f"{IMPORTED_PREFIX}{images_id(images)}",
        images=images,
        labels=np.full(n, UNKNOWN, np.int8) if labels is None else labels,
        names=tuple(f"{number:05d}" for number in range(n)),
    )
    return save_digits(digits, title=title)


def _match_rows(
    predictions: Predictions, digits: DigitsRecord, path: Path
) -> NDArray[np.int64]:
    """Return the row in the file of each image of a digit set.

    Raises:
        DatasetError: `predictions-count`, `predictions-beyond`, `predictions-twice` or
            `predictions-lacking`: not every image has exactly one row.
    """
    numbers, n = _numbers(predictions, digits, path), digits.n
    if numbers is None or predictions.images is not None:
        if len(predictions) != n:
            found = len(predictions)
            raise DatasetError("predictions-count", path=path, found=found, expected=n)
        return np.arange(n)
    beyond = np.unique(numbers[numbers >= n])
    if len(beyond):
        raise DatasetError(
            "predictions-beyond", path=path, first=_first_numbers(beyond), last=n - 1
        )
    counts = np.bincount(numbers, minlength=n)
    twice, lacking = np.flatnonzero(counts > 1), np.flatnonzero(counts == 0)
    if len(twice):
        count, first = len(twice), _first_numbers(twice)
        raise DatasetError("predictions-twice", path=path, count=count, first=first)
    if len(lacking):
        count, first = len(lacking), _first_numbers(lacking)
        raise DatasetError(
            "predictions-lacking", path=path, count=count, first=first, n=n
        )
    return np.argsort(numbers)


def _numbers(
    predictions: Predictions, digits: DigitsRecord, path: Path
) -> NDArray[np.int64] | None:
    """Return the position of each row's image: by name, else as the file has it.

    Raises:
        DatasetError: `predictions-names`, some names match no image.
    """
    if predictions.names is None or predictions.images is not None:
        return predictions.numbers
    numbers = match_names(predictions.names, load_names(digits))
    unknown = np.flatnonzero(numbers < 0)
    if len(unknown):
        raise DatasetError(
            "predictions-names",
            path=path,
            count=len(unknown),
            n=len(numbers),
            first=sanitize_name(predictions.names[unknown[0]]),
            name=digits.title or digits.source,
        )
    return numbers


def _first_numbers(numbers: NDArray[np.int64]) -> str:
    return ", ".join(str(each) for each in numbers[:_MAX_LISTED])


def _count_label_conflicts(
    predictions: Predictions, known: NDArray[np.int8], order: NDArray[np.int64]
) -> tuple[int, int]:
    """Count the images that are labelled in the file and differently or not here."""
    if predictions.labels is None:
        return 0, 0
    given = predictions.labels[order]
    other = (given != UNKNOWN) & (given != known)
    unknown = int(np.count_nonzero(other & (known == UNKNOWN)))
    return int(np.count_nonzero(other)) - unknown, unknown
