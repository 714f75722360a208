"""Training: make a network, watch it learn, and see how each run was made."""

import streamlit as st

from dashboard import components
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
st.title(say("training-title"), anchor=False)
components.plain_lead(say("training-lead"))
components.new_training()

components.how_it_learned(view.run)

st.header(say("training-runs"), anchor=False)
components.all_runs(view.runs, view.run)
components.bring_predictions()
