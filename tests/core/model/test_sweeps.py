from dataclasses import replace

import pytest

from core.model.recipes import PRESETS
from core.model.sweeps import MAX_POINTS, sweep

FAST = PRESETS["fast"]


def test_every_combination_of_values_and_seeds_is_a_recipe():
    values = {"learning_rate": ["4e-3", "8e-3"], "epochs": ["3", "6"]}

    recipes = sweep(FAST, [0, 7], values)

    expected = [
        replace(FAST, learning_rate=rate, epochs=epochs, seed=seed)
        for rate in (4e-3, 8e-3)
        for epochs in (3, 6)
        for seed in (0, 7)
    ]
    assert recipes == expected


def test_settings_of_augmentation_have_their_own_names():
    (recipe,) = sweep(FAST, [0], {"rotation": ["5"], "network": ["compact"]})

    changed = replace(FAST.augmentation, rotation=5.0)
    assert recipe == replace(FAST, augmentation=changed, network="compact")


def test_equal_recipes_come_once():
    assert sweep(FAST, [1, 1], {"epochs": ["3", "3"]}) == [replace(FAST, seed=1)]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"speed": ["1"]}, "no setting speed; there are batch_size, drawn, epochs"),
        ({"preset": ["fast"]}, "no setting preset"),
        ({"epochs": ["many"]}, "epochs must be a number, got many"),
        ({"epochs": ["1.5"]}, "epochs must be a number, got 1.5"),
        ({"epochs": ["0"]}, "epochs must be 1 to 200, got 0"),
        ({"optimizer": ["sgd"]}, "optimizer must be one of rmsprop, adam"),
        ({"epochs": []}, "epochs has no value"),
    ],
)
def test_bad_settings_are_named(values, reason):
    with pytest.raises(ValueError, match=reason):
        sweep(FAST, [0], values)


def test_a_recipe_without_augmentation_has_none_to_vary():
    with pytest.raises(ValueError, match="has no augmentation"):
        sweep(replace(FAST, augmentation=None), [0], {"zoom": ["0.1"]})


def test_too_many_recipes_are_refused():
    with pytest.raises(ValueError, match=f"at most {MAX_POINTS}"):
        sweep(FAST, range(MAX_POINTS + 1), {})
