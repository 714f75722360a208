"""Keys of widgets that may be out of sight when what they show is chosen elsewhere."""

import streamlit as st


def fresh_key(name: str, chosen: object) -> str:
    """Name a widget anew whenever something else was chosen than in this widget.

    As long as a popover is closed, the browser does not hear of that, and would send
    what was chosen in it before as if it were a new choice.
    """
    number = st.session_state.get(f"{name}_number", 0)
    if st.session_state.get(f"{name}_{number}", chosen) != chosen:
        number += 1
    st.session_state[f"{name}_number"] = number
    return f"{name}_{number}"
