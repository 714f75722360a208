import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import softmax
from sklearn.model_selection import train_test_split

from core.data.datasets import Dataset
from core.data.digits import DigitSet
from core.model.progress import TrainingProgress
from core.model.recipes import PRESETS, run_id
from core.model.scoring import Scorer
from core.store.digit_sets import load_digits
from core.store.part_results import PartResult
from core.store.runs import (
    KERAS_FILE,
    LITERT_FILE,
    load_epochs,
    load_history,
    load_predictions,
)
from core.work.catalogue import find_digits
from core.work.parts import FOLD, divide_images, divide_training, join_training
from core.work.places import Task

# Keras asks TensorFlow's variables for arrays in the way of NumPy 1.
COPY = "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(COPY)
RECIPE = replace(
    PRESETS["fast"],
    epochs=1,
    batch_size=32,
    validation=0.2,
    seed=40,
    drawn=0.0,
    marks=0.0,
)


@pytest.fixture(scope="module")
def training_run():
    from core.work import training_run

    return training_run


@pytest.fixture(scope="module")
def bars():
    """123 digits, each different, in the order in which they were written."""
    random = np.random.default_rng(5)
    labels = np.arange(123) % 10
    images = random.integers(0, 60, (123, 28, 28))
    for image, label in zip(images, labels, strict=True):
        image[2 * label + 4 : 2 * label + 7, 4:24] += 180
    return DigitSet(
        source="bars",
        images=images.astype(np.uint8),
        labels=labels.astype(np.int8),
        names=tuple(map(str, range(123))),
    )


@pytest.fixture(scope="module")
def network_training():
    from core.work import network_training

    return network_training


@pytest.fixture
def blocks(network_training, bars, monkeypatch):
    """Judge out of fold by networks that only know what they have seen.

    Returns what each was trained with, the history and the predictions, which are 0
    for an image that the network has seen and 1 for one that it has not.
    """
    trained = []

    def train(recipe, digits, *, validation_digits=None, after_epoch=None, **_):
        seen = {image.tobytes() for image in digits.images}
        trained.append((recipe, digits, validation_digits))
        if after_epoch:
            after_epoch(seen)
        history = pd.DataFrame(
            {
                "epoch": [1],
                "val_loss": [float(len(trained))],
                "val_accuracy": [0.5],
                "seconds": [1.0],
            }
        )
        return network_training.training.TrainingResult(
            model=seen, history=history, tracing_seconds=1.0, seconds=1.0
        )

    def predict(seen, images):
        digits = [int(image.tobytes() not in seen) for image in images]
        return np.eye(10, dtype=np.float32)[digits]

    monkeypatch.setattr(network_training.training, "train", train)
    monkeypatch.setattr(network_training.training, "predict", predict)
    parts = divide_training(RECIPE, "bars", divide_images(len(bars), 5), [])
    kept = PartResult(
        history=train(RECIPE, bars).history, tracing_seconds=1.0, seconds=1.0
    )
    trained.clear()
    task = Task(kind="run", digits=bars, images={})
    others = [network_training.train_part(task, part, [], print) for part in parts[1:]]
    joined = join_training(parts, [kept, *others], len(bars))
    unseen = joined.probabilities.argmax(axis=1)
    np.testing.assert_array_equal(joined.epochs[FOLD].predictions, [unseen])
    return trained, joined.history, unseen


def test_out_of_fold_predictions_come_from_unseen_folds(blocks):
    _, _, unseen = blocks

    assert unseen.tolist() == [1] * 123


def test_folds_are_contiguous_and_cover_all_digits_once(blocks, bars):
    trained, _, _ = blocks

    watched = [
        name for _, _, validation_digits in trained for name in validation_digits.names
    ]
    assert watched == list(bars.names)
    assert [len(validation_digits) for _, _, validation_digits in trained] == [
        25,
        25,
        25,
        24,
        24,
    ]


def test_each_fold_trains_on_the_other_folds(blocks, bars):
    trained, _, _ = blocks

    for _, learned, validation_digits in trained:
        assert set(learned.names) == set(bars.names) - set(validation_digits.names)
        positions = [int(name) for name in learned.names]
        np.testing.assert_array_equal(learned.labels, bars.labels[positions])
        np.testing.assert_array_equal(learned.images, bars.images[positions])


def test_each_network_has_a_seed_of_its_own_and_the_recipe_otherwise(blocks):
    trained, _, _ = blocks

    assert [recipe.seed for recipe, _, _ in trained] == [41, 42, 43, 44, 45]
    assert {replace(recipe, seed=40) for recipe, _, _ in trained} == {RECIPE}


def test_the_blocks_mean_stands_as_validation_in_the_history(blocks):
    _, history, _ = blocks

    # The kept network was the first trained, the five that judge had losses 1 to 5.
    assert history["val_loss"].tolist() == [3.0]
    assert history["val_accuracy"].tolist() == [0.5]


@pytest.fixture(scope="module")
def published(training_run, bars, tmp_path_factory):
    """A run trained in this process, on digits with a test set, and its events."""
    data_folder, root = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("root")
    test = bars.take(np.arange(100, 123))
    learn = bars.take(np.arange(100))
    dataset = Dataset(name="bars", train=learn, test=test)
    events = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(data_folder))
        run = training_run.train_run(RECIPE, dataset, report=events.append, root=root)
        record = find_digits("built-in")
        images = load_digits(record).images
    return run, dataset, events, images, data_folder, root


def test_run_is_published_to_the_given_root(published):
    run, dataset, _, _, data_folder, root = published

    assert run.folder == root / "runs" / run.id
    assert run.id == run_id(RECIPE, dataset.fingerprint)
    assert (run.data, run.n, run.out_of_fold) == ("bars", 100, False)
    assert list(data_folder.iterdir()) == []


def test_a_run_says_what_made_it(published):
    run = published[0]

    assert run.recipe == RECIPE
    assert run.versions["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"tensorflow", "keras", "ai-edge-litert", "numpy"} <= set(run.versions)
    assert run.created.endswith("+00:00")
    assert run.seconds["tracing"] > 0


def test_a_run_is_published_with_its_evaluations(published, network_training):
    import keras

    run, _, _, images, _, _ = published

    stored = load_predictions(run, run.evaluated[0])

    assert len(run.evaluated) == 1
    model = keras.saving.load_model(run.folder / KERAS_FILE)
    expected = network_training.training.predict(model, images)
    np.testing.assert_allclose(stored, expected, atol=1e-4)
    assert (run.folder / LITERT_FILE).is_file()


def test_the_last_epoch_that_was_kept_is_the_network_that_was_published(
    published, network_training
):
    import keras

    run, _, _, images, _, _ = published

    epochs = load_epochs(run, run.evaluated[0])

    assert run.replayed == run.evaluated
    assert epochs.predictions.shape == (1, len(images))
    model = keras.saving.load_model(run.folder / KERAS_FILE)
    expected = network_training.training.predict(model, images)
    np.testing.assert_array_equal(epochs.predictions[-1], expected.argmax(axis=1))
    np.testing.assert_allclose(
        epochs.percent[-1], 100 * expected.max(axis=1), atol=0.51
    )


@pytest.mark.slow
def test_out_of_fold_every_epoch_is_that_of_a_network_that_never_saw_the_digit(
    network_training, bars
):
    recipe = replace(RECIPE, epochs=3, validation=0.0, keep="last")
    parts = divide_training(recipe, "bars", divide_images(len(bars), 2), [])
    history = pd.DataFrame({"epoch": [1, 2, 3], "seconds": [1.0, 1.0, 1.0]})
    kept = PartResult(history=history, tracing_seconds=1.0, seconds=3.0)
    task = Task(kind="run", digits=bars, images={})
    others = [
        network_training.train_part(task, part, [], lambda _: None)
        for part in parts[1:]
    ]

    joined = join_training(parts, [kept, *others], len(bars))

    epochs, last = joined.epochs[FOLD], joined.probabilities
    assert epochs.predictions.shape == (3, len(bars))
    np.testing.assert_array_equal(epochs.predictions[-1], last.argmax(axis=1))
    np.testing.assert_allclose(epochs.percent[-1], 100 * last.max(axis=1), atol=0.51)
    # Of the blocks after each epoch, as Keras measured them.
    right = epochs.predictions == bars.labels
    blocks = np.array_split(right, 2, axis=1)
    measured = np.mean([block.mean(axis=1) for block in blocks], axis=0)
    np.testing.assert_allclose(joined.history["val_accuracy"], measured, atol=1e-6)


def test_the_temperature_is_fitted_on_digits_held_out_of_the_training(published):
    run, dataset, _, _, _, _ = published
    digits = dataset.train
    # The split is scikit-learn's; the network is the one that was published.
    _, held_out = train_test_split(
        np.arange(100),
        test_size=0.2,
        random_state=RECIPE.split_seed,
        stratify=digits.labels if RECIPE.stratified else None,
    )
    scores = Scorer(run.folder / LITERT_FILE).score(digits.images[held_out])
    logs = np.log(scores.probabilities.astype(np.float64))
    rows, labels = np.arange(20), digits.labels[held_out]

    def loss(temperature):
        scaled = softmax(logs / temperature, axis=1)
        return -np.log(scaled[rows, labels]).mean()

    assert run.temperature is not None
    near = [run.temperature * factor for factor in (0.99, 1, 1.01)]
    assert min(near, key=loss) == run.temperature


def test_without_held_out_digits_there_is_no_temperature(bars):
    from core.work.calibrating import fit_held_out

    whole = Dataset(name="bars", train=bars, test=bars)
    small = Dataset(name="bars", train=bars, test=None)

    # The network is not even looked for.
    nowhere = Path("nowhere")
    assert fit_held_out(replace(RECIPE, validation=0.0), whole, nowhere) is None
    assert fit_held_out(RECIPE, small, nowhere) is None


def test_progress_events_name_network_and_epoch(published):
    run, _, events, _, _, _ = published

    assert [event.phase for event in events][-2:] == ["training", "saving"]
    assert events[-2].share == 1.0
    assert {event.networks for event in events[:-1]} == {1}
    row = events[-2].row
    assert row == load_history(run).iloc[0].to_dict()


def test_progress_events_are_throttled(training_run, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    reported = []
    parts = divide_training(replace(RECIPE, members=2), "bars", [], [])
    reporter = training_run.ProgressReporter(
        reported.append, parts, training_run.Here(None)
    )
    report = partial(reporter.report, parts[0])
    for step in range(1, 11):
        now[0] += 0.1
        row = {"epoch": 1.0, "val_loss": float("nan")} if step == 10 else None
        report(progress(epochs=2, step=step, steps=10, history_row=row))

    assert [event.step for event in reported] == [1, 4, 7, 10]
    # Half of the first of two networks.
    assert reported[-1].share == 0.25
    assert reported[-1].row == {"epoch": 1.0, "val_loss": None}


def progress(**values):
    return TrainingProgress(epoch=1, **values)


@pytest.mark.slow
def test_members_learn_with_seeds_of_their_own_and_vote(
    training_run, network_training, bars, tmp_path
):
    recipe = replace(RECIPE, members=2)
    dataset = Dataset(
        name="bars",
        train=bars.take(np.arange(100)),
        test=bars.take(np.arange(100, 123)),
    )
    events = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(tmp_path / "home"))
        run = training_run.train_run(
            recipe, dataset, report=events.append, root=tmp_path / "root"
        )
        ones = [
            network_training.training.train(replace(recipe, seed=seed), dataset.train)
            for seed in (40, 1040)
        ]
    images = bars.images
    expected = np.mean(
        [network_training.training.predict(each.model, images) for each in ones], axis=0
    )

    scores = Scorer(run.folder / LITERT_FILE).score(images)

    # The same seeds, in another order of additions.
    np.testing.assert_allclose(scores.probabilities, expected, atol=0.05)
    assert scores.features.shape == (123, 256)
    history = load_history(run)
    assert history["epoch"].tolist() == [1]
    losses = [float(each.history["val_loss"].iloc[0]) for each in ones]
    assert history["val_loss"].iloc[0] == pytest.approx(np.mean(losses), rel=0.05)
    training = [each for each in events if each.phase == "training"]
    assert {each.network for each in training} == {1, 2}
    assert {each.networks for each in training} == {2}
    assert [each.share for each in training][-1] == 1.0
    assert run.id != run_id(RECIPE, dataset.fingerprint)


def test_cross_validation_events_have_progress_but_no_history_row(training_run):
    reported = []
    parts = divide_training(RECIPE, "bars", divide_images(123, 5), [])
    reporter = training_run.ProgressReporter(
        reported.append, parts, training_run.Here(None)
    )

    empty = pd.DataFrame({"epoch": []})
    stored = PartResult(history=empty, tracing_seconds=1.0, seconds=1.0)
    for part in parts[:-1]:
        reporter.report_stored(part, stored)
    row = {"epoch": 1.0}
    reporter.report(parts[-1], progress(epochs=1, step=4, steps=4, history_row=row))

    assert reported[0].phase == "cross-validating"
    assert reported[0].share == 1.0
    assert reported[0].row is None


def test_a_job_that_died_is_resumed_at_the_network_it_had_reached(
    training_run, network_training, bars, tmp_path, monkeypatch
):
    recipe = replace(RECIPE, members=3)
    train, test = bars.take(np.arange(100)), bars.take(np.arange(100, 123))
    dataset = Dataset(name="bars", train=train, test=test)
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "home"))
    folder, trained, events = tmp_path / "parts", [], []
    real = network_training.training.train

    def train_or_die(recipe, digits, **options):
        if len(trained) == 2:
            raise MemoryError
        trained.append(recipe.seed)
        return real(recipe, digits, **options)

    monkeypatch.setattr(network_training.training, "train", train_or_die)
    with pytest.raises(MemoryError):
        training_run.train_run(recipe, dataset, parts_folder=folder)
    assert trained == [40, 1040]
    trained.clear()

    run = training_run.train_run(
        recipe, dataset, report=events.append, parts_folder=folder
    )

    assert trained == [2040]
    rows = [event.row for event in events if event.row is not None]
    # Of the first member, for the chart.
    assert [row["epoch"] for row in rows] == [1]
    shares = [event.share for event in events if event.share is not None]
    assert shares[0] > 2 / 3
    assert shares[-1] == 1.0
    assert Scorer(run.folder / LITERT_FILE).score(bars.images).features.shape[1] == 384
