"""How sure: when a person should look, and whether its confidence can be believed."""

import streamlit as st

from core.analysis.confidence import abstained_rows
from dashboard import components, state
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
st.title(say("sure-title"), anchor=False, help=say("meaning-confidence"))
components.selective_prediction(view)
components.reliability_block(view)
components.calibration_scores(view)
rows = abstained_rows(view.evaluation, state.threshold())
components.case_drawer(view, rows, "unsure")
