"""Findings as sentences at the head of a page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.analysis.findings import Finding
from core.errors import MisreadError
from core.share.wording import say_finding
from dashboard import state
from dashboard.components.words import plain, source_name
from dashboard.language import error_sentence, paragraph


def sentence(finding: Finding) -> str:
    """Say a finding in words."""
    titles = {}
    if "source" in finding.values:
        source = str(finding.values["source"])
        titles[source] = source_name(source)
    return say_finding(finding, state.language(), titles)


def headline(finding: Finding) -> None:
    """Draw the sentence that a page opens with."""
    st.title(sentence(finding), anchor=False)


def lead(findings: Sequence[Finding]) -> None:
    """Draw the sentences that follow, larger than the text below them."""
    text = paragraph(sentence(finding) for finding in findings)
    if text:
        plain_lead(text)


def plain_lead(text: str) -> None:
    """Draw text larger than what stands below it."""
    st.html(f'<p class="lead">{escape(text)}</p>')


def problem(error: MisreadError) -> None:
    """Draw what went wrong, and what to do."""
    st.error(plain(error_sentence(error)))


def caption(text: str) -> None:
    """Draw a small quiet line under a heading."""
    st.markdown(f":small[:gray[{text}]]")
