from dataclasses import replace

import numpy as np
import pytest

from core.store import artefacts
from core.store.digit_sets import load_labels, save_digits
from core.store.runs import list_runs, load_predictions
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate, replay, scorer
from tests.epoch_runs import EPOCHS, epoch_predictions, save_run_with_epochs

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def run():
    """The reference run."""
    return list_runs()[0][0]


def test_stored_predictions_are_joined_with_the_labels(run, data_folder, read_files):
    record = find_digits("built-in")

    evaluation = evaluate(run, record)

    assert (evaluation.run_id, evaluation.sources) == (run.id, ("built-in",))
    np.testing.assert_array_equal(evaluation.labels, load_labels(record))
    np.testing.assert_array_equal(
        evaluation.probabilities, load_predictions(run, record.id)
    )
    assert read_files(data_folder) == {}


def test_predictions_are_there_where_the_pictures_are_not(run):
    record = find_digits("mnist-test")

    assert not record.has_images
    assert evaluate(run, record).n == 10000


def test_predictions_for_new_digits_are_made_once_and_kept(run, data_folder, digits):
    record = save_digits(digits)

    first = evaluate(run, record)

    assert (
        data_folder / "predictions" / run.id / record.id / "manifest.json"
    ).is_file()
    artefacts._verified_manifests.clear()
    # Where there is no network any more, only what was kept can answer.
    second = evaluate(replace(run, folder=data_folder / "nowhere"), record)
    np.testing.assert_array_equal(first.probabilities, second.probabilities)
    assert first.labels.tolist() == digits.labels.tolist()


def test_damaged_predictions_are_named_and_then_made_again(
    run, data_folder, digits, error_kind
):
    record = save_digits(digits)
    first = evaluate(run, record)
    folder = data_folder / "predictions" / run.id / record.id
    (folder / f"{record.id}.parquet").unlink()
    artefacts._verified_manifests.clear()

    assert error_kind(evaluate, run, record) == "damaged"
    again = evaluate(run, record)

    np.testing.assert_array_equal(again.probabilities, first.probabilities)


def test_digits_that_were_never_predicted_need_their_pictures(run, error_kind):
    other = replace(run, evaluated=())

    assert error_kind(evaluate, other, find_digits("mnist-test")) == "no-images"


def test_a_scorer_is_shared(run):
    assert scorer(run.folder) is scorer(run.folder)


def test_epochs_are_joined_with_the_labels():
    run, record = save_run_with_epochs(), find_digits("built-in")

    found = replay(run, record)

    assert found.epochs == EPOCHS
    np.testing.assert_array_equal(found.labels, load_labels(record))
    expected = epoch_predictions(evaluate(run, record).predictions)
    np.testing.assert_array_equal(found.predictions, expected.predictions)
    np.testing.assert_array_equal(found.percent, expected.percent)
    assert replay(run, find_digits("mnist-test")) is None
