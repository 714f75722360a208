"""What the page Replay shows: the run in view, epoch by epoch."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.findings import Finding
from core.analysis.replay import Replay, lowest_loss_epoch, validation_finding
from dashboard import cache, session
from dashboard.views.view import View


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplayView:
    """The run in view on those test sets of which it kept every epoch.

    Attributes:
        replay: The predictions after every epoch.
        rows: Row of the view for each image of the replay, int64, shape (n,).
        history: The history of the training, one row per epoch.
        missing: The test sets in view without epochs.
        lowest_loss: The epoch with the lowest validation loss, None without any.
        validation: What the validation loss shows, if anything.
    """

    view: View
    replay: Replay
    rows: NDArray[np.int64]
    history: pd.DataFrame
    missing: tuple[cache.DigitsRecord, ...]
    lowest_loss: int | None
    validation: Finding | None

    @property
    def epoch(self) -> int:
        """Return the chosen epoch, or else the last."""
        last = self.replay.epochs
        return min(session.epoch() or last, last)

    @property
    def is_overfitted(self) -> bool:
        """True if validation loss rose after its lowest while training loss fell."""
        return self.validation is not None and self.validation.kind == "over-fitting"

    def look_at(self, epoch: int) -> None:
        """Show an epoch; the last one is the default."""
        session.choose_epoch(None if epoch == self.replay.epochs else epoch)

    def shown_rows(self) -> NDArray[np.int64]:
        """Return the rows that the page shows: learned, forgotten, never learned."""
        found = self.replay.learned(self.epoch), self.replay.forgotten(self.epoch)
        return self.rows[np.concatenate([*found, self.replay.never_learned])]


def replay_view(view: View) -> ReplayView | None:
    """Return the epochs of the run in view, None if it kept none of these sets."""
    kept = tuple(each for each in view.records if each.id in view.run.replayed)
    if not kept:
        return None
    ends = np.cumsum([record.n for record in view.records])
    rows = [
        np.arange(end - record.n, end, dtype=np.int64)
        for record, end in zip(view.records, ends, strict=True)
        if record in kept
    ]
    of_view = np.concatenate(rows)
    missing = tuple(each for each in view.records if each not in kept)
    evaluation = view.evaluation.take(of_view) if missing else view.evaluation
    history = cache.history(view.run)
    return ReplayView(
        view=view,
        replay=cache.replay(view.run, kept, evaluation),
        rows=of_view,
        history=history,
        missing=missing,
        lowest_loss=lowest_loss_epoch(history),
        validation=validation_finding(history),
    )


def replayable_sets(view: View) -> list[cache.DigitsRecord]:
    """Return the test sets of which the run kept every epoch."""
    return [each for each in view.test_sets if each.id in view.run.replayed]
