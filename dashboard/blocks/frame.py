"""The frame around every page: its style, its navigation, what is being looked at."""

from pathlib import Path
from typing import Any

import streamlit as st

import core.charts.assets
from dashboard import access, cache, session
from dashboard.blocks.context_bar import context_bar, notices
from dashboard.figures.style import Theme
from dashboard.text import error_sentence, say
from dashboard.views.view import current_view
from dashboard.widgets.attributes import attributes
from dashboard.words import escape_markdown

_ASSETS = Path(core.charts.assets.__file__).parent
_PAGES = Path(__file__).resolve().parents[2] / "pages"
_SECTIONS = {
    "": ("overview", "confusion", "mistakes", "your_digits", "share"),
    "section-workbench": (
        "data",
        "training",
        "replay",
        "compare",
        "how_sure",
        "weak_spots",
        "suspects",
    ),
}
# What no setting of the theme reaches.
_STYLE = """
<style>
/* In dark, the primary colour is too faint for words. */
button[data-selected="true"],
button[kind="tertiary"]:not(:disabled) { color: inherit !important; }
.stSlider [data-testid="stSliderThumbValue"] {
  color: light-dark(#16202E, #E8ECF2) !important;
}
/* As in our components; Streamlit's ring is hardly seen in dark. */
:is(a, button, summary):focus-visible,
label:has(:is([type="radio"], [type="checkbox"]):focus-visible) {
  outline: 3px solid light-dark(#16202E, #E8ECF2) !important;
  outline-offset: 1px;
  box-shadow: none !important;
}
button[data-variant]:focus-visible { outline-offset: -3px; }
/* The tools of a table show themselves to the pointer alone. */
.stElementToolbar:focus-within { top: -2.75rem; z-index: 1; opacity: 1; }
/* Streamlit's grey for numbers in charts is too faint on white. */
.stPlotlyChart :is(.xtick, .ytick, .bars) text {
  fill: light-dark(#5A6678, #A2AEBF) !important;
}
.st-key-attributes { position: absolute; }
.stMainBlockContainer { font-variant-numeric: tabular-nums lining-nums; }
@media (max-width: 480px) {
  /* Ten digits side by side. */
  .stButtonGroup [role="toolbar"] { gap: 3px; }
}
.lead {
  max-width: 44em;
  margin: 0;
  font-size: 20px;
  line-height: 1.5;
  text-wrap: pretty;
}
.pair { margin: 0; font-size: 40px; line-height: 1; font-weight: 600; }
.pair.small { font-size: 22px; }
.pair i { margin: 0 0.18em; font-style: normal; font-weight: 400; }
.pair i, .pair em { font-style: normal; color: light-dark(#C23B0A, #FF8F66); }
.pair span {
  margin-left: 12px;
  font-size: 14px;
  font-weight: 400;
  color: light-dark(#5A6678, #A2AEBF);
}
.stMarkdown p { text-wrap: pretty; }
:lang(zh) :is(.lead, .stMarkdown p) { line-height: 1.7; }
.st-key-report button { min-height: 56px; padding: 8px 28px; }
.st-key-report button p { font-size: 18px; }
.stPageLink a { padding-left: 0 !important; background: none !important; }
.stPageLink a p { text-decoration: underline; text-underline-offset: 3px; }
.stPageLink a p { text-decoration-color: light-dark(#76829A, #707D90); }
:is(.st-key-upload_line, [class*="st-key-reliability_"]) button p {
  font-size: 14px;
  text-decoration: underline;
  text-decoration-color: light-dark(#76829A, #707D90);
  text-underline-offset: 3px;
}
[class*="st-key-reliability_"] button { text-align: left; }
.stMainBlockContainer button[kind="tertiary"] { padding-left: 0; padding-right: 0; }
/* The key of a digit is the digit. */
[class*="st-key-verdict_digit"]:not(.st-key-verdict_digits) kbd { display: none; }
/* Epochs move what is far below; the page under them must not jump. */
:has(> .st-key-replay_bar) {
  position: sticky;
  top: 3.75rem;
  z-index: 10;
  background: light-dark(#FFFFFF, #10151C);
}
.stMain:has(.st-key-replay_bar) { scroll-padding-top: 11rem; }
@media (min-width: 768px) {
  :is(.st-key-replay_learned, .st-key-replay_forgotten) { min-height: 22.25rem; }
}
.stMainBlockContainer h1 { padding-top: 0.5rem; }
.stMainBlockContainer h2 { padding-top: 1.25rem; }
/* Second in rank, and as small as a third: the first is right above. */
.stMainBlockContainer .st-key-adding h2 {
  padding-top: 0.75rem;
  font-size: 1.0625rem;
  line-height: 1.2;
  letter-spacing: -0.005em;
}
</style>
"""


def page_style() -> None:
    """Draw the wordmark and what no setting of the theme reaches."""
    st.html(_STYLE)
    attributes()
    st.logo(_ASSETS / f"wordmark-{theme()}.svg", size="large")


def theme() -> Theme:
    """Whether the page is light or dark now."""
    return "dark" if st.context.theme.type == "dark" else "light"


def navigation() -> Any:
    """Build the menu and return the page that was asked for."""
    return st.navigation(
        {
            say(section) if section else "": [page(name) for name in names]
            for section, names in _SECTIONS.items()
        },
        position="top",
    )


def page(name: str) -> Any:
    """Describe a page by its file name, for the menu, links and switching."""
    title = say(f"page-{name}")
    return st.Page(_PAGES / f"{name}.py", title=title, default=name == "overview")


def frame() -> None:
    """Draw what is being looked at, and what must be said about it."""
    target = session.pop_redirect()
    if target is not None:
        st.switch_page(page(target))
    cache.clean_up_uploads(shared=access.is_shared())
    trouble = cache.register_mnist()
    if trouble is not None:
        reason = escape_markdown(error_sentence(trouble))
        st.warning(say("frame-mnist-trouble", reason=reason))
    view = current_view()
    context_bar(view)
    notices(view)
