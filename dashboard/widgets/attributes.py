"""What screen readers need to be told, where Streamlit's own markup does not say it."""

import streamlit as st

from dashboard.widgets.assets import javascript

_mount = st.components.v2.component("attributes", js=javascript("attributes"))


def attributes() -> None:
    """Complete the markup, now and as long as the page is open; nothing is drawn."""
    _mount(key="attributes")
