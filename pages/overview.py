"""Overview: what is true, in sentences, and what to look at next."""

import streamlit as st

from core.analysis.findings import findings, source_findings
from dashboard import components, state
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
headline, *others = components.note_excluded(view, findings(view.evaluation))
components.headline(headline)
components.lead([*source_findings(view.evaluation), *others[:3]])
components.verdict_impact_text(view)

main, side = st.columns([2, 1], gap="large")
with main:
    st.header(say("overview-pairs"), anchor=False)
    components.caption(say("overview-pairs-caption"))
    components.confused_pair_strips(view)
    components.matrix_link(view)
    components.suggestions(view)
with side:
    st.header(say("overview-accuracy"), anchor=False, help=say("meaning-interval"))
    components.caption(say("overview-accuracy-caption"))
    components.accuracy_intervals(view)
    st.header(say("overview-by-digit"), anchor=False)
    components.mistakes_by_digit(view)
    st.header(say("overview-learned"), anchor=False, help=say("meaning-epoch"))
    components.small_curves(view)

components.case_drawer(view, view.rows(state.selection()))
