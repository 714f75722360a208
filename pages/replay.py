"""Replay: how a network learned, epoch by epoch, and what it forgot again."""

import streamlit as st

from dashboard import blocks
from dashboard.text import say
from dashboard.views.replay import replay_view
from dashboard.views.view import current_view

view = current_view()
st.title(say("replay-title"), anchor=False, help=say("meaning-epoch"))
seen = replay_view(view)
if seen is None:
    blocks.no_replay_notice(view)
else:
    blocks.missing_sets_note(seen)
    blocks.replay_block(seen)
    blocks.never_learned(seen)
    blocks.case_drawer(view, seen.shown_rows(), "replay")
