"""The blocks of the page How sure: selective prediction and calibration."""

from typing import Final

import streamlit as st

from core.analysis.confidence import (
    THRESHOLDS,
    CalibrationBin,
    abstained_rows,
    coverage_at,
    expected_calibration_error,
    suggest_threshold,
)
from core.analysis.evaluation import Evaluation
from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.mistakes import num_pages, slice_page
from core.analysis.selection import Selection
from core.charts.reliability import reliability_chart
from core.wording.calibration import bin_sentence, coverage_sentences, threshold_text
from core.wording.glossary import SCORES, term
from dashboard import address, cache, navigation, session
from dashboard.blocks.common import caption, image_grid, lead_text, pager, text_button
from dashboard.text import (
    current_language,
    digit_set_markdown,
    digit_set_title,
    join_sentences,
    percent,
    say,
)
from dashboard.views.view import View, current_evaluation
from dashboard.widgets.drawing import drawing

PAGE_SIZE: Final = 48
_ERROR_BUDGETS: Final = (100, 1_000, 10_000)


@st.fragment
def selective_prediction(view: View) -> None:
    """Draw the sentence, the slider, and the images that go to a person.

    A fragment, so that the slider does not rerun the whole page.
    """
    if st.session_state.pop(session.CASE_OPENED, False):
        st.rerun()  # The drawer is outside of the fragment.
    found = coverage_at(view.evaluation, session.threshold())
    lead_text(coverage_sentences(found, current_language()))
    _with_verdicts(view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _threshold_slider()
    if view.evaluation.num_labelled >= ENOUGH_IMAGES:
        with right:
            _suggestion(view)
    _abstained_grid(view)
    address.write()


def _with_verdicts(view: View) -> None:
    if view.verdicts().has_decisions() and not session.accepts_verdicts():
        corrected_evaluation = cache.corrected_evaluation(view.records, view.evaluation)
        covered = coverage_at(corrected_evaluation, session.threshold()).covered
        caption(say("sure-accepted", n=covered.n, mistakes=covered.mistakes))


def _threshold_slider() -> None:
    # A new key after a suggestion: a busy browser may still send the old value.
    number = st.session_state.get(session.THRESHOLD_SLIDER_NUMBER, 0)
    key = f"{session.THRESHOLD_SLIDER}_{number}"

    language = current_language()
    # Setting an equal value again would move the slider back during a quick drag.
    if st.session_state.get(key) != session.threshold():
        st.session_state[key] = session.threshold()
    st.select_slider(
        say("sure-slider"),
        THRESHOLDS,
        format_func=lambda each: (
            threshold_text(each, language) if each else say("sure-slider-always")
        ),
        key=key,
        on_change=lambda: _set_threshold(st.session_state[key]),
        help=say("meaning-coverage"),
    )


def _set_threshold(threshold: float) -> None:
    session.choose_threshold(threshold)
    st.session_state[session.ABSTAINED_PAGE] = 0


def _suggestion(view: View) -> None:
    kept = st.session_state.get(session.ERROR_BUDGET, _ERROR_BUDGETS[1])
    one_in = st.session_state.setdefault(session.ERROR_BUDGET_CHOICE, kept)
    st.session_state[session.ERROR_BUDGET] = one_in
    found = suggest_threshold(view.evaluation, 1 / one_in, THRESHOLDS)

    def suggest() -> None:
        if found is not None:
            _set_threshold(found)
            st.session_state[session.THRESHOLD_SLIDER_NUMBER] = (
                st.session_state.get(session.THRESHOLD_SLIDER_NUMBER, 0) + 1
            )

    st.segmented_control(
        say("sure-budget"),
        _ERROR_BUDGETS,
        format_func=lambda each: say("sure-budget-option", count=each),
        key=session.ERROR_BUDGET_CHOICE,
        required=True,
    )
    st.button(say("sure-suggest"), on_click=suggest, disabled=found is None)
    caption(_suggestion_text(view, found, 1 / one_in))


def _suggestion_text(view: View, found: float | None, budget: float) -> str:
    if found is None:
        return say("sure-suggest-none")
    if found:
        threshold = threshold_text(found, current_language())
        sentences = [say("sure-suggest-is", threshold=threshold)]
    else:
        sentences = [say("sure-suggest-always")]
    _, high = coverage_at(view.evaluation, found).mistake_interval
    if high > budget:
        sentences.append(say("sure-suggest-unproven", high=percent(high, 2)))
    return join_sentences(sentences)


def _abstained_grid(view: View) -> None:
    rows = abstained_rows(view.evaluation, session.threshold())
    st.header(say("sure-asked"), anchor=False)
    if not len(rows):
        caption(say("sure-asked-none"))
        return
    caption(say("sure-asked-caption", count=len(rows)))
    pages = num_pages(len(rows), PAGE_SIZE)
    number = min(st.session_state.get(session.ABSTAINED_PAGE, 0), pages - 1)
    shown = slice_page(rows, number, PAGE_SIZE)
    label = say("sure-asked-grid", shown=len(shown))
    image_grid(view, shown, key="asked", label=label, size=82)
    pager(pages, number, kept=session.ABSTAINED_PAGE, key=session.ABSTAINED_PAGER)


def reliability_block(view: View) -> None:
    """Draw confidence against accuracy, for each test set."""
    st.header(say("sure-reliability"), anchor=False, help=say("meaning-calibration"))
    if not view.evaluation.num_labelled:
        st.markdown(say("overview-unlabelled"))
        return
    bins = {
        record: cache.reliability(current_evaluation(view.run, (record,)))
        for record in view.records
    }
    if any(_has_chart(each) for each in bins.values()):
        sentences = [say("sure-reliability-caption")]
        counts = [one.accuracy.n for each in bins.values() for one in each]
        if any(0 < n < ENOUGH_IMAGES for n in counts):
            sentences.append(say("sure-reliability-few"))
        caption(join_sentences(sentences))
    for number, (record, each) in enumerate(bins.items()):
        if len(bins) > 1:
            st.subheader(digit_set_markdown(record), anchor=False)
        _one_set(record, each, key=f"reliability_{number}", alone=len(bins) == 1)


def calibration_scores(view: View) -> None:
    """Draw calibration scores, each with its explanation."""
    with st.expander(say("sure-more")):
        for record in view.records:
            if len(view.records) > 1:
                st.markdown(f"**{digit_set_markdown(record)}**")
            _numbers(current_evaluation(view.run, (record,)))
        _score_line("temperature", _temperature(view.run))
        for name in SCORES:
            each = term(name, current_language())
            caption(say("sure-number", name=f"**{each.name}**", value=each.meaning))


def _one_set(
    record: cache.DigitsRecord, bins: list[CalibrationBin], *, key: str, alone: bool
) -> None:
    if not any(each.accuracy.n for each in bins):
        st.markdown(say("overview-unlabelled"))
        return
    left, right = st.columns([11, 9], gap="large")
    if _has_chart(bins):
        with left:
            alt = say("sure-reliability-alt", source=digit_set_title(record))
            drawing(reliability_chart(bins, alt, current_language()), key=key)
    with (
        right if _has_chart(bins) else left,
        st.container(key=f"{key}_words", gap=None),
    ):
        caption(say("sure-bins-caption"))
        sources = frozenset() if alone else frozenset({record.source})
        for number, each in reversed([*enumerate(bins)]):
            if each.accuracy.n:
                text = bin_sentence(each, current_language())
                text_button(text, _open_bin, each, sources, key=f"{key}_{number}")


def _has_chart(bins: list[CalibrationBin]) -> bool:
    return sum(each.accuracy.n for each in bins) >= ENOUGH_IMAGES


def _open_bin(each: CalibrationBin, sources: frozenset[str]) -> None:
    limits = (each.low, each.high)
    session.set_selection(Selection(confidence=limits, sources=sources, outcome="all"))
    navigation.redirect_to("mistakes")


def _numbers(evaluation: Evaluation) -> None:
    found = cache.proper_scores(evaluation)
    if found.n < ENOUGH_IMAGES:
        caption(say("sure-more-none"))
        return
    error = expected_calibration_error(cache.reliability(evaluation))
    _score_line("calibration-error", say("sure-points", points=error))
    _score_line("log-loss", f"{found.log_loss:.4f}")
    _score_line("brier", f"{found.brier:.4f}")


def _score_line(name: str, value: str) -> None:
    st.markdown(say("sure-number", name=say(f"term-{name}"), value=f"**{value}**"))


def _temperature(run: cache.RunRecord) -> str:
    if run.temperature is None:
        known = "fold" if run.out_of_fold else "other"
        why = known if run.has_network else "elsewhere"
        return say("sure-temperature-none", why=why)
    return say("sure-temperature", value=f"{run.temperature:.2f}")
