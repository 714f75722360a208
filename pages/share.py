"""Share: one file, one link, and everything as tables, pictures and figures."""

import streamlit as st

from dashboard import blocks
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view().with_original_labels
st.title(say("share-title"), anchor=False)
blocks.lead_text(say("share-lead"))
blocks.original_labels_notice(view, "share")
blocks.report_block(view)

st.header(say("share-link"), anchor=False)
blocks.link_block(view)

st.header(say("share-tables"), anchor=False)
blocks.export_block(view)

st.header(say("verdicts-title"), anchor=False, help=say("meaning-verdict"))
blocks.verdicts_block(view)

st.header(say("share-figures"), anchor=False)
blocks.figures_to_save(view)

if view.run.has_network:
    st.header(say("share-network"), anchor=False)
    blocks.network_block(view)
