from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import recipes
from core.model.recipes import (
    PRESETS,
    Augmentation,
    Recipe,
    diff_recipes,
    learning_rate_at,
    run_id,
)

NOTEBOOK, FAST = PRESETS["notebook"], PRESETS["fast"]
# Another value for every field.
CHANGES = {
    "preset": "fast",
    "network": "strided",
    "epochs": 11,
    "batch_size": 187,
    "optimizer": "adam",
    "learning_rate": 2e-3,
    "schedule": "triangular",
    "augmentation": None,
    "validation": 0.06,
    "stratified": True,
    "split_seed": 3,
    "keep": "best",
    "seed": 1,
    "members": 2,
    "drawn": 0.1,
    "marks": 0.1,
    "teachers": 1,
}


def test_the_notebooks_preset_is_what_the_notebook_did():
    assert (NOTEBOOK.epochs, NOTEBOOK.batch_size) == (10, 186)
    assert (NOTEBOOK.optimizer, NOTEBOOK.learning_rate) == ("rmsprop", 1e-3)
    assert NOTEBOOK.schedule == "plateau"
    assert NOTEBOOK.augmentation == Augmentation(rotation=10, zoom=0.1, shift=0.1)
    assert (NOTEBOOK.validation, NOTEBOOK.split_seed) == (0.05, 2)
    assert not NOTEBOOK.stratified
    assert NOTEBOOK.keep == "last"


def test_the_notebooks_preset_learns_from_nothing_but_its_data():
    assert (NOTEBOOK.drawn, NOTEBOOK.marks, NOTEBOOK.teachers) == (0, 0, 0)
    others = [recipe for recipe in PRESETS.values() if recipe is not NOTEBOOK]
    assert all(recipe.drawn > 0 and recipe.marks > 0 for recipe in others)


def test_every_preset_has_its_name():
    assert all(recipe.preset == name for name, recipe in PRESETS.items())


@pytest.mark.parametrize(
    "recipe", [*PRESETS.values(), replace(FAST, augmentation=None)]
)
def test_recipe_round_trips_through_plain_values(recipe):
    assert Recipe.from_dict(recipe.to_dict()) == recipe


def test_unknown_setting_is_refused():
    with pytest.raises(TypeError):
        Recipe.from_dict({**FAST.to_dict(), "momentum": 0.9})


def test_a_missing_setting_is_refused():
    values = FAST.to_dict()
    del values["epochs"]

    with pytest.raises(TypeError):
        Recipe.from_dict(values)


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("epochs", 1, 200),
        ("batch_size", 8, 4096),
        ("learning_rate", 1e-6, 1.0),
        ("validation", 0.0, 0.5),
        ("members", 1, 9),
        ("drawn", 0.0, 1.0),
        ("marks", 0.0, 1.0),
        ("teachers", 0, 9),
    ],
)
def test_a_number_out_of_its_range_is_refused(name, lowest, highest):
    replace(FAST, **{name: lowest})
    replace(FAST, **{name: highest})
    for value in (lowest - 1, highest + 1, float("nan")):
        with pytest.raises(ValueError, match=f"{name} must be"):
            replace(FAST, **{name: value})


def test_a_run_id_never_changes(monkeypatch):
    monkeypatch.setattr(recipes, "TRAINING_VERSION", 1)
    recipe = Recipe.from_dict({**NOTEBOOK.to_dict(), "epochs": 3})

    assert run_id(recipe, "data") == "59f0776d9227"


@pytest.mark.parametrize("name", [field.name for field in fields(Recipe)])
def test_every_setting_changes_the_run_id(name):
    changed = replace(NOTEBOOK, **{name: CHANGES[name]})

    assert run_id(changed, "data") != run_id(NOTEBOOK, "data")


@pytest.mark.parametrize("name", [field.name for field in fields(Augmentation)])
def test_every_augmentation_amount_changes_the_run_id(name):
    moved = replace(NOTEBOOK.augmentation, **{name: 0.05})
    changed = replace(NOTEBOOK, augmentation=moved)

    assert run_id(changed, "data") != run_id(NOTEBOOK, "data")


def test_data_and_training_version_change_the_run_id(monkeypatch):
    before = run_id(FAST, "data")

    assert run_id(FAST, "other data") != before
    monkeypatch.setattr(recipes, "TRAINING_VERSION", recipes.TRAINING_VERSION + 1)
    assert run_id(FAST, "data") != before


@pytest.mark.parametrize("recipe", PRESETS.values())
def test_for_small_data_disables_validation(recipe):
    small = recipe.for_small_data()

    assert (small.validation, small.keep) == (0.0, "last")
    assert small == replace(recipe, validation=0.0, keep="last")
    assert small.for_small_data() == small


@pytest.mark.parametrize(
    ("progress", "share"),
    # Up from 10 % to the peak at 30 %, then down; halfway down, 1 - 0.98 / 2.
    [(0.0, 0.1), (0.15, 0.55), (0.3, 1.0), (0.65, 0.51), (1.0, 0.02)],
)
def test_the_learning_rate_rises_and_falls(progress, share):
    assert learning_rate_at(FAST, progress) == pytest.approx(FAST.learning_rate * share)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_learning_rate_has_one_peak(one, other):
    earlier, later = sorted([one, other])
    before, after = learning_rate_at(FAST, earlier), learning_rate_at(FAST, later)

    assert 0 < before <= FAST.learning_rate * (1 + 1e-9)
    if later <= 0.3:
        assert before <= after
    if earlier >= 0.3:
        assert before >= after


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "augmentation"])
def test_a_setting_that_differs_is_named_with_both_values(name):
    other = replace(NOTEBOOK, **{name: CHANGES[name]})

    expected = {name: (getattr(NOTEBOOK, name), CHANGES[name])}
    assert diff_recipes(NOTEBOOK, other) == expected


def test_amounts_of_augmentation_differ_one_by_one():
    still = replace(NOTEBOOK, augmentation=None)

    # The notebook's augmentation has no shear or thickness.
    assert diff_recipes(NOTEBOOK, still) == {
        "rotation": (10.0, 0.0),
        "zoom": (0.1, 0.0),
        "shift": (0.1, 0.0),
    }
    assert diff_recipes(still, still) == {}
