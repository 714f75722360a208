"""Findings as sentences at the head of a page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.analysis.findings import Finding
from core.errors import MisreadError
from core.wording import say_finding
from dashboard import session
from dashboard.text import error_sentence, join_sentences
from dashboard.words import digit_set_title, escape_markdown


def finding_sentence(finding: Finding) -> str:
    """Say a finding in words."""
    titles = {}
    if "source" in finding.values:
        source = str(finding.values["source"])
        titles[source] = digit_set_title(source)
    return say_finding(finding, session.language(), titles)


def headline(finding: Finding) -> None:
    """Draw the sentence that a page opens with."""
    st.title(finding_sentence(finding), anchor=False)


def lead(findings: Sequence[Finding]) -> None:
    """Draw the sentences that follow, larger than the text below them."""
    text = join_sentences(finding_sentence(finding) for finding in findings)
    if text:
        lead_text(text)


def lead_text(text: str) -> None:
    """Draw text larger than what stands below it."""
    st.html(f'<p class="lead">{escape(text)}</p>')


def show_error(error: MisreadError) -> None:
    """Draw what went wrong, and what to do."""
    st.error(escape_markdown(error_sentence(error)))


def caption(text: str) -> None:
    """Draw a small quiet line under a heading."""
    st.markdown(f":small[:gray[{text}]]")
