"""Personal or shared: whether whoever uses the dashboard owns the computer."""

import ipaddress
import os

import streamlit as st


def is_shared() -> bool:
    """Whether strangers may be using this server.

    ``MISREAD_MODE`` set to ``personal`` or ``shared`` decides; without it, any address
    but that of this computer is shared.
    """
    mode = os.environ.get("MISREAD_MODE")
    if mode in ("personal", "shared"):
        return mode == "shared"
    address = st.get_option("server.address") or "0.0.0.0"
    try:
        return not ipaddress.ip_address(address).is_loopback
    except ValueError:
        return bool(address != "localhost")


def may_train() -> bool:
    """Whether this server trains for its readers; a shared one only if told so."""
    return not is_shared() or os.environ.get("MISREAD_TRAINING") == "1"
