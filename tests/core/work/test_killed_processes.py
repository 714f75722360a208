"""What is shown after processes were killed: all of them, or only the dashboard."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.store.events import Event, Phase
from core.store.jobs import DOWNLOADS, TRAININGS, JobFolder
from core.work import jobs
from core.work.jobs import interrupted_training, read_state
from tests.jobs import wait_until_stopped

ROOT = Path(__file__).parents[3]
STARTER = """
import json, os, time
from core.work import jobs
job = jobs.start_download()
print(json.dumps([job.kind, job.id, os.getpid(), jobs._children[0].pid]), flush=True)
time.sleep(60)
"""


@pytest.fixture
def started(data_folder, serve):  # noqa: ARG001
    """A job that another process started: it waits for a server that says nothing.

    Returns the job, and the two processes.
    """
    serve(None)
    with subprocess.Popen(
        [sys.executable, "-c", STARTER],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    ) as starter:
        kind, name, *pids = json.loads(starter.stdout.readline())
        yield JobFolder(kind, name), pids
        starter.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_job_is_dead_after_all_processes_were_killed_together(started):
    job, pids = started
    assert read_state(job).is_running

    for pid in pids:
        os.kill(pid, signal.SIGKILL)

    assert wait_until_stopped(job, 10)
    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "job-died")


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_worker_outlives_the_process_group_that_started_it(started):
    job, (starter, _) = started

    os.killpg(starter, signal.SIGTERM)
    os.waitid(os.P_PID, starter, os.WEXITED | os.WNOWAIT)

    assert read_state(job).is_running
    job.request_cancel()
    assert wait_until_stopped(job, 10)
    # Only the worker reports it.
    assert job.events()[-1].phase == "cancelled"


def test_a_training_that_died_unnoticed_is_reported_once(data_folder):  # noqa: ARG001
    assert interrupted_training() is None
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})
    assert interrupted_training() is None

    job.report(Event(phase=Phase.TRAINING, share=0.5))
    with job.lock():
        assert interrupted_training() is None

    assert interrupted_training() == job
    assert interrupted_training() is None
    assert read_state(job).error.kind == "job-died"


def test_a_download_killed_after_storing_is_done(data_folder, monkeypatch):  # noqa: ARG001
    job = JobFolder(DOWNLOADS, "mnist")
    job.create({})
    job.report(Event(phase=Phase.SAVING))
    monkeypatch.setattr(jobs, "has_mnist", lambda: True)

    assert read_state(job).phase == "done"
