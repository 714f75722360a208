"""The only way from the dashboard to the disk, and nearly the only caches.

Those of the doctor stand in `dashboard.diagnosis_cache`, those of verdicts in
`dashboard.verdict_cache`.

Everything published never changes, so caches are keyed by ids and nothing expires.
Labels do change; what depends on them has their revision in its key.
"""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.data.uploaded_files import Refusal
from core.errors import MisreadError, StoreError
from core.store import data_folder, digit_sets, runs
from core.store import uploads as stored_uploads
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord
from core.work import catalogue, evaluating, jobs, labelling
from core.work import uploads as work_uploads
from core.work.prediction_import import IMPORTED_PREFIX
from dashboard import access, session

_CLEANUP_SECONDS = 600


def all_runs() -> tuple[list[RunRecord], list[StoreError]]:
    """Runs, newest first and examples last, and one error for each damaged one."""
    found, problems = runs.list_runs()
    known = _known_problems(str(data_folder.data_folder()))
    known.update({problem.values["name"]: problem for problem in problems})
    sound = {run.id for run in found}
    return found, [each for name, each in known.items() if name not in sound]


def list_digit_sets() -> list[DigitsRecord]:
    """Every digit set: those with pictures, training sets among them; uploads last."""
    found = digit_sets.list_digits()
    found.sort(key=_rank)
    return [*found, *(upload.digits for upload in uploads())]


def _rank(record: DigitsRecord) -> tuple[bool, bool, str]:
    """Put those with pictures first, and those that came with predictions behind."""
    return not record.has_images, bool(record.title), record.source


def register_mnist() -> MisreadError | None:
    """Take in MNIST where this computer has it, once; return why that failed."""
    return _register_mnist(str(data_folder.data_folder()))


def evaluation(run: RunRecord, records: tuple[DigitsRecord, ...]) -> Evaluation:
    """One run on some digit sets, joined."""
    keys = tuple((str(each.folder), labelling.label_revision(each)) for each in records)
    return _evaluation(str(run.folder), keys, run, records)


def is_evaluated(run: RunRecord, record: DigitsRecord) -> bool:
    """Whether a run has read a digit set before, so that its evaluation is at hand."""
    return runs.has_predictions(run, record.id)


def count_training_overlap(run: RunRecord, record: DigitsRecord) -> int | None:
    """Number of images that a run learned from, None if nobody can tell."""
    # Whether somebody can tell changes when MNIST comes in.
    key = (str(run.folder), str(record.folder), catalogue.has_mnist())
    return _overlap(key, run, record)


def images(record: DigitsRecord) -> NDArray[np.uint8] | None:
    """Pictures of a digit set, or None where they are not on this computer."""
    return _images(str(record.folder), record) if record.has_images else None


def average_images(record: DigitsRecord) -> NDArray[np.uint8]:
    """Mean image of each digit, uint8 (10, 28, 28), 0 where there is none."""
    revision = labelling.label_revision(record)
    return _average_images(str(record.folder), revision, record)


def labels(record: DigitsRecord) -> NDArray[np.int8]:
    """Labels of a digit set as they are now, int8, -1 where nobody said."""
    return _labels(str(record.folder), labelling.label_revision(record), record)


def names(record: DigitsRecord) -> tuple[str, ...]:
    """What the images of a digit set are called."""
    return _names(str(record.folder), record)


def history(run: RunRecord) -> pd.DataFrame:
    """How a training went, one row per epoch."""
    return _history(str(run.folder), run)


def layers(run: RunRecord) -> pd.DataFrame:
    """The layers of a run's network."""
    return _layers(str(run.folder), run)


def uploads() -> list[UploadRecord]:
    """Uploads that this reader may see, newest first.

    On a computer of the reader's own these are all; on a shared server only those that
    this session made or came to by a link, as long as they are not too old.
    """
    if not access.is_shared():
        return stored_uploads.list_uploads()
    found = []
    for upload_id in session.remembered_uploads():
        with suppress(StoreError):
            upload = stored_uploads.find_upload(upload_id)
            if upload is not None and not work_uploads.has_expired(upload):
                found.append(upload)
    return sorted(found, key=lambda upload: upload.created, reverse=True)


def may_change(upload_id: str) -> bool:
    """Whether this reader may label and delete an upload.

    On a shared server these are those who brought it in: a link shows digits, and does
    not hand them over.
    """
    if not access.is_shared() or session.has_imported(upload_id):
        return True
    browser_id = access.browser_id()
    return bool(browser_id) and jobs.import_owner(upload_id) == browser_id


def deleted_uploads() -> list[UploadRecord]:
    """Uploads that this reader may bring back, newest first."""
    deleted = work_uploads.list_uploads(deleted=True)
    return [upload for upload in deleted if may_change(upload.id)]


def is_being_imported(source: str) -> bool:
    """Whether the digit set is an upload that is being taken in right now."""
    job = jobs.find_import(source)
    return job is not None and job.is_alive()


def title(source: str) -> str | None:
    """What the owner of an upload calls it, a stranger's text.

    So have digits one that came with predictions; None for other sets.
    """
    if source.startswith(IMPORTED_PREFIX):
        named = (each for each in digit_sets.list_digits() if each.source == source)
        return next((each.title for each in named), None)
    with suppress(StoreError):
        upload = stored_uploads.find_upload(source)
        return None if upload is None else upload.title
    return None


def clean_up_uploads() -> None:
    """Now and then, remove for good what was deleted or has expired."""
    _clean_up_uploads(str(data_folder.data_folder()), access.is_shared())


def upload_of(record: DigitsRecord) -> UploadRecord | None:
    """The upload that a digit set is, or None if it is none."""
    return stored_uploads.find_upload(record.source)


def upload_table(upload: UploadRecord) -> pd.DataFrame:
    """What is known of each image of an upload; see `core.store.uploads`."""
    return _upload_table(str(upload.folder), upload)


def steps(
    upload: UploadRecord, positions: Sequence[int] | None = None
) -> NDArray[np.uint8]:
    """Frames of every step of some images, or of all, uint8 (m, 5, 28, 28)."""
    return stored_uploads.load_framing_steps(upload, positions)


def originals(upload: UploadRecord, positions: Sequence[int]) -> list[bytes]:
    """Some pictures as they came, each a small grey PNG or JPEG."""
    return stored_uploads.load_originals(upload, positions)


def refusals(upload: UploadRecord) -> list[Refusal]:
    """What was refused of an upload, and why."""
    return stored_uploads.load_refusals(upload)


# cache_resource, not cache_data: what is read-only can be shared by all sessions
# instead of being copied for each rerun. Arguments with a leading underscore are not
# part of the key; the folder and the ids are.
@st.cache_resource(max_entries=64, show_spinner=False)
def _evaluation(
    folder: str,  # noqa: ARG001
    keys: tuple[tuple[str, int], ...],  # noqa: ARG001
    _run: RunRecord,
    _records: tuple[DigitsRecord, ...],
) -> Evaluation:
    return Evaluation.join([evaluating.evaluate(_run, each) for each in _records])


@st.cache_resource(max_entries=32, show_spinner=False)
def _images(folder: str, _record: DigitsRecord) -> NDArray[np.uint8]:  # noqa: ARG001
    upload = upload_of(_record)
    if upload is not None:
        return stored_uploads.load_uploaded_images(upload)
    return digit_sets.load_digits(_record).images


@st.cache_resource(max_entries=8, show_spinner=False)
def _average_images(
    folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _record: DigitsRecord,
) -> NDArray[np.uint8]:
    digits, marks = digit_sets.load_digits(_record), labels(_record)
    averages = np.zeros((NUM_CLASSES, *IMAGE_SHAPE), np.uint8)
    for digit in np.unique(marks[marks >= 0]):
        averages[digit] = np.rint(digits.images[marks == digit].mean(axis=0))
    return averages


@st.cache_resource(max_entries=32, show_spinner=False)
def _labels(
    folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _record: DigitsRecord,
) -> NDArray[np.int8]:
    return labelling.labels_of(_record)


@st.cache_resource(max_entries=32, show_spinner=False)
def _names(folder: str, _record: DigitsRecord) -> tuple[str, ...]:  # noqa: ARG001
    return digit_sets.load_names(_record)


@st.cache_resource(max_entries=32, show_spinner=False)
def _history(folder: str, _run: RunRecord) -> pd.DataFrame:  # noqa: ARG001
    return runs.load_history(_run)


@st.cache_resource(max_entries=32, show_spinner=False)
def _layers(folder: str, _run: RunRecord) -> pd.DataFrame:  # noqa: ARG001
    return runs.load_layers(_run)


@st.cache_resource(max_entries=8, show_spinner=False)
def _upload_table(folder: str, _upload: UploadRecord) -> pd.DataFrame:  # noqa: ARG001
    return stored_uploads.load_upload_table(_upload)


@st.cache_resource(max_entries=32, show_spinner=False)
def _overlap(
    key: tuple[str, str, bool],  # noqa: ARG001
    _run: RunRecord,
    _record: DigitsRecord,
) -> int | None:
    return work_uploads.count_training_overlap(_record, _run)


@st.cache_resource(ttl=_CLEANUP_SECONDS, show_spinner=False)
def _clean_up_uploads(home_folder: str, shared: bool) -> None:  # noqa: ARG001
    # What cannot be removed now is tried again; nobody can see it meanwhile.
    with suppress(StoreError):
        work_uploads.delete_expired() if shared else work_uploads.purge()


# What is damaged is moved aside when it is found, and would be named only once.
@st.cache_resource(show_spinner=False)
def _known_problems(home_folder: str) -> dict[object, StoreError]:  # noqa: ARG001
    return {}


@st.cache_resource(show_spinner=False)
def _register_mnist(home_folder: str) -> MisreadError | None:  # noqa: ARG001
    try:
        catalogue.register_mnist()
    except MisreadError as error:
        return error
    return None
