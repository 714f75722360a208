"""Report the progress of the networks of a job as events."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from core.model.progress import TrainingProgress
from core.store.events import Event, Phase
from core.store.part_results import PartResult
from core.work.parts import Part
from core.work.places import Place

# Seconds between events; the end of an epoch with a row is always reported.
_INTERVAL: Final = 0.25

ReportEvent = Callable[[Event], None]


class ProgressReporter:
    """Reports the progress of all parts of a job.

    The history of the first member is reported as well, for a chart.

    Args:
        report: Takes each event.
        parts: The parts of a training or of a jury, in their order.
        place: Where they are done.
        is_jury: True for a jury, which has no history, and all of whose networks are
            equally needed.
    """

    def __init__(
        self,
        report: ReportEvent,
        parts: Sequence[Part],
        place: Place,
        *,
        is_jury: bool = False,
    ) -> None:
        self._report, self._place = report, place
        self._shares = {part.number: 0.0 for part in parts}
        self._is_jury = is_jury
        members = (part.number for part in parts if part.role == "member")
        self._charted = None if is_jury else next(members)
        self._last_report = 0.0

    def report_stored(self, part: Part, result: PartResult) -> None:
        """Count a part that is not done again, and report its history for the chart."""
        self._shares[part.number] = 1.0
        if part.number != self._charted:
            return
        for row in result.history.to_dict("records"):
            values = {str(name): value for name, value in row.items()}
            self._report(Event(phase=Phase.TRAINING, row=_without_nan(values)))

    def report(self, part: Part, progress: TrainingProgress) -> None:
        """Report the progress of a part, but not too often."""
        self._shares[part.number] = progress.share
        now = time.monotonic()
        row = progress.history_row if part.number == self._charted else None
        if progress.history_row is None and now - self._last_report < _INTERVAL:
            return
        self._last_report = now
        is_kept = self._is_jury or part.fold is None
        away = self._place.num_machines > 0
        self._report(
            Event(
                phase=Phase.TRAINING if is_kept else Phase.CROSS_VALIDATING,
                share=sum(self._shares.values()) / len(self._shares),
                network=part.number + 1,
                networks=len(self._shares),
                epoch=progress.epoch,
                epochs=progress.epochs,
                step=progress.step,
                steps=progress.steps,
                row=None if row is None else _without_nan(row),
                machines=self._place.num_machines,
                done=sum(share == 1 for share in self._shares.values()) if away else 0,
            )
        )


def _without_nan(row: Mapping[str, float]) -> dict[str, float | None]:
    # JSON has no NaN.
    return {name: None if math.isnan(value) else value for name, value in row.items()}
