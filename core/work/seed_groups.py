"""Runs that differ in the seed alone, as one result with its spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.analysis.metrics import Spread, spread_of
from core.model.recipes import PRESETS, diff_recipes
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.work.catalogue import default_test_set, find_digits, preset_for_data
from core.work.evaluating import evaluate


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedGroup:
    """Runs of one recipe on the same data, with two or more seeds.

    Attributes:
        runs: In the order of their seeds.
        digits: The test set that they are evaluated on.
        accuracy: The spread of their accuracy there.
        changed: Settings in which they differ from their preset, with the values.
    """

    runs: tuple[RunRecord, ...]
    digits: DigitsRecord
    accuracy: Spread
    changed: dict[str, Any]


def find_seed_groups(runs: Iterable[RunRecord]) -> list[tuple[RunRecord, ...]]:
    """Return the runs that differ in the seed alone, in groups of two or more.

    Groups have the order of their first runs.
    """
    groups: dict[object, list[RunRecord]] = {}
    for run in runs:
        if run.recipe is not None:
            same = replace(run.recipe, seed=0), run.data, run.n, run.out_of_fold
            groups.setdefault(same, []).append(run)
    return [
        tuple(sorted(group, key=_seed)) for group in groups.values() if len(group) > 1
    ]


def evaluate_group(runs: Sequence[RunRecord]) -> SeedGroup:
    """Evaluate the runs of a group on the test set of their data.

    Raises:
        MisreadError: A run cannot be evaluated there.
    """
    digits = find_digits(default_test_set(runs[0]))
    values = [evaluate(run, digits).accuracy.value for run in runs]
    return SeedGroup(
        runs=tuple(runs),
        digits=digits,
        accuracy=spread_of(values),
        changed=_changed_settings(runs[0]),
    )


def _seed(run: RunRecord) -> int:
    return 0 if run.recipe is None else run.recipe.seed


def _changed_settings(run: RunRecord) -> dict[str, Any]:
    """Return the settings, but for the seed, in which a run differs from its preset."""
    recipe = run.recipe
    if recipe is None or recipe.preset not in PRESETS:
        return {}
    preset = replace(preset_for_data(recipe.preset, run.data), seed=recipe.seed)
    if run.out_of_fold:
        preset = preset.for_small_data()
    return {name: new for name, (_, new) in diff_recipes(preset, recipe).items()}
