"""How sure it has to be to answer, and what goes to a person instead."""

from typing import Final

import streamlit as st

from core.analysis.confidence import (
    THRESHOLDS,
    abstained_rows,
    coverage_at,
    suggest_threshold,
)
from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.mistakes import num_pages, slice_page
from core.charts.reliability import coverage_sentences, threshold_text
from dashboard import address, cache, session
from dashboard.blocks.common import caption, lead_text
from dashboard.text import join_sentences, percent, say
from dashboard.views.view import View
from dashboard.widgets.gallery import digit_grid
from dashboard.words import image_tile

PAGE_SIZE: Final = 48
_ERROR_BUDGETS: Final = (100, 1_000, 10_000)
_SLIDER: Final = "sure_slider"
_SLIDER_NUMBER: Final = "sure_sliders"
_BUDGET: Final = "sure_budget"
_PAGE: Final = "sure_page"
_PAGER: Final = "sure_pager"
_OPENED: Final = "sure_opened"


@st.fragment
def selective_prediction(view: View) -> None:
    """Draw the sentence, the slider, and the images that go to a person.

    It runs again by itself, so that the slider need not wait for the whole page.
    """
    if st.session_state.pop(_OPENED, False):
        st.rerun()  # The drawer stands outside.
    found = coverage_at(view.evaluation, session.threshold())
    lead_text(coverage_sentences(found, session.language()))
    _with_verdicts(view)
    _threshold_slider(view)
    _abstained_grid(view)
    address.write()


def _with_verdicts(view: View) -> None:
    """Say how many answers are wrong by what people decided, if they did."""
    if view.verdicts().has_decisions() and not session.accepts_verdicts():
        corrected_evaluation = cache.corrected_evaluation(view.records, view.evaluation)
        covered = coverage_at(corrected_evaluation, session.threshold()).covered
        caption(say("sure-accepted", n=covered.n, mistakes=covered.mistakes))


def _threshold_slider(view: View) -> None:
    """Draw the slider, and beside it the way to a suggestion."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        _slider()
    if view.evaluation.num_labelled >= ENOUGH_IMAGES:
        with right:
            _suggestion(view)


def _slider() -> None:
    # Another key after each suggestion: a busy browser may still send where the slider
    # stood before.
    key = f"{_SLIDER}_{st.session_state.get(_SLIDER_NUMBER, 0)}"

    def store_choice() -> None:
        _set_threshold(st.session_state[key])

    language = session.language()
    # Not set where it stands there already, or it would move back under a quick hand.
    if st.session_state.get(key) != session.threshold():
        st.session_state[key] = session.threshold()
    st.select_slider(
        say("sure-slider"),
        THRESHOLDS,
        format_func=lambda each: (
            threshold_text(each, language) if each else say("sure-slider-always")
        ),
        key=key,
        on_change=store_choice,
        help=say("meaning-coverage"),
    )


def _set_threshold(threshold: float) -> None:
    session.choose_threshold(threshold)
    st.session_state[_PAGE] = 0


def _suggestion(view: View) -> None:
    one_in = st.session_state.get(session.ERROR_BUDGET, _ERROR_BUDGETS[1])
    found = suggest_threshold(view.evaluation, 1 / one_in, THRESHOLDS)

    def store_choice() -> None:
        # None where the chosen one is chosen again.
        st.session_state[session.ERROR_BUDGET] = st.session_state[_BUDGET] or one_in

    def suggest() -> None:
        if found is not None:
            _set_threshold(found)
            st.session_state[_SLIDER_NUMBER] = (
                st.session_state.get(_SLIDER_NUMBER, 0) + 1
            )

    if st.session_state.get(_BUDGET) != one_in:
        st.session_state[_BUDGET] = one_in
    st.segmented_control(
        say("sure-budget"),
        _ERROR_BUDGETS,
        format_func=lambda each: say("sure-budget-option", count=each),
        key=_BUDGET,
        on_change=store_choice,
    )
    st.button(say("sure-suggest"), on_click=suggest, disabled=found is None)
    caption(_suggestion_text(view, found, 1 / one_in))


def _suggestion_text(view: View, found: float | None, budget: float) -> str:
    """Say what a suggestion rests on."""
    if found is None:
        return say("sure-suggest-none")
    language = session.language()
    sentences = [
        say("sure-suggest-is", threshold=threshold_text(found, language))
        if found
        else say("sure-suggest-always")
    ]
    _, high = coverage_at(view.evaluation, found).mistake_interval
    if high > budget:
        sentences.append(say("sure-suggest-unproven", high=percent(high, 2)))
    return join_sentences(sentences)


def _abstained_grid(view: View) -> None:
    """Draw the images that go to a person, one page of them."""
    rows = abstained_rows(view.evaluation, session.threshold())
    st.header(say("sure-asked"), anchor=False)
    if not len(rows):
        caption(say("sure-asked-none"))
        return
    caption(say("sure-asked-caption", count=len(rows)))
    number = min(st.session_state.get(_PAGE, 0), num_pages(len(rows), PAGE_SIZE) - 1)
    shown = slice_page(rows, number, PAGE_SIZE)

    def open_image(row: int) -> None:
        view.open_case(row)
        st.session_state[_OPENED] = True

    digit_grid(
        view.pictures(shown),
        [image_tile(view, int(row)) for row in shown],
        key="asked",
        chosen=view.opened_row(),
        on_choose=open_image,
        label=say("sure-asked-grid", shown=len(shown)),
        size=82,
    )
    _pager(len(rows), number)


def _pager(num_rows: int, number: int) -> None:
    pages = num_pages(num_rows, PAGE_SIZE)
    if pages == 1:
        return

    def store_choice() -> None:
        st.session_state[_PAGE] = st.session_state[_PAGER] - 1

    st.session_state[_PAGER] = number + 1
    st.pagination(pages, key=_PAGER, on_change=store_choice)
