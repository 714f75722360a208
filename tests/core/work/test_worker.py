import errno
import os
import sys
import threading
import time

import pytest

from core import log
from core.store.events import Event, Phase
from core.store.jobs import (
    DOWNLOADS,
    IMPORTS,
    TRAININGS,
    JobFolder,
    machine_lock,
)
from core.store.locks import job_slot
from core.store.uploads import find_upload, new_upload_id
from core.wording import error_sentence
from core.work import worker
from core.work.jobs import read_state


@pytest.fixture
def download(data_folder):  # noqa: ARG001
    """The job of fetching MNIST from there, in this very process."""

    def make(**request):
        job = JobFolder(DOWNLOADS, "mnist")
        job.create(request)
        return job

    return make


@pytest.fixture
def run_here(data_folder, monkeypatch):
    """Run the worker in this process, which it may neither slow down nor end."""
    monkeypatch.setattr(worker, "_exit_when_cancelled", lambda _: None)
    monkeypatch.setattr(worker, "_LOCK_TIMEOUT", 0.1)
    niced = []
    monkeypatch.setattr(os, "nice", niced.append, raising=False)

    def run(job):
        worker.main(str(data_folder), job.kind, job.id)
        return niced

    yield run
    log.close()


def phases(job):
    return [event.phase for event in job.events()]


@pytest.mark.skipif(sys.platform == "win32", reason="the parent sees to it there")
def test_worker_lowers_its_priority(run_here, download):
    assert run_here(download(url="ftp://127.0.0.1/mnist.npz")) == [10]


def test_a_failure_is_reported_with_its_values(run_here, download):
    job = download(url="ftp://127.0.0.1/mnist.npz")

    run_here(job)

    assert phases(job) == ["starting", "failed"]
    error = read_state(job).error
    assert error.kind == "download-insecure"
    assert error.values == {"url": "ftp://127.0.0.1/mnist.npz"}


def test_unexpected_exceptions_are_reported_and_logged(run_here, download, capsys):
    job = download(nonsense=1)

    run_here(job)

    assert read_state(job).error.kind == "job-died"
    assert "KeyError: 'url'" in capsys.readouterr().err


def test_a_second_worker_leaves_the_job_to_the_first(run_here, download):
    job = download(url="ftp://127.0.0.1/mnist.npz")
    with job.lock():
        run_here(job)

    assert job.events() == []


def test_second_training_on_a_machine_fails(run_here):
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})
    with machine_lock():
        run_here(job)

    assert read_state(job).error.kind == "training-running"


def test_without_tensorflow_a_training_says_so(run_here, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "core.work.training_run", None)
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})

    run_here(job)

    error = read_state(job).error
    assert error.kind == "tensorflow-missing"
    assert "training_run" in error.values["reason"]
    assert "Traceback" in capsys.readouterr().err


def test_training_removes_stale_staging(run_here, data_folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "core.work.training_run", None)
    left = data_folder / "predictions" / ("1" * 12) / ".staging-0123456789ab"
    left.mkdir(parents=True)
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})

    run_here(job)

    assert not left.exists()


def test_a_download_that_is_not_mnist_leaves_nothing(
    run_here, download, serve, data_folder
):
    job = download(url=serve(b"not an archive" * 1000))

    run_here(job)

    assert phases(job) == ["starting", "loading", "saving", "failed"]
    assert read_state(job).error.kind == "npz-unknown"
    assert not list(data_folder.rglob("mnist.npz*"))
    assert not (data_folder / "digits").exists()


@pytest.fixture
def importing(data_folder):  # noqa: ARG001
    """Factory: the job of taking in files, in this very process."""

    def make(**files):
        job = JobFolder(IMPORTS, new_upload_id())
        job.spool((name, content) for name, content in files.items())
        job.create({"title": "Ours", "paths": []})
        return job

    return make


def test_an_import_publishes_an_upload_under_its_own_id(run_here, importing, drawn):
    job = importing(**{"3/scan.png": drawn(0), "x_7.png": drawn(1), "notes": b"no"})

    niced = run_here(job)

    assert niced == []  # A user waits for it.
    upload = find_upload(job.id)
    assert (upload.title, upload.n, upload.num_refused) == ("Ours", 2, 1)
    assert read_state(job).phase == "done"
    assert read_state(job).latest.done == read_state(job).latest.total == 3
    assert not (job.path / "spool").exists()


def test_an_import_reads_folders_where_they_lie(run_here, tmp_path, drawn):
    place = tmp_path / "ours" / "7"
    place.mkdir(parents=True)
    (place / "scan.png").write_bytes(drawn(0))
    job = JobFolder(IMPORTS, new_upload_id())
    job.create({"title": "Ours", "paths": [str(tmp_path / "ours")]})

    run_here(job)

    assert find_upload(job.id).labelled == 1
    assert (place / "scan.png").exists()


def test_an_import_of_nothing_says_why(run_here, importing):
    job = importing(**{"notes.txt": b"not a picture", "a.heic": b"0000ftypheic" * 9})

    run_here(job)

    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "upload-empty")
    assert [each.name for each in state.refusals] == ["a.heic", "notes.txt"]
    assert all(error_sentence(each.error) for each in state.refusals)
    assert not (job.path / "spool").exists()


def test_a_cancelled_import_leaves_nothing(run_here, importing, drawn, data_folder):
    job = importing(**{f"{number}.png": drawn(0) for number in range(3)})
    job.request_cancel()

    run_here(job)

    assert read_state(job).phase == "cancelled"
    assert read_state(job).error is None
    assert not (job.path / "spool").exists()
    assert list((data_folder / "uploads").iterdir()) == []


def test_two_imports_at_a_time_are_enough(run_here, importing, drawn):
    job = importing(**{"1.png": drawn(0)})
    with job_slot(IMPORTS, 2), job_slot(IMPORTS, 2):
        waiting = threading.Thread(target=run_here, args=(job,))
        waiting.start()
        while phases(job)[-1:] != ["waiting"]:
            time.sleep(0.01)
        time.sleep(0.3)
        assert phases(job)[-1] == "waiting"
    waiting.join(30)

    assert read_state(job).phase == "done"


def test_job_killed_after_publishing_is_done(run_here, importing, drawn):
    job = importing(**{"1.png": drawn(0)})
    run_here(job)
    (job.path / "progress.jsonl").unlink()
    job.report(Event(phase=Phase.READING, share=0.5, done=1, total=2))

    assert read_state(job).phase == "done"


def test_an_import_that_does_not_stop_by_itself_is_stopped(importing, monkeypatch):
    def end(code):
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(worker, "_CANCEL_GRACE_SECONDS", 0.0)
    job = importing(**{"1.png": b"1"})
    job.request_cancel()

    with pytest.raises(SystemExit):
        worker._exit_when_cancelled(job)

    assert phases(job) == ["cancelled"]
    assert not (job.path / "spool").exists()


@pytest.mark.parametrize("can_say", [True, False])
def test_cancelled_worker_reports_and_exits(download, monkeypatch, can_say):
    def end(code):
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    job = download(url="")
    job.request_cancel()
    if not can_say:
        (job.path / "progress.jsonl").mkdir()

    with pytest.raises(SystemExit) as ended:
        worker._exit_when_cancelled(job)

    assert ended.value.code == 0
    assert phases(job) == (["cancelled"] if can_say else [])
    assert read_state(job).phase == "cancelled"


def test_a_full_disk_is_the_reason_that_is_shown(run_here, importing, monkeypatch):
    job = importing(**{"1.png": b"1"})

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(JobFolder, "report", refuse)
    job.enqueue()
    with job.claim():
        pass

    run_here(job)

    assert not (job.path / "starting").exists()
    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "system-refused")
    assert "no space left on device" in error_sentence(state.error)


def test_an_import_that_was_done_is_not_done_again(run_here, importing, drawn):
    job = importing(**{"1.png": drawn(0)})
    run_here(job)
    before = job.events()

    run_here(job)

    assert job.events() == before


def test_a_start_ends_with_the_first_event(run_here, importing, drawn, monkeypatch):
    job = importing(**{"1.png": drawn(0)})
    job.enqueue()
    with job.claim():
        pass
    before = []
    end_start = JobFolder.end_start
    monkeypatch.setattr(
        JobFolder,
        "end_start",
        lambda self: (before.append(self.events()), end_start(self)),
    )

    run_here(job)

    assert before[0]
