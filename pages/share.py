"""Share: one file, one link, and everything as tables, pictures and figures."""

import streamlit as st

from dashboard.blocks import (
    common,
    export_block,
    figures_to_save,
    link_block,
    report_block,
    verdicts,
)
from dashboard.text import say
from dashboard.views.view import current_view

view = current_view().with_original_labels
st.title(say("share-title"), anchor=False)
common.lead_text(say("share-lead"))
common.original_labels_notice(view, "share")
report_block.report_block(view)

st.header(say("share-link"), anchor=False)
link_block.link_block(view)

st.header(say("share-tables"), anchor=False)
export_block.export_block(view)

st.header(say("verdicts-title"), anchor=False, help=say("meaning-verdict"))
verdicts.verdicts_block(view)

st.header(say("share-figures"), anchor=False)
figures_to_save.figures_to_save(view)

if view.run.has_network:
    st.header(say("share-network"), anchor=False)
    export_block.network_block(view)
