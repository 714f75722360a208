"""A real cluster: scheduler, workers and job are processes of their own."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from core.errors import WorkError
from core.store.jobs import JobFolder
from core.store.runs import find_run, load_epochs, load_history, load_predictions
from core.work import jobs
from core.work.catalogue import preset_for_data
from core.work.cluster import Cluster
from core.work.cluster_address import ClusterAddress
from core.work.jobs import read_state, start_trainings
from tests.jobs import wait_until_stopped
from tests.machines import PATIENCE, Machines, parts, wait_until
from tests.subprocesses import ROOT, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
FAST = replace(preset_for_data("fast", "built-in"), epochs=1)
LONG = replace(FAST, epochs=200)


@pytest.fixture(scope="module")
def shared_machines(tmp_path_factory):
    machines = Machines(tmp_path_factory.mktemp("machines"))
    machines.start_scheduler()
    for name in ("first", "second"):
        machines.start_worker(name)
    machines.wait_for_workers(2)
    yield machines
    for name in list(machines.processes):
        machines.kill(name)


@pytest.fixture
def machines(shared_machines, data_folder, monkeypatch):  # noqa: ARG001
    """Two workers, and jobs that use them."""
    for name in ("first", "second"):
        if name not in shared_machines.processes:
            shared_machines.start_worker(name)
    shared_machines.wait_for_workers(2)
    monkeypatch.setenv("MISREAD_CLUSTER", shared_machines.url)
    yield shared_machines
    for process in jobs._children:
        process.kill()
        process.wait(10)


def finish(job):
    assert wait_until_stopped(job, PATIENCE)
    state = read_state(job)
    assert state.phase == "done", (state.error, job.log().read_text("utf-8"))
    return state


def train_here(recipe, monkeypatch, home):
    """The same training in one process."""
    monkeypatch.delenv("MISREAD_CLUSTER")
    monkeypatch.setenv("MISREAD_HOME", str(home))
    finish(start_trainings([recipe], "built-in"))
    return find_run(jobs.start_training(recipe, "built-in").id)


def test_a_cluster_makes_the_run_that_one_machine_makes(
    machines, monkeypatch, tmp_path
):
    recipe = replace(FAST, members=2, epochs=2)
    job = start_trainings([recipe], "built-in")

    finish(job)

    run = find_run(job.id)
    events = [event for event in job.events() if event.machines]
    assert {event.machines for event in events} == {2}
    assert max(event.done for event in events) == 12
    shares = [event.share for event in events]
    assert shares == sorted(shares)
    assert [event.row["epoch"] for event in events if event.row] == [1, 2]
    assert parts() == []
    here = train_here(recipe, monkeypatch, tmp_path / "here")
    (digits,) = run.evaluated
    assert (here.id, here.evaluated) == (run.id, run.evaluated)
    ours, theirs = load_predictions(run, digits), load_predictions(here, digits)
    # Threads add numbers in any order.
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).mean() > 0.97
    histories = [load_history(each).drop(columns="seconds") for each in (run, here)]
    np.testing.assert_allclose(*histories, rtol=0.02)
    assert load_epochs(run, digits).predictions.shape == (2, 1797)
    assert machines.processes


@pytest.mark.usefixtures("machines")
def test_seeds_share_one_progress():
    job = start_trainings([replace(FAST, seed=each) for each in (0, 1)], "built-in")

    finish(job)

    runs = [find_run(each) for each in job.request()["runs"]]
    assert [run.recipe.seed for run in runs] == [0, 1]
    assert {event.run for event in job.events() if event.machines} == {1, 2}


def test_a_killed_worker_leaves_its_part_to_another(machines):
    job = start_trainings([replace(FAST, seed=5)], "built-in")
    assert wait_until(lambda: len(parts()) == 2)

    machines.kill("first")

    finish(job)
    assert wait_until(lambda: parts() == [], 10)


@pytest.mark.usefixtures("machines")
def test_a_part_that_dies_three_times_ends_the_job():
    job = start_trainings([replace(LONG, seed=6)], "built-in")

    def kill_the_first():
        for process in parts():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(1)
        return not job.is_alive()

    assert wait_until(kill_the_first)
    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "part-died")
    assert parts() == []


@pytest.mark.usefixtures("machines")
def test_cancelling_ends_all_parts_within_two_seconds():
    for number in range(3):
        job = start_trainings([replace(LONG, seed=70 + number)], "built-in")
        assert wait_until(lambda: len(parts()) == 2)
        time.sleep(number)

        job.request_cancel()

        assert wait_until(lambda: parts() == [], 2.5)
        assert wait_until_stopped(job, 10)
        assert read_state(job).phase == "cancelled"


@pytest.mark.usefixtures("machines")
def test_a_job_that_died_or_was_cancelled_can_be_started_again():
    recipe = replace(FAST, seed=12, epochs=4)
    for end in (JobFolder.request_cancel, lambda _: jobs._children[-1].kill()):
        job = start_trainings([recipe], "built-in")
        assert wait_until(lambda: len(parts()) == 2)

        end(job)

        assert wait_until_stopped(job, 10)
    job = start_trainings([recipe], "built-in")
    finish(job)
    assert parts() == []


def test_a_job_goes_on_after_the_scheduler_died(machines):
    job = start_trainings([replace(FAST, seed=8, epochs=8)], "built-in")
    assert wait_until(lambda: len(parts()) == 2)
    time.sleep(3)

    machines.kill("scheduler")
    time.sleep(2)
    machines.start_scheduler()

    finish(job)
    assert wait_until(lambda: parts() == [], 10)


def test_a_worker_with_other_code_is_left_out_and_named(machines, tmp_path):
    copy = tmp_path / "other"
    shutil.copytree(ROOT / "core", copy / "core")
    with (copy / "core" / "errors.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machines.start_worker("third", root=copy)
    try:
        _, left_out = machines.wait_for_workers(3)

        (reason,) = left_out
        assert ": code " in reason
        job = start_trainings([replace(FAST, seed=9)], "built-in")
        finish(job)
        assert {event.machines for event in job.events() if event.machines} == {2}
    finally:
        machines.kill("third")


def make_certificates(folder):
    """Make an authority and a certificate, with the commands of docs/cluster.md."""
    folder.mkdir()
    document = (ROOT / "docs" / "cluster.md").read_text("utf-8")
    for command in re.findall(r"^openssl .*$", document, re.MULTILINE):
        subprocess.run(
            shlex.split(command), cwd=folder, check=True, capture_output=True
        )
    names = ("ca.pem", "node.pem", "node.key")
    ca, certificate, key = (str(folder / name) for name in names)
    return {"ca": ca, "certificate": certificate, "key": key}


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl")
def test_only_a_certificate_of_the_cluster_opens_it(tmp_path, monkeypatch):
    own, other = (make_certificates(tmp_path / name) for name in ("own", "other"))
    for name, path in zip(("CA", "CERT", "KEY"), own.values(), strict=True):
        monkeypatch.setenv(f"MISREAD_CLUSTER_{name}", path)
    machines = Machines(tmp_path)
    machines.url = machines.url.replace("tcp", "tls")
    machines.start_scheduler()
    machines.start_worker("worker")

    def find_workers(files):
        address = ClusterAddress(url=machines.url, **files)
        with Cluster(address, "test", print) as cluster:
            return cluster.workers()

    try:
        assert wait_until(lambda: find_workers(own) == (["127.0.0.1"], []))
        with pytest.raises(WorkError, match="cluster-unreachable"):
            find_workers(other)
        with (
            pytest.raises(WorkError, match="cluster-unreachable"),
            Cluster(
                ClusterAddress(url=machines.url.replace("tls", "tcp")), "test", print
            ),
        ):
            pass
    finally:
        for name in list(machines.processes):
            machines.kill(name)


def test_an_address_without_a_scheduler_is_refused(data_folder, monkeypatch):  # noqa: ARG001
    monkeypatch.setenv("MISREAD_CLUSTER", f"tcp://127.0.0.1:{free_port()}")

    job = start_trainings([replace(FAST, seed=11)], "built-in")

    assert wait_until_stopped(job, 60)
    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "cluster-unreachable")


def test_a_cluster_that_is_not_there_raises():
    address = ClusterAddress(url=f"tcp://127.0.0.1:{free_port()}")

    with (
        pytest.raises(WorkError, match="cluster-unreachable"),
        Cluster(address, "test", print),
    ):
        pass
