import time
from dataclasses import replace

import numpy as np
import pytest
from sklearn.model_selection import train_test_split

from core.data.drawn_digits import draw_digits
from core.data.drawn_marks import draw_marks
from core.model.recipes import PRESETS, learning_rate_at

# Keras converts TensorFlow's variables with the interface of NumPy 1.
COPY = "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(COPY)
NOTEBOOK, FAST = PRESETS["notebook"], PRESETS["fast"]
COLUMNS = [
    "epoch",
    "loss",
    "accuracy",
    "val_loss",
    "val_accuracy",
    "learning_rate",
    "seconds",
]
ALONE = replace(FAST, drawn=0.0, marks=0.0)
SHORT = replace(ALONE, epochs=4, batch_size=32, validation=0.2, split_seed=1)


class RecordedTraining:
    """Return a short training of the fast network, with its progress events."""

    def __init__(self, training, digits, recipe, validation_digits=None):
        self.digits, self.recipe, self.progress = digits, recipe, []
        self.trained = training.train(
            recipe,
            digits,
            validation_digits=validation_digits,
            report=self.progress.append,
        )
        self.history = self.trained.history


@pytest.fixture(scope="module")
def bars():
    """Return 240 digits, each a bar of its own height, in noise."""
    from core.data.digits import DigitSet

    random = np.random.default_rng(5)
    labels = np.arange(240) % 10
    images = random.integers(0, 60, (240, 28, 28))
    for image, label in zip(images, labels, strict=True):
        image[2 * label + 4 : 2 * label + 7, 4:24] += 180
    return DigitSet(
        source="bars",
        images=images.astype(np.uint8),
        labels=labels.astype(np.int8),
        names=tuple(map(str, range(240))),
    )


@pytest.fixture(scope="module")
def seen(training, bars):
    return RecordedTraining(training, bars, SHORT)


def loss_and_accuracy(training, model, digits, positions):
    probabilities = training.predict(model, digits.images[positions])
    labels = digits.labels[positions]
    likelihood = probabilities[np.arange(len(labels)), labels]
    accuracy = (probabilities.argmax(axis=1) == labels).mean()
    return -np.log(np.maximum(likelihood, 1e-7)).mean(), accuracy


def test_the_notebook_splits_as_scikit_learn_does(training):
    labels = np.random.default_rng(0).integers(0, 10, 60000).astype(np.int8)

    train_rows, held_out = training.split(NOTEBOOK, labels)

    expected = train_test_split(np.arange(60000), test_size=0.05, random_state=2)
    np.testing.assert_array_equal(train_rows, expected[0])
    np.testing.assert_array_equal(held_out, expected[1])
    assert len(held_out) == 3000


def test_a_stratified_split_has_every_digit_in_proportion(training):
    labels = np.repeat(np.arange(10), np.arange(100, 1100, 100)).astype(np.int8)

    train_rows, held_out = training.split(FAST, labels)

    np.testing.assert_array_equal(
        np.sort([*train_rows, *held_out]), np.arange(len(labels))
    )
    np.testing.assert_allclose(
        np.bincount(labels[held_out]), 0.05 * np.bincount(labels), atol=1
    )


def test_without_validation_share_all_images_are_trained_on(training):
    train_rows, held_out = training.split(
        replace(FAST, validation=0.0), np.zeros(50, np.int8)
    )

    np.testing.assert_array_equal(train_rows, np.arange(50))
    assert len(held_out) == 0


def epoch_of(served):
    """Return images and labels of one epoch, concatenated."""
    batches = [(images.numpy(), labels.numpy()) for images, labels in served]
    sizes = [len(labels) for _, labels in batches]
    return *(np.concatenate(each) for each in zip(*batches, strict=True)), sizes


def test_an_epoch_serves_every_image_once_with_its_label(training, bars):
    recipe = replace(FAST, augmentation=None, batch_size=32)

    targets = training.as_targets(bars.labels)
    images, served_targets, sizes = epoch_of(
        training.batches(recipe, bars.images, targets)
    )

    assert images.shape == (240, 28, 28, 1)
    assert images.dtype == np.float32
    assert sizes == [32] * 7 + [16]
    served = np.rint(images[..., 0] * 255).astype(np.uint8)
    by_content = {image.tobytes(): number for number, image in enumerate(bars.images)}
    order = [by_content[image.tobytes()] for image in served]
    np.testing.assert_array_equal(np.sort(order), np.arange(240))
    np.testing.assert_array_equal(targets[order], served_targets)


def test_each_epoch_has_its_own_order_and_augmentation(training, bars):
    targets = training.as_targets(bars.labels)
    served = training.batches(replace(FAST, batch_size=32), bars.images, targets)

    first, second = epoch_of(served), epoch_of(served)

    assert not np.array_equal(first[1], second[1])
    assert 0 <= first[0].min() <= first[0].max() <= 1 + 1e-6
    sums = np.sort(first[0].sum(axis=(1, 2, 3))), np.sort(second[0].sum(axis=(1, 2, 3)))
    assert not np.allclose(*sums, rtol=1e-5)


def test_the_same_recipe_serves_the_same_images_in_the_same_order(training, bars):
    recipe = replace(FAST, batch_size=32)
    one, same, other = (
        epoch_of(training.batches(each, bars.images, training.as_targets(bars.labels)))
        for each in (recipe, recipe, replace(recipe, seed=1))
    )

    np.testing.assert_array_equal(one[0], same[0])
    np.testing.assert_array_equal(one[1], same[1])
    assert not np.array_equal(one[1], other[1])


def test_drawn_digits_and_marks_join_the_training_images(training, bars):
    recipe = replace(FAST, drawn=0.5, marks=0.25, seed=3)
    targets = training.as_targets(bars.labels)

    images, joined = training.add_drawn(recipe, bars.images, targets)

    drawn = draw_digits(120, 3)
    assert images.shape == (240 + 120 + 60, 28, 28)
    np.testing.assert_array_equal(images[:240], bars.images)
    np.testing.assert_array_equal(images[240:360], drawn.images)
    np.testing.assert_array_equal(images[360:], draw_marks(60, 3))
    np.testing.assert_array_equal(joined[:240], targets)
    np.testing.assert_array_equal(joined[240:360].argmax(axis=1), drawn.labels)
    np.testing.assert_allclose(joined[360:], 0.1)
    np.testing.assert_allclose(joined.sum(axis=1), 1, rtol=1e-6)


def test_the_accuracy_counts_digits_but_no_marks(training):
    accuracy = training._DigitAccuracy()
    targets = np.eye(10, dtype=np.float32)[[1, 2, 3]]
    marks = np.full((5, 10), 0.1, np.float32)
    probabilities = np.eye(10, dtype=np.float32)[[1, 2, 4, 0, 0, 0, 0, 0]]

    accuracy.update_state(np.concatenate([targets, marks]), probabilities)

    assert float(accuracy.result()) == pytest.approx(2 / 3)


class _Constant:
    """A teacher that is always equally sure of a 3."""

    read = np.float32([0, 0, 0, 0.7, 0.3, 0, 0, 0, 0, 0])

    def __call__(self, images, training):
        import tensorflow as tf

        assert training is False
        tf.debugging.assert_less_equal(tf.reduce_max(images), 1.0)
        return tf.repeat(self.read[np.newaxis], tf.shape(images)[0], axis=0)


def test_a_teacher_reads_augmented_copies(training, bars):
    recipe = replace(FAST, drawn=0.0, marks=0.0)

    labels = training.as_targets(bars.labels)
    copies, targets = training.distil(
        recipe, _Constant(), bars.images, labels, num_taught=240
    )

    assert copies.shape == (8 * 240, 28, 28)
    np.testing.assert_array_equal(targets, np.tile(_Constant.read, (8 * 240, 1)))
    first, second = copies[:240], copies[240:480]
    assert not np.array_equal(first, second)
    # An image stays at its place among the copies.
    alike = np.corrcoef(first[7].ravel(), second[7].ravel())[0, 1]
    assert alike > np.corrcoef(first[7].ravel(), second[3].ravel())[0, 1]


@pytest.mark.parametrize("num_taught", [0, 1, 200, 240])
def test_drawn_digits_keep_their_labels(training, bars, num_taught):
    labels = training.as_targets(bars.labels)

    _, learned = training.distil(
        FAST, _Constant(), bars.images, labels, num_taught=num_taught
    )

    by_copy = learned.reshape(8, 240, 10)
    np.testing.assert_array_equal(by_copy[0], by_copy[7])
    np.testing.assert_array_equal(by_copy[0, num_taught:], labels[num_taught:])
    taught = np.tile(_Constant.read, (num_taught, 1))
    np.testing.assert_array_equal(by_copy[0, :num_taught], taught)


def test_the_same_recipe_gives_the_same_copies(training, bars):
    one, same, other = (
        training.distil(
            recipe,
            _Constant(),
            bars.images[:40],
            training.as_targets(bars.labels[:40]),
            num_taught=40,
        )[0]
        for recipe in (FAST, FAST, replace(FAST, seed=1))
    )

    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.slow
def test_a_network_learns_what_its_teacher_reads(training, bars):
    recipe = replace(SHORT, epochs=2)

    trained = training.train(recipe, bars, teacher=_Constant())

    # Not the labels, which are all digits equally.
    mean = training.predict(trained.model, bars.images).mean(axis=0)
    np.testing.assert_allclose(mean, _Constant.read, atol=0.1)


@pytest.mark.slow
def test_the_history_has_one_row_for_every_epoch(seen):
    assert list(seen.history) == COLUMNS
    assert seen.history["epoch"].tolist() == [1, 2, 3, 4]
    assert np.isfinite(seen.history.to_numpy(float)).all()
    assert seen.history["loss"].iloc[-1] < seen.history["loss"].iloc[0]
    assert (seen.history["seconds"] > 0).all()


@pytest.mark.slow
def test_the_seconds_of_the_epochs_add_up(seen):
    # From the end of the first step to the end of the last epoch.
    assert seen.history["seconds"].sum() == pytest.approx(seen.trained.seconds)
    assert seen.trained.tracing_seconds > 0


@pytest.mark.slow
def test_the_learning_rate_follows_its_triangle(seen):
    steps = 6  # 192 of 240 images, 32 at a time.
    expected = [
        learning_rate_at(SHORT, (steps * epoch - 1) / (steps * 4))
        for epoch in range(1, 5)
    ]

    np.testing.assert_allclose(seen.history["learning_rate"], expected, rtol=1e-5)


@pytest.mark.slow
def test_progress_is_reported_after_every_step_and_epoch(seen):
    steps = [(each.epoch, each.step) for each in seen.progress if not each.history_row]
    rows = [each.history_row for each in seen.progress if each.history_row]

    expected = [(epoch, step) for epoch in range(1, 5) for step in range(1, 7)]
    assert steps == expected
    assert {(each.epochs, each.steps) for each in seen.progress} == {(4, 6)}
    assert rows == seen.history.to_dict("records")


@pytest.mark.slow
def test_the_best_weights_are_kept(seen, training, bars):
    _, held_out = training.split(SHORT, bars.labels)

    loss, accuracy = loss_and_accuracy(training, seen.trained.model, bars, held_out)

    best = seen.history.loc[seen.history["val_loss"].idxmin()]
    assert loss == pytest.approx(best["val_loss"], rel=1e-3)
    assert accuracy == pytest.approx(best["val_accuracy"])


@pytest.mark.parametrize("losses", [[3.0, 1.0, 2.0], [1.0, 3.0, 2.0]])
def test_the_weights_with_the_lowest_loss_are_restored(training, networks, losses):
    model = networks.build_network("notebook")
    keeper = training._RestoreBestWeights()
    keeper.set_model(model)
    keeper.on_train_begin()
    for epoch, loss in enumerate(losses):
        model.set_weights([np.full_like(each, loss) for each in model.get_weights()])
        keeper.on_epoch_end(epoch, {"val_loss": loss})

    keeper.on_train_end()

    assert {float(each.max()) for each in model.get_weights()} == {1.0}


def test_nan_loss_does_not_stop_training(training, networks):
    model = networks.build_network("notebook")
    keeper = training._RestoreBestWeights()
    keeper.set_model(model)
    keeper.on_train_begin()

    keeper.on_epoch_end(0, {"val_loss": float("nan")})
    keeper.on_train_end()


@pytest.fixture(scope="module")
def validated(training, bars):
    """Return a training of the notebook's recipe with separate validation digits."""
    recipe = replace(NOTEBOOK, epochs=2, batch_size=64, validation=0.0)
    learned, validation_digits = (
        bars.take(np.arange(160)),
        bars.take(np.arange(160, 240)),
    )
    return RecordedTraining(
        training, learned, recipe, validation_digits=validation_digits
    ), validation_digits


@pytest.mark.slow
def test_recipe_keep_last_returns_the_last_weights(validated, training):
    seen, validation_digits = validated

    loss, accuracy = loss_and_accuracy(
        training, seen.trained.model, validation_digits, np.arange(80)
    )

    last = seen.history.iloc[-1]
    assert loss == pytest.approx(last["val_loss"], rel=1e-3)
    assert accuracy == pytest.approx(last["val_accuracy"])


@pytest.mark.slow
def test_validation_digits_do_not_affect_training(validated):
    seen, _ = validated

    assert {each.steps for each in seen.progress} == {3}  # 160 digits, 64 at a time.


@pytest.mark.slow
def test_without_validation_digits_val_columns_are_nan(training, bars):
    recipe = replace(ALONE, epochs=1, batch_size=64, validation=0.0)

    history = RecordedTraining(training, bars, recipe).history

    assert list(history) == COLUMNS
    assert history[["val_loss", "val_accuracy"]].isna().all(axis=None)


def test_optimizer_of_the_notebook_preset_is_that_of_the_notebook(training):
    optimizer = training._OPTIMIZERS[NOTEBOOK.optimizer](NOTEBOOK.learning_rate)

    assert type(optimizer).__name__ == "RMSprop"
    settings = optimizer.get_config()
    assert settings["learning_rate"] == pytest.approx(1e-3)
    assert (settings["rho"], settings["epsilon"]) == (0.9, 1e-8)
    assert (settings["momentum"], settings["centered"]) == (0.0, False)


def test_the_notebook_halves_its_rate_when_accuracy_stalls(training):
    (plateau,) = training._callbacks(NOTEBOOK, 10, has_validation=True)

    assert type(plateau).__name__ == "ReduceLROnPlateau"
    assert (plateau.monitor, plateau.patience) == ("val_accuracy", 3)
    assert (plateau.factor, plateau.min_lr) == (0.5, 1e-5)


def test_without_validation_no_callback_needs_it(training):
    assert training._callbacks(NOTEBOOK, 10, has_validation=False) == []
    (triangular,) = training._callbacks(FAST, 10, has_validation=False)
    assert type(triangular).__name__ == "_Triangular"


@pytest.mark.slow
def test_epoch_callback_gets_the_network_and_does_not_affect_training(
    training, bars, seen, monkeypatch
):
    clock, left, networks = time.perf_counter, [0.0], []
    monkeypatch.setattr(time, "perf_counter", lambda: clock() + left[0])

    def look(model):
        networks.append(training.predict(model, bars.images[:40]))
        left[0] += 1000

    watched = training.train(SHORT, bars, after_epoch=look)

    assert len(networks) == SHORT.epochs
    assert not np.allclose(networks[0], networks[-1])
    # Its time counts neither for an epoch nor for the training.
    assert watched.history["seconds"].max() < 500
    assert watched.seconds == pytest.approx(watched.history["seconds"].sum())
    # The same steps; only the order of additions varies.
    np.testing.assert_allclose(watched.history["loss"], seen.history["loss"], rtol=0.03)


@pytest.mark.slow
def test_epoch_callback_last_sees_the_returned_network(training, bars):
    recipe = replace(SHORT, epochs=2, keep="last")
    networks = []

    trained = training.train(
        recipe,
        bars,
        after_epoch=lambda model: networks.append(training.predict(model, bars.images)),
    )

    np.testing.assert_array_equal(
        networks[-1], training.predict(trained.model, bars.images)
    )
