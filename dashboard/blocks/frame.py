"""The frame around every page: its style, the run and test sets, and notices."""

from pathlib import Path

import streamlit as st

import core.charts.assets
from dashboard import access, cache, navigation
from dashboard.blocks.context_bar import context_bar, notices
from dashboard.text import error_sentence, escape_markdown, say, theme
from dashboard.views.view import current_view

_ASSETS = Path(core.charts.assets.__file__).parent
_STYLE = Path(__file__).parents[1] / "widgets" / "page.css"


def page_style() -> None:
    """Draw the logo, and load the styles that the theme has no settings for."""
    st.html(_STYLE)
    st.logo(_ASSETS / f"wordmark-{theme()}.svg", size="large")


def frame() -> None:
    """Draw the context bar and the notices of every page."""
    navigation.follow_redirect()
    cache.clean_up_uploads(shared=access.is_shared())
    trouble = cache.register_mnist()
    if trouble is not None:
        reason = escape_markdown(error_sentence(trouble))
        st.warning(say("frame-mnist-trouble", reason=reason))
    view = current_view()
    context_bar(view)
    notices(view)
