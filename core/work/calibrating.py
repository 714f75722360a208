"""Calibrate a trained network. Imports TensorFlow."""

from pathlib import Path
from typing import Final

import keras

from core.analysis.scores import fit_temperature
from core.data.datasets import Dataset
from core.data.digit_damage import unfamiliar_digits
from core.data.digits import DigitSet
from core.model import networks, training
from core.model.recipes import Recipe
from core.model.scoring import Scorer

CAUTION: Final = 1.5
"""Chosen on made photos of held-out digits: without it, of the readings of which the
network is at least 90 % sure, seven times as many are wrong as it claims; see
`tests.benchmarks.doubt`."""


def soften(recipe: Recipe, dataset: Dataset, model: keras.Model) -> float | None:
    """Make a network no surer than it may be of digits as other people write them.

    Returns:
        The temperature that divided its logits, None if there are no held-out digits,
        or the network learned from no drawn ones.
    """
    held_out = _held_out(recipe, dataset)
    if held_out is None or not recipe.drawn:
        return None
    images, labels = unfamiliar_digits(held_out.images, held_out.labels, recipe.seed)
    temperature = fit_temperature(training.predict(model, images), labels)
    temperature = CAUTION * max(temperature or 1.0, 1.0)
    networks.soften(model, temperature)
    return temperature


def fit_held_out(recipe: Recipe, dataset: Dataset, model: Path) -> float | None:
    """Fit the temperature on the held-out training digits, None if there are none.

    All members of a run hold out the same digits. The test set is not used, because it
    measures the result.
    """
    held_out = _held_out(recipe, dataset)
    if held_out is None:
        return None
    probabilities = Scorer(model).probabilities(held_out.images)
    return fit_temperature(probabilities, held_out.labels)


def _held_out(recipe: Recipe, dataset: Dataset) -> DigitSet | None:
    digits = dataset.train
    if dataset.test is None or recipe.validation == 0:
        return None
    _, rows = training.split(recipe, digits.labels)
    return digits.take(rows)
