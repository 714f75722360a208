import math
from dataclasses import replace
from functools import partial

import pytest

from core.analysis.metrics import spread_of
from core.store.events import Event, Phase
from core.store.jobs import TRAININGS, JobFolder
from core.store.runs import load_run
from core.work import jobs
from core.work.catalogue import find_digits
from core.work.seed_groups import evaluate_group, find_seed_groups
from core.work.sweep import requested_recipes, train_each, training_id
from tests.seed_runs import FAST, id_of, publish, recipes

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def started(monkeypatch):
    spawned = []
    monkeypatch.setattr(jobs, "spawn", spawned.append)
    return spawned


def test_several_runs_are_one_job(started):
    job = jobs.start_trainings(recipes(3), "built-in")

    ids = [id_of(recipe) for recipe in recipes(3)]
    assert started == [job]
    assert job == JobFolder(TRAININGS, training_id(ids))
    assert job.request()["runs"] == ids
    assert requested_recipes(job.request()) == recipes(3)


def test_the_job_of_one_run_has_its_id(started):
    job = jobs.start_training(FAST, "built-in")

    assert started == [JobFolder(TRAININGS, id_of(FAST))]
    assert job.id == id_of(FAST)


def test_what_is_finished_is_not_started_again(started):
    published = [publish(recipe) for recipe in recipes(2)]

    assert jobs.start_trainings(recipes(2), "built-in") == published
    assert not started


def test_a_request_of_an_older_version_has_one_recipe():
    request = {"recipe": FAST.to_dict(), "data": "built-in"}

    assert requested_recipes(request) == [FAST]
    assert requested_recipes({"jury": "built-in"}) == []


@pytest.mark.usefixtures("started")
def test_only_missing_runs_are_trained_and_share_one_progress():
    publish(recipes(3)[1])
    job = jobs.start_trainings(recipes(3), "built-in")
    trained = []

    def train_run(recipe, dataset, *, report, parts_folder, place):
        assert place is None
        trained.append((recipe, dataset.name, parts_folder))
        for share in (0.5, 1.0):
            report(Event(phase=Phase.TRAINING, share=share))
        report(Event(phase=Phase.SAVING))

    train_each(job, train_run, None)

    folder = job.parts_folder()
    first, _, last = recipes(3)
    assert trained == [(first, "built-in", folder), (last, "built-in", folder)]
    seen = [(event.run, event.runs, event.share) for event in job.events()]
    assert seen == [
        *((1, 2, 0.25), (1, 2, 0.5), (1, 2, None)),
        *((2, 2, 0.75), (2, 2, 1.0), (2, 2, None)),
    ]


@pytest.mark.usefixtures("started")
def test_the_chart_is_that_of_the_run_in_training():
    job = jobs.start_trainings(recipes(2), "built-in")
    event = partial(Event, phase=Phase.TRAINING, runs=2)
    with job.lock():
        job.report(event(run=1, share=0.5, row={"epoch": 1}))
        job.report(event(run=2, share=0.6))
        assert jobs.read_state(job).rows == ()
        job.report(event(run=2, share=0.7, row={"epoch": 7}))
        assert jobs.read_state(job).rows == ({"epoch": 7},)


@pytest.mark.usefixtures("started")
def test_a_job_is_done_only_with_its_last_run():
    job = jobs.start_trainings(recipes(2), "built-in")
    job.report(Event(phase=Phase.SAVING))
    publish(recipes(2)[0])
    assert jobs.read_state(job).phase == "failed"

    publish(recipes(2)[1])

    assert jobs.read_state(job).phase == "done"


def test_runs_that_differ_in_the_seed_alone_are_a_group():
    seeds = [publish(recipe) for recipe in recipes(3)]
    other = publish(replace(FAST, epochs=5))
    reference = load_run(publish(replace(FAST, epochs=6)).folder)

    groups = find_seed_groups([seeds[2], other, seeds[0], reference, seeds[1]])

    assert groups == [tuple(seeds)]


def test_a_group_has_a_mean_and_a_spread():
    runs = [
        publish(recipe, wrong)
        for recipe, wrong in zip(recipes(3), (0, 18, 36), strict=True)
    ]

    group = evaluate_group(runs)

    n = find_digits("built-in").n
    assert group.digits.source == "built-in"
    assert (group.accuracy.n, group.accuracy.high) == (3, 1.0)
    assert group.accuracy.mean == pytest.approx(1 - 18 / n)
    assert group.accuracy.sd == pytest.approx(18 / n)
    assert group.accuracy.low == pytest.approx(1 - 36 / n)
    assert group.changed == {"epochs": 2}


def test_one_measurement_has_no_spread():
    spread = spread_of([0.5])

    assert (spread.n, spread.mean, spread.low, spread.high) == (1, 0.5, 0.5, 0.5)
    assert math.isnan(spread.sd)
