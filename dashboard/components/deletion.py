"""Deleting an upload, and bringing it back."""

import streamlit as st

from core.share.wording import say
from core.work import uploads
from dashboard import loading, mode, state


def delete_button(upload: loading.UploadRecord, *, key: str) -> None:
    """Draw the button that deletes an upload, for whoever may do that.

    On a shared server these are those who brought it in: a link shows digits, and
    does not hand them over.
    """
    if mode.is_shared() and not state.made(upload.id):
        return
    st.button(
        say("digits-delete"),
        key=key,
        type="tertiary",
        on_click=_delete,
        args=(upload.id,),
    )


def _delete(upload_id: str) -> None:
    uploads.delete(upload_id)
    state.look_away_from(upload_id)
    st.session_state[state.DELETED] = upload_id


def deletion_notice() -> None:
    """Offer to bring back what was deleted last."""
    upload_id = st.session_state.get(state.DELETED)
    if upload_id is None:
        return

    def restore() -> None:
        del st.session_state[state.DELETED]
        if uploads.undo_delete(upload_id) is not None:
            state.look_at_upload(upload_id)

    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(say("digits-deleted"), width="content")
        st.button(say("digits-undo-delete"), type="tertiary", on_click=restore)
