"""Share: one file, one link, and everything as tables, pictures and figures."""

import streamlit as st

from dashboard import components
from dashboard.language import say
from dashboard.view import current_view

view = current_view().with_original_labels
st.title(say("share-title"), anchor=False)
components.lead_text(say("share-lead"))
components.original_labels_notice(view, "share")
components.report_block(view)

st.header(say("share-link"), anchor=False)
components.link_block(view)

st.header(say("share-tables"), anchor=False)
components.export_block(view)

st.header(say("verdicts-title"), anchor=False, help=say("meaning-verdict"))
components.verdicts_block(view)

st.header(say("share-figures"), anchor=False)
components.figure_buttons(view)

if view.run.has_network:
    st.header(say("share-network"), anchor=False)
    components.network_block(view)
