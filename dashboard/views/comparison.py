"""What the page Compare shows beside the view: another run or another test set."""

from dataclasses import dataclass

from core.analysis.comparison import Comparison, compare
from core.analysis.evaluation import Evaluation
from dashboard import cache, session
from dashboard.views.view import View, can_evaluate, current_evaluation


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OtherRun:
    """Another run on the test sets in view, and what the run in view changed."""

    run: cache.RunRecord
    evaluation: Evaluation
    change: Comparison


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OtherSet:
    """The run in view on another test set."""

    record: cache.DigitsRecord
    evaluation: Evaluation


def comparable_runs(view: View) -> list[cache.RunRecord]:
    """Return the runs to compare with; those below the one in view come first."""
    place = [run.id for run in view.runs].index(view.run.id)
    others = view.runs[place + 1 :] + view.runs[:place]
    return [
        run for run in others if all(can_evaluate(run, each) for each in view.records)
    ]


def comparable_sets(view: View) -> list[cache.DigitsRecord]:
    """Return the test sets to compare with: those that are not in view."""
    in_view = {each.source for each in view.records}
    return [each for each in view.test_sets if each.source not in in_view]


def find_comparison_target(
    view: View,
) -> cache.RunRecord | cache.DigitsRecord | None:
    """Return the chosen run or test set to compare with, or else the next run."""
    chosen = session.comparison_target()
    for record in comparable_sets(view):
        if record.source == chosen:
            return record
    runs = comparable_runs(view)
    meant = (each for each in runs if _matches_run_id(each, chosen))
    return next(meant, None) or next(iter(runs), None)


def target_id(other: cache.RunRecord | cache.DigitsRecord) -> str:
    """Return the id that `session.compare_with` takes."""
    return other.id if isinstance(other, cache.RunRecord) else other.source


def current_comparison(view: View) -> OtherRun | OtherSet | None:
    """Return what the view is compared with, None if there is nothing."""
    found = find_comparison_target(view)
    if found is None:
        return None
    if isinstance(found, cache.RunRecord):
        before = current_evaluation(found, view.records)
        change = compare(before, view.evaluation)
        return OtherRun(run=found, evaluation=before, change=change)
    return OtherSet(record=found, evaluation=current_evaluation(view.run, (found,)))


def is_target_missing(view: View) -> bool:
    """True if the chosen run or test set is not here."""
    chosen = session.comparison_target()
    if chosen is None or chosen in {each.source for each in view.test_sets}:
        return False
    return not any(
        _matches_run_id(run, chosen) for run in [view.run, *comparable_runs(view)]
    )


def _matches_run_id(run: cache.RunRecord, chosen: str | None) -> bool:
    """True if an id, or the beginning of one in an address, is that of a run."""
    return bool(chosen) and run.id.startswith(str(chosen))
