"""Replay: the images that a network learned and forgot, epoch by epoch."""

import streamlit as st

from dashboard.blocks import case, replay
from dashboard.text import say
from dashboard.views.replay import replay_view
from dashboard.views.view import current_view

view = current_view()
st.title(say("replay-title"), anchor=False, help=say("meaning-epoch"))
seen = replay_view(view)
if seen is None:
    replay.no_replay_notice(view)
else:
    replay.missing_sets_note(seen)
    replay.replay_block(seen)
    replay.never_learned(seen)
    case.case_drawer(view, seen.shown_rows(), "replay")
