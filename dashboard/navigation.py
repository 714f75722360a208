"""The pages, their menu, and how to get from one to another."""

from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard import session
from dashboard.text import say

_FOLDER: Final = Path(__file__).resolve().parents[1] / "pages"
_SECTIONS: Final = {
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


def menu() -> Any:
    """Draw the menu and return the page that the address names."""
    return st.navigation(
        {
            say(section) if section else "": [page(name) for name in names]
            for section, names in _SECTIONS.items()
        },
        position="top",
    )


def page(name: str) -> Any:
    """Return the page of a file name, for the menu, links and switching."""
    title = say(f"page-{name}")
    return st.Page(_FOLDER / f"{name}.py", title=title, default=name == "overview")


def redirect_to(name: str) -> None:
    """Request another page; a callback cannot switch, so `follow_redirect` does."""
    st.session_state[session.REDIRECT] = name


def follow_redirect() -> None:
    """Switch to the page that was requested, if any."""
    name = st.session_state.pop(session.REDIRECT, None)
    if name is not None:
        st.switch_page(page(name))
