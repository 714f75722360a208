"""What the doctor says of an upload, worked out once for each state of its labels."""

import streamlit as st

from core.analysis import doctor
from core.analysis.doctor import Diagnosis, Step
from core.data.framing import STEPS
from core.work import evaluating, labelling
from dashboard import loading


def rescue(run: loading.RunRecord, upload: loading.UploadRecord) -> list[Step]:
    """What each step of the preparation did for reading an upload."""
    revision = labelling.label_revision(upload.digits)
    return _rescue(str(run.folder), str(upload.folder), revision, run, upload)


def diagnoses(run: loading.RunRecord, upload: loading.UploadRecord) -> list[Diagnosis]:
    """Why each misread image of an upload is misread."""
    revision = labelling.label_revision(upload.digits)
    return _diagnoses(str(run.folder), str(upload.folder), revision, run, upload)


def diagnosis(
    run: loading.RunRecord, upload: loading.UploadRecord, position: int
) -> Diagnosis | None:
    """Why one image of an upload is misread; None if it is not."""
    images = loading.steps(upload, [position])[:, -1]
    labels = labelling.labels_of(upload.digits)[[position]]
    return next(iter(doctor.diagnose(images, labels, _score_with(run))), None)


@st.cache_resource(max_entries=8, show_spinner=False)
def _rescue(
    run_folder: str,  # noqa: ARG001
    upload_folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _run: loading.RunRecord,
    _upload: loading.UploadRecord,
) -> list[Step]:
    return doctor.rescue(
        loading.steps(_upload),
        [name for name, _ in STEPS],
        labelling.labels_of(_upload.digits),
        _score_with(_run),
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def _diagnoses(
    run_folder: str,  # noqa: ARG001
    upload_folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _run: loading.RunRecord,
    _upload: loading.UploadRecord,
) -> list[Diagnosis]:
    images = loading.steps(_upload)[:, -1]
    labels = labelling.labels_of(_upload.digits)
    return doctor.diagnose(images, labels, _score_with(_run))


def _score_with(run: loading.RunRecord) -> doctor.Score:
    return lambda images: evaluating.scorer(run.folder).score(images).probabilities
