import hashlib
import json

import numpy as np
import pytest

from core.data.datasets import load_builtin_digits
from core.data.mnist import MNIST_FINGERPRINTS, read_mnist
from core.model.recipes import PRESETS, run_id
from core.store.artefacts import MANIFEST, open_artefact
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import list_digits, load_digits, load_labels, load_names
from core.store.juries import find_jury, load_jury
from core.store.runs import (
    KERAS_FILE,
    LITERT_FILE,
    find_run,
    list_runs,
    load_history,
    load_layers,
    load_predictions,
)
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate, scorer

pytestmark = pytest.mark.usefixtures("data_folder")
# As in `core.examples.make`, which needs TensorFlow even to be imported.
PRESET = "distilled"
RECIPE = PRESETS[PRESET]


@pytest.fixture
def run():
    (reference,), problems = list_runs()
    assert problems == []
    return reference


@pytest.fixture
def built_in():
    return load_digits(find_digits("built-in"))


def mnist_fingerprint():
    """What `Dataset.fingerprint` is for the true MNIST."""
    both = f"{MNIST_FINGERPRINTS['train']} {MNIST_FINGERPRINTS['test']}"
    return hashlib.sha256(both.encode()).hexdigest()


def test_the_shipped_digits_are_those_that_framing_makes_today(built_in):
    expected = load_builtin_digits().train

    np.testing.assert_array_equal(built_in.images, expected.images)
    np.testing.assert_array_equal(built_in.labels, expected.labels)
    assert built_in.names == expected.names


def test_only_these_examples_ship():
    folders = {path.parent for path in EXAMPLES.rglob(MANIFEST)}

    assert len(folders) == 5
    for folder in folders:
        open_artefact(folder)


def test_nothing_ships_beside_what_the_manifests_name():
    for manifest in EXAMPLES.rglob(MANIFEST):
        named = {MANIFEST, *json.loads(manifest.read_text("utf-8"))["files"]}
        folder = manifest.parent

        found = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file()
        }
        assert found == named


def test_a_jury_of_six_ships_for_each_digit_set():
    for record in list_digits():
        jury = find_jury(record.id)
        read = load_jury(jury)
        labels = load_labels(record)
        assert len(read) == jury.members == 6
        for probabilities in read:
            assert probabilities.shape == (record.n, 10)
            assert (probabilities.argmax(axis=1) == labels).mean() > 0.95
    folder = EXAMPLES / "juries"
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    assert sum(sizes) <= 150_000


def test_the_examples_are_small_enough_to_ship():
    sizes = [path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()]

    assert sum(sizes) <= 5 * 2**20


def test_the_reference_run_has_the_recipe_of_its_preset(run):
    assert run.recipe == RECIPE
    assert run.recipe.to_dict() == json.loads(
        (run.folder / "recipe.json").read_text("utf-8")
    )


def test_the_reference_run_has_the_id_of_its_recipe_on_mnist(run):
    assert run.id == run_id(RECIPE, mnist_fingerprint())
    assert find_run(run.id) == run


def test_the_reference_run_learned_from_mnist(run):
    assert (run.data, run.n, run.out_of_fold) == ("mnist", 60000, False)
    assert run.is_example


def test_the_reference_run_says_what_it_was_made_with(run):
    assert set(run.seconds) == {"import", "tracing", "training"}
    assert {"python", "tensorflow", "keras", "numpy", "processor"} <= set(run.versions)


def test_the_reference_run_has_a_row_for_every_epoch_and_layer(run):
    history, layers = load_history(run), load_layers(run)

    assert history["epoch"].tolist() == list(range(1, run.recipe.epochs + 1))
    assert np.isfinite(history.to_numpy(float)).all()
    assert layers["parameters"].sum() == 172034


def test_the_reference_run_scores_the_built_in_digits_as_it_did(run, built_in):
    stored = load_predictions(run, built_in.images_id)

    scored = scorer(run.folder).score(built_in.images).probabilities

    assert run.evaluated == (find_digits("mnist-test").id, built_in.images_id)
    np.testing.assert_array_equal(scored.argmax(axis=1), stored.argmax(axis=1))
    assert np.abs(scored - stored).max() <= 1e-4


def test_the_reference_run_leaves_mistakes_to_look_at(run):
    on_mnist = evaluate(run, find_digits("mnist-test"))
    on_built_in = evaluate(run, find_digits("built-in"))

    assert on_mnist.accuracy.value >= 0.995
    mistakes = (on_built_in.labels != on_built_in.predictions).sum()
    assert 30 <= mistakes <= 80


def test_mnists_labels_ship_without_its_pictures():
    record = find_digits("mnist-test")

    assert not record.has_images
    assert not list(record.folder.glob("*.npy"))
    assert np.bincount(load_labels(record)).sum() == 10000
    assert load_names(record)[3850] == "mnist-test-03850"


@pytest.mark.slow
def test_the_shipped_labels_and_predictions_are_those_of_real_mnist(run, mnist_path):
    test = read_mnist([mnist_path]).test
    record = find_digits("mnist-test")
    stored = load_predictions(run, record.id)

    scored = scorer(run.folder).score(test.images).probabilities

    assert record.id == test.images_id
    np.testing.assert_array_equal(load_labels(record), test.labels)
    assert load_names(record) == test.names
    np.testing.assert_array_equal(scored.argmax(axis=1), stored.argmax(axis=1))
    assert np.abs(scored - stored).max() <= 1e-4


def test_the_networks_are_there_in_both_forms(run):
    assert (run.folder / KERAS_FILE).stat().st_size > 600_000
    assert (run.folder / LITERT_FILE).stat().st_size > 600_000
