"""The blocks of the page Suspect labels."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import num_pages
from core.analysis.mistakes import page as page_of
from core.analysis.suspects import Suspects
from dashboard import examining
from dashboard.components.digit_grid import Tile, digit_grid
from dashboard.components.findings import caption, plain_lead
from dashboard.components.frame import page
from dashboard.components.words import image_name
from dashboard.language import certainty, say
from dashboard.view import View

PAGE_SIZE = 60


def suspects_headline(view: View, found: Suspects) -> None:
    """Say how many labels are doubtful, and what that means."""
    n = view.evaluation.num_labelled
    kind = "some" if found.num_doubtful else "none" if n else "unlabelled"
    kind = "least" if found.is_cut else kind
    text = say("suspects-headline", kind=kind, n=n, count=found.num_doubtful)
    st.title(text, anchor=False)
    plain_lead(say("suspects-lead"))
    if not view.run.has_network:
        caption(say("elsewhere-suspects"))
    elif examining.learned(view).any():
        caption(say("suspects-out-of-fold"))
    elif not view.has_pictures or not examining.can_compare(view):
        caption(say("suspects-network-alone"))
        st.page_link(page("data"), label=say("data-get"))


def suspect_rows(found: Suspects) -> NDArray[np.int64]:
    """Return the rows that are listed: a page at least, so that nothing is empty."""
    return found.rows[: max(found.num_worth_a_look, PAGE_SIZE)]


def suspect_grid(view: View, found: Suspects) -> None:
    """Draw the most doubtful labels first, each with the digit it may be instead."""
    listed = suspect_rows(found)
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
    number = st.session_state.get("suspects_page", 1) if pages > 1 else 1
    number = min(number, pages) - 1
    places = {int(row): place for place, row in enumerate(found.rows)}
    rows = page_of(listed, number, PAGE_SIZE)

    caption(say("suspects-caption", first=number * PAGE_SIZE + 1, shown=len(rows)))
    digit_grid(
        view.pictures(rows),
        [_tile(view, found, places[int(row)], decided=decided[row]) for row in rows],
        key="suspects",
        chosen=view.opened_row(),
        on_choose=view.open_case,
        label=say("suspects-grid", shown=len(rows)),
        size=82,
    )
    if pages > 1:
        st.pagination(pages, key="suspects_page")


def _tile(view: View, found: Suspects, place: int, *, decided: bool) -> Tile:
    """Make a tile: ``9 → 4``, and how much speaks against the 9."""
    row = int(found.rows[place])
    label, instead = int(view.evaluation.labels[row]), int(found.instead[place])
    description = say(
        "suspects-image",
        name=image_name(view, row),
        true=label,
        instead=instead,
        given=certainty(float(found.probability[place])),
        agreeing=int(found.agreeing[place]),
        neighbours=int(found.neighbours[place]),
    )
    note = certainty(float(found.doubt[place]))
    if decided:
        description = say("suspects-decided", description=description)
        note = f"{note} ✓"
    return Tile(
        number=row,
        description=description,
        true=str(label),
        predicted=str(instead),
        note=note,
    )
