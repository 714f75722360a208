"""The report and the link on the Share page, and what both may reveal."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.analysis.comparison import compare, comparison_findings
from core.wording import LANGUAGES
from core.work.reporting import ReportOptions, make_report
from dashboard import access, address, cache, session
from dashboard.blocks.common import caption
from dashboard.figures.qr_code import qr_code
from dashboard.navigation import page
from dashboard.text import (
    current_language,
    finding_sentence,
    join_sentences,
    run_title,
    say,
)
from dashboard.views.comparison import find_comparison_target, target_id
from dashboard.views.view import View

_MAX_NOTE_LENGTH: Final = 2000
_LINK_TARGETS: Final = ("overview", "confusion", "mistakes")
_COMPARE: Final = "compare"
_QR_CODE_SIZE: Final = 200


def report(view: View) -> None:
    """Draw the choices about the report, and the button that saves it."""
    st.text_area(
        say("share-note"),
        key=session.REPORT_NOTE,
        max_chars=_MAX_NOTE_LENGTH,
        placeholder=say("share-note-example"),
        height=96,
        width=720,
    )
    with st.container(horizontal=True, gap="medium"):
        language = _language_choice()
        against = _comparison_choice(view)
    if against is not None:
        _change_summary(view, against)
    with_names, with_originals = _privacy_choices(view)
    options = ReportOptions(
        language=language,
        note=st.session_state.get(session.REPORT_NOTE, ""),
        with_names=with_names,
        with_originals=with_originals,
        against=against,
    )
    st.download_button(
        say("share-report-button"),
        data=partial(make_report, view.run, view.records, options),
        file_name=f"{file_stem(view)}.html",
        mime="text/html",
        type="primary",
        on_click="ignore",
        key="report",
    )
    caption(say("share-report-what"))


def file_stem(view: View) -> str:
    """Return the file name of an export without its ending; no title of an upload."""
    sets = ["own-digits" if each.is_upload else each.source for each in view.records]
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    return "-".join(["misread", *dict.fromkeys(sets), view.run.id, today])


def includes_names() -> bool:
    """True if the user wants names and titles of uploads in exported files."""
    return bool(st.session_state.get(session.REPORT_NAMES))


def _language_choice() -> str:
    # A key per language, so that the report follows a change of the page's language.
    picked = st.segmented_control(
        say("share-language"),
        LANGUAGES,
        format_func=lambda language: say("share-language-name", language=language),
        default=current_language(),
        key=f"share_language_{current_language()}",
        required=True,
    )
    return str(picked or current_language())


def _comparison_choice(view: View) -> cache.RunRecord | None:
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
    findings = comparison_findings(compare(before, view.evaluation))
    st.markdown(join_sentences(map(finding_sentence, findings)))


def _privacy_choices(view: View) -> tuple[bool, bool]:
    if not _has_uploads(view.records):
        return False, False
    with_names = st.checkbox(say("share-names"), key=session.REPORT_NAMES)
    with_originals = st.checkbox(say("share-originals"), key=session.REPORT_ORIGINALS)
    if with_names or with_originals:
        st.warning(say("share-private-warning"))
    return with_names, with_originals


def _has_uploads(records: Sequence[cache.DigitsRecord]) -> bool:
    return any(record.is_upload for record in records)


def link(view: View) -> None:
    """Draw the link, who can open it, and on a shared server its QR code."""
    other = find_comparison_target(view)
    picked = st.segmented_control(
        say("share-link-target"),
        _LINK_TARGETS if other is None else (*_LINK_TARGETS, _COMPARE),
        format_func=lambda name: say(f"page-{name}"),
        default=_LINK_TARGETS[0],
        key="link_target",
        required=True,
    )
    name = str(picked or _LINK_TARGETS[0])
    url = _url(view, name, target_id(other) if other and name == _COMPARE else None)
    st.code(url, language=None, wrap_lines=True)
    kind = "own" if _has_uploads(view.records) else "all"
    st.markdown(say(f"share-link-{kind if access.is_shared() else 'here'}"))
    if session.selection().name:
        caption(say("share-link-no-name"))
    if access.is_shared():
        st.image(qr_code(url), width=_QR_CODE_SIZE, alt=say("share-link-code"))
        caption(say("share-link-code-how"))


def _url(view: View, name: str, other: str | None) -> str:
    """Return the address at which a page shows the same in any browser."""
    here = urlsplit(st.context.url or "")
    base = here.path.removesuffix("/").removesuffix("share").removesuffix("/")
    parameters = address.link_parameters(view.run.id, view.evaluation.sources, other)
    return here._replace(
        path=f"{base}/{page(name).url_path}",
        query=urlencode(parameters, safe="~,"),
        fragment="",
    ).geturl()
