"""Changes to Streamlit's own page in the browser: its language and its markup.

Only this module and `dashboard.streamlit_patches` name Streamlit's internals.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from core.wording import LANGUAGES, say, say_all
from dashboard.text import current_language
from dashboard.widgets.assets import css, javascript

_mount = st.components.v2.component(
    "browser_patches",
    html="<i></i>",
    css=css("browser_patches"),
    js=javascript("browser_patches"),
)


def browser_patches(refusals: Mapping[int, tuple[str, Mapping[str, Any]]]) -> None:
    """Set the page's language, translate Streamlit's texts and complete its markup.

    `refusals` holds the message and its values for an upload that the server refused,
    by HTTP status. Streamlit shows only the status.
    """
    language = current_language()
    words = {} if language == LANGUAGES[0] else _words(language)
    words |= {
        f"/.*Request failed with status code {status}/": say(
            message, language, **values
        )
        for status, (message, values) in refusals.items()
    }
    lang = say("html-lang", language)
    _mount(key="browser_patches", data={"lang": lang, "words": words})


@cache
def _words(language: str) -> dict[str, str]:
    """Return translations of the texts that Streamlit writes itself, by the text."""
    original = say_all("streamlit-", LANGUAGES[0])
    return {
        original[name]: text for name, text in say_all("streamlit-", language).items()
    }
