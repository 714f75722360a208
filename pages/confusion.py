"""Confusion: the matrix of labels and predictions, and the images of a cell."""

import streamlit as st

from core.analysis.cell_findings import diagonal_finding
from dashboard import session
from dashboard.blocks import case, common, confusion
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
selection = session.selection()
st.title(say("confusion-title"), anchor=False, help=say("meaning-matrix"))
filtered = view.filtered_evaluation(selection)
common.lead([diagonal_finding(filtered)])

left, right = st.columns([11, 9], gap="large")
with left:
    mode = confusion.mode_choice()
    confusion.matrix(filtered, selection, mode)
with right:
    confusion.cell_panel(view, filtered, selection)

case.case_drawer(view, view.rows(selection))
