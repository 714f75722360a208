"""Diagnose an upload: what preparation corrected, and why the rest is misread."""

from core.analysis.diagnosis import (
    Diagnosis,
    PredictProba,
    StepResult,
    diagnose,
    evaluate_steps,
)
from core.analysis.diagnosis_findings import cause_findings, preparation_finding
from core.analysis.findings import Finding
from core.analysis.orientation import OrientationFinding, find_orientation
from core.data.framing import FRAMING_STEPS
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord, load_framing_steps, load_uploaded_images
from core.work.evaluating import scorer
from core.work.labelling import labels_of


def evaluate_upload_steps(run: RunRecord, upload: UploadRecord) -> list[StepResult]:
    """Return the accuracy on an upload after each step of its preparation."""
    steps, labels = load_framing_steps(upload), labels_of(upload.digits)
    return evaluate_steps(steps, FRAMING_STEPS, labels, _predict_proba(run))


def find_upload_orientation(
    run: RunRecord, upload: UploadRecord
) -> OrientationFinding | None:
    """Return how all pictures of an upload are turned, None if they are not."""
    images = load_uploaded_images(upload)
    return find_orientation(images, labels_of(upload.digits), _predict_proba(run))


def diagnose_upload(run: RunRecord, upload: UploadRecord) -> list[Diagnosis]:
    """Return the diagnosis of each misread image of an upload."""
    images = load_uploaded_images(upload)
    return diagnose(images, labels_of(upload.digits), _predict_proba(run))


def diagnose_image(
    run: RunRecord, upload: UploadRecord, position: int
) -> Diagnosis | None:
    """Return the diagnosis of one image of an upload, None if it is not misread."""
    images = load_framing_steps(upload, [position])[:, -1]
    labels = labels_of(upload.digits)[[position]]
    return next(iter(diagnose(images, labels, _predict_proba(run))), None)


def diagnosis_findings(run: RunRecord, upload: UploadRecord) -> list[Finding]:
    """Return findings about the preparation and the causes of the mistakes."""
    prepared = preparation_finding(evaluate_upload_steps(run, upload))
    return [prepared, *cause_findings(diagnose_upload(run, upload))]


def _predict_proba(run: RunRecord) -> PredictProba:
    return scorer(run.folder).probabilities
