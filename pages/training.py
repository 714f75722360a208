"""Training: train a network, watch it learn, and see how each run was trained."""

import streamlit as st

from dashboard.blocks import common, import_predictions, runs, training
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
st.title(say("training-title"), anchor=False)
common.lead_text(say("training-lead"))
training.new_training()

training.run_details(view.run)

st.header(say("training-runs"), anchor=False)
runs.runs_table(view.runs, view.run)
runs.seed_groups(view.runs)
import_predictions.import_predictions(view.digit_sets)
