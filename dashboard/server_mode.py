"""Whether this server is personal or shared; the server starts with little else."""

from collections.abc import Sequence

import streamlit as st

from core.settings import Settings
from dashboard.hosts import is_loopback


def is_shared_server() -> bool:
    """True if other people may use this server.

    ``MISREAD_MODE`` decides. Without it, a server is personal if it listens on this
    computer alone and answers to no other name; another name means a proxy in front.
    """
    address = st.get_option("server.address") or "0.0.0.0"
    return is_shared_at(address, st.get_option("server.allowedHosts") or [])


def is_shared_at(address: str, names: Sequence[str]) -> bool:
    """True if a server on an address, with these other names, is shared."""
    mode = Settings.from_environment().mode
    if mode in ("personal", "shared"):
        return mode == "shared"
    return not all(is_loopback(each) for each in (address, *names))
