"""How mistakes are counted: as labelled, or with the verdicts accepted."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.analysis.findings import Finding
from core.wording.verdict_impact import verdict_impact_sentence
from dashboard import session
from dashboard.blocks.common import caption
from dashboard.session import fresh_key
from dashboard.text import current_language, say
from dashboard.views.view import View


def label_basis_choice(view: View) -> None:
    """Draw the choice, where people decided about any image in view, or it was made."""
    found, accepted = view.verdict_impact(), session.accepts_verdicts()
    if not (found.num_images or accepted):
        return
    key = fresh_key("counting_choice", accepted)

    def store_choice() -> None:
        session.accept_verdicts(st.session_state[key])

    title = say("counting-label", by=_basis(accepted))
    with st.popover(title, type="tertiary", help=say("counting")):
        st.session_state[key] = accepted
        st.radio(
            say("counting"),
            [False, True],
            format_func=lambda accepted: say("counting-option", by=_basis(accepted)),
            key=key,
            on_change=store_choice,
        )
        if found.num_images:
            st.markdown(verdict_impact_sentence(found, current_language()))
        caption(say("counting-what"))


def original_labels_notice(view: View, page: str = "other") -> None:
    """Say that a page counts as labelled, where the reader chose otherwise."""
    if session.accepts_verdicts() and view.verdict_impact().num_images:
        caption(say("counting-not-here", page=page))


def no_labels_warning(view: View) -> None:
    """Say so where verdicts leave out every image that has a label."""
    if view.original_evaluation.num_labelled and not view.evaluation.num_labelled:
        st.warning(say("counting-none"))


def note_excluded(view: View, findings: Sequence[Finding]) -> list[Finding]:
    """Tell what verdicts leave out from what has no label, where they count."""
    if not view.counts_verdicts:
        return list(findings)
    return [
        replace(each, kind="some-left-out") if each.kind == "some-unlabelled" else each
        for each in findings
    ]


def _basis(accepted: bool) -> str:
    return "verdicts" if accepted else "labels"
