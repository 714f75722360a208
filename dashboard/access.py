"""Personal or shared: whether whoever uses the dashboard owns the computer."""

import os
from hashlib import sha256

import streamlit as st

from core.settings import Settings
from dashboard.hosts import is_loopback

# Set by `dashboard.serve` with the start page.
COOKIE = "misread_browser"


def is_shared() -> bool:
    """Whether strangers may be using this server.

    ``MISREAD_MODE`` set to ``personal`` or ``shared`` decides. Without it, a server is
    personal that listens on this computer alone and answers to no other name: one that
    does is reached through a proxy.
    """
    mode = Settings.from_environment().mode
    if mode in ("personal", "shared"):
        return mode == "shared"
    address = st.get_option("server.address") or "0.0.0.0"
    names = st.get_option("server.allowedHosts") or []
    return not all(is_loopback(each) for each in (address, *names))


def has_tour() -> bool:
    """Whether newcomers are shown about; ``MISREAD_TOUR`` set to 0 leaves it out."""
    return os.environ.get("MISREAD_TOUR") != "0"


def browser_id() -> str:
    """Tell one browser from others by its cookie; empty if it has none.

    A hash: who reads what was written down cannot pass for that browser.
    """
    cookie = st.context.cookies.get(COOKIE, "")
    return sha256(cookie.encode()).hexdigest() if cookie else ""


def training_allowed() -> bool:
    """Whether this server trains for its readers; a shared one only if told so."""
    return not is_shared() or Settings.from_environment().allows_training
