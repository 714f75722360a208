"""Messages of components: untrusted JSON, since a browser may send anything."""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st


def component_message(key: str, name: str) -> Any:
    """Return a component's message by name, which is untrusted JSON.

    Return None if the component is gone, or if the message has a number that is not
    finite, which JSON does not know but Python reads.
    """
    state = st.session_state.get(key)
    message = state.get(name) if isinstance(state, Mapping) else None
    return message if _is_finite(message) else None


def component_record(key: str, name: str) -> Mapping[str, Any]:
    """Return a component's message, empty unless it is a JSON object."""
    message = component_message(key, name)
    return message if isinstance(message, Mapping) else {}


def component_records(key: str, name: str) -> list[Mapping[str, Any]]:
    """Return the JSON objects of a component's message, none unless it is a list."""
    message = component_message(key, name)
    items = message if isinstance(message, list) else []
    return [item for item in items if isinstance(item, Mapping)]


def _is_finite(message: object) -> bool:
    if isinstance(message, Mapping):
        return all(map(_is_finite, message.values()))
    if isinstance(message, list):
        return all(map(_is_finite, message))
    return not isinstance(message, float) or math.isfinite(message)
