import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from core.errors import StoreError, WorkError
from core.store.events import Event, Phase
from core.store.jobs import (
    DOWNLOADS,
    TRAININGS,
    JobFolder,
    list_jobs,
    machine_lock,
)
from core.store.stale_jobs import remove_stale_jobs


@pytest.fixture
def job(data_folder):  # noqa: ARG001
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({"data": "built-in"})
    return job


def test_a_job_keeps_what_was_asked_for(data_folder, job):
    assert job.path == data_folder / "trainings" / ("1" * 12)
    assert job.request() == {"data": "built-in"}
    assert job.events() == []


@pytest.mark.usefixtures("data_folder")
def test_a_job_that_is_not_there_asks_for_nothing():
    job = JobFolder(TRAININGS, "2" * 12)

    assert job.request() == {}
    assert job.events() == []
    assert not job.is_alive()


def test_a_damaged_request_asks_for_nothing(job):
    (job.path / "request.json").write_text('{"data": "bui', "utf-8")

    assert job.request() == {}


def damage_file(path, old, new):
    content = path.read_bytes()
    assert content.count(old) == 1
    path.write_bytes(content.replace(old, new))


def test_damage_is_named_by_its_file(job):
    job.report(Event(phase=Phase.STARTING))
    job.report(Event(phase=Phase.TRAINING, share=0.5))
    assert job.read().damage is None

    damage_file(job.path / "progress.jsonl", b"0.5", b"0.4")
    assert [event.phase for event in job.events()] == ["starting"]
    error = job.read().damage
    assert (error.kind, error.values) == (
        "job-damaged",
        {"path": str(job.path / "progress.jsonl")},
    )

    damage_file(job.path / "request.json", b"built-in", b"built-io")
    assert job.request() == {}
    assert job.read().damage.values["path"] == str(job.path / "request.json")


def test_what_is_still_being_written_is_no_damage(job):
    with (job.path / "progress.jsonl").open("ab") as file:
        file.write(Event(phase=Phase.STARTING).to_json().encode()[:20])

    assert job.read().damage is None


def test_events_come_back_in_order_with_their_time(job):
    job.report(Event(phase=Phase.STARTING))
    job.report(Event(phase=Phase.TRAINING, share=0.5))

    first, second = job.events()

    assert (first.phase, second.phase) == ("starting", "training")
    assert second.share == 0.5
    assert first.time <= second.time


@pytest.mark.parametrize("torn", ['{"phase": "tra', "", '{"phase": "done"}', "\udcff"])
def test_a_half_written_event_is_not_read(job, torn):
    job.report(Event(phase=Phase.STARTING))
    with (job.path / "progress.jsonl").open("ab") as file:
        file.write(torn.encode("utf-8", "surrogateescape"))

    assert [event.phase for event in job.events()] == ["starting"]


def test_an_event_that_a_full_disk_cut_short_hides_only_its_neighbour(job):
    job.report(Event(phase=Phase.STARTING))
    with (job.path / "progress.jsonl").open("ab") as file:
        file.write(b'{"phase": "tra')
    job.report(Event(phase=Phase.TRAINING))
    job.report(Event(phase=Phase.SAVING))

    assert [event.phase for event in job.events()] == ["starting", "saving"]


def test_a_job_made_anew_forgets_how_it_ended(job):
    job.report(Event(phase=Phase.CANCELLED))
    job.request_cancel()

    job.create({"data": "mnist"})

    assert job.events() == []
    assert not job.is_cancel_requested()
    assert job.request() == {"data": "mnist"}


def test_a_job_is_alive_as_long_as_its_lock_is_held(job):
    assert not job.is_alive()
    with job.lock():
        assert job.is_alive()
        assert job.is_alive()
    assert not job.is_alive()
    assert (job.path / "lock").exists()


def test_processes_that_look_at_a_job_do_not_take_each_other_for_its_worker(job):
    with job.lock():
        pass
    with ThreadPoolExecutor(4) as threads:
        seen = threads.map(lambda _: job.is_alive(), range(2000))

        assert not any(seen)


def test_is_alive_does_not_block_the_lock(job):
    job.is_alive()
    with job.lock().acquire(timeout=0):
        assert job.is_alive()


def test_cancel_request_is_seen(job):
    assert not job.is_cancel_requested()

    job.request_cancel()

    assert job.is_cancel_requested()


@pytest.mark.usefixtures("data_folder")
def test_a_job_that_is_not_there_is_not_asked_to_stop():
    job = JobFolder(TRAININGS, "2" * 12)

    job.request_cancel()

    assert not job.path.exists()


def test_a_removed_job_is_gone(job):
    job.remove()

    assert list_jobs(TRAININGS) == []
    job.remove()


@pytest.mark.usefixtures("data_folder")
def test_the_job_started_last_is_listed_first(job):
    other = JobFolder(TRAININGS, "2" * 12)
    other.create({})
    os.utime(other.path / "request.json", (1, 1))
    JobFolder(DOWNLOADS, "mnist").create({})

    assert list_jobs(TRAININGS) == [job, other]
    assert list_jobs(DOWNLOADS) == [JobFolder(DOWNLOADS, "mnist")]


def test_a_job_that_cannot_be_written_is_named(data_folder):
    (data_folder / "trainings").write_text("not a folder", "utf-8")
    job = JobFolder(TRAININGS, "1" * 12)

    with pytest.raises(StoreError) as caught:
        job.create({})

    assert caught.value.kind == "cannot-write"
    assert caught.value.values["path"] == str(job.path)


def test_there_is_one_lock_for_all_trainings(data_folder):
    with machine_lock():
        assert FileLock(data_folder / "trainings" / "machine.lock").lock_file == str(
            data_folder / "trainings" / "machine.lock"
        )
        with pytest.raises(TimeoutError):
            machine_lock().acquire(timeout=0)


def test_a_dead_job_looks_dead_while_another_process_asks(job):
    with job.lock():
        pass
    with (job.path / "lock").open("rb") as asking:
        fcntl = pytest.importorskip("fcntl")
        fcntl.flock(asking, fcntl.LOCK_SH)

        assert not job.is_alive()


def test_a_job_whose_starter_died_waits_again(job):
    job.enqueue()
    with job.claim() as is_claimed:
        assert is_claimed
        assert (job.is_queued(), job.is_starting()) == (False, True)
        with job.claim() as is_claimed_twice:
            assert not is_claimed_twice
    age_file(job.path / "starting")

    assert (job.is_queued(), job.is_starting()) == (True, False)
    with job.claim() as is_claimed:
        assert is_claimed


def test_a_job_that_starts_slowly_is_starting_while_its_starter_lives(job):
    job.enqueue()
    with job.claim():
        age_file(job.path / "starting")

        assert (job.is_queued(), job.is_starting()) == (False, True)


def test_a_failure_is_kept_where_nothing_more_can_be_written(job, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "")

    job.report(Event(phase=Phase.TRAINING, share=0.5))
    monkeypatch.setattr(JobFolder, "report", refuse)
    size = (job.path / "failure").stat().st_size

    job.report_failure(WorkError("cannot-write", path="/", reason="full"))

    assert [each.phase for each in job.events()] == ["training", "failed"]
    assert job.events()[-1].error.values["reason"] == "full"
    # It needs no more room than it has.
    assert (job.path / "failure").stat().st_size == size
    monkeypatch.undo()
    job.create({})
    assert job.events() == []


def test_a_folder_without_a_request_goes_with_the_next_sweep(job):
    (job.path / "request.json").write_text("{", "utf-8")
    then = time.time() - 1000
    os.utime(job.path, (then, then))

    remove_stale_jobs(job.kind)

    assert not job.path.exists()


def age_file(path):
    then = time.time() - 100
    os.utime(path, (then, then))
