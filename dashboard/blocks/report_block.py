"""The report on the Share page: what goes into it, and the button."""

from datetime import datetime
from functools import partial

import streamlit as st

from core.analysis.comparison import compare, comparison_findings
from core.wording import LANGUAGES
from core.work.reporting import ReportOptions, make_report
from dashboard import cache, session
from dashboard.blocks.common import caption
from dashboard.text import (
    current_language,
    finding_sentence,
    join_sentences,
    run_title,
    say,
)
from dashboard.views.view import View

_LONGEST_NOTE = 2000


def report_block(view: View) -> None:
    """Draw what the sender can decide, and the button that makes the file."""
    st.text_area(
        say("share-note"),
        key=session.REPORT_NOTE,
        max_chars=_LONGEST_NOTE,
        placeholder=say("share-note-example"),
        height=96,
        width=720,
    )
    with st.container(horizontal=True, gap="medium"):
        language = _language()
        against = _comparison_choice(view)
    if against is not None:
        _change_summary(view, against)
    with_names, with_originals = _privacy_choices(view)
    choices = ReportOptions(
        language=language,
        note=st.session_state.get(session.REPORT_NOTE, ""),
        with_names=with_names,
        with_originals=with_originals,
        against=against,
    )
    st.download_button(
        say("share-report-button"),
        data=partial(make_report, view.run, view.records, choices),
        file_name=f"{file_stem(view)}.html",
        mime="text/html",
        type="primary",
        on_click="ignore",
        key="report",
    )
    caption(say("share-report-what"))


def file_stem(view: View) -> str:
    """Name a file after what it is about, without names of people."""
    sets = [
        "own-digits"
        if record.source.startswith(session.UPLOAD_PREFIX)
        else record.source
        for record in view.records
    ]
    parts = ["misread", *dict.fromkeys(sets), view.run.id]
    return "-".join([*parts, f"{datetime.now().astimezone():%Y-%m-%d}"])


def includes_names() -> bool:
    """Whether the reader wants names and titles in what is handed out."""
    return bool(st.session_state.get(session.REPORT_NAMES))


def _language() -> str:
    """Ask in which language; that of the page unless told otherwise."""
    key = f"share_language_{current_language()}"
    picked = st.segmented_control(
        say("share-language"),
        LANGUAGES,
        format_func=lambda language: say("share-language-name", language=language),
        default=current_language(),
        key=key,
        required=True,
    )
    return str(picked or current_language())


def _comparison_choice(view: View) -> cache.RunRecord | None:
    """Ask with which other run to compare, if there is one."""
    others = {run.id: run for run in view.runs if run.id != view.run.id}
    if not others:
        return None
    picked = st.selectbox(
        say("share-against"),
        ["", *others],
        format_func=lambda run_id: (
            run_title(others[run_id]) if run_id else say("share-against-none")
        ),
        key="share_against",
        width=420,
    )
    return others.get(picked)


def _change_summary(view: View, against: cache.RunRecord) -> None:
    before = cache.evaluation(against, view.records)
    change = compare(before, view.evaluation)
    st.markdown(
        join_sentences(finding_sentence(each) for each in comparison_findings(change))
    )


def _privacy_choices(view: View) -> tuple[bool, bool]:
    """Ask whether names and originals go in, with a word of warning."""
    if not any(
        record.source.startswith(session.UPLOAD_PREFIX) for record in view.records
    ):
        return False, False
    with_names = st.checkbox(say("share-names"), key=session.REPORT_NAMES)
    with_originals = st.checkbox(say("share-originals"), key=session.REPORT_ORIGINALS)
    if with_names or with_originals:
        st.warning(say("share-private-warning"))
    return with_names, with_originals
