"""Three steps for whoever is here for the first time."""

from typing import Final

import streamlit as st

from dashboard import access, navigation, session
from dashboard.text import say
from dashboard.widgets.assets import css, javascript

_STEPS: Final = ("overview", "confusion", "your_digits")

_mount = st.components.v2.component(
    "tour",
    html='<section class="tour" hidden></section>',
    css=css("tour"),
    js=javascript("tour"),
)


def tour() -> None:
    """Draw the step that this browser has not seen yet, if there is one."""
    if not access.has_tour():
        return

    def follow() -> None:
        name = session.component_message("tour", "page")
        if name in _STEPS:
            navigation.redirect_to(name)

    _mount(
        key="tour",
        on_page_change=follow,
        data={
            # An opened image is looked at by itself.
            "wanted": session.case() is None,
            "steps": [
                {
                    "page": name,
                    "title": say(f"tour-{name}"),
                    "text": say(f"tour-{name}-text"),
                }
                for name in _STEPS
            ],
            "words": {
                "title": say("tour"),
                "place": say("tour-place", total=len(_STEPS)),
                "next": say("tour-next"),
                "done": say("tour-done"),
                "end": say("tour-end"),
            },
        },
    )
