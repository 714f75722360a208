"""What the doctor says of an upload: what was rescued, and why the rest is misread."""

from core.analysis.doctor import Diagnosis, Score, Step, diagnose, rescue
from core.analysis.findings import Finding
from core.analysis.remedies import remedy_findings, rescue_finding
from core.data.framing import STEPS
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord, load_steps
from core.work.evaluating import scorer
from core.work.labelling import labels_of


def rescue_upload(run: RunRecord, upload: UploadRecord) -> list[Step]:
    """Say what each step of the preparation did for reading an upload."""
    names = [name for name, _ in STEPS]
    return rescue(load_steps(upload), names, labels_of(upload.digits), _score(run))


def diagnose_upload(run: RunRecord, upload: UploadRecord) -> list[Diagnosis]:
    """Say why each misread image of an upload is misread."""
    images = load_steps(upload)[:, -1]
    return diagnose(images, labels_of(upload.digits), _score(run))


def diagnose_one(
    run: RunRecord, upload: UploadRecord, position: int
) -> Diagnosis | None:
    """Say why one image of an upload is misread; None if it is not."""
    images = load_steps(upload, [position])[:, -1]
    labels = labels_of(upload.digits)[[position]]
    return next(iter(diagnose(images, labels, _score(run))), None)


def doctor_findings(run: RunRecord, upload: UploadRecord) -> list[Finding]:
    """Say in findings what preparation did, and why the rest is misread."""
    rescued = rescue_finding(rescue_upload(run, upload))
    return [rescued, *remedy_findings(diagnose_upload(run, upload))]


def _score(run: RunRecord) -> Score:
    return scorer(run.folder).probabilities
