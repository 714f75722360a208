"""Current labels: those read from names, overridden by manual labels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.store import manual_labels
from core.store.digit_sets import DigitsRecord, load_labels
from core.store.manual_labels import (
    num_undoable_changes,
    set_uses_name_labels,
    undo,
    uses_name_labels,
)
from core.store.uploads import UploadRecord, upload_id_of

__all__ = [
    "give_labels",
    "label_revision",
    "labels_of",
    "num_undoable_changes",
    "set_uses_name_labels",
    "undo",
    "uses_name_labels",
]


def labels_of(digits: DigitsRecord) -> NDArray[np.int8]:
    """Load the current labels of a digit set, int8 of shape (n,), -1 if unlabelled.

    Labels of an upload are read from its file names, unless that is switched off.
    Manual labels override them.
    """
    labels = load_labels(digits)
    upload_id = upload_id_of(digits.source)
    if upload_id is None:
        return labels
    if not uses_name_labels(upload_id):
        labels = np.full_like(labels, UNKNOWN)
    given = manual_labels.load_manual_labels(upload_id, digits.n)
    return np.where(given == manual_labels.NO_MANUAL_LABEL, labels, given)


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
