"""The reader's language, for the browser and for Streamlit's own texts."""

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
    "reader",
    html="<i></i>",
    css=css("reader"),
    js=javascript("reader"),
)


def reader() -> None:
    """Tell the browser which language the page is in, and let Streamlit speak it."""
    language = current_language()
    words = {} if language == LANGUAGES[0] else _words(language)
    lang = say("html-lang", language)
    _mount(key="reader", data={"lang": lang, "words": words})


@cache
def _words(language: str) -> dict[str, str]:
    return {
        say(f"streamlit-{name}", LANGUAGES[0]): say(f"streamlit-{name}", language)
        for name in _TEXTS
    }
