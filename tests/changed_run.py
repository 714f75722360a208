"""A second run for pages that compare: the one that ships, with other mistakes."""

from dataclasses import replace

import numpy as np

from core.store import runs
from core.store.digit_sets import list_digits
from core.work.evaluating import evaluate
from tests.run_copies import save_another_run

CHANGED = "c4a4c4a4c4a4"


def save_changed_run(fixed=12, broke=40, **settings):
    """Publish a run that reads some digits right that the other misreads, and so on.

    Args:
        fixed: How many of the other run's mistakes this one does not make.
        broke: How many digits it misreads that the other one reads right.
        settings: What its recipe has otherwise.
    """
    reference = runs.list_runs()[0][-1]
    return save_another_run(
        CHANGED,
        recipe=replace(reference.recipe, **settings),
        predictions={
            each.id: changed(evaluate(reference, each), fixed, broke)
            for each in list_digits()
        },
    )


def changed(evaluation, fixed, broke):
    """Probabilities with which some mistakes are right, and others are made."""
    made = evaluation.probabilities.copy()
    right = np.flatnonzero(evaluation.labels == evaluation.predictions)[::7][:broke]
    made[right] = np.roll(made[right], 1, axis=1)
    for row in np.flatnonzero(evaluation.mistaken)[:fixed]:
        pair = [evaluation.labels[row], evaluation.predictions[row]]
        made[row, pair] = made[row, pair[::-1]]
    return made
