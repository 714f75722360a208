"""Mistakes: a dense grid of what was misread, filtered and sorted."""

import streamlit as st

from dashboard import components, state
from dashboard.language import say
from dashboard.view import current_view

view = current_view()
st.title(say("mistakes-title"), anchor=False, help=say("meaning-mistake"))
components.filters(view)
rows = view.rows(state.selection())
components.summary(view, rows)
components.verdict_impact_text(view)
components.mistake_grid(view, rows)
components.case_drawer(view, rows)
