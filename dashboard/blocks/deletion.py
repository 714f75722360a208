"""Delete an upload, and restore it; on the pages Your digits and Data."""

import streamlit as st

from core.work import uploads
from dashboard import access, cache, session
from dashboard.blocks.common import text_button
from dashboard.text import escape_markdown, format_local_time, say


def delete_button(upload: cache.UploadRecord, *, key: str) -> None:
    """Draw the button that deletes an upload, if this user may delete it."""
    if access.may_change(upload.id):
        text_button(say("digits-delete"), _delete, upload, key=key)


def _delete(upload: cache.UploadRecord) -> None:
    uploads.delete_upload(upload.id)
    session.deselect_upload(upload.id)
    st.session_state[session.DELETED] = upload


def deletion_notice() -> None:
    """Draw what this session deleted last, with the button that restores it."""
    upload: cache.UploadRecord | None = st.session_state.get(session.DELETED)
    if upload is not None:
        text = say("digits-deleted", title=escape_markdown(upload.title))
        _restorable(upload, text, key="restore")


def deleted_uploads() -> None:
    """Draw the uploads that were deleted within the last day, each with its button."""
    deleted = access.deleted_uploads()
    if not deleted:
        return
    st.header(say("data-deleted"), anchor=False)
    for upload in deleted:
        text = say(
            "digits-choice-option",
            title=escape_markdown(upload.title),
            n=upload.n,
            created=format_local_time(upload.created),
        )
        _restorable(upload, text, key=f"restore_{upload.id}")


def _restorable(upload: cache.UploadRecord, text: str, *, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(text, width="content")
        text_button(say("digits-undo-delete"), _restore, upload.id, key=key)


def _restore(upload_id: str) -> None:
    if uploads.restore_upload(upload_id) is not None:
        session.select_upload(upload_id)
    last = st.session_state.get(session.DELETED)
    if last is not None and last.id == upload_id:
        del st.session_state[session.DELETED]
