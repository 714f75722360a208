"""How sure: when a person should look, and whether its confidence can be believed."""

import streamlit as st

from core.analysis.confidence import asked_rows
from dashboard import components, state
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
st.title(say("sure-title"), anchor=False, help=say("meaning-confidence"))
components.who_answers(view)
components.reliability_block(view)
components.more_numbers(view)
rows = asked_rows(view.evaluation, state.threshold())
components.case_drawer(view, rows, "unsure")
