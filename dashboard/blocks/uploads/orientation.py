"""The question whether all pictures of an upload are turned, and the button for it."""

import streamlit as st

from core.analysis.orientation import may_be_turned
from dashboard import access, cache
from dashboard.blocks.common import caption
from dashboard.blocks.uploads.add import start_turning
from dashboard.text import say
from dashboard.views.upload import UploadView


def orientation_question(upload: UploadView) -> None:
    """Draw how all pictures seem to be turned, and a button that turns them back."""
    # Asked first, because to try all orientations takes long after each new label.
    is_possible = may_be_turned(upload.num_labelled, upload.num_correct)
    if not (is_possible and upload.view.run.has_network):
        return
    found = cache.upload_orientation(upload.view.run, upload.record)
    if found is None:
        return
    with st.container(border=True, key="orientation"):
        text = say(
            "digits-turned",
            orientation=found.orientation,
            n=found.n,
            sample="yes" if found.is_sample else "no",
            before=found.num_before,
            after=found.num_after,
        )
        st.markdown(text)
        if access.may_change(upload.record.id):
            st.button(
                say("digits-turn"),
                key="turn_pictures",
                on_click=start_turning,
                args=(upload.record, found.orientation),
            )
            caption(say("digits-turn-what"))
