"""The view: the run and the test sets being looked at, with their evaluation."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.mistakes import select
from core.analysis.selection import Selection
from core.analysis.verdicts import Overlay, VerdictImpact
from core.charts.case import Original
from core.errors import StoreError
from core.work.catalogue import MNIST_TRAIN
from dashboard import cache, session, verdict_cache


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """What every page is about.

    Attributes:
        run: The run.
        runs: All runs to choose from.
        records: The test sets, in joining order.
        test_sets: All test sets to choose from.
        evaluation: The run on these test sets, with the verdicts accepted if the reader
            chose to count so.
        original_evaluation: The same rows by their labels, whatever people decided.
    """

    run: cache.RunRecord
    runs: list[cache.RunRecord]
    records: tuple[cache.DigitsRecord, ...]
    test_sets: list[cache.DigitsRecord]
    evaluation: Evaluation
    original_evaluation: Evaluation

    @property
    def with_original_labels(self) -> "View":
        """The same view, where nothing but labels counts."""
        return replace(self, evaluation=self.original_evaluation)

    @property
    def has_pictures(self) -> bool:
        """Whether the images of every test set are on this computer."""
        return all(record.has_images for record in self.records)

    def names(self) -> list[str]:
        """Name of each row's image."""
        return [name for record in self.records for name in cache.names(record)]

    def rows(self, selection: Selection) -> NDArray[np.int64]:
        """Row numbers of a selection, in its order."""
        names = self.names() if selection.name else None
        return select(self.evaluation, selection, names, self.decisions(selection))

    def verdicts(self) -> Overlay:
        """What people decided about each row, as of now."""
        return verdict_cache.verdict_overlay(self.records, self.evaluation)

    def verdict_impact(self) -> VerdictImpact:
        """What verdicts change about the accuracy, as of now."""
        return verdict_cache.verdict_impact(self.records, self.original_evaluation)

    @property
    def counts_verdicts(self) -> bool:
        """Whether verdicts count in place of some labels."""
        return self.evaluation is not self.original_evaluation

    def verdict_revisions(self) -> verdict_cache.Revisions:
        """Number the verdicts that count: part of the key of what is made of them."""
        return (
            verdict_cache.verdict_revisions(self.records)
            if self.counts_verdicts
            else ()
        )

    def decisions(self, selection: Selection) -> NDArray[np.int8] | None:
        """What was decided about each row, None if the selection does not ask."""
        return self.verdicts().decisions if selection.verdict else None

    def filtered_evaluation(self, selection: Selection) -> Evaluation:
        """The evaluation of what passes the filters, whatever digits and outcome."""
        anywhere = replace(selection.with_cell(None, None), outcome="all", sort="file")
        rows = self.rows(anywhere)
        if len(rows) == self.evaluation.n:
            return self.evaluation
        return self.evaluation.take(rows)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8] | None:
        """Images of some rows, uint8 (m, 28, 28), or None if a test set has none."""
        if not self.has_pictures:
            return None
        images = [cache.images(record) for record in self.records]
        known = [each for each in images if each is not None]
        return self.evaluation.gather(rows, known)

    def original(self, row: int) -> Original | None:
        """The picture a row was made of, where it came with an upload."""
        record = self.records[int(self.evaluation.source_of[row])]
        upload = cache.upload_of(record)
        if upload is None:
            return None
        position = int(self.evaluation.position[row])
        (content,) = cache.originals(upload, [position])
        return Original.of(content, cache.upload_table(upload).iloc[position])

    def case_of(self, row: int) -> session.Case:
        """Say which image a row is, in a way that outlives the view."""
        source = self.evaluation.sources[self.evaluation.source_of[row]]
        return session.Case(source, int(self.evaluation.position[row]))

    def open_case(self, row: int) -> None:
        """Open the drawer on the image of a row."""
        case = self.case_of(row)
        session.open_case(case.source, case.position)

    def opened_row(self) -> int | None:
        """Return the row in the drawer, or the one that was last in it, if in view."""
        opened = session.case() or session.last_case()
        return None if opened is None else self.row_of(opened)

    def row_of(self, case: session.Case) -> int | None:
        """Find the row of an image, or None if it is not in view."""
        if case.source not in self.evaluation.sources:
            return None
        start = 0
        for record in self.records:
            if record.source == case.source:
                return start + case.position if case.position < record.n else None
            start += record.n
        return None


def current_view() -> View:
    """Build the view from session state, with defaults where nothing was chosen.

    Raises:
        StoreError: No run can be shown.
    """
    known = cache.list_digit_sets()
    # A run made elsewhere may be about an upload that is gone, or not this reader's.
    all_runs = [
        run
        for run in cache.all_runs()[0]
        if run.has_network or any(can_evaluate(run, each) for each in known)
    ]
    if not all_runs:
        raise StoreError("no-runs")
    by_id = {run.id: run for run in all_runs}
    run = by_id.get(session.run_id() or "", all_runs[0])
    test_sets = [each for each in known if can_evaluate(run, each)]
    by_source = {record.source: record for record in test_sets}
    chosen = [by_source[each] for each in session.sources() if each in by_source]
    records = tuple(chosen or [_default_set(run, test_sets)])
    return View(
        run=run,
        runs=all_runs,
        records=records,
        test_sets=test_sets,
        evaluation=current_evaluation(run, records),
        original_evaluation=cache.evaluation(run, records),
    )


def current_evaluation(
    run: cache.RunRecord, records: tuple[cache.DigitsRecord, ...]
) -> Evaluation:
    """Evaluate a run on some test sets in the way the reader chose to count."""
    evaluation = cache.evaluation(run, records)
    if not session.accepts_verdicts():
        return evaluation
    return verdict_cache.corrected_evaluation(records, evaluation)


def can_evaluate(run: cache.RunRecord, record: cache.DigitsRecord) -> bool:
    """Whether there are numbers: a network reads pictures where there are any.

    Else there are those the run was published with; so it is with training digits.
    """
    can_read = run.has_network and record.source != MNIST_TRAIN
    return (can_read and record.has_images) or record.id in run.evaluated


def _default_set(
    run: cache.RunRecord, test_sets: list[cache.DigitsRecord]
) -> cache.DigitsRecord:
    """Prefer the test set of the run's own data, if its pictures are here."""
    own = "mnist-test" if run.data == "mnist" else run.data
    return next(
        (each for each in test_sets if each.source == own and each.has_images),
        test_sets[0],
    )
