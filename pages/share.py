"""Share: one file, one link, and everything as tables, pictures and figures."""

import streamlit as st

from dashboard.blocks import common
from dashboard.blocks.share import files, report
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view().with_original_labels
st.title(say("share-title"), anchor=False)
common.lead_text(say("share-lead"))
common.original_labels_notice(view, "share")
report.report(view)

st.header(say("share-link"), anchor=False)
report.link(view)

st.header(say("share-tables"), anchor=False)
files.tables(view)

st.header(say("verdicts-title"), anchor=False, help=say("meaning-verdict"))
files.verdicts(view)

st.header(say("share-figures"), anchor=False)
files.figures(view)

files.network(view)
