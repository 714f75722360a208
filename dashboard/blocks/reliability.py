"""Whether its confidence can be believed: a chart, the same in words, more numbers."""

from functools import partial

import streamlit as st

from core.analysis.confidence import (
    CalibrationBin,
    expected_calibration_error,
    reliability,
)
from core.analysis.evaluation import Evaluation
from core.analysis.metrics import ENOUGH_IMAGES
from core.analysis.scores import scores
from core.analysis.selection import Selection
from core.charts.reliability import reliability_chart
from core.wording.calibration import bin_sentence
from core.wording.glossary import SCORES, term
from dashboard import cache, navigation, session
from dashboard.blocks.common import caption
from dashboard.text import (
    current_language,
    digit_set_markdown,
    digit_set_title,
    join_sentences,
    say,
)
from dashboard.views.view import View, current_evaluation
from dashboard.widgets.drawing import drawing


def reliability_block(view: View) -> None:
    """Compare how sure it is with how often it is right, one test set at a time."""
    st.header(say("sure-reliability"), anchor=False, help=say("meaning-calibration"))
    if not view.evaluation.num_labelled:
        st.markdown(say("overview-unlabelled"))
        return
    bins = {
        record.source: reliability(current_evaluation(view.run, (record,)))
        for record in view.records
    }
    if any(_has_chart(each) for each in bins.values()):
        counts = [one.accuracy.n for each in bins.values() for one in each]
        few = any(0 < n < ENOUGH_IMAGES for n in counts)
        told = [say("sure-reliability-caption")]
        caption(join_sentences([*told, say("sure-reliability-few")] if few else told))
    for number, (source, each) in enumerate(bins.items()):
        if len(bins) > 1:
            st.subheader(digit_set_markdown(source), anchor=False)
        _one_set(source, each, key=f"reliability_{number}", alone=len(bins) == 1)


def calibration_scores(view: View) -> None:
    """Draw scores that ask for some explanation."""
    with st.expander(say("sure-more")):
        for record in view.records:
            if len(view.records) > 1:
                st.markdown(f"**{digit_set_markdown(record.source)}**")
            _numbers(current_evaluation(view.run, (record,)))
        _score_line("temperature", _temperature(view.run))
        for name in SCORES:
            each = term(name, current_language())
            caption(say("sure-number", name=f"**{each.name}**", value=each.meaning))


def _one_set(source: str, bins: list[CalibrationBin], *, key: str, alone: bool) -> None:
    if not any(each.accuracy.n for each in bins):
        st.markdown(say("overview-unlabelled"))
        return
    left, right = st.columns([11, 9], gap="large")
    if _has_chart(bins):
        with left:
            alt = say("sure-reliability-alt", source=digit_set_title(source))
            drawing(reliability_chart(bins, alt, current_language()), key=key)
    with (
        right if _has_chart(bins) else left,
        st.container(key=f"{key}_words", gap=None),
    ):
        caption(say("sure-bins-caption"))
        sources = frozenset() if alone else frozenset({source})
        for number, each in reversed([*enumerate(bins)]):
            if each.accuracy.n:
                st.button(
                    bin_sentence(each, current_language()),
                    key=f"{key}_{number}",
                    type="tertiary",
                    on_click=partial(_open_bin, each, sources),
                )


def _has_chart(bins: list[CalibrationBin]) -> bool:
    return sum(each.accuracy.n for each in bins) >= ENOUGH_IMAGES


def _open_bin(each: CalibrationBin, sources: frozenset[str]) -> None:
    """Show the images of a bin on the page Mistakes."""
    limits = (each.low, each.high)
    session.set_selection(Selection(confidence=limits, sources=sources, outcome="all"))
    navigation.redirect_to("mistakes")


def _numbers(evaluation: Evaluation) -> None:
    found = scores(evaluation)
    if found.n < ENOUGH_IMAGES:
        caption(say("sure-more-none"))
        return
    error = expected_calibration_error(reliability(evaluation))
    _score_line("calibration-error", say("sure-points", points=f"{100 * error:.2f}"))
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
