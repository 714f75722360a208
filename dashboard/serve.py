"""The ASGI application. Also for other servers: `uvicorn dashboard.serve:app`."""

import base64
import hashlib
import os
import re
import secrets
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
# Streamlit reads .streamlit/config.toml from the working directory.
os.chdir(ROOT)

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import log
from core._version import VERSION
from core.errors import StoreError
from core.store.data_folder import data_folder
from dashboard import access, streamlit_patches
from dashboard.hosts import COOKIE

# Loaded before the server reports ready, not with the first page.
for name in ("pandas", "pyarrow.parquet"):
    import_module(name)

_COOKIE_SECONDS = 8 * 24 * 3600
streamlit_patches.skip_slow_checks()
streamlit_patches.send_messages_at_once()
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def content_policy(page: bytes) -> str:
    """Return the content security policy: load from this server only, no other scripts.

    Components (v2) arrive as blobs, pictures also as data addresses, and Streamlit
    writes styles into the page. Scripts written into the page run only if Streamlit's
    own start page holds them.

    Source: W3C, Content Security Policy Level 3, section 6 (directives) and 8.2
    (hashes), https://www.w3.org/TR/CSP3/
    """
    hashes = [hashlib.sha256(script) for script in _INLINE_SCRIPT.findall(page)]
    own = [f"'sha256-{base64.b64encode(each.digest()).decode()}'" for each in hashes]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' blob:", *own]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            # In current browsers 'self' includes the WebSocket of the same address.
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


def _has_cookie(scope: Scope) -> bool:
    return any(
        name == b"cookie" and f"{COOKIE}=".encode() in value
        for name, value in scope.get("headers", ())
    )


def _new_cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return (
        f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_COOKIE_SECONDS}; "
        f"HttpOnly; SameSite=Lax{secure}"
    )


class SecurityHeaders:
    """ASGI middleware that adds security headers to every response.

    The start page also sets a cookie, unless the browser has it.
    """

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; `send` sets the headers when a response starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and not _has_cookie(scope):
                    headers.append("set-cookie", _new_cookie(scope))
            await send(message)

        await self.app(scope, receive, send_with_headers)


class OwnOrigin:
    """ASGI middleware that refuses WebSockets opened by pages of other origins.

    Streamlit admits every port of this computer, and with it any local program; see
    https://github.com/streamlit/streamlit/issues/16386.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with status 403."""
        if scope["type"] == "websocket" and not _is_own_origin(scope):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)


def _is_own_origin(scope: Scope) -> bool:
    """True if scheme, host and port are those of the request, or if no page asks.

    Behind a proxy that is not trusted, https is unknown; host and port then decide.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return True
    scheme, _, place = origin.partition("://")
    expected = ("https",) if scope.get("scheme") == "wss" else ("http", "https")
    return scheme in expected and place == headers.get("host")


@asynccontextmanager
async def _preload(_app: st.App) -> AsyncIterator[None]:
    """Load what every page needs while the first browser still starts."""
    threading.Thread(target=_load_blocks, daemon=True).start()
    # If the data folder cannot be written to, every page says so.
    with suppress(StoreError):
        folder = data_folder()
        log.configure(folder)
        mode = "shared" if access.is_shared() else "personal"
        host = str(st.get_option("server.address") or "")
        values = {"version": VERSION, "mode": mode, "folder": str(folder)}
        log.event("started", **values, host=host)
    yield


def _load_blocks() -> None:
    blocks = import_module("dashboard.blocks")
    for module in walk_packages(blocks.__path__, "dashboard.blocks."):
        import_module(module.name)


HEADERS = {
    "Content-Security-Policy": content_policy(streamlit_patches.start_page()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

app = st.App(
    ROOT / "dashboard" / "app.py",
    lifespan=_preload,
    middleware=[Middleware(SecurityHeaders, headers=HEADERS), Middleware(OwnOrigin)],
)
