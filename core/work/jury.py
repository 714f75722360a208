"""Juries: which networks may judge the labels of a digit set, and what they read."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from core.analysis.jury import Jury, convene
from core.data.digit_arrays import is_one_hot
from core.errors import StoreError
from core.model.jury import jury_for, jury_id, num_folds
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.juries import JuryRecord, find_jury, load_jury
from core.store.runs import RunRecord, has_predictions, load_predictions
from core.work.catalogue import (
    BUILT_IN,
    MNIST,
    MNIST_TEST,
    MNIST_TRAIN,
    find_digits,
    has_mnist,
    is_training_set,
    register_mnist,
)

# Images per second that one network of a jury learns on a slow computer.
_STRIDED_PACE: Final = 4_500
_NOTEBOOK_PACE: Final = 2_000
_START_SECONDS: Final = 15
_NETWORK_SECONDS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryMembers:
    """The members of a jury on one digit set: runs, and networks that are not kept."""

    runs: tuple[RunRecord, ...]
    stored: JuryRecord | None


def find_jury_members(digits: DigitsRecord, runs: Sequence[RunRecord]) -> JuryMembers:
    """Return which networks have read a digit set and did not learn from it."""
    stored = None
    # A damaged jury is set aside and named; the runs judge without it.
    with suppress(StoreError):
        stored = find_jury(digits.id)
    own = "" if stored is None else stored.run
    readers = [
        run
        for run in runs
        if run.id != own and has_predictions(run, digits.id) and may_judge(run, digits)
    ]
    return JuryMembers(runs=tuple(readers), stored=stored)


def may_judge(run: RunRecord, digits: DigitsRecord) -> bool:
    """True if the predictions of a run are known to be of digits it did not learn from.

    What an imported run learned from is unknown. On digits that a classifier is usually
    trained on, it takes part only if its predictions are declared as out of fold.
    """
    if run.out_of_fold:
        return digits.id in run.evaluated
    if run.has_network:
        return not is_training_set(run, digits)
    return digits.source == MNIST_TEST or digits.is_upload


def judge(members: JuryMembers, digits: DigitsRecord) -> Jury:
    """Return what the members of a jury read.

    Raises:
        StoreError: Stored predictions are damaged.
    """
    readings = []
    for run in members.runs:
        read = load_predictions(run, digits.id)
        if read is not None:
            readings.append((read, run.has_network or not is_one_hot(read)))
    if members.stored is not None:
        readings += [(read, True) for read in load_jury(members.stored)]
    return convene(digits.n, readings)


def jury_digits(name: str) -> DigitsRecord:
    """Find the digits that a jury judges by their name; ``mnist`` is its test set.

    Raises:
        DatasetError: There are no such digits, or MNIST is needed.
    """
    if name.startswith(MNIST):
        register_mnist()
    return find_digits(MNIST_TEST if name == MNIST else name)


def jury_training_set(digits: DigitsRecord) -> DigitsRecord:
    """Return the digits that a jury on some digits learns from.

    These are MNIST's training digits, or the built-in ones where MNIST is not on this
    computer. A jury on the digits it learns from reads them out of fold.
    """
    if digits.source == BUILT_IN or not has_mnist():
        return find_digits(BUILT_IN)
    return find_digits(MNIST_TRAIN)


def jury_job_id(digits: DigitsRecord, training_set: DigitsRecord) -> str:
    """Return the id of the job in which a jury learns from a training set."""
    return jury_id(load_digits(training_set).fingerprint(), digits.id)


def estimate_jury_seconds(digits: DigitsRecord) -> float:
    """Estimate how long a slow computer takes to train a jury on some digits."""
    training_set = jury_training_set(digits)
    n = training_set.n
    count = num_folds(n) if training_set.id == digits.id else 0
    share = count - 1 if count else 1
    seconds = float(_START_SECONDS)
    for recipe in jury_for(n):
        pace = _NOTEBOOK_PACE if recipe.network == "notebook" else _STRIDED_PACE
        seconds += share * recipe.epochs * n / pace + _NETWORK_SECONDS * max(count, 1)
    return seconds
