"""Labels of today: what names say, and over it what people say by hand."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.store import manual_labels
from core.store.digit_sets import DigitsRecord, load_labels
from core.store.uploads import UploadRecord, upload_id_of


def labels_of(digits: DigitsRecord) -> NDArray[np.int8]:
    """Load the labels of a digit set as they are now, int8, -1 where nobody said.

    Those of an upload are read from its names, unless somebody wants these ignored;
    labels given by hand go before them.
    """
    labels = load_labels(digits)
    upload_id = upload_id_of(digits.source)
    if upload_id is None:
        return labels
    if not manual_labels.uses_name_labels(upload_id):
        labels = np.full_like(labels, UNKNOWN)
    given = manual_labels.load_manual_labels(upload_id, digits.n)
    return np.where(given == manual_labels.NO_MANUAL_LABEL, labels, given)


def label_revision(digits: DigitsRecord) -> int:
    """Number the state of a digit set's labels; it grows with every change."""
    upload_id = upload_id_of(digits.source)
    return 0 if upload_id is None else manual_labels.revision(upload_id)


def give_labels(
    upload: UploadRecord, positions: Sequence[int], digit: int | None
) -> None:
    """Label some images of an upload by hand, as one change.

    Args:
        upload: Whose images they are.
        positions: Which of them, from 0; what lies beyond the last is left out.
        digit: 0 to 9; -1 if no digit can be told; None leaves it to the name again.

    Raises:
        StoreError: The system refuses.
        ValueError: There is no such digit.
    """
    here = [position for position in positions if 0 <= position < upload.n]
    given = manual_labels.NO_MANUAL_LABEL if digit is None else digit
    manual_labels.set_labels(upload.id, here, given)


def undo_labels(upload: UploadRecord) -> int:
    """Take back the last change of labels; return how many images it was about."""
    return manual_labels.undo(upload.id)


def can_undo_labels(upload: UploadRecord) -> bool:
    """Whether there is a change of labels to take back."""
    return manual_labels.num_undoable_changes(upload.id) > 0


def set_uses_name_labels(upload: UploadRecord, use: bool) -> None:
    """Say whether labels that were read from names count.

    Raises:
        StoreError: The system refuses.
    """
    manual_labels.set_uses_name_labels(upload.id, use)


def uses_name_labels(upload: UploadRecord) -> bool:
    """Whether labels that were read from names count."""
    return manual_labels.uses_name_labels(upload.id)
