"""A button that sends all files of a folder in one message instead of one each."""

import base64
import binascii
import io
from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from dashboard.text import say
from dashboard.widgets.assets import css, javascript
from dashboard.widgets.messages import component_record

# As base64 this is 16 MB, and Streamlit closes the connection above 25 MB.
MAX_BYTES: Final = 12 * 2**20
MAX_FILES: Final = 20_000
_HTML = """
<div class="picker">
  <label class="choose">
    <input type="file" webkitdirectory multiple><span></span>
  </label>
  <output role="status"></output>
</div>
"""

_mount = st.components.v2.component(
    "folder_picker",
    html=_HTML,
    css=css("folder_picker"),
    js=javascript("dom", "folder_picker"),
)

File = tuple[str, bytes]
"""Path inside the folder, which begins with the folder's name, and content."""


def folder_picker(*, key: str, on_files: Callable[[list[File]], None]) -> None:
    """Draw the button, on which the user can also drop a folder.

    Call `on_files` with the files, untrusted, before the script runs.
    """

    def take_batch() -> None:
        files = unpack_batch(component_record(key, "batch"))
        if files:
            on_files(files)

    _mount(
        key=key,
        on_batch_change=take_batch,
        data={
            "label": say("digits-folder"),
            "reading": say("digits-folder-reading"),
            "nothing": say("digits-folder-empty"),
            "unreadable": say("digits-folder-unreadable"),
            "too_large": say("digits-folder-too-large"),
            "max_bytes": MAX_BYTES,
            "max_files": MAX_FILES,
        },
    )


def unpack_batch(batch: Mapping[str, Any]) -> list[File] | None:
    """Return the files of a message in the order of their names.

    Return None if the message is incomplete or exceeds the limits that the browser
    checks.

    Args:
        batch: ``names``, ``sizes`` and ``content``, base64 of all files in a row.
    """
    try:
        names = [str(name) for name in batch["names"]]
        sizes = [int(size) for size in batch["sizes"]]
        content = base64.b64decode(batch["content"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
    is_whole = len(names) == len(sizes) and sum(sizes) == len(content)
    if not is_whole or min(sizes, default=0) < 0:
        return None
    if len(content) > MAX_BYTES or len(names) > MAX_FILES:
        return None
    stream = io.BytesIO(content)
    return [(name, stream.read(size)) for name, size in zip(names, sizes, strict=True)]
