"""Overview: findings as sentences, and images to look at next."""

import streamlit as st

from core.analysis.findings import source_findings
from dashboard import cache, session
from dashboard.blocks import case, common, overview, strips
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view()
headline, *others = common.note_excluded(view, cache.all_findings(view.evaluation))
common.headline(headline)
common.lead([*source_findings(view.evaluation), *others[:3]])
common.verdict_impact_text(view)

main, side = st.container(key="overview").columns([2, 1], gap="large")
with main:
    st.header(say("overview-pairs"), anchor=False)
    common.caption(say("overview-pairs-caption"))
    strips.confused_pair_strips(view)
    overview.matrix_link(view)
    overview.suggestions(view)
with side:
    st.header(say("overview-accuracy"), anchor=False, help=say("meaning-interval"))
    common.caption(say("overview-accuracy-caption"))
    overview.accuracy_intervals(view)
    st.header(say("overview-by-digit"), anchor=False)
    overview.mistakes_by_digit(view)
    st.header(say("overview-learned"), anchor=False, help=say("meaning-epoch"))
    overview.small_curves(view)

case.case_drawer(view, view.rows(session.selection()))
