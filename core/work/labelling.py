"""Current labels: those in names, overridden by manual labels."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.data.labels import LabelCandidates, parse_labels
from core.store import manual_labels
from core.store.digit_sets import DigitsRecord, load_labels, load_names
from core.store.manual_labels import (
    chosen_place,
    num_undoable_changes,
    set_place,
    undo,
)
from core.store.uploads import (
    UploadRecord,
    find_upload,
    load_upload_table,
    upload_id_of,
)

__all__ = [
    "chosen_place",
    "give_labels",
    "label_candidates",
    "label_revision",
    "labels_of",
    "num_undoable_changes",
    "set_place",
    "undo",
]


def labels_of(digits: DigitsRecord) -> NDArray[np.int8]:
    """Load the current labels of a digit set, int8 of shape (n,), -1 if unlabelled.

    Labels of an upload are those of its import, or at the place that was chosen since.
    Manual labels override them.
    """
    labels = load_labels(digits)
    upload_id = upload_id_of(digits.source)
    if upload_id is None:
        return labels
    if place := chosen_place(upload_id):
        labels = label_candidates(digits).choose(place).labels
    given = manual_labels.load_manual_labels(upload_id, digits.n)
    return np.where(given == manual_labels.NO_MANUAL_LABEL, labels, given)


@lru_cache(maxsize=8)
def label_candidates(digits: DigitsRecord) -> LabelCandidates:
    """Return the candidate labels in the names of an upload."""
    upload = find_upload(digits.source)
    if upload is None:
        return parse_labels(load_names(digits))
    table = load_upload_table(upload)
    return parse_labels(
        table["name"].tolist(),
        table["listed"].to_numpy(np.int8),
        has_root=upload.has_root,
    )


def label_revision(digits: DigitsRecord) -> int:
    """Return the revision of a digit set's labels, which grows with every change."""
    upload_id = upload_id_of(digits.source)
    return 0 if upload_id is None else manual_labels.revision(upload_id)


def give_labels(
    upload: UploadRecord, positions: Sequence[int], digit: int | None
) -> None:
    """Set the manual label of some images of an upload, as one change.

    Positions that no image has are ignored. The label is 0 to 9, or -1 for "no digit";
    None removes it.

    Raises:
        StoreError: The system refuses.
        ValueError: There is no such digit.
    """
    valid = [position for position in positions if 0 <= position < upload.n]
    label = manual_labels.NO_MANUAL_LABEL if digit is None else digit
    manual_labels.set_labels(upload.id, valid, label)
