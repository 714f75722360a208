import os
import shutil
import time
from contextlib import ExitStack
from typing import NamedTuple

import pytest

from core.errors import WorkError
from core.store.events import Event, Phase
from core.store.jobs import IMPORTS, JobFolder
from core.store.uploads import find_upload
from core.work import import_budget, import_queue, jobs
from core.work.import_queue import start_import, start_waiting
from core.work.jobs import read_state, running_import
from tests.jobs import wait_until_stopped

pytestmark = pytest.mark.usefixtures("data_folder")


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def two_running(data_folder):  # noqa: ARG001
    """Two imports of other processes, until `close`."""
    with ExitStack() as stack:
        for number in "12":
            job = JobFolder(IMPORTS, number * 32)
            job.create({"title": "x", "paths": [], "maker": "another browser"})
            stack.enter_context(job.lock())
        yield stack


def wait_for_start(job):
    deadline = time.monotonic() + 30
    while job.is_queued() or job.is_starting():
        assert read_state(job).is_running
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_import_beyond_two_waits_without_a_process(two_running, drawn):
    before = len(jobs._children)

    job = start_import("Ours", [("a.png", drawn(0))])

    assert len(jobs._children) == before
    assert not job.is_alive()
    assert (read_state(job).phase, read_state(job).is_running) == ("waiting", True)
    assert running_import() == job
    start_waiting()
    assert job.is_queued()
    two_running.close()
    start_waiting()
    assert wait_until_stopped(job, 60)
    assert find_upload(job.id).n == 1


def test_a_worker_that_ends_starts_the_import_that_waited_longest(drawn):
    first, second = (
        start_import("Ours", [(f"{n}.png", drawn(n % 6)) for n in range(40)])
        for _ in range(2)
    )
    waiting = []
    for _ in range(2):
        waiting.append(start_import("Ours", [("a.png", drawn(0))]))
        time.sleep(0.05)  # Apart in the time of their files.

    for job in (first, second, *waiting):
        wait_for_start(job)
        assert wait_until_stopped(job, 60)
        assert read_state(job).phase == "done"


def test_a_cancelled_worker_starts_the_next_import(drawn):
    long = [(f"{n}.png", drawn(0)) for n in range(2000)]
    running = [start_import("Ours", long) for _ in range(2)]
    waiting = start_import("Ours", [("a.png", drawn(0))])

    for job in running:
        job.request_cancel()

    wait_for_start(waiting)
    assert wait_until_stopped(waiting, 60)
    assert read_state(waiting).phase == "done"


def test_a_waiting_import_is_cancelled_at_once(two_running, drawn):
    job = start_import("Ours", [("a.png", drawn(0))])

    job.request_cancel()
    two_running.close()
    start_waiting()

    assert read_state(job).phase == "cancelled"
    assert not (job.path / "spool").exists()
    assert not job.is_alive()


def test_an_import_whose_worker_cannot_start_has_failed(monkeypatch, drawn):
    def fail(job):
        raise WorkError("job-died", path=job.log())

    monkeypatch.setattr(import_queue, "spawn", fail)

    job = start_import("Ours", [("a.png", drawn(0))])

    assert (read_state(job).phase, read_state(job).error.kind) == ("failed", "job-died")
    assert not (job.path / "spool").exists()


def test_an_import_whose_worker_dies_before_its_first_event_waits_again(
    data_folder, monkeypatch, drawn
):
    monkeypatch.setattr(import_queue, "spawn", lambda _: None)
    job = start_import("Ours", [("a.png", drawn(0))])
    then = time.time() - 100
    os.utime(data_folder / "imports" / job.id / "starting", (then, then))

    assert job.is_queued()


def test_finished_imports_are_left_as_they_are(data_folder):  # noqa: ARG001
    job = JobFolder(IMPORTS, "3" * 32)
    job.create({"title": "x", "paths": [], "maker": "a"})
    job.report(Event(phase=Phase.DONE))
    before = {path.name for path in job.path.iterdir()}

    start_waiting()

    assert {path.name for path in job.path.iterdir()} == before


@pytest.mark.usefixtures("two_running")
def test_a_browser_has_one_import_at_a_time(drawn, error_kind):
    files = [("a.png", drawn(0))]
    first = start_import("Ours", files, owner="a", is_limited=True)

    assert start_import("Ours", files, owner="b", is_limited=True).is_queued()
    kind = error_kind(start_import, "Ours", files, owner="a", is_limited=True)
    assert kind == "import-unfinished"

    first.request_cancel()
    assert start_import("Ours", files, owner="a", is_limited=True).is_queued()


@pytest.mark.usefixtures("two_running")
def test_the_queue_has_a_length_and_a_size(drawn, error_kind, monkeypatch):
    files = [("a.png", drawn(0))]
    monkeypatch.setattr(import_queue, "MAX_QUEUED", 2)
    for owner in "ab":
        start_import("Ours", files, owner=owner, is_limited=True)
    wanted = {"owner": "c", "is_limited": True}
    assert error_kind(start_import, "Ours", files, **wanted) == "imports-full"
    assert start_import("Ours", files).is_queued()

    monkeypatch.setattr(import_queue, "MAX_QUEUED", 20)
    monkeypatch.setattr(import_queue, "MAX_SPOOLED_BYTES", 100)
    assert error_kind(start_import, "Ours", files, **wanted) == "imports-full"


def test_a_part_of_the_disk_stays_free(drawn, error_kind, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 951, 49))
    files, limited = [("a.png", drawn(0))], {"owner": "a", "is_limited": True}

    assert import_budget.is_disk_nearly_full()
    assert error_kind(start_import, "Ours", files, **limited) == "disk-nearly-full"

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 950, 50))
    assert not import_budget.is_disk_nearly_full()
