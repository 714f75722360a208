"""A run as the page Replay looks at it: epoch by epoch, read once and cached."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.replay import Replay
from core.work import evaluating, labelling
from dashboard import cache, session, verdict_cache
from dashboard.views.view import View


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplayView:
    """The run in view on those test sets of which it kept every epoch.

    Attributes:
        view: What every page is about.
        replay: What was predicted after every epoch.
        rows: Row of the view that each image of the replay is, int64, shape (n,).
        history: How the training went, one row per epoch.
        missing: Names of the test sets in view of which no epochs were kept.
    """

    view: View
    replay: Replay
    rows: NDArray[np.int64]
    history: pd.DataFrame
    missing: tuple[str, ...]

    @property
    def epoch(self) -> int:
        """The epoch that is looked at: the one chosen, or else the last."""
        last = self.replay.epochs
        return min(session.epoch() or last, last)

    def look_at(self, epoch: int) -> None:
        """Look at an epoch; the last one is what nobody needs to choose."""
        session.choose_epoch(None if epoch == self.replay.epochs else epoch)

    def shown_rows(self) -> NDArray[np.int64]:
        """Rows of the view that the page shows: learned, forgotten, never learned."""
        found = self.replay.learned(self.epoch), self.replay.forgotten(self.epoch)
        return self.rows[np.concatenate([*found, self.replay.never_learned])]


def replay_view(view: View) -> ReplayView | None:
    """Look at the epochs of the run in view, None if it kept none of these sets."""
    kept = [record for record in view.records if record.id in view.run.replayed]
    if not kept:
        return None
    ends = np.cumsum([record.n for record in view.records])
    rows = [
        np.arange(end - record.n, end, dtype=np.int64)
        for record, end in zip(view.records, ends, strict=True)
        if record in kept
    ]
    of_view = np.concatenate(rows)
    labels = view.evaluation.labels[of_view]
    return ReplayView(
        view=view,
        replay=_replay(*_key(view, kept), view.run, kept, labels),
        rows=of_view,
        history=cache.history(view.run),
        missing=tuple(each.source for each in view.records if each not in kept),
    )


def replayable_sets(view: View) -> list[str]:
    """Names of the test sets of which the run in view kept every epoch."""
    return [each.source for each in view.test_sets if each.id in view.run.replayed]


def _key(
    view: View, records: list[cache.DigitsRecord]
) -> tuple[str, verdict_cache.Revisions]:
    """Name what a replay is made of; labels and verdicts have their revisions."""
    sets = ((str(each.folder), labelling.label_revision(each)) for each in records)
    return str(view.run.folder), (*sets, *view.verdict_revisions())


@st.cache_resource(max_entries=16, show_spinner=False)
def _replay(
    folder: str,  # noqa: ARG001
    sets: verdict_cache.Revisions,  # noqa: ARG001
    _run: cache.RunRecord,
    _records: list[cache.DigitsRecord],
    _labels: NDArray[np.int8],
) -> Replay:
    found = [evaluating.replay(_run, each) for each in _records]
    joined = Replay.join([each for each in found if each is not None])
    return replace(joined, labels=_labels)
