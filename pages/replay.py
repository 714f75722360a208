"""Replay: how a network learned, epoch by epoch, and what it forgot again."""

import streamlit as st

from dashboard import components
from dashboard.language import say
from dashboard.replay_view import replay_view
from dashboard.view import current_view

view = current_view()
st.title(say("replay-title"), anchor=False, help=say("meaning-epoch"))
seen = replay_view(view)
if seen is None:
    components.no_replay_notice(view)
else:
    components.missing_sets_note(seen)
    components.replay_block(seen)
    components.never_learned(seen)
    components.case_drawer(view, seen.shown_rows(), "replay")
