"""Training: make a network, watch it learn, and see how each run was made."""

import streamlit as st

from dashboard import blocks
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
st.title(say("training-title"), anchor=False)
blocks.lead_text(say("training-lead"))
blocks.new_training()

blocks.training_details(view.run)

st.header(say("training-runs"), anchor=False)
blocks.runs_table(view.runs, view.run)
blocks.import_predictions()
