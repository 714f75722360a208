"""The view: the chosen run and test sets, with their evaluation."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.jury import Jury
from core.analysis.label_issues import LabelIssues
from core.analysis.mistakes import filtered_evaluation, select
from core.analysis.selection import Selection
from core.analysis.slices import Slice
from core.analysis.verdicts import Overlay, VerdictImpact
from core.charts.case import Original
from core.errors import StoreError
from core.work import catalogue
from core.work.jury import JuryMembers, find_jury_members
from dashboard import access, cache, reading, session


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """The run and the test sets that every page shows.

    Attributes:
        runs: All runs to choose from.
        records: The test sets, in joining order.
        test_sets: All test sets to choose from.
        digit_sets: All digit sets that this user may see, training sets included.
        damage: One error for each thing in the data folder that cannot be read.
        evaluation: The run on these test sets, with the verdicts accepted if the user
            chose so.
        original_evaluation: The same rows by their labels, without verdicts.
    """

    run: cache.RunRecord
    runs: list[cache.RunRecord]
    records: tuple[cache.DigitsRecord, ...]
    test_sets: list[cache.DigitsRecord]
    digit_sets: list[cache.DigitsRecord]
    damage: list[StoreError]
    evaluation: Evaluation
    original_evaluation: Evaluation

    @property
    def with_original_labels(self) -> "View":
        """Return the same view without verdicts."""
        return replace(self, evaluation=self.original_evaluation)

    @property
    def has_pictures(self) -> bool:
        """True if the images of every test set are on this computer."""
        return all(record.has_images for record in self.records)

    def names(self) -> list[str]:
        """Return the name of each row's image."""
        return [name for record in self.records for name in cache.names(record)]

    def rows(self, selection: Selection) -> NDArray[np.int64]:
        """Return the row numbers of a selection, in its order."""
        names = self.names() if selection.name else None
        return select(self.evaluation, selection, names, self.decisions(selection))

    def verdicts(self) -> Overlay:
        """Return the current verdicts on each row."""
        return cache.verdict_overlay(self.records, self.evaluation)

    def verdict_impact(self) -> VerdictImpact:
        """Return what the current verdicts change about the accuracy."""
        return cache.verdict_impact(self.records, self.original_evaluation)

    @property
    def counts_verdicts(self) -> bool:
        """True if verdicts count in place of some labels."""
        return self.evaluation is not self.original_evaluation

    def decisions(self, selection: Selection) -> NDArray[np.int8] | None:
        """Return the decision on each row, None if the selection ignores it."""
        return self.verdicts().decisions if selection.verdict else None

    def filtered_evaluation(self, selection: Selection) -> Evaluation:
        """Return the evaluation of the filtered images, of all digits and outcomes."""
        names = self.names() if selection.name else None
        decisions = self.decisions(selection)
        return filtered_evaluation(self.evaluation, selection, names, decisions)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8] | None:
        """Return the images of some rows, uint8 (m, 28, 28); None if a set has none."""
        return cache.pictures(self.records, self.evaluation, rows)

    @cached_property
    def training_set(self) -> cache.DigitsRecord | None:
        """Return the digits the run was trained on, None if they are not here."""
        return catalogue.training_digits(self.run)

    def training_mask(self) -> NDArray[np.bool_]:
        """Return which images the run was trained on, bool (n,)."""
        return reading.training_mask(self.records, self.training_set, self.evaluation)

    def label_issues(self) -> LabelIssues:
        """Return the images whose labels may be wrong, the most doubtful first."""
        return cache.label_issues(
            self.run,
            self.records,
            self.training_set,
            self.evaluation,
            self.jury_members,
        )

    @cached_property
    def jury_members(self) -> tuple[JuryMembers, ...]:
        """Return for each test set who has read it and did not learn from it."""
        return tuple(find_jury_members(record, self.runs) for record in self.records)

    def jury(self) -> Jury:
        """Return what the networks read that did not learn from the images."""
        return cache.jury(self.records, self.jury_members)

    def slices(self) -> list[Slice]:
        """Return traits of digits that are misread more often; none without images."""
        if not self.has_pictures:
            return []
        return cache.slices(self.run, self.records, self.training_set, self.evaluation)

    def record_at(self, row: int) -> cache.DigitsRecord:
        """Return the test set that an image belongs to."""
        return self.records[int(self.evaluation.source_of[row])]

    def upload_at(self, row: int) -> cache.UploadRecord | None:
        """Return the upload that an image belongs to, None if it belongs to none."""
        return reading.upload_of(self.record_at(row))

    def original(self, row: int) -> Original | None:
        """Return the original picture of a row, None if it belongs to no upload."""
        upload = self.upload_at(row)
        if upload is None:
            return None
        position = int(self.evaluation.position[row])
        (content,) = reading.originals(upload, [position])
        return Original.of(content, cache.upload_table(upload).iloc[position])

    def case_of(self, row: int) -> session.Case:
        """Return which image a row is, independently of the view."""
        position = int(self.evaluation.position[row])
        return session.Case(self.record_at(row).source, position)

    def open_case(self, row: int) -> None:
        """Open the drawer on the image of a row."""
        case = self.case_of(row)
        session.open_case(case.source, case.position)
        st.session_state[session.CASE_OPENED] = True

    def opened_row(self) -> int | None:
        """Return the row that is, or last was, in the drawer; None if not in view."""
        opened = session.case() or session.last_case()
        return None if opened is None else self.row_of(opened)

    def row_of(self, case: session.Case) -> int | None:
        """Return the row of an image, None if it is not in view."""
        start = 0
        for record in self.records:
            if record.source == case.source:
                return start + case.position if case.position < record.n else None
            start += record.n
        return None


def current_view() -> View:
    """Return the view of this run of the script, which `refresh_view` has found."""
    view: View = st.session_state[session.VIEW]
    return view


def refresh_view() -> View:
    """Return the view of session state, with defaults where nothing was chosen.

    The frame calls it once a run of the script.

    Raises:
        StoreError: No run can be shown.
    """
    problems: list[StoreError] = []
    known = access.list_digit_sets(problems)
    readable, damaged = cache.all_runs(problems, shared=access.is_shared())
    # An imported run may be about an upload that is gone, or not this user's.
    all_runs = [
        run
        for run in readable
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
    evaluation = cache.evaluation(run, records)
    view = View(
        run=run,
        runs=all_runs,
        records=records,
        test_sets=test_sets,
        digit_sets=known,
        damage=damaged,
        evaluation=_with_accepted_verdicts(records, evaluation),
        original_evaluation=evaluation,
    )
    st.session_state[session.VIEW] = view
    return view


def current_evaluation(
    run: cache.RunRecord, records: tuple[cache.DigitsRecord, ...]
) -> Evaluation:
    """Return the evaluation of a run, with verdicts accepted if the user chose so."""
    return _with_accepted_verdicts(records, cache.evaluation(run, records))


def _with_accepted_verdicts(
    records: tuple[cache.DigitsRecord, ...], evaluation: Evaluation
) -> Evaluation:
    if not session.accepts_verdicts():
        return evaluation
    return cache.corrected_evaluation(records, evaluation)


def can_evaluate(run: cache.RunRecord, record: cache.DigitsRecord) -> bool:
    """True if a run has predictions for a digit set, or can make them.

    A network can predict from images. For other digit sets, and for the training set of
    MNIST, only the predictions published with the run count.
    """
    can_read = run.has_network and record.source != catalogue.MNIST_TRAIN
    return (can_read and record.has_images) or record.id in run.evaluated


def _default_set(
    run: cache.RunRecord, test_sets: list[cache.DigitsRecord]
) -> cache.DigitsRecord:
    """Return the run's own test set if its images are here, or else the first."""
    own = catalogue.default_test_set(run)
    return next(
        (each for each in test_sets if each.source == own and each.has_images),
        test_sets[0],
    )
