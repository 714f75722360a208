"""Report the progress of successive networks as events of one job.

Imports TensorFlow.
"""

import math
import time
from collections.abc import Callable, Mapping
from typing import Final, Self

from core.model.recipes import Recipe
from core.model.training import ProgressCallback, TrainingProgress
from core.store.events import Event, Phase

# Seconds between events; the end of an epoch with a row is always reported.
_INTERVAL: Final = 0.25

ReportEvent = Callable[[Event], None]


class ProgressReporter:
    """Reports the progress of all networks of a job.

    Args:
        report: Takes each event.
        num_networks: Number of networks to train.
        num_kept: Number of these, the first ones, that are not for cross-validation.
        charted: Number of the network, from 1, whose history is reported; 0 for none.
    """

    def __init__(
        self, report: ReportEvent, num_networks: int, num_kept: int, charted: int = 0
    ) -> None:
        self.network = 0
        self._report = report
        self._num_networks, self._num_kept = num_networks, num_kept
        self._charted = charted
        self._last_report = 0.0

    @classmethod
    def of_recipe(cls, report: ReportEvent, recipe: Recipe, folds: int) -> Self:
        """Return the reporter of a run, cross-validated in some folds."""
        kept = recipe.num_networks
        return cls(report, kept * (1 + folds), kept, charted=recipe.teachers + 1)

    def next_network(self) -> ProgressCallback:
        """Return the function to report the progress of the next network with."""
        self.network += 1
        return self._report_progress

    def _report_progress(self, progress: TrainingProgress) -> None:
        now = time.monotonic()
        row = progress.history_row if self.network == self._charted else None
        if progress.history_row is None and now - self._last_report < _INTERVAL:
            return
        self._last_report = now
        epochs_done = progress.epoch - 1 + progress.step / progress.steps
        done = self.network - 1 + epochs_done / progress.epochs
        is_kept = self.network <= self._num_kept
        self._report(
            Event(
                phase=Phase.TRAINING if is_kept else Phase.CROSS_VALIDATING,
                share=done / self._num_networks,
                network=self.network,
                networks=self._num_networks,
                epoch=progress.epoch,
                epochs=progress.epochs,
                step=progress.step,
                steps=progress.steps,
                row=None if row is None else _without_nan(row),
            )
        )


def _without_nan(row: Mapping[str, float]) -> dict[str, float | None]:
    # JSON has no NaN.
    return {name: None if math.isnan(value) else value for name, value in row.items()}
