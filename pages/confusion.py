"""Confusion: what was read as what, with the images behind every number."""

import streamlit as st

from core.analysis.cell_findings import diagonal_finding
from dashboard import components, state
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
selection = state.selection()
st.title(say("confusion-title"), anchor=False, help=say("meaning-matrix"))
components.lead([diagonal_finding(view.filtered_evaluation(selection))])

left, right = st.columns([11, 9], gap="large")
with left:
    mode = components.mode_choice()
    components.matrix(view, selection, mode)
with right:
    components.cell_panel(view, selection)

components.case_drawer(view, view.rows(selection))
