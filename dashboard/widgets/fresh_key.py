"""Keys of widgets in a popover, whose value may be chosen outside of it."""

import streamlit as st


def fresh_key(name: str, chosen: object) -> str:
    """Return a new key whenever the value was chosen outside this widget.

    While a popover is closed, the browser does not receive the new value and would send
    its old one as if it were a new choice.
    """
    number = st.session_state.get(f"{name}_number", 0)
    if st.session_state.get(f"{name}_{number}", chosen) != chosen:
        number += 1
    st.session_state[f"{name}_number"] = number
    return f"{name}_{number}"
