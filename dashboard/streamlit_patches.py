"""What the dashboard changes about Streamlit where no setting does.

Only this module and `dashboard.widgets.browser_patches` name Streamlit's internals.
"""

import asyncio
import gc
import socket
import sys
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import streamlit
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from streamlit import config, delta_generator, net_util, runtime
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.web.server.starlette import starlette_server, starlette_websocket
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.hosts import browser_cookie

MAX_ADDRESS_LENGTH: Final = 16_384
"""Characters of the query of an address; Misread writes at most 2,000."""
REQUEST_SECONDS: Final = 20
"""Seconds that a connection has for its first request, and for each further one."""


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

    A collection blocks the process. Most of what it searches are libraries, which stay
    loaded.
    """
    gc.collect()
    gc.freeze()


@cache
def close_silent_connections(most: int) -> None:
    """Close connections without a whole request, and those beyond `most` at once.

    A browser opens up to six, and one for the WebSocket. uvicorn waits for a request as
    long as the connection lives, and each connection takes one of the files that the
    system allows.
    """
    protocol: Any = H11Protocol
    connect = protocol.connection_made

    def connect_within_limits(self: Any, transport: asyncio.Transport) -> None:
        connect(self, transport)
        if len(self.connections) > most:
            transport.abort()
        else:
            self.loop.call_later(REQUEST_SECONDS, close_if_silent, self, transport)

    def close_if_silent(
        self: Any, transport: asyncio.Transport, previous: object = None
    ) -> None:
        # A WebSocket has replaced the protocol by its own.
        current: Any = transport.get_protocol()
        if transport.is_closing() or current is not self:
            return
        is_waiting = self.cycle is None or self.cycle.response_complete
        if is_waiting and self.cycle is previous:
            transport.abort()
        else:
            values = self, transport, self.cycle
            self.loop.call_later(REQUEST_SECONDS, close_if_silent, *values)

    protocol.connection_made = connect_within_limits


@cache
def reveal_less() -> None:
    """Send browsers neither paths nor versions of this computer.

    See https://github.com/streamlit/streamlit/issues/16449.
    """
    session: Any = AppSession
    create = session._create_new_session_message

    def create_without_host(*args: Any, **kwargs: Any) -> ForwardMsg:
        message: ForwardMsg = create(*args, **kwargs)
        message.new_session.main_script_path = "app.py"
        started = message.new_session.initialize
        started.environment_info.ClearField("python_version")
        started.environment_info.ClearField("server_os")
        started.user_info.Clear()
        return message

    session._create_new_session_message = create_without_host


class KnownMessages:
    """Messages that a browser keeps, as the order of what it was sent implies.

    It keeps a large message until more than `most_age` runs of the script have ended
    since the message was last sent or referred to. A run of fragments ages only their
    own messages.
    """

    def __init__(self, most_age: int) -> None:
        self._most_age = most_age
        self._num_runs = 0
        self._kept: dict[str, tuple[int, str]] = {}

    def shorten(self, message: ForwardMsg) -> ForwardMsg:
        """Return the message to send next, as a reference if the browser keeps it."""
        if message.WhichOneof("type") == "script_finished":
            self._age(message.metadata.run.fragment_ids)
        elif message.metadata.cacheable:
            is_kept = message.hash in self._kept
            self._kept[message.hash] = self._num_runs, message.delta.fragment_id
            if is_kept:
                return create_reference_msg(message)
        return message

    def _age(self, fragments: Collection[str]) -> None:
        self._num_runs += 1
        self._kept = {
            key: (last_run, fragment)
            for key, (last_run, fragment) in self._kept.items()
            if (fragments and fragment not in fragments)
            or self._num_runs - last_run <= self._most_age
        }


@cache
def refer_only_to_kept_messages() -> None:
    """Refer to a large message only if the browser keeps it when the reference arrives.

    Streamlit goes by what the browser kept when it asked for a run. Where the end of
    another run is on its way meanwhile, the browser drops a message that it then does
    not find, and shows a connection error.
    """
    client: Any = starlette_websocket.StarletteSessionClient
    write = client.write_forward_msg

    def write_shortened(self: Any, message: ForwardMsg) -> None:
        if not hasattr(self, "known_messages"):
            most_age = config.get_option("global.maxCachedMessageAge")
            self.known_messages = KnownMessages(most_age)
        write(self, self.known_messages.shorten(message))

    client.write_forward_msg = write_shortened


@cache
def filter_messages() -> None:
    """Ignore messages that no page of Misread sends, and what browsers say they keep.

    One empties the caches of all sessions; addresses of many megabytes take seconds to
    read, for which the server answers no other browser.
    """
    session: Any = AppSession
    handle = session.handle_backmsg

    def handle_if_expected(self: Any, message: BackMsg) -> None:
        asked = message.rerun_script
        if message.WhichOneof("type") == "rerun_script":
            asked.ClearField("cached_message_hashes")
        texts = asked.query_string, asked.page_name, asked.page_script_hash
        is_expected = message.WhichOneof("type") != "clear_cache"
        if is_expected and max(map(len, texts)) <= MAX_ADDRESS_LENGTH:
            handle(self, message)

    session.handle_backmsg = handle_if_expected


@cache
def bind_sessions_to_browsers() -> None:
    """Resume a session only for the browser that began it.

    Streamlit resumes a session for everyone who has its id, unless users sign in; the
    id is in the address of every uploaded file, and so in the log of a proxy.
    """
    gather = starlette_websocket.gather_user_info

    def gather_with_browser(headers: Headers) -> dict[str, str | bool | None]:
        cookie = browser_cookie(cookie_parser(headers.get("cookie", "")))
        return {**gather(headers), "browser": sha256(cookie.encode()).hexdigest()}

    starlette_websocket.gather_user_info = gather_with_browser


def name_downloads_by_content() -> None:
    """Give downloads of different content different addresses.

    Of a file above 1 MiB, Streamlit compares only the length and three samples, so that
    one user may get the file that another user exported before a label was changed.
    """
    storage: Any = memory_media_file_storage
    storage._PARTIAL_HASH_THRESHOLD = sys.maxsize


def uploaded_bytes(session_id: str) -> tuple[int, int]:
    """Return the bytes of uploaded files in memory, of a session and of all."""
    manager: Any = runtime.get_instance().uploaded_file_mgr
    with manager._lock:
        files = manager.file_storage.get(session_id, {}).values()
        return sum(len(each.data) for each in files), manager._total_bytes


def drop_departed_sessions() -> None:
    """Free what sessions hold whose browser left more than two minutes ago.

    Streamlit does so only when another browser leaves.
    """
    manager: Any = runtime.get_instance()._session_mgr
    with manager._storage_lock:
        manager._session_storage._cache.expire()
    gc.collect()
