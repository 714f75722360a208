"""The blocks of the page Compare: two runs on the same images."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.comparison import (
    BUCKETS,
    Bucket,
    CellChange,
    bucket_rows,
    compare,
    comparison_findings,
    difference_matrix,
    find_cell_change,
    improvement_finding,
)
from core.analysis.mistakes import num_pages, slice_page
from core.analysis.selection import Cell
from dashboard import cache, session
from dashboard.blocks.common import (
    caption,
    cell_heading,
    headline,
    image_grid,
    image_name,
    lead,
    lead_text,
    note_hidden,
)
from dashboard.navigation import page
from dashboard.text import (
    current_language,
    describe_run,
    describe_run_in_markdown,
    digit_set_markdown,
    disambiguate,
    escape_markdown,
    say,
)
from dashboard.views.comparison import (
    OtherRun,
    comparable_runs,
    comparable_sets,
    is_target_missing,
)
from dashboard.views.view import View
from dashboard.widgets.gallery import Tile
from dashboard.widgets.matrix import confusion_matrix, difference_words

_PAGE_SIZE = 60
_MAX_IMAGES = 60


def change_headline(view: View, other: OtherRun) -> None:
    """Draw whether the run in view is better, and what changed."""
    headline(improvement_finding(other.change))
    if other.change.n:
        lead(comparison_findings(other.change))
        _with_verdicts(view, other)
    else:
        lead_text(say("overview-unlabelled"))


def _with_verdicts(view: View, other: OtherRun) -> None:
    if view.verdicts().has_decisions() and not session.accepts_verdicts():
        change = compare(
            cache.corrected_evaluation(view.records, other.evaluation),
            cache.corrected_evaluation(view.records, view.evaluation),
        )
        before, now = (
            change.both_wrong + each for each in (change.fixed, change.broke)
        )
        caption(say("compare-accepted", n=change.n, before=before, now=now))


def no_comparison_notice() -> None:
    """Draw what to do if there is only one run."""
    st.title(say("compare-alone-title"), anchor=False)
    lead_text(say("compare-alone"))
    st.page_link(page("training"), label=say("compare-alone-link"))


def comparison_choice(view: View, chosen: str | None) -> None:
    """Draw the choice of the run or the test set to compare with.

    `chosen` is the id of that run or the source of that test set, if any.
    """
    if is_target_missing(view):
        name = escape_markdown((session.comparison_target() or "")[:40])
        st.warning(say("compare-missing", name=name))
    labels = disambiguate(
        {run.id: describe_run(run) for run in comparable_runs(view)}
        | {
            each.source: say("compare-with-set", source=digit_set_markdown(each))
            for each in comparable_sets(view)
        }
    )
    if not labels:
        return

    def store_choice() -> None:
        session.compare_with(st.session_state[session.COMPARISON_CHOICE])
        st.session_state.pop(session.BUCKET_PAGE, None)

    st.session_state[session.COMPARISON_CHOICE] = chosen
    st.selectbox(
        say("compare-with"),
        list(labels),
        index=None if chosen is None else 0,
        format_func=labels.__getitem__,
        placeholder=say("compare-choose"),
        key=session.COMPARISON_CHOICE,
        width=520,
        on_change=store_choice,
    )


def before_and_now(view: View) -> None:
    """Draw which run is called *before* and which *now*."""
    caption(say("compare-roles", now=describe_run_in_markdown(view.run)))


def buckets(view: View, other: OtherRun) -> NDArray[np.int64]:
    """Draw the counts of changed images and one kind of them; return their rows."""
    found = bucket_rows(other.evaluation, view.evaluation)
    st.header(say("compare-changed"), anchor=False, help=say("compare-test"))
    bucket = _bucket_choice({name: len(rows) for name, rows in found.items()})
    rows = found[bucket]
    caption(say("compare-bucket-what", bucket=bucket, count=len(rows)))
    if len(rows):
        pages = num_pages(len(rows), _PAGE_SIZE)
        number = min(st.session_state.get(session.BUCKET_PAGE, 1), pages)
        shown = slice_page(rows, number - 1, _PAGE_SIZE)
        # In the other kinds, one of the two predictions is the label.
        with_label = bucket == "both_wrong"
        _grid(view, other, shown, key="bucket_images", with_label=with_label)
        if pages > 1:
            st.session_state[session.BUCKET_PAGE] = number
            st.pagination(pages, key=session.BUCKET_PAGE)
    return rows


def _grid(
    view: View, other: OtherRun, rows: NDArray[np.int64], *, key: str, with_label: bool
) -> None:
    """Draw images with their predictions, before → now, behind their label."""
    tiles = [_tile(view, other, int(row), with_label=with_label) for row in rows]
    label = say("confusion-images", count=len(rows))
    image_grid(view, rows, tiles=tiles, key=key, label=label, size=72)


def rows_for_drawer(
    view: View, groups: Sequence[NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Return the first group of rows that contains the opened image."""
    case = session.case()
    row = None if case is None else view.row_of(case)
    found = (each for each in groups if row is not None and row in each)
    return next(found, np.array([], np.int64))


def _bucket_choice(counts: dict[Bucket, int]) -> Bucket:
    """Draw the choice of a kind of change; the first that occurs is the default."""
    default = next((each for each in BUCKETS if counts[each]), BUCKETS[0])
    current = st.session_state.get(session.BUCKET, default)

    def store_choice() -> None:
        st.session_state[session.BUCKET] = st.session_state[session.BUCKET_CHOICE]
        st.session_state.pop(session.BUCKET_PAGE, None)

    st.session_state[session.BUCKET_CHOICE] = current
    picked = st.segmented_control(
        say("compare-buckets"),
        BUCKETS,
        format_func=lambda name: say(
            "compare-bucket", bucket=name, count=counts[cast("Bucket", name)]
        ),
        key=session.BUCKET_CHOICE,
        required=True,
        label_visibility="collapsed",
        on_change=store_choice,
    )
    return cast("Bucket", picked)


def _tile(view: View, other: OtherRun, row: int, *, with_label: bool) -> Tile:
    label = int(view.evaluation.labels[row])
    before = str(other.evaluation.predictions[row])
    now = str(view.evaluation.predictions[row])
    values = {"name": image_name(view, row), "true": label}
    return Tile(
        number=row,
        description=say("compare-image", **values, before=before, now=now),
        true=str(label) if with_label else None,
        note=f"{before} → {now}",
    )


def differences(view: View, other: OtherRun) -> CellChange:
    """Draw the difference matrix beside the images of its cell; return their rows."""
    st.header(say("compare-matrix"), anchor=False)
    cell = session.selection().cell
    left, right = st.columns([11, 9], gap="large")
    with left:
        confusion_matrix(
            difference_matrix(other.evaluation, view.evaluation),
            key="difference",
            chosen=cell,
            on_choose=session.choose_cell,
            mode="difference",
            words=difference_words(current_language()),
        )
    with right:
        if cell is None:
            st.markdown(say("compare-matrix-choose"))
            return CellChange(np.array([], np.int64), np.array([], np.int64))
        found = find_cell_change(other.evaluation, view.evaluation, *cell)
        _cell_panel(view, other, cell, found)
    return found


def _cell_panel(view: View, other: OtherRun, cell: Cell, found: CellChange) -> None:
    more = len(found.gained) - len(found.lost)
    sense = "more" if more > 0 else "fewer" if more < 0 else "same"
    # A row or a column counts mistakes only.
    of = "mistakes" if None in cell else "images"
    note = say("compare-cell", of=of, sense=sense, count=abs(more))
    cell_heading(cell, abs(more), note=note)
    for name, rows in (("came", found.gained), ("left", found.lost)):
        st.markdown(say(f"compare-{name}", count=len(rows)))
        if len(rows):
            shown, key = rows[:_MAX_IMAGES], f"{name}_images"
            _grid(view, other, shown, key=key, with_label=cell[0] is None)
            note_hidden(len(rows), len(shown))
