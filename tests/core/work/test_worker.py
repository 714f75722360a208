import os
import sys

import pytest

from core.store.jobs import DOWNLOADS, TRAININGS, JobFolder, machine_lock
from core.work import worker
from core.work.jobs import read_state


@pytest.fixture
def download(home):  # noqa: ARG001
    """The job of fetching MNIST from there, in this very process."""

    def make(**request):
        job = JobFolder(DOWNLOADS, "mnist")
        job.create(request)
        return job

    return make


@pytest.fixture
def run_here(home, monkeypatch):
    """Run the worker in this process, which it may neither slow down nor end."""
    monkeypatch.setattr(worker, "_stop_when_asked", lambda _: None)
    monkeypatch.setattr(worker, "_PATIENCE", 0.1)
    niced = []
    monkeypatch.setattr(os, "nice", niced.append, raising=False)

    def run(job):
        worker.main(str(home), job.kind, job.id)
        return niced

    return run


def phases(job):
    return [event["phase"] for event in job.events()]


@pytest.mark.skipif(sys.platform == "win32", reason="the parent sees to it there")
def test_the_worker_lets_others_go_first(run_here, download):
    assert run_here(download(url="ftp://127.0.0.1/mnist.npz")) == [10]


def test_a_failure_is_reported_with_its_values(run_here, download):
    job = download(url="ftp://127.0.0.1/mnist.npz")

    run_here(job)

    assert phases(job) == ["starting", "failed"]
    error = read_state(job).error
    assert error.kind == "download-insecure"
    assert error.values == {"url": "ftp://127.0.0.1/mnist.npz"}


def test_what_nobody_expected_ends_as_a_sentence_and_a_log(run_here, download, capsys):
    job = download(nonsense=1)

    run_here(job)

    assert read_state(job).error.kind == "job-died"
    assert "KeyError: 'url'" in capsys.readouterr().err


def test_a_second_worker_leaves_the_job_to_the_first(run_here, download):
    job = download(url="ftp://127.0.0.1/mnist.npz")
    with job.lock():
        run_here(job)

    assert job.events() == []


def test_a_second_training_on_a_machine_is_told_to_wait(run_here):
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


def test_a_training_first_removes_what_the_dead_left(run_here, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "core.work.training_run", None)
    left = home / "predictions" / ("1" * 12) / ".staging-0123456789ab"
    left.mkdir(parents=True)
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})

    run_here(job)

    assert not left.exists()


def test_a_download_that_is_not_mnist_leaves_nothing(run_here, download, serve, home):
    job = download(url=serve(b"not an archive" * 1000))

    run_here(job)

    assert phases(job) == ["starting", "loading", "saving", "failed"]
    assert read_state(job).error.kind == "npz-unknown"
    assert not list(home.rglob("mnist.npz*"))
    assert not (home / "digits").exists()


@pytest.mark.parametrize("can_say", [True, False])
def test_whoever_is_asked_to_stop_says_so_and_ends(download, monkeypatch, can_say):
    def end(code):
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    job = download(url="")
    job.ask_to_stop()
    if not can_say:
        (job.path / "progress.jsonl").mkdir()

    with pytest.raises(SystemExit) as ended:
        worker._stop_when_asked(job)

    assert ended.value.code == 0
    assert phases(job) == (["cancelled"] if can_say else [])
    assert read_state(job).phase == "cancelled"
