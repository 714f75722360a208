"""Whether this server is personal or shared; the server starts with little else."""

import streamlit as st

from core.settings import Settings
from dashboard.hosts import is_loopback


def is_shared_server() -> bool:
    """True if other people may use this server.

    ``MISREAD_MODE`` decides. Without it, a server is personal if it listens on this
    computer alone and answers to no other name; another name means a proxy in front.
    """
    mode = Settings.from_environment().mode
    if mode in ("personal", "shared"):
        return mode == "shared"
    address = st.get_option("server.address") or "0.0.0.0"
    names = st.get_option("server.allowedHosts") or []
    return not all(is_loopback(each) for each in (address, *names))
