"""Confusion: what was read as what, with the images behind every number."""

import streamlit as st

from core.analysis.cell_findings import diagonal_finding
from dashboard import blocks, session
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
selection = session.selection()
st.title(say("confusion-title"), anchor=False, help=say("meaning-matrix"))
filtered = view.filtered_evaluation(selection)
blocks.lead([diagonal_finding(filtered)])

left, right = st.columns([11, 9], gap="large")
with left:
    mode = blocks.mode_choice()
    blocks.matrix(filtered, selection, mode)
with right:
    blocks.cell_panel(view, filtered, selection)

blocks.case_drawer(view, view.rows(selection))
