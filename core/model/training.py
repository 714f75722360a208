"""Training a network on a digit set, with progress and history."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from numpy.typing import NDArray

from core.data.digits import DigitSet
from core.model.distillation import distil
from core.model.networks import build_network
from core.model.progress import ProgressCallback, TrainingProgress
from core.model.recipes import Recipe, learning_rate_at
from core.model.training_data import add_drawn, as_input, as_targets, batches, split

EpochCallback = Callable[[keras.Model], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainingResult:
    """A finished training.

    Attributes:
        model: The network with the weights that the recipe keeps.
        history: One row per epoch: ``epoch`` (from 1), ``loss``, ``accuracy``,
            ``val_loss``, ``val_accuracy`` (NaN without validation digits),
            ``learning_rate`` (at its end) and ``seconds``.
        tracing_seconds: Time to the end of the first step, which builds the graph.
        seconds: Time from there to the end of the last epoch, without `after_epoch`.
    """

    model: keras.Model
    history: pd.DataFrame
    tracing_seconds: float
    seconds: float


def train(
    recipe: Recipe,
    digits: DigitSet,
    *,
    validation_digits: DigitSet | None = None,
    teacher: keras.Model | None = None,
    report: ProgressCallback = lambda _: None,
    after_epoch: EpochCallback = lambda _: None,
) -> TrainingResult:
    """Train a network.

    Args:
        recipe: All settings. The same recipe gives the same images in the same order;
            the last digits of the weights still vary, because threads add numbers in
            any order.
        digits: Labelled digits to learn from.
        validation_digits: Digits to evaluate after each epoch, instead of a share of
            `digits`. They have no influence if the recipe keeps the last epoch.
        teacher: A network whose probabilities the network learns; see
            `core.model.distillation`.
        report: Called after each step and each epoch.
        after_epoch: Called after each epoch with the network, which it must not change.
            Its time counts neither for the epoch nor for the training.
    """
    keras.utils.set_random_seed(recipe.seed)
    train_rows, held_out = split(recipe, digits.labels)
    watched = None
    if validation_digits is not None:
        watched = (
            as_input(validation_digits.images),
            as_targets(validation_digits.labels),
        )
    elif len(held_out):
        watched = (
            as_input(digits.images[held_out]),
            as_targets(digits.labels[held_out]),
        )

    model = build_network(recipe.network)
    model.compile(
        optimizer=_OPTIMIZERS[recipe.optimizer](recipe.learning_rate),
        loss="categorical_crossentropy",
        metrics=[_DigitAccuracy(name="accuracy")],
        # XLA makes these networks 6 to 7 times slower on a CPU.
        jit_compile="auto" if tf.config.list_physical_devices("GPU") else False,
    )
    images, targets = add_drawn(
        recipe, digits.images[train_rows], as_targets(digits.labels[train_rows])
    )
    if teacher is not None:
        images, targets = distil(
            recipe, teacher, images, targets, num_taught=len(train_rows)
        )
        recipe = replace(recipe, augmentation=None)
    steps = -(-len(images) // recipe.batch_size)
    history_callback = _HistoryCallback(recipe, steps, report, after_epoch)
    model.fit(
        batches(recipe, images, targets),
        epochs=recipe.epochs,
        validation_data=watched,
        validation_batch_size=1000,
        callbacks=[
            *_callbacks(recipe, steps, has_validation=watched is not None),
            history_callback,
        ],
        shuffle=False,
        verbose=0,
    )
    history = pd.DataFrame(history_callback.rows)
    return TrainingResult(
        model=model,
        history=history,
        tracing_seconds=history_callback.traced - history_callback.begun,
        seconds=float(history["seconds"].sum()),
    )


class _DigitAccuracy(keras.metrics.Mean):
    """The accuracy of the digits; marks that are no digits do not count."""

    def update_state(
        self,
        targets: tf.Tensor,
        probabilities: tf.Tensor,
        sample_weight: tf.Tensor | None = None,  # noqa: ARG002
    ) -> tf.Tensor:
        is_right = tf.argmax(targets, -1) == tf.argmax(probabilities, -1)
        is_digit = tf.reduce_max(targets, -1) > 0.5
        return super().update_state(
            tf.cast(is_right, tf.float32), tf.cast(is_digit, tf.float32)
        )


_OPTIMIZERS: dict[str, Callable[[float], keras.Optimizer]] = {
    "rmsprop": lambda rate: keras.optimizers.RMSprop(rate, rho=0.9, epsilon=1e-8),
    "adam": lambda rate: keras.optimizers.Adam(rate),
}


def _callbacks(
    recipe: Recipe, steps: int, *, has_validation: bool
) -> list[keras.callbacks.Callback]:
    callbacks: list[keras.callbacks.Callback] = []
    if recipe.schedule == "triangular":
        callbacks.append(_Triangular(recipe, steps))
    elif has_validation:
        callbacks.append(
            keras.callbacks.ReduceLROnPlateau(
                monitor="val_accuracy", mode="max", patience=3, factor=0.5, min_lr=1e-5
            )
        )
    if recipe.keep == "best" and has_validation:
        callbacks.append(_RestoreBestWeights())
    return callbacks


class _Triangular(keras.callbacks.Callback):
    """Sets the learning rate before each step."""

    def __init__(self, recipe: Recipe, steps: int) -> None:
        super().__init__()
        self._recipe = recipe
        self._total = steps * recipe.epochs
        self._done = 0

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002
        rate = learning_rate_at(self._recipe, self._done / self._total)
        self.model.optimizer.learning_rate.assign(rate)
        self._done += 1


class _RestoreBestWeights(keras.callbacks.Callback):
    """Remembers the weights with the lowest validation loss and restores them."""

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002
        self._lowest = float("inf")
        self._weights = self.model.get_weights()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
        if logs["val_loss"] < self._lowest:
            self._lowest = logs["val_loss"]
            self._weights = self.model.get_weights()

    def on_train_end(self, logs: Any = None) -> None:  # noqa: ARG002
        self.model.set_weights(self._weights)


class _HistoryCallback(keras.callbacks.Callback):
    """Collects the history, reports progress, and calls `after_epoch`."""

    def __init__(
        self,
        recipe: Recipe,
        steps: int,
        report: ProgressCallback,
        after_epoch: EpochCallback,
    ) -> None:
        super().__init__()
        self.rows: list[dict[str, float]] = []
        self._progress = partial(TrainingProgress, epochs=recipe.epochs, steps=steps)
        self._steps = steps
        self._report = report
        self._after_epoch = after_epoch
        self._epoch = 1

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002
        self.begun = self.traced = self._resumed = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002
        if self._epoch == 1 and batch == 0:
            self.traced = self._resumed = time.perf_counter()
        self._report(self._progress(epoch=self._epoch, step=batch + 1))

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        now = time.perf_counter()
        rate = self.model.optimizer.learning_rate
        row = {
            "epoch": epoch + 1,
            "loss": logs["loss"],
            "accuracy": logs["accuracy"],
            "val_loss": logs.get("val_loss", float("nan")),
            "val_accuracy": logs.get("val_accuracy", float("nan")),
            "learning_rate": float(keras.ops.convert_to_numpy(rate)),
            "seconds": now - self._resumed,
        }
        self.rows.append(row)
        self._report(
            self._progress(epoch=self._epoch, step=self._steps, history_row=row)
        )
        self._after_epoch(self.model)
        self._resumed = time.perf_counter()
        self._epoch = epoch + 2


def predict(model: keras.Model, images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the probabilities of framed images by Keras: float32, shape (n, 10)."""
    return model.predict(as_input(images), batch_size=1000, verbose=0)
