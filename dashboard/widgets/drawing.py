"""A drawing of `core.charts.drawings`, in the colours of the page's theme."""

import streamlit as st

from dashboard.widgets.assets import css

_JS = """
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.drawing')
  // The markup comes from core.charts.drawings, which escapes every text.
  if (root && root.innerHTML !== data.markup) root.innerHTML = data.markup
}
"""

_mount = st.components.v2.component(
    "drawing",
    html='<div class="drawing"></div>',
    css=css("drawings", "preparation"),
    js=_JS,
)


def drawing(markup: str, *, key: str) -> None:
    """Draw markup from `core.charts.drawings`."""
    _mount(key=key, data={"markup": markup})
