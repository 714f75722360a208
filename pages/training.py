"""Training: make a network, watch it learn, and see how each run was made."""

import streamlit as st

from dashboard import components
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
st.title(say("training-title"), anchor=False)
components.lead_text(say("training-lead"))
components.new_training()

components.training_details(view.run)

st.header(say("training-runs"), anchor=False)
components.runs_table(view.runs, view.run)
components.import_predictions()
