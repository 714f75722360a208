"""Recipes that differ in their seeds and in some settings."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import product
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from core.model.recipes import Augmentation, Recipe

MAX_POINTS: Final = 200
"""More recipes at once are refused: they would take days."""

_AUGMENTATION: Final = {each.name for each in fields(Augmentation)}
_FIXED: Final = {"preset", "seed", "augmentation", "stratified"}
_TYPES: Final = {
    name: kind for name, kind in get_type_hints(Recipe).items() if name not in _FIXED
} | dict.fromkeys(_AUGMENTATION, float)


def sweep(
    recipe: Recipe, seeds: Sequence[int], values: Mapping[str, Sequence[str]]
) -> list[Recipe]:
    """Return a recipe for each combination of values and seeds.

    The seeds vary fastest. Equal combinations are returned once.

    Args:
        recipe: Gives all other settings.
        seeds: One or more seeds.
        values: By the name of a setting its values, as texts. Settings of augmentation
            have their own names.

    Raises:
        ValueError: There is no such setting, it has no such value, or there are more
            than `MAX_POINTS` combinations.
    """
    for name, texts in values.items():
        if not texts:
            raise ValueError(f"{name} has no value")
    options = [[(name, _parse(name, each)) for each in values[name]] for name in values]
    points = [
        replace(_changed(recipe, dict(changes)), seed=seed)
        for changes in product(*options)
        for seed in seeds
    ]
    if len(points) > MAX_POINTS:
        raise ValueError(f"{len(points)} combinations, at most {MAX_POINTS}")
    return list(dict.fromkeys(points))


def _parse(name: str, text: str) -> Any:
    kind = _TYPES.get(name)
    if kind is None:
        raise ValueError(f"no setting {name}; there are {', '.join(sorted(_TYPES))}")
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise ValueError(f"{name} must be one of {', '.join(get_args(kind))}")
        return text
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"{name} must be a number, got {text}") from error


def _changed(recipe: Recipe, changes: Mapping[str, Any]) -> Recipe:
    amounts = {name: changes[name] for name in changes if name in _AUGMENTATION}
    others = {name: changes[name] for name in changes if name not in _AUGMENTATION}
    if not amounts:
        return replace(recipe, **others)
    if recipe.augmentation is None:
        raise ValueError(f"the preset {recipe.preset} has no augmentation")
    return replace(
        recipe, augmentation=replace(recipe.augmentation, **amounts), **others
    )
