"""Divide trainings into parts of one network each, and join what the parts give.

A part needs only its recipe, the digits, and the networks of the parts that teach it,
so any process can do it. Results are joined in the order of the parts.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.model.epoch_predictions import EpochPredictions
from core.model.recipes import PRESETS, TRAINING_VERSION, Recipe
from core.store.part_results import PartResult

TEACHER: Final = replace(PRESETS["accurate"], epochs=20)
FOLD: Final = "fold"
"""Name of the images of its own fold that a part reads after every epoch."""
# Large enough that the seeds of teachers, members and folds never coincide.
_SEED_STEP: Final = 1000

Block = tuple[int, int]
"""The first of some adjacent images, and the one after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One network to train.

    Attributes:
        number: Place among the parts of its job, from 0.
        key: Names the result. Parts with the same key do the same.
        recipe: The recipe of this network, with a seed of its own.
        fold: Images that it does not learn from but reads; None if it learns from all.
        taught_by: Numbers of the parts whose networks teach it.
        role: ``member`` of a run or a jury, or ``teacher`` of other networks.
    """

    number: int
    key: str
    recipe: Recipe
    fold: Block | None = None
    taught_by: tuple[int, ...] = ()
    role: str = "member"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JoinedTraining:
    """What the parts of a training give together.

    Attributes:
        history: The mean of the members, with durations added; the validation columns
            of a cross-validated training are the means over the folds.
        epochs: Predictions after every epoch by the name of the images.
        probabilities: What networks read in the folds that they did not learn from,
            float32 of shape (n, 10); None without folds.
        tracing_seconds, seconds: Those of the kept networks and their teachers, added.
    """

    history: pd.DataFrame
    epochs: dict[str, EpochPredictions]
    probabilities: NDArray[np.float32] | None
    tracing_seconds: float
    seconds: float


def divide_training(
    recipe: Recipe, data: str, folds: Sequence[Block], reads: Sequence[str]
) -> tuple[Part, ...]:
    """Return the parts of a training: those of the kept networks, then of each fold.

    Args:
        recipe: The recipe of the run.
        data: Fingerprint of the digits.
        folds: Blocks for cross-validation, none if there is a test set.
        reads: Ids of the images that the kept networks read after every epoch.
    """
    parts: list[Part] = []
    for number, fold in enumerate((None, *folds)):
        own = replace(recipe, seed=recipe.seed + number)
        first = len(parts)
        taught_by = tuple(range(first, first + recipe.teachers))
        for each in _network_recipes(own):
            is_teacher = len(parts) < first + recipe.teachers
            by = () if is_teacher else taught_by
            read = [] if is_teacher or fold else sorted(reads)
            keys = [parts[number].key for number in by]
            parts.append(
                Part(
                    number=len(parts),
                    key=_key(each, [data, fold, read, keys]),
                    recipe=each,
                    fold=fold,
                    taught_by=by,
                    role="teacher" if is_teacher else "member",
                )
            )
    return tuple(parts)


def divide_jury(
    recipes: Sequence[Recipe], data: str, folds: Sequence[Block], judged: str
) -> tuple[Part, ...]:
    """Return the parts of a jury: for each recipe one, or one for each fold.

    Args:
        recipes: The recipe of each member.
        data: Fingerprint of the digits that the members learn from.
        folds: Blocks of these digits if they are those to judge, else none.
        judged: Id of the images to judge.
    """
    each_fold: Sequence[Block | None] = folds or [None]
    work = [(recipe, fold) for recipe in recipes for fold in each_fold]
    return tuple(
        Part(
            number=number,
            key=_key(recipe, [data, fold, judged]),
            recipe=recipe,
            fold=fold,
        )
        for number, (recipe, fold) in enumerate(work)
    )


def divide_images(n: int, count: int) -> list[Block]:
    """Return blocks of adjacent images, as equal as possible, the larger ones first."""
    blocks = np.array_split(np.arange(n), count)
    return [(int(block[0]), int(block[-1]) + 1) for block in blocks]


def join_training(
    parts: Sequence[Part], results: Sequence[PartResult], n: int
) -> JoinedTraining:
    """Join the results of the parts of a training on n digits."""
    kept = _results_of(parts, results, None)
    history = _mean_history([each.history for each in kept])
    epochs = {name: _mean_epochs(kept, name) for name in kept[0].epochs}
    probabilities = None
    folds = list(dict.fromkeys(part.fold for part in parts if part.fold))
    if folds:
        in_folds = [_results_of(parts, results, fold) for fold in folds]
        probabilities = np.empty((n, NUM_CLASSES), np.float32)
        for fold, members in zip(folds, in_folds, strict=True):
            probabilities[slice(*fold)] = np.mean([e.read for e in members], axis=0)
        blocks = [_mean_epochs(members, FOLD) for members in in_folds]
        epochs[FOLD] = EpochPredictions.concat(blocks)
        histories = [_mean_history([e.history for e in each]) for each in in_folds]
        validations = [each[["val_loss", "val_accuracy"]] for each in histories]
        means = sum(validations[1:], start=validations[0]) / len(folds)
        history = history.assign(**{str(name): means[name] for name in means})
    pairs = zip(parts, results, strict=True)
    counted = [result for part, result in pairs if part.fold is None]
    return JoinedTraining(
        history=history,
        epochs=epochs,
        probabilities=probabilities,
        tracing_seconds=sum(each.tracing_seconds for each in counted),
        seconds=sum(each.seconds for each in counted),
    )


def join_jury(
    parts: Sequence[Part], results: Sequence[PartResult]
) -> NDArray[np.float32]:
    """Join the readings of each member of a jury: float32, shape (members, n, 10)."""
    read: dict[str, list[NDArray[np.float32]]] = {}
    for part, result in zip(parts, results, strict=True):
        read.setdefault(json.dumps(part.recipe.to_dict()), []).append(result.read)
    return np.stack([np.concatenate(blocks) for blocks in read.values()])


def _network_recipes(recipe: Recipe) -> Iterator[Recipe]:
    """Yield the recipe of each teacher and of each member."""
    # A teacher learns from the images that the network itself learns from.
    same = ("validation", "stratified", "split_seed", "drawn", "marks")
    shared = {name: getattr(recipe, name) for name in same}
    teachers = (
        replace(TEACHER, seed=recipe.seed + _SEED_STEP * (number + 1), **shared)
        for number in range(recipe.teachers)
    )
    others = range(recipe.teachers + 1, recipe.teachers + recipe.members)
    members = (
        replace(recipe, seed=recipe.seed + _SEED_STEP * number)
        for number in (0, *others)
    )
    return chain(teachers, members)


def _key(recipe: Recipe, about: Sequence[object]) -> str:
    text = json.dumps([recipe.to_dict(), about, TRAINING_VERSION], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _results_of(
    parts: Sequence[Part], results: Sequence[PartResult], fold: Block | None
) -> list[PartResult]:
    """Return the results of the members for a fold, None for the kept networks."""
    pairs = zip(parts, results, strict=True)
    return [
        result for part, result in pairs if part.fold == fold and part.role == "member"
    ]


def _mean_history(histories: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the mean of each epoch; durations are added."""
    seconds = sum(each["seconds"] for each in histories)
    mean = sum(histories[1:], start=histories[0]) / len(histories)
    return mean.assign(seconds=seconds, epoch=histories[0]["epoch"])


def _mean_epochs(results: Sequence[PartResult], name: str) -> EpochPredictions:
    """Return the predictions by the average of networks after each epoch."""
    total = sum(
        (each.epochs[name] for each in results[1:]), start=results[0].epochs[name]
    )
    share = np.float32(1 / len(results))
    return EpochPredictions.from_probabilities([share * epoch for epoch in total])
