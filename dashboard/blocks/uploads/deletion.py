"""Deleting an upload, and bringing it back."""

import streamlit as st

from core.work import uploads
from dashboard import access, cache, session
from dashboard.text import escape_markdown, format_local_time, say


def delete_button(upload: cache.UploadRecord, *, key: str) -> None:
    """Draw the button that deletes an upload, for whoever may do that."""
    if not access.may_change(upload.id):
        return
    st.button(
        say("digits-delete"),
        key=key,
        type="tertiary",
        on_click=_delete,
        args=(upload,),
    )


def _delete(upload: cache.UploadRecord) -> None:
    uploads.delete_upload(upload.id)
    session.deselect_upload(upload.id)
    st.session_state[session.DELETED] = upload


def deletion_notice() -> None:
    """Offer to bring back what was deleted last."""
    upload: cache.UploadRecord | None = st.session_state.get(session.DELETED)
    if upload is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        text = say("digits-deleted", title=escape_markdown(upload.title))
        st.markdown(text, width="content")
        st.button(
            say("digits-undo-delete"),
            type="tertiary",
            on_click=_restore,
            args=(upload.id,),
        )


def deleted_uploads() -> None:
    """List what was deleted within the last day, each with the way back."""
    deleted = access.deleted_uploads()
    if not deleted:
        return
    st.header(say("data-deleted"), anchor=False)
    for upload in deleted:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            text = say(
                "digits-choice-option",
                title=escape_markdown(upload.title),
                n=upload.n,
                created=format_local_time(upload.created),
            )
            st.markdown(text, width="content")
            st.button(
                say("digits-undo-delete"),
                key=f"restore_{upload.id}",
                type="tertiary",
                on_click=_restore,
                args=(upload.id,),
            )


def _restore(upload_id: str) -> None:
    if uploads.restore_upload(upload_id) is not None:
        session.select_upload(upload_id)
    last = st.session_state.get(session.DELETED)
    if last is not None and last.id == upload_id:
        del st.session_state[session.DELETED]
