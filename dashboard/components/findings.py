"""Findings as sentences at the head of a page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.analysis.findings import Finding
from core.errors import MisreadError
from dashboard.components.words import plain
from dashboard.language import error_sentence, paragraph, say


def sentence(finding: Finding) -> str:
    """Say a finding in words."""
    return say(f"finding-{finding.kind}", **finding.values)


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
