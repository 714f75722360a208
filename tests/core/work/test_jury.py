from dataclasses import replace

import numpy as np
import pytest

from core.errors import DatasetError, ImagesMissingError, WorkError
from core.store import artefacts
from core.store.events import Event, Phase
from core.store.jobs import TRAININGS, JobFolder
from core.store.juries import find_jury, save_jury
from core.store.runs import list_runs, save_predictions
from core.work import jobs, worker
from core.work.catalogue import find_digits
from core.work.jury import (
    estimate_jury_seconds,
    find_jury_members,
    judge,
    jury_digits,
    jury_job_id,
    jury_training_set,
    may_judge,
)
from tests.conftest import probabilities
from tests.imported_predictions import import_hard_labels
from tests.run_copies import save_another_run

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def built_in():
    return find_digits("built-in")


@pytest.fixture
def included():
    return list_runs()[0][-1]


def publish_jury(digits, **changes):
    """Publish a jury of one network on some digits."""
    about = {
        "id": "a" * 12,
        "digits": digits.id,
        "data": "mnist-train",
        "out_of_fold": False,
        "n": digits.n,
        "members": 1,
        "created": "2026-01-01T00:00:00+00:00",
        "seconds": 1.0,
    }
    return save_jury({**about, **changes}, probabilities(digits.n)[np.newaxis])


def test_the_included_run_and_jury_judge_both_digit_sets(included):
    for name in ("built-in", "mnist-test"):
        digits = find_digits(name)
        members = find_jury_members(digits, [included])
        jury = judge(members, digits)

        assert members.runs == (included,)
        assert jury.members.tolist() == [7] * digits.n
        assert jury.has_probabilities.all()


def test_a_run_does_not_judge_digits_it_learned_from(included, built_in):
    learned = replace(included, data="built-in")

    assert may_judge(included, built_in)
    assert not may_judge(learned, built_in)
    assert may_judge(replace(learned, out_of_fold=True), built_in)


def test_a_run_without_stored_predictions_does_not_judge(included, make_upload):
    digits = make_upload("a_1.png").digits
    assert not find_jury_members(digits, [included]).runs

    save_predictions(included, digits.id, probabilities(1))

    assert find_jury_members(digits, [included]).runs == (included,)


def test_an_imported_run_judges_what_it_cannot_have_learned(included, built_in):
    imported = replace(included, recipe=None, data="", title="SVC")
    mnist = find_digits("mnist-test")

    assert may_judge(imported, mnist)
    assert not may_judge(imported, built_in)
    assert may_judge(replace(imported, out_of_fold=True), built_in)


def test_an_imported_run_of_unknown_confidence_votes_only(tmp_path, built_in, included):
    hard = import_hard_labels(tmp_path / "svc.csv").run
    members = find_jury_members(built_in, [included])
    before = judge(members, built_in)

    after = judge(
        replace(members, runs=(included, replace(hard, out_of_fold=True))), built_in
    )

    assert after.members.tolist() == [8] * built_in.n
    np.testing.assert_array_equal(after.probabilities, before.probabilities)


def test_the_run_of_a_jury_does_not_judge_beside_it(make_upload, included):
    digits = make_upload("a_1.png", "b_2.png").digits
    other = save_another_run("b" * 12)
    for run in (included, other):
        save_predictions(run, digits.id, probabilities(2))
    publish_jury(digits, run=other.id)

    members = find_jury_members(digits, [other, included])

    assert members.runs == (included,)
    assert judge(members, digits).members.tolist() == [2, 2]


def test_runs_judge_without_a_damaged_jury(make_upload, included):
    digits = make_upload("a_1.png").digits
    save_predictions(included, digits.id, probabilities(1))
    folder = publish_jury(digits).folder
    (folder / "networks.parquet").write_bytes(b"damaged")
    artefacts._verified_manifests.clear()

    members = find_jury_members(digits, [included])

    assert (members.runs, members.stored) == ((included,), None)


def test_a_jury_that_is_there_is_not_trained_again(built_in):
    assert jobs.start_jury("built-in") == find_jury(built_in.id)
    assert jobs.running_training() is None


def test_a_jury_needs_images():
    with pytest.raises(DatasetError, match="mnist-needed"):
        jury_digits("mnist-train")
    assert jury_digits("mnist").source == "mnist-test"


def test_a_jury_on_labels_without_images_is_refused(monkeypatch):
    monkeypatch.setattr(jobs, "find_jury", lambda _: None)

    with pytest.raises(ImagesMissingError):
        jobs.start_jury("mnist")


def test_a_jury_is_a_training_job(make_upload, monkeypatch):
    started = []
    monkeypatch.setattr(jobs, "spawn", started.append)
    digits = make_upload("a_1.png").digits

    job = jobs.start_jury(digits.source)

    assert started == [job]
    assert job == JobFolder(TRAININGS, jury_job_id(digits, jury_training_set(digits)))
    assert job.request() == {"jury": digits.source, "digits": digits.id}
    with job.lock():
        job.report(Event(phase=Phase.TRAINING, share=0.5, network=3, networks=6))
        assert jobs.start_jury(digits.source) == job
        other = make_upload("c_3.png").digits
        with pytest.raises(WorkError, match="training-running"):
            jobs.start_jury(other.source)
    assert jobs.read_state(job).phase == "failed"
    publish_jury(digits)
    # It was published before the worker died.
    assert jobs.read_state(job).phase == "done"


def test_the_worker_trains_the_jury_of_a_request(make_upload, monkeypatch):
    digits = make_upload("a_1.png").digits
    trained = []
    monkeypatch.setattr(
        "core.work.jury_run.train_jury", lambda each, **_: trained.append(each)
    )
    job = JobFolder(TRAININGS, "a" * 12)
    job.create({"jury": digits.source, "digits": digits.id})

    worker._train(job)

    assert trained == [digits]


def test_the_estimate_grows_with_the_digits(make_upload, built_in):
    digits = make_upload("a_1.png").digits

    assert 20 < estimate_jury_seconds(digits) < estimate_jury_seconds(built_in) < 1800
