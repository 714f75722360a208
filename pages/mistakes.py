"""Mistakes: a dense grid of what was misread, filtered and sorted."""

import streamlit as st

from dashboard import blocks, session
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
st.title(say("mistakes-title"), anchor=False, help=say("meaning-mistake"))
blocks.filters(view)
rows = view.rows(session.selection())
blocks.summary(view, rows)
blocks.verdict_impact_text(view)
blocks.mistake_grid(view, rows)
blocks.case_drawer(view, rows)
