"""What the dashboard changes about Streamlit where no setting does.

Only this module and `dashboard.widgets.browser_patches` name Streamlit's internals.
"""

import gc
import socket
from functools import cache
from pathlib import Path

import streamlit
from streamlit import delta_generator, net_util
from streamlit.components.v2.bidi_component import serialization
from streamlit.web.server.starlette import starlette_server


def start_page() -> bytes:
    """Return Streamlit's start page, which holds its inline scripts."""
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()


def skip_slow_checks() -> None:
    """Skip three checks that delay a page."""
    # For a page of another origin, Streamlit would ask a server on the internet for the
    # address of this one, and block every session meanwhile.
    net_util._external_ip = ""
    # Before its first element, Streamlit would read the sources of all modules, to warn
    # users who started a script with plain Python.
    delta_generator._use_warning_has_been_displayed = True
    # Streamlit would search the data of each component for tables; ours send none.
    serialization.is_dataframe_like = lambda obj: False  # noqa: ARG005


@cache
def send_messages_at_once() -> None:
    """Send each message of a rerun without waiting for the browser's receipt.

    Nagle's algorithm holds a small packet back until the earlier one is acknowledged,
    which takes some 40 ms. asyncio turns it off for sockets that name TCP as their
    protocol, and Streamlit's does not. Source: RFC 896, and RFC 1122, section 4.2.3.2.
    """
    bind = starlette_server._bind_socket

    def bind_tcp(address: str, port: int, backlog: int) -> socket.socket:
        bound = bind(address, port, backlog)
        family, kind = bound.family, bound.type
        return socket.socket(family, kind, socket.IPPROTO_TCP, bound.detach())

    starlette_server._bind_socket = bind_tcp


@cache
def freeze_loaded_objects() -> None:
    """Exempt what is loaded by now from garbage collection; only the first call does.

    Streamlit collects after every run, and blocks the process while it does, even the
    response to the browser. Most of what it searches are libraries, which stay loaded.
    """
    gc.collect()
    gc.freeze()
