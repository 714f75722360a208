"""Overview: what is true, in sentences, and what to look at next."""

import streamlit as st

from core.analysis.findings import findings, source_findings
from dashboard import blocks, session
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
headline, *others = blocks.note_excluded(view, findings(view.evaluation))
blocks.headline(headline)
blocks.lead([*source_findings(view.evaluation), *others[:3]])
blocks.verdict_impact_text(view)

main, side = st.columns([2, 1], gap="large")
with main:
    st.header(say("overview-pairs"), anchor=False)
    blocks.caption(say("overview-pairs-caption"))
    blocks.confused_pair_strips(view)
    blocks.matrix_link(view)
    blocks.suggestions(view)
with side:
    st.header(say("overview-accuracy"), anchor=False, help=say("meaning-interval"))
    blocks.caption(say("overview-accuracy-caption"))
    blocks.accuracy_intervals(view)
    st.header(say("overview-by-digit"), anchor=False)
    blocks.mistakes_by_digit(view)
    st.header(say("overview-learned"), anchor=False, help=say("meaning-epoch"))
    blocks.small_curves(view)

blocks.case_drawer(view, view.rows(session.selection()))
