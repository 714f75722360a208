import re

import pytest

from core import log
from core.errors import DatasetError, StoreError
from core.store import artefacts
from core.store.artefacts import open_artefact
from core.store.jobs import IMPORTS, JobFolder
from core.work.import_queue import start_import
from core.work.uploads import import_upload
from tests.jobs import wait_until_stopped


@pytest.fixture
def opened(data_folder):
    """The file of the log, opened in the data folder."""
    log.configure(data_folder)
    yield data_folder / "logs" / "misread.log"
    log.close()


def test_quarantine_is_logged_without_the_name(opened, make_upload, capsys):
    upload = make_upload("1.png")
    (upload.folder / "images.npy").write_bytes(b"damaged")
    artefacts._verified_manifests.clear()

    with pytest.raises(StoreError):
        open_artefact(upload.folder)
    logged = opened.read_text("utf-8")

    assert "WARNING quarantined" in logged
    assert "kind=uploads" in logged
    assert upload.id not in logged + capsys.readouterr().err


def test_a_refused_upload_is_logged_without_its_name(opened, tmp_path):
    (tmp_path / "anna.txt").write_text("nothing", "utf-8")

    with pytest.raises(DatasetError):
        import_upload([tmp_path / "anna.txt"], title="Anna")

    line = opened.read_text("utf-8")
    assert "upload-refused" in line
    assert "refused=1" in line
    assert "anna" not in line.lower()


def test_an_import_is_logged_by_its_worker_with_counts_alone(data_folder, drawn):
    files = [("anna/3.png", drawn(0)), ("anna.txt", b"nothing")]
    job = start_import("Anna", files)
    assert wait_until_stopped(job, 60)
    empty = start_import("Bert", [("bert.txt", b"nothing")])
    assert wait_until_stopped(empty, 60)

    text = (data_folder / "logs" / "misread.log").read_text("utf-8")

    events = re.findall(r"(?:INFO|WARNING) (\S+)", text)
    assert events == [
        *("job-started", "upload-accepted", "job-done"),
        *("job-started", "upload-refused", "job-failed"),
    ]
    assert "images=1 refused=1" in text
    for secret in ("anna", "bert", job.id, empty.id):
        assert secret not in text.lower()
    assert JobFolder(IMPORTS, job.id).log().read_text("utf-8") == ""
