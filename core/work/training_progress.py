"""Report the progress of successive networks as events of one job.

Imports TensorFlow.
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from core.model.training import ProgressCallback, TrainingProgress
from core.store.events import Event, Phase
from core.store.part_results import PartResult
from core.work.parts import Part

# Seconds between events; the end of an epoch with a row is always reported.
_INTERVAL: Final = 0.25

ReportEvent = Callable[[Event], None]


class ProgressReporter:
    """Reports the progress of all parts of a job.

    The history of the first member is reported as well, for a chart.

    Args:
        report: Takes each event.
        parts: The parts of a training or of a jury, in their order.
        is_jury: True for a jury, which has no history, and all of whose networks are
            equally needed.
    """

    def __init__(
        self, report: ReportEvent, parts: Sequence[Part], *, is_jury: bool = False
    ) -> None:
        self._report = report
        self._num_parts = len(parts)
        self._is_jury = is_jury
        members = (part.number for part in parts if part.role == "member")
        self._charted = None if is_jury else next(members)
        self._last_report = 0.0

    def start(self, part: Part) -> ProgressCallback:
        """Return the function to report the progress of a part with."""
        return partial(self._report_progress, part)

    def report_stored(self, part: Part, result: PartResult) -> None:
        """Report the history of a part that is not done again."""
        if part.number != self._charted:
            return
        for row in result.history.to_dict("records"):
            values = {str(name): value for name, value in row.items()}
            self._report(Event(phase=Phase.TRAINING, row=_without_nan(values)))

    def _report_progress(self, part: Part, progress: TrainingProgress) -> None:
        now = time.monotonic()
        row = progress.history_row if part.number == self._charted else None
        if progress.history_row is None and now - self._last_report < _INTERVAL:
            return
        self._last_report = now
        epochs_done = progress.epoch - 1 + progress.step / progress.steps
        done = part.number + epochs_done / progress.epochs
        is_kept = self._is_jury or part.fold is None
        self._report(
            Event(
                phase=Phase.TRAINING if is_kept else Phase.CROSS_VALIDATING,
                share=done / self._num_parts,
                network=part.number + 1,
                networks=self._num_parts,
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
