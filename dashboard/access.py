"""What this user may see and do: everything on a personal server, else their own."""

from contextlib import suppress
from hashlib import sha256

import streamlit as st

from core.errors import StoreError
from core.settings import Settings
from core.store import digit_sets
from core.store import uploads as stored_uploads
from core.store.digit_sets import DigitsRecord
from core.store.uploads import UploadRecord
from core.work import jobs
from core.work import uploads as work_uploads
from dashboard import session
from dashboard.hosts import browser_cookie, is_forwarded
from dashboard.server_mode import is_shared_server


def is_shared() -> bool:
    """True if this visitor may be one of several.

    On a personal server this is a visitor from another computer, or one who comes
    through a proxy, unless ``MISREAD_MODE`` is ``personal``.
    """
    if is_shared_server():
        return True
    if Settings.from_environment().mode == "personal":
        return False
    return bool(st.context.ip_address) or is_forwarded(st.context.headers)


def browser_id() -> str:
    """Return a hash of the browser's cookie, which does not reveal it; "" if none."""
    cookie = browser_cookie(st.context.cookies)
    return sha256(cookie.encode()).hexdigest() if cookie else ""


def training_allowed() -> bool:
    """True if users may train; on a shared server only if ``MISREAD_TRAINING`` is 1."""
    return not is_shared() or Settings.from_environment().allows_training


def may_change(upload_id: str) -> bool:
    """True if this user may label and delete an upload.

    On a shared server these are the session and the browser that imported it; a link
    lets others see it only.
    """
    if not is_shared():
        return True
    # Without cookies, the session is all there is.
    if browser := browser_id():
        return jobs.import_owner(upload_id) == browser
    return session.has_imported(upload_id)


def may_give_verdict(record: DigitsRecord) -> bool:
    """True if this user may give verdicts on the images of a digit set.

    On a shared server only on uploads that they imported, since everybody sees the
    other digit sets.
    """
    upload = stored_uploads.find_upload(record.source)
    return not is_shared() if upload is None else may_change(upload.id)


def list_digit_sets(problems: list[StoreError] | None = None) -> list[DigitsRecord]:
    """Return all digit sets, training sets included, those with images first.

    An error for each digit set that cannot be read is appended to `problems`.
    """
    found = digit_sets.list_digits(problems)
    # Digit sets that came with imported predictions have a title.
    found.sort(key=lambda each: (not each.has_images, bool(each.title), each.source))
    return [*found, *(upload.digits for upload in uploads())]


def uploads() -> list[UploadRecord]:
    """Return the uploads that this user may see, newest first.

    On a personal server these are all; on a shared one only those that this session
    imported or opened by a link, until they expire.
    """
    if not is_shared():
        return stored_uploads.list_uploads()
    found = []
    for upload_id in session.remembered_uploads():
        with suppress(StoreError):
            upload = stored_uploads.find_upload(upload_id)
            if upload is not None and not work_uploads.has_expired(upload):
                found.append(upload)
    return sorted(found, key=lambda upload: upload.created, reverse=True)


def deleted_uploads() -> list[UploadRecord]:
    """Return the deleted uploads that this user may restore, newest first."""
    return [
        each for each in work_uploads.list_uploads(deleted=True) if may_change(each.id)
    ]
