import json
import os
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import WorkError
from core.model.recipes import PRESETS, run_id
from core.store.data_folder import data_folder
from core.store.events import Event, Phase
from core.store.jobs import (
    DOWNLOADS,
    IMPORTS,
    TRAININGS,
    JobFolder,
)
from core.store.locks import job_slot
from core.store.runs import save_run
from core.store.stale_jobs import remove_stale_jobs
from core.store.uploads import find_upload
from core.wording import error_sentence
from core.work import jobs, processes, worker
from core.work.catalogue import load_dataset
from core.work.import_queue import start_import
from core.work.jobs import (
    find_import,
    import_owner,
    latest_job,
    mnist_url,
    read_state,
    running_import,
    running_training,
    start_download,
    start_training,
)
from tests.jobs import wait_until_stopped

pytestmark = pytest.mark.usefixtures("data_folder")
RECIPE = replace(PRESETS["fast"], epochs=1)


@pytest.fixture
def job():
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({"data": "built-in"})
    return job


@pytest.fixture
def wanted():
    """The job that training `RECIPE` on the built-in digits is."""
    fingerprint = load_dataset("built-in").fingerprint
    return JobFolder(TRAININGS, run_id(RECIPE.for_small_data(), fingerprint))


def test_job_without_events_is_starting(job):
    with job.lock():
        state = read_state(job)

    assert (state.phase, state.is_running) == ("starting", True)
    assert (state.share, state.seconds_left, state.error) == (0.0, None, None)
    assert state.request == {"data": "built-in"}


def test_the_state_has_the_last_of_everything(job):
    row = {"epoch": 1, "loss": 0.5}
    with job.lock():
        job.report(Event(phase=Phase.STARTING))
        job.report(Event(phase=Phase.TRAINING, share=0.1, epoch=1, row=row))
        job.report(Event(phase=Phase.TRAINING, share=0.2, epoch=2))
        job.report(Event(phase=Phase.SAVING))
        state = read_state(job)

    assert (state.phase, state.share) == ("saving", 0.2)
    assert state.latest.epoch == 2
    assert state.rows == (row,)


def test_time_left_follows_the_pace_so_far(job, monkeypatch):
    now = time.time()
    monkeypatch.setattr(jobs.time, "time", lambda: now)
    with job.lock():
        # Ten seconds of starting say nothing about the pace of training.
        job.report(Event(phase=Phase.STARTING, time=now - 30))
        job.report(Event(phase=Phase.TRAINING, share=0.1, time=now - 20))
        assert read_state(job).seconds_left is None
        job.report(Event(phase=Phase.TRAINING, share=0.5, time=now))

        assert read_state(job).seconds_left == pytest.approx(25)


@pytest.mark.parametrize(("share", "ago"), [(0.1, 0), (0.9, 19.9)])
def test_time_left_is_unknown_at_first(job, share, ago):
    now = time.time()
    with job.lock():
        job.report(Event(phase=Phase.TRAINING, share=0.1, time=now - 20))
        job.report(Event(phase=Phase.TRAINING, share=share, time=now - ago))

        assert read_state(job).seconds_left is None


def test_time_left_is_never_less_than_none(job):
    now = time.time()
    with job.lock():
        job.report(Event(phase=Phase.TRAINING, share=0.1, time=now - 100))
        job.report(Event(phase=Phase.TRAINING, share=0.9, time=now - 90))

        assert read_state(job).seconds_left == 0


def test_a_job_that_failed_says_why(job):
    values = {"path": "mnist.npz", "reason": "is a directory"}
    job.report(Event(phase=Phase.FAILED, error=WorkError("file-unreadable", **values)))

    state = read_state(job)

    assert (state.phase, state.is_running) == ("failed", False)
    assert (state.error.kind, state.error.values) == ("file-unreadable", values)
    assert "mnist.npz cannot be read" in error_sentence(state.error)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("mnist-other-digits", {"name": "x_train"}),
        ("mnist-splits-swapped", {}),
        ("mnist-no-files", {}),
        ("idx-too-long", {"expected": 8}),
        ("npz-array-too-large", {"name": "x_train", "found": 80, "limit": 64}),
    ],
)
def test_failure_recorded_by_an_older_version_has_a_message(job, kind, values):
    values = {"path": "/somewhere", **values}
    event = {"phase": "failed", "error": kind, "values": values}
    (job.path / "progress.jsonl").write_text(f"{json.dumps(event)}\n", "utf-8")

    assert "/somewhere" in error_sentence(read_state(job).error)


def test_a_job_that_was_killed_has_failed(job):
    job.report(Event(phase=Phase.TRAINING, share=0.5))

    state = read_state(job)

    assert (state.phase, state.is_running) == ("failed", False)
    assert state.error.kind == "job-died"
    assert state.error.values == {"path": str(job.log())}


@pytest.mark.parametrize("alive", [True, False])
def test_a_damaged_line_is_the_reason_that_is_shown(job, alive):
    job.report(Event(phase=Phase.TRAINING, share=0.25))
    job.report(Event(phase=Phase.TRAINING, share=0.5))
    progress = job.path / "progress.jsonl"
    progress.write_text(progress.read_text("utf-8").replace("0.5", "0.4"), "utf-8")

    with job.lock() if alive else nullcontext():
        state = read_state(job)

    assert state.is_running == alive
    assert state.share == (0.25 if alive else 0.0)
    assert state.damage.kind == "job-damaged"
    assert str(progress) in error_sentence(state.damage)
    assert state.error is (None if alive else state.damage)


def test_a_job_with_a_damaged_request_fails_with_that_reason(job):
    (job.path / "request.json").write_text('{"data": "bui', "utf-8")

    worker.main(str(data_folder()), job.kind, job.id)

    assert (read_state(job).phase, read_state(job).error.kind) == (
        "failed",
        "job-damaged",
    )


def test_a_job_that_is_done_is_done(job):
    job.report(Event(phase=Phase.DONE, share=1.0))

    assert (read_state(job).phase, read_state(job).share) == ("done", 1.0)


def test_a_training_that_was_killed_after_publishing_is_done(job, content):
    save_run(content(job.id))
    row = {"epoch": 1}
    job.report(Event(phase=Phase.TRAINING, share=0.9, row=row))

    assert (read_state(job).phase, read_state(job).rows) == ("done", (row,))


def test_a_training_that_was_stopped_after_publishing_is_done(job, content):
    save_run(content(job.id))
    job.report(Event(phase=Phase.CANCELLED))

    assert read_state(job).phase == "done"


@pytest.mark.parametrize("last", ["cancelled", "training"])
def test_a_job_that_was_stopped_is_cancelled(job, last):
    job.request_cancel()
    # The thread that trains may still report after the one that stops it has.
    job.report(Event(phase=Phase.CANCELLED))
    job.report(Event(phase=Phase(last)))

    state = read_state(job)

    assert (state.phase, state.is_running, state.error) == ("cancelled", False, None)


def test_a_stopped_job_is_cancelled_even_where_it_could_not_say_so(job):
    job.request_cancel()

    assert read_state(job).phase == "cancelled"


def test_starting_a_running_training_returns_its_job(wanted):
    wanted.create({})
    with wanted.lock():
        assert start_training(RECIPE, "built-in") == wanted
        assert running_training() == wanted
    assert running_training() is None


def test_another_training_has_to_wait(job, error_kind):
    with job.lock():
        assert error_kind(start_training, RECIPE, "built-in") == "training-running"
    assert latest_job(TRAININGS) == job


def test_the_same_training_is_never_done_twice(wanted, content):
    run = save_run(content(wanted.id))

    assert start_training(RECIPE, "built-in") == run
    assert latest_job(TRAININGS) is None


def test_a_training_without_its_data_does_not_start(
    error_kind, data_folder, read_files
):
    assert error_kind(start_training, RECIPE, "mnist") == "mnist-needed"
    assert error_kind(start_training, RECIPE, "cifar") == "unknown-data"
    assert read_files(data_folder) == {}


def test_waiting_for_a_job_ends_with_it_or_with_patience(job):
    with job.lock():
        assert not wait_until_stopped(job, 0.1)
    assert wait_until_stopped(job, 0.1)


def test_a_worker_that_does_not_start_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "_ROOT", tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)

    with pytest.raises(WorkError) as caught:
        start_training(RECIPE, "built-in")

    assert caught.value.kind == "job-died"
    log = latest_job(TRAININGS).log()
    assert caught.value.values == {"path": str(log)}
    assert "No module named" in log.read_text("utf-8")


def test_mnist_comes_from_where_keras_has_it_unless_another_place_is_named(monkeypatch):
    assert mnist_url().startswith("https://storage.googleapis.com/")

    monkeypatch.setenv("MISREAD_MNIST_URL", "http://127.0.0.1:9/mnist.npz")
    assert mnist_url() == "http://127.0.0.1:9/mnist.npz"


def test_a_download_that_runs_is_attached_to(data_folder, read_files):
    job = JobFolder(DOWNLOADS, "mnist")
    job.create({"url": "the first"})
    before = read_files(data_folder)
    with job.lock():
        assert start_download() == job
    assert read_files(data_folder).items() >= before.items()
    assert job.request() == {"url": "the first"}


def test_starting_and_watching_needs_no_tensorflow():
    code = (
        "import sys, core.work.jobs, core.work.evaluating, core.work.worker\n"
        "print([name for name in ('keras', 'sklearn', 'tensorflow')"
        " if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=processes._ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.strip() == "[]"


def test_an_import_is_a_job_with_the_id_of_its_upload(drawn):
    job = start_import("Ours", [("ours/3/a.png", drawn(0)), ("b.png", drawn(1))])

    assert wait_until_stopped(job, 60)
    state = read_state(job)
    assert (state.phase, state.error) == ("done", None)
    upload = find_upload(job.id)
    assert (upload.title, upload.n, upload.labelled) == ("Ours", 2, 1)
    assert not (job.path / "spool").exists()


def test_import_with_a_free_slot_reports_no_wait(drawn):
    job = start_import("Ours", [("a.png", drawn(0))])

    assert wait_until_stopped(job, 60)
    phases = [event.phase for event in job.events()]
    assert phases[0] == "starting"
    assert "waiting" not in phases
    assert phases[-1] == "done"


def test_an_import_waits_for_others_and_says_so(drawn):
    with job_slot(IMPORTS, 2), job_slot(IMPORTS, 2):
        job = start_import("Ours", [("a.png", drawn(0))])
        deadline = time.monotonic() + 30
        while read_state(job).phase != "waiting":
            assert time.monotonic() < deadline
            time.sleep(0.05)

    assert wait_until_stopped(job, 60)
    phases = [event.phase for event in job.events()]
    # Once it is its turn, it no longer seems to wait.
    assert phases.count("waiting") == 1
    assert phases[phases.index("waiting") + 1] == "starting"
    assert phases[-1] == "done"


def test_files_are_counted_as_they_are_read(job, monkeypatch):
    monkeypatch.setattr(worker, "_POLL_SECONDS", 0.01)

    def reported_counts():
        return [event.done for event in job.events() if event.done]

    with worker._progress_counter(job) as count:
        assert [event.phase for event in job.events()] == ["starting"]
        for done in (1, 2):
            count(done, 3)
            deadline = time.monotonic() + 60
            while reported_counts()[-1:] != [done]:
                assert time.monotonic() < deadline
                time.sleep(0.01)
        count(3, 3)

    assert reported_counts() == [1, 2, 3]


def test_names_of_files_are_kept_no_longer_than_the_files(drawn):
    job = start_import("Ours", [("anna.png", drawn(0))])
    assert wait_until_stopped(job, 60)

    kept = [path for path in job.path.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"anna" in path.read_bytes()]


def test_a_running_import_is_cancelled(drawn):
    job = start_import("Ours", [(f"{n}.png", drawn(0)) for n in range(2000)])

    job.request_cancel()

    assert wait_until_stopped(job, 10)
    assert read_state(job).phase in ("cancelled", "done")
    assert not (job.path / "spool").exists()


def test_an_import_that_cannot_be_kept_leaves_nothing(
    data_folder, monkeypatch, error_kind
):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)

    assert error_kind(start_import, "Ours", [("a.png", b"1")]) == "cannot-write"
    assert not list(data_folder.rglob("spool"))


def test_stale_spools_are_deleted_by_the_next_import():
    dead = JobFolder(IMPORTS, "1" * 32)
    dead.spool([("a.png", b"1")])
    dead.create({"title": "x", "paths": []})
    young = JobFolder(IMPORTS, "2" * 32)
    young.spool([("a.png", b"1")])
    then = time.time() - 1000
    os.utime(dead.path, (then, then))

    remove_stale_jobs(IMPORTS)

    assert not (dead.path / "spool").exists()
    assert (young.path / "spool").exists()
    then = time.time() - 10**6
    os.utime(dead.path, (then, then))
    remove_stale_jobs(IMPORTS)
    assert not dead.path.exists()


def test_an_import_is_found_by_its_upload_and_says_who_started_it(drawn):
    job = start_import("Ours", [("3/a.png", drawn(0))], owner="a browser")
    unsaid = JobFolder(IMPORTS, "1" * 32)
    unsaid.create({"title": "x", "paths": []})

    assert find_import(job.id) == find_import(f"own-{job.id}") == job
    assert import_owner(f"own-{job.id}") == "a browser"
    assert (
        import_owner(unsaid.id) == import_owner("2" * 32) == import_owner("../x") == ""
    )
    assert find_import("2" * 32) is find_import("own-../x") is None
    wait_until_stopped(job, 60)
    assert running_import() is None
    with unsaid.lock():
        assert running_import() == unsaid


def test_a_working_import_keeps_what_it_was_given():
    job = JobFolder(IMPORTS, "1" * 32)
    job.spool([("a.png", b"1")])
    then = time.time() - 10**6
    with job.lock():
        os.utime(job.path, (then, then))
        remove_stale_jobs(IMPORTS)

    assert job.spooled_files()
