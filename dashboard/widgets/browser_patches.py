"""Changes to Streamlit's own page in the browser: its language and its markup.

Only this module and `dashboard.streamlit_patches` name Streamlit's internals.
"""

from functools import cache
from typing import Final

import streamlit as st

from core.wording import LANGUAGES, say
from dashboard.text import current_language
from dashboard.widgets.assets import css, javascript

# Texts that Streamlit writes itself, in English.
_TEXTS: Final = (
    "skip",
    "pages",
    "home",
    "logo",
    "open",
    "choose",
    "choose-several",
    "no-results",
    "clear",
    "clear-value",
    "from",
    "to",
    "help",
    "help-alone",
    "heading-link",
    "copy",
    "copied",
    "more",
    "less",
    "table-csv",
    "table-full",
    "table-search",
    "table-columns",
    "csv",
    "fullscreen",
    "close-fullscreen",
    "search",
    "columns",
    "pages-of-grid",
    "page",
    "next-page",
    "previous-page",
    "close",
    "upload",
    "browse",
    "drop",
    "drop-several",
    "limit",
    "limit-kinds",
    "remove-file",
    "main-menu",
    "running",
    "connecting",
    "connection-error",
    "apply",
    "apply-text",
    "apply-mac",
    "dismiss",
    "shortcut",
    "file-upload",
)

_mount = st.components.v2.component(
    "browser_patches",
    html="<i></i>",
    css=css("browser_patches"),
    js=javascript("browser_patches"),
)


def browser_patches() -> None:
    """Set the page's language, translate Streamlit's texts and complete its markup."""
    language = current_language()
    words = {} if language == LANGUAGES[0] else _words(language)
    lang = say("html-lang", language)
    _mount(key="browser_patches", data={"lang": lang, "words": words})


@cache
def _words(language: str) -> dict[str, str]:
    return {
        say(f"streamlit-{name}", LANGUAGES[0]): say(f"streamlit-{name}", language)
        for name in _TEXTS
    }
