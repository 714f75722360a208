"""Read the store without a cache: what changes, and what is read once."""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.errors import StoreError
from core.store import digit_sets, runs
from core.store import uploads as stored_uploads
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord
from core.work import jobs, labelling
from core.work.prediction_import import IMPORTED_PREFIX

steps = stored_uploads.load_framing_steps
originals = stored_uploads.load_originals
refusals = stored_uploads.load_refusals
chosen_place = labelling.chosen_place
label_candidates = labelling.label_candidates


def is_being_imported(source: str) -> bool:
    """True if the digit set is an upload whose import is running."""
    job = jobs.find_import(source)
    return job is not None and job.is_alive()


def title(source: str) -> str:
    """Return the untrusted title of an upload or of imported digits, "" for others."""
    if source.startswith(IMPORTED_PREFIX):
        named = (each for each in digit_sets.list_digits() if each.source == source)
        return next((each.title for each in named), "")
    with suppress(StoreError):
        upload = stored_uploads.find_upload(source)
        return "" if upload is None else upload.title
    return ""


def is_evaluated(run: RunRecord, record: DigitsRecord) -> bool:
    """True if the run's predictions for a digit set are stored."""
    return runs.has_predictions(run, record.id)


def upload_of(record: DigitsRecord) -> UploadRecord | None:
    """Return the upload that a digit set belongs to, None if it is no upload."""
    return stored_uploads.find_upload(record.source)


def model_file(run: RunRecord, name: str) -> bytes:
    """Return the content of ``model.keras`` or ``model.tflite``."""
    return runs.load_model_file(run.folder, name)


def training_mask(
    records: Sequence[DigitsRecord],
    training_set: DigitsRecord | None,
    evaluation: Evaluation,
) -> NDArray[np.bool_]:
    """Return which rows of an evaluation of some digit sets the run was trained on."""
    same = [training_set is not None and each.id == training_set.id for each in records]
    return np.array(same)[evaluation.source_of]
