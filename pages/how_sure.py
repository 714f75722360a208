"""How sure: the images for a person to check, and the calibration."""

import streamlit as st

from core.analysis.confidence import abstained_rows
from dashboard import session
from dashboard.blocks import calibration, case, common
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
st.title(say("sure-title"), anchor=False, help=say("meaning-confidence"))
if view.evaluation.has_confidence:
    calibration.selective_prediction(view)
    calibration.reliability_block(view)
    calibration.calibration_scores(view)
    rows = abstained_rows(view.evaluation, session.threshold())
    case.case_drawer(view, rows, "unsure")
else:
    common.lead_text(say("sure-unknown"))
    case.case_drawer(view, view.rows(session.selection()))
