from dataclasses import replace

import numpy as np
import pytest

from core.data.datasets import Dataset, load_builtin_digits
from core.model.recipes import PRESETS

# Keras converts TensorFlow's variables with the interface of NumPy 1.
COPY = "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(COPY)
RECIPE = replace(PRESETS["fast"], validation=0.2)


@pytest.fixture
def dataset():
    digits = load_builtin_digits().train
    return Dataset(
        name="two",
        train=digits.take(np.arange(600)),
        test=digits.take(np.arange(600, 700)),
    )


class _Overconfident:
    """A network that is right in 4 of 5 images and always 99 % sure."""

    layers = ()


@pytest.fixture
def readings(monkeypatch):
    """Networks right in 4 of 5 images and 99 % sure; returns what softened them."""
    from core.work import calibrating

    def unfamiliar(images, labels, seed):
        assert seed == RECIPE.seed
        assert len(images) == len(labels) == 120
        return np.arange(1000), np.arange(1000) % 10

    def predict(_, images):
        read = np.where(images % 5 == 0, images + 1, images) % 10
        probabilities = np.full((len(images), 10), 0.01 / 9, np.float32)
        probabilities[np.arange(len(images)), read] = 0.99
        return probabilities

    softened = []
    monkeypatch.setattr(calibrating, "unfamiliar_digits", unfamiliar)
    monkeypatch.setattr(calibrating.training, "predict", predict)
    monkeypatch.setattr(
        calibrating.networks, "soften", lambda _, value: softened.append(value)
    )
    return softened


def test_an_overconfident_network_is_softened_until_it_claims_what_holds(
    readings, dataset
):
    from core.work.calibrating import CAUTION, soften

    temperature = soften(RECIPE, dataset, _Overconfident())

    assert readings == [temperature]
    odds = (0.99 / (0.01 / 9)) ** (CAUTION / temperature)
    assert odds / (odds + 9) == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize("fitted", [None, 0.7])
def test_a_network_that_claims_too_little_is_not_sharpened(
    fitted, readings, dataset, monkeypatch
):
    from core.work import calibrating

    monkeypatch.setattr(calibrating, "fit_temperature", lambda *_: fitted)

    calibrating.soften(RECIPE, dataset, _Overconfident())

    assert readings == [calibrating.CAUTION]


@pytest.mark.parametrize(
    "recipe", [replace(RECIPE, drawn=0.0), replace(RECIPE, validation=0.0)]
)
def test_without_drawn_or_held_out_digits_nothing_is_softened(
    recipe, readings, dataset
):
    from core.work.calibrating import soften

    assert soften(recipe, dataset, _Overconfident()) is None
    assert readings == []
