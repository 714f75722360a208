"""Mistakes: a dense grid of misread images, filtered and sorted."""

import streamlit as st

from dashboard import session
from dashboard.blocks import case, common, mistakes
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
st.title(say("mistakes-title"), anchor=False, help=say("meaning-mistake"))
mistakes.filters(view)
rows = view.rows(session.selection())
mistakes.summary(view, rows)
common.verdict_impact_text(view)
mistakes.mistake_grid(view, rows)
case.case_drawer(view, rows)
