"""What the doctor says of an upload, worked out once for each state of its labels."""

import streamlit as st

from core.analysis.diagnosis import Diagnosis, StepResult
from core.work import labelling, upload_diagnosis
from dashboard import cache


def preparation_steps(
    run: cache.RunRecord, upload: cache.UploadRecord
) -> list[StepResult]:
    """What each step of the preparation did for reading an upload."""
    revision = labelling.label_revision(upload.digits)
    return _preparation_steps(
        str(run.folder), str(upload.folder), revision, run, upload
    )


def diagnoses(run: cache.RunRecord, upload: cache.UploadRecord) -> list[Diagnosis]:
    """Why each misread image of an upload is misread."""
    revision = labelling.label_revision(upload.digits)
    return _diagnoses(str(run.folder), str(upload.folder), revision, run, upload)


def diagnosis(
    run: cache.RunRecord, upload: cache.UploadRecord, position: int
) -> Diagnosis | None:
    """Why one image of an upload is misread; None if it is not."""
    return upload_diagnosis.diagnose_image(run, upload, position)


@st.cache_resource(max_entries=8, show_spinner=False)
def _preparation_steps(
    run_folder: str,  # noqa: ARG001
    upload_folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _run: cache.RunRecord,
    _upload: cache.UploadRecord,
) -> list[StepResult]:
    return upload_diagnosis.evaluate_upload_steps(_run, _upload)


@st.cache_resource(max_entries=8, show_spinner=False)
def _diagnoses(
    run_folder: str,  # noqa: ARG001
    upload_folder: str,  # noqa: ARG001
    revision: int,  # noqa: ARG001
    _run: cache.RunRecord,
    _upload: cache.UploadRecord,
) -> list[Diagnosis]:
    return upload_diagnosis.diagnose_upload(_run, _upload)
