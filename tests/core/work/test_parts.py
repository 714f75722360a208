from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.model.recipes import PRESETS
from core.store.part_results import PartResult
from core.work.parts import (
    FOLD,
    divide_images,
    divide_jury,
    divide_training,
    join_jury,
    join_training,
)

RECIPE = replace(PRESETS["fast"], seed=4, epochs=2)
DISTILLED = replace(
    PRESETS["distilled"], seed=4, drawn=0.3, split_seed=9, teachers=2, members=2
)


def probabilities(seed, *shape):
    return np.random.default_rng(seed).dirichlet(np.ones(10), shape).astype(np.float32)


def result(seed, n=0, **epochs):
    history = {
        "epoch": [1, 2],
        "val_loss": [seed, seed / 2],
        "val_accuracy": [0.5, 0.6],
        "seconds": [2.0, 3.0],
    }
    return PartResult(
        history=pd.DataFrame(history),
        tracing_seconds=1.0,
        seconds=5.0,
        epochs={name: probabilities(seed, 2, count) for name, count in epochs.items()},
        read=probabilities(100 + seed, n),
    )


def test_blocks_are_adjacent_and_hold_all_images_once():
    assert divide_images(12, 5) == [(0, 3), (3, 6), (6, 8), (8, 10), (10, 12)]


def test_teachers_come_before_the_networks_that_they_teach():
    parts = divide_training(DISTILLED, "data", [], [])

    assert [part.number for part in parts] == [0, 1, 2, 3]
    assert [part.role for part in parts] == ["teacher", "teacher", "member", "member"]
    assert [part.taught_by for part in parts] == [(), (), (0, 1), (0, 1)]


def test_teachers_learn_from_the_images_of_their_pupil():
    teacher = divide_training(DISTILLED, "data", [], [])[0].recipe

    assert (teacher.drawn, teacher.split_seed) == (0.3, 9)
    assert (teacher.network, teacher.teachers) == ("accurate", 0)


def test_every_network_has_a_seed_of_its_own():
    parts = divide_training(DISTILLED, "data", divide_images(50, 3), [])

    assert len(parts) == 4 * (1 + 3)
    assert len({part.recipe.seed for part in parts}) == len(parts)
    assert [part.fold for part in parts[::4]] == [None, (0, 17), (17, 34), (34, 50)]
    assert parts[-1].taught_by == (12, 13)


def test_the_same_work_has_the_same_key():
    folds = divide_images(50, 2)

    def keys(recipe=DISTILLED, data="data", folds=folds, reads=("a", "b")):
        return [part.key for part in divide_training(recipe, data, folds, reads)]

    same = keys()

    assert len(set(same)) == len(same) == 12
    assert keys(reads=("b", "a")) == same
    # Only the kept members read other images.
    read_less = keys(reads=("a",))
    differing = [a != b for a, b in zip(same, read_less, strict=True)]
    assert differing == [False, False, True, True, *[False] * 8]
    assert not set(keys(data="other")) & set(same)
    # A member is another one with other teachers.
    more_drawn = keys(replace(DISTILLED, drawn=0.2))
    assert not set(more_drawn) & set(same)


def test_members_are_averaged_and_their_durations_added():
    parts = divide_training(replace(RECIPE, members=2), "data", [], ["a"])
    results = [result(1, a=7), result(3, a=7)]

    joined = join_training(parts, results, 40)

    assert joined.history["val_loss"].tolist() == [2.0, 1.0]
    assert joined.history["seconds"].tolist() == [4.0, 6.0]
    assert joined.history["epoch"].tolist() == [1, 2]
    mean = (results[0].epochs["a"] + results[1].epochs["a"]) / 2
    np.testing.assert_array_equal(joined.epochs["a"].predictions, mean.argmax(axis=2))
    assert joined.probabilities is None
    assert (joined.seconds, joined.tracing_seconds) == (10.0, 2.0)


def test_teachers_count_only_for_the_duration():
    parts = divide_training(replace(DISTILLED, members=1), "data", [], ["a"])

    joined = join_training(parts, [result(8), result(9), result(1, a=7)], 40)

    assert joined.history["val_loss"].tolist() == [1.0, 0.5]
    assert joined.seconds == 15.0


def test_folds_are_joined_in_the_order_of_the_images():
    parts = divide_training(RECIPE, "data", divide_images(7, 2), ["a"])
    folds = [result(2, n=4, fold=4), result(4, n=3, fold=3)]

    joined = join_training(parts, [result(1, a=5), *folds], 7)

    read = np.concatenate([folds[0].read, folds[1].read])
    np.testing.assert_array_equal(joined.probabilities, read)
    both = np.concatenate([each.epochs["fold"] for each in folds], axis=1)
    np.testing.assert_array_equal(joined.epochs[FOLD].predictions, both.argmax(axis=2))
    assert joined.history["val_loss"].tolist() == [3.0, 1.5]
    assert joined.history["seconds"].tolist() == [2.0, 3.0]
    # The folds only measure the kept network.
    assert joined.seconds == 5.0


@pytest.mark.parametrize(("folds", "n"), [([], 7), (divide_images(7, 2), 4)])
def test_what_each_member_of_a_jury_read_is_joined(folds, n):
    recipes = [RECIPE, replace(RECIPE, seed=5)]
    parts = divide_jury(recipes, "data", folds, "images")
    sizes = [b - a for a, b in folds] or [7]
    results = [result(part.number, n=sizes[part.number % len(sizes)]) for part in parts]

    read = join_jury(parts, results)

    assert read.shape == (2, 7, 10)
    np.testing.assert_array_equal(read[1, :n], results[len(sizes)].read)
    assert len({part.key for part in parts}) == len(parts)
