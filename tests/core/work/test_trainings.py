"""Trainings in a real worker process, on the built-in digits."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import WorkError
from core.model.recipes import PRESETS
from core.store import artefacts
from core.store.jobs import TRAININGS, JobFolder, list_jobs
from core.store.runs import (
    LITERT_FILE,
    find_run,
    list_runs,
    load_history,
    load_predictions,
)
from core.work import jobs
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from core.work.jobs import read_state, start_training
from tests.jobs import wait_until_stopped

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
SHORT = replace(PRESETS["fast"], epochs=4)
LONG = replace(PRESETS["fast"], epochs=200, seed=7)
PATIENCE = 240.0


@dataclass(frozen=True)
class Watched:
    """What was seen of a training from start to end."""

    job: JobFolder
    states: list
    attached: list
    refused: WorkError
    starter: dict


@pytest.fixture(scope="module")
def module_home(tmp_path_factory):
    """One home for all these trainings."""
    folder = tmp_path_factory.mktemp("trainings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(folder))
        patch.setenv("KERAS_HOME", str(folder / "keras"))
        patch.delenv("MISREAD_MNIST", raising=False)
        artefacts._verified_manifests.clear()
        yield folder
        for job in list_jobs(TRAININGS):
            job.request_cancel()
            wait_until_stopped(job, 10)
        artefacts._verified_manifests.clear()


@pytest.fixture(scope="module")
def watched(module_home):  # noqa: ARG001
    """A short training, started by a process that ends, watched by this one."""
    code = (
        "import json, os, sys; from dataclasses import replace\n"
        "from core.model.recipes import PRESETS; from core.work import jobs\n"
        "job = jobs.start_training(replace(PRESETS['fast'], epochs=4), 'built-in')\n"
        "print(json.dumps({'id': job.id, 'pid': os.getpid(),"
        " 'tensorflow': 'tensorflow' in sys.modules}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    starter = json.loads(ended.stdout)
    job = JobFolder(TRAININGS, starter["id"])

    attached = [start_training(SHORT, "built-in")]
    with pytest.raises(WorkError) as refused:
        start_training(LONG, "built-in")
    states = [read_state(job)]
    deadline = time.monotonic() + PATIENCE
    while states[-1].is_running and time.monotonic() < deadline:
        time.sleep(0.1)
        states.append(read_state(job))
        if states[-1].phase == "training" and len(attached) < 2:
            attached.append(start_training(SHORT, "built-in"))
    wait_until_stopped(job, 10)
    return Watched(job, states, attached, refused.value, starter)


@pytest.fixture
def long_training(module_home):  # noqa: ARG001
    """Start a training that runs until it is stopped; return it and its process."""
    job = start_training(LONG, "built-in")
    yield job, jobs._children[-1]
    job.request_cancel()
    assert wait_until_stopped(job, 10)


def wait_for(job, phase):
    deadline = time.monotonic() + PATIENCE
    while read_state(job).phase != phase:
        assert time.monotonic() < deadline, read_state(job)
        assert read_state(job).is_running, read_state(job)
        time.sleep(0.05)


def test_training_survives_its_parent_process(watched):
    assert watched.states[-1].phase == "done", watched.job.log().read_text("utf-8")
    assert len(watched.states) > 10
    assert not watched.starter["tensorflow"]


def test_progress_comes_live_and_in_order(watched):
    phases = list(dict.fromkeys(state.phase for state in watched.states))
    shares = [state.share for state in watched.states]

    expected = ["starting", "training", "cross-validating", "saving", "done"]
    assert [phase for phase in expected if phase in phases] == phases
    assert {"starting", "cross-validating", "done"} <= set(phases)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 5


def test_events_tell_which_network_learns(watched):
    events = [event for event in watched.job.events() if event.network]
    times = [event.time for event in watched.job.events()]

    assert watched.job.events()[0].phase == "starting"
    assert sorted({event.network for event in events}) == [1, 2, 3, 4, 5, 6]
    assert {event.networks for event in events} == {6}
    assert {event.epochs for event in events} == {4}
    assert times == sorted(times)
    rows = [event.row for event in events if event.row is not None]
    assert [row["epoch"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["val_loss"] is None


def test_the_time_left_becomes_known_and_runs_out(watched):
    estimated = [each for each in watched.states if each.seconds_left is not None]

    assert estimated
    assert estimated[-1].share > 0.5
    assert all(0 <= each.seconds_left < PATIENCE for each in estimated)


def test_second_start_attaches_to_the_running_training(watched):
    assert watched.attached == [watched.job] * 2
    assert watched.refused.kind == "training-running"
    assert watched.refused.values == {"name": watched.job.id}


def test_a_finished_training_is_a_run_that_says_how_it_was_made(watched, module_home):
    run = find_run(watched.job.id)

    assert run.recipe == SHORT.for_small_data()
    assert (run.recipe.epochs, run.recipe.validation, run.recipe.keep) == (4, 0, "last")
    assert (run.data, run.n, run.out_of_fold) == ("built-in", 1797, True)
    assert set(run.seconds) == {"import", "tracing", "training"}
    assert all(seconds > 0 for seconds in run.seconds.values())
    assert {"python", "tensorflow", "keras", "processor"} <= set(run.versions)
    assert not list(module_home.glob(".staging-*"))


def test_every_digit_was_predicted_out_of_fold(watched):
    run, record = find_run(watched.job.id), find_digits("built-in")

    probabilities = load_predictions(run, record.id)
    evaluation = evaluate(run, record)

    assert run.evaluated == (record.id,)
    assert probabilities.shape == (1797, 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-4)
    history = load_history(run)
    assert len(history) == 4
    # The mean of the blocks' accuracies, each a fifth of the digits.
    accuracy = (evaluation.predictions == evaluation.labels).mean()
    assert history["val_accuracy"].iloc[-1] == pytest.approx(accuracy, abs=2e-3)
    assert 0.2 < accuracy < 1


def test_the_kept_network_reads_digits(watched):
    from core.model.scoring import Scorer
    from core.store.digit_sets import load_digits

    run, digits = find_run(watched.job.id), load_digits(find_digits("built-in"))

    scores = Scorer(run.folder / LITERT_FILE).score(digits.images)

    held_out = load_predictions(run, digits.images_id)
    assert scores.features.shape == (1797, 128)
    assert (scores.probabilities.argmax(axis=1) == digits.labels).mean() > 0.3
    # It learned from these digits, so its word on them is not the one that is stored.
    assert np.abs(scores.probabilities - held_out).max() > 0.01


def test_the_same_training_is_not_done_twice(watched):
    before = len(list_jobs(TRAININGS))

    run = start_training(SHORT, "built-in")

    assert run == find_run(watched.job.id)
    assert len(list_jobs(TRAININGS)) == before


def test_a_training_is_cancelled(long_training):
    job, _ = long_training
    wait_for(job, "training")

    job.request_cancel()

    # It would go on for many minutes.
    assert wait_until_stopped(job, 30)
    assert read_state(job).phase == "cancelled"
    assert find_run(job.id) is None


def test_a_killed_training_has_failed_and_left_nothing(long_training):
    job, process = long_training
    wait_for(job, "training")
    before = [run.id for run in list_runs()[0]]

    process.kill()
    process.wait(10)

    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "job-died")
    assert state.error.values == {"path": str(job.log())}
    assert [run.id for run in list_runs()[0]] == before
    assert jobs.running_training() is None


@pytest.mark.usefixtures("module_home")
def test_a_killed_training_goes_on_at_the_network_it_had_reached():
    recipe = replace(PRESETS["fast"], epochs=1, seed=3)
    job = start_training(recipe, "built-in")
    wait_for(job, "cross-validating")
    process = jobs._children[-1]
    process.kill()
    process.wait(10)
    kept = len(list(job.parts_folder().glob("*/manifest.json")))

    assert start_training(recipe, "built-in") == job
    assert wait_until_stopped(job, PATIENCE)

    assert kept > 0
    state = read_state(job)
    assert state.phase == "done", job.log().read_text("utf-8")
    # Of the kept network, which was not trained again, for the chart.
    assert [row["epoch"] for row in state.rows] == [1]
    networks = [event.network for event in job.events() if event.network]
    assert networks[0] == kept + 1
    assert networks[-1] == 6
    assert not job.parts_folder().exists()
    assert find_run(job.id) is not None


def test_a_start_is_cancelled(long_training):
    job, process = long_training
    # TensorFlow is imported now: that takes seconds, and the first event comes later.
    time.sleep(2)

    job.request_cancel()

    assert wait_until_stopped(job, 30)
    assert process.wait(30) == 0
    assert read_state(job).phase == "cancelled"
