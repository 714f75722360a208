"""The blocks of the page Suspect labels."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.label_issues import LabelIssues
from core.analysis.mistakes import num_pages, slice_page
from dashboard import session
from dashboard.blocks.common import caption, image_grid, image_name, lead_text
from dashboard.navigation import page
from dashboard.text import format_confidence, say
from dashboard.views.view import View
from dashboard.widgets.gallery import Tile

PAGE_SIZE = 60
_SMALLEST_JURY = 2


def label_issues_headline(view: View, issues: LabelIssues) -> None:
    """Draw how many labels may be wrong."""
    n = view.evaluation.num_labelled
    kind = "some" if issues.num_issues else "none" if n else "unlabelled"
    kind = "least" if issues.is_truncated else kind
    text = say("suspects-headline", kind=kind, n=n, count=issues.num_issues)
    st.title(text, anchor=False)
    lead_text(say("suspects-lead"))
    if not view.run.has_network:
        caption(say("elsewhere-suspects"))
    elif view.training_mask().any():
        caption(say("suspects-out-of-fold"))
    elif not view.has_pictures or view.training_set is None:
        caption(say("suspects-network-alone"))
        st.page_link(page("data"), label=say("data-get"))


def no_confidence_notice() -> None:
    """Draw why no label can be suspected."""
    st.title(say("page-suspects"), anchor=False)
    lead_text(say("suspects-unknown"))


def label_issue_rows(issues: LabelIssues) -> NDArray[np.int64]:
    """Return the rows on the list, at least one page of them."""
    return issues.rows[: max(issues.num_candidates, PAGE_SIZE)]


def label_issue_grid(view: View, issues: LabelIssues) -> None:
    """Draw the most doubtful labels first, each with the suggested label."""
    listed = label_issue_rows(issues)
    if not len(listed):
        return
    decided = view.verdicts().decisions > 0
    if decided[listed].any() and st.toggle(
        say("suspects-undecided"), key="suspects_undecided"
    ):
        listed = listed[~decided[listed]]
        if not len(listed):
            caption(say("suspects-all-decided"))
            return
    pages = num_pages(len(listed), PAGE_SIZE)
    number = st.session_state.get(session.LABEL_ISSUES_PAGE, 1) if pages > 1 else 1
    number = min(number, pages) - 1
    places = {int(row): place for place, row in enumerate(issues.rows)}
    rows = slice_page(listed, number, PAGE_SIZE)

    caption(say("suspects-caption", first=number * PAGE_SIZE + 1, shown=len(rows)))
    tiles = [
        _tile(view, issues, places[int(row)], decided=decided[row]) for row in rows
    ]
    label = say("suspects-grid", shown=len(rows))
    image_grid(view, rows, tiles=tiles, key="suspects", label=label, size=82)
    if pages > 1:
        st.pagination(pages, key=session.LABEL_ISSUES_PAGE)


def _tile(view: View, issues: LabelIssues, place: int, *, decided: bool) -> Tile:
    row = int(issues.rows[place])
    label, instead = (
        int(view.evaluation.labels[row]),
        int(issues.suggested_label[place]),
    )
    description = say(
        "suspects-image",
        name=image_name(view, row),
        true=label,
        instead=instead,
        given=format_confidence(float(issues.probability[place])),
        agreeing=int(issues.agreeing[place]),
        neighbours=int(issues.neighbours[place]),
        reading=int(issues.reading[place]),
        members=int(issues.members[place]),
    )
    note = format_confidence(1 - float(issues.label_quality[place]))
    if decided:
        description = say("suspects-decided", description=description)
        note = f"{note} ✓"
    return Tile(
        number=row,
        description=description,
        true=str(label),
        predicted=str(instead),
        note=note,
        details=_votes(issues, place),
    )


def _votes(issues: LabelIssues, place: int) -> list[str]:
    """Return how many networks of the jury read the suggested digit, if it has some."""
    reading, members = int(issues.reading[place]), int(issues.members[place])
    if members < _SMALLEST_JURY:
        return []
    instead = int(issues.suggested_label[place])
    return [say("suspects-votes", reading=reading, members=members, instead=instead)]
