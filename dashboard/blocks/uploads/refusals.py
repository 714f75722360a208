"""Files that were not taken in, each with its reason."""

from collections.abc import Sequence

import streamlit as st

from core.data.uploaded_files import Refusal
from dashboard.blocks.common import caption
from dashboard.text import error_sentence, escape_markdown, say

_SHOWN = 5


def refused_files(refusals: Sequence[Refusal], *, count: int, ignored: int) -> None:
    """List what was refused; the rest of a long list is folded away.

    Args:
        refusals: The files, as many as were kept.
        count: How many there were.
        ignored: How many system files were passed over.
    """
    if count:
        st.markdown(f"**{say('digits-refused', count=count)}**")
        lines = [
            f"- **{escape_markdown(each.name)}**  \n"
            f"  {escape_markdown(error_sentence(each.error))}"
            for each in refusals
        ]
        st.markdown("\n".join(lines[:_SHOWN]))
        if len(lines) > _SHOWN:
            with st.expander(say("digits-refused-more", count=count - _SHOWN)):
                st.markdown("\n".join(lines[_SHOWN:]))
    if ignored:
        caption(say("digits-ignored", count=ignored))
