"""ASGI middleware: which requests reach Streamlit, and what every response carries."""

import asyncio
import base64
import hashlib
import re
import secrets
from collections import Counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import server_mode, streamlit_patches
from dashboard.hosts import COOKIE, SECURE_COOKIE

_COOKIE_SECONDS: Final = 8 * 24 * 3600
_DOWNLOADS: Final = "/media/"
# Numbers of visitors and sessions; and an interface for programs, which Misread lacks.
_CLOSED: Final = re.compile("/_stcore/(metrics|agent/)")
_UPLOAD: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
SESSION_BYTES: Final = 224 * 2**20
"""Bytes of uploaded files that a shared server keeps in memory for one session."""
ALL_BYTES: Final = 256 * 2**20
"""Bytes of uploaded files that a shared server keeps in memory for all sessions."""
UPLOADS_AT_ONCE: Final = 8
SILENCE_SECONDS: Final = 30
"""Seconds without a byte after which an upload ends."""
UPLOAD_REFUSALS: Final = {
    408: ("upload-silent", {"seconds": SILENCE_SECONDS}),
    413: ("upload-too-large", {"megabytes": SESSION_BYTES // 2**20}),
    429: ("upload-too-many", {"files": UPLOADS_AT_ONCE}),
    507: ("upload-server-full", {}),
}
"""The sentence on the page for a refused upload, by the status of the response."""
_INLINE_SCRIPT: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


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


HEADERS: Final = {
    "Content-Security-Policy": content_policy(streamlit_patches.start_page()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def _missing_cookie(scope: Scope) -> str | None:
    """Return the cookie to set, None if the browser has it.

    Over https its name binds it to this host. A browser with a cookie of http keeps its
    value, and with it the uploads.
    """
    cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
    is_secure = scope.get("scheme") == "https"
    name = SECURE_COOKIE if is_secure else COOKIE
    if name in cookies:
        return None
    value = cookies.get(COOKIE, "")
    if not re.fullmatch("[A-Za-z0-9_-]{32}", value):
        value = secrets.token_urlsafe(24)
    kept = f"Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly; SameSite=Lax"
    return f"{name}={value}; {kept}{'; Secure' if is_secure else ''}"


class SecurityHeaders:
    """ASGI middleware that adds security headers to every response.

    The start page also sets a cookie, unless the browser has it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; `send` sets the headers when a response starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if _DOWNLOADS in scope["path"]:
                    headers["Cache-Control"] = "no-store"
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and (cookie := _missing_cookie(scope)):
                    headers.append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class RequestFilter:
    """ASGI middleware that refuses WebSockets of other origins, and closed addresses.

    Streamlit admits every port of this computer, and with it any local program; see
    https://github.com/streamlit/streamlit/issues/16386.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with status 403 or 404."""
        if scope["type"] == "websocket" and not _is_own_origin(scope):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and _CLOSED.search(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
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


class UploadLimits:
    """ASGI middleware that limits uploads on a shared server.

    Streamlit limits only a single file. It keeps files in memory until their session
    ends, also those that no page asked for and those that arrive unfinished.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.arrived: Counter[str] = Counter()
        self.running: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an upload beyond a limit ends as in UPLOAD_REFUSALS."""
        found = _UPLOAD.search(scope["path"]) if _is_upload(scope) else None
        if found is None or not server_mode.is_shared_server():
            await self.app(scope, receive, send)
            return
        session = found["session"]
        if self.running[session] >= UPLOADS_AT_ONCE:
            text = f"At most {UPLOADS_AT_ONCE} files at once."
            await PlainTextResponse(text, 429)(scope, receive, send)
            return
        num_bytes = 0

        async def receive_within_limits() -> Message:
            nonlocal num_bytes
            try:
                message = await asyncio.wait_for(receive(), SILENCE_SECONDS)
            except TimeoutError:
                text = f"Nothing arrived for {SILENCE_SECONDS} seconds."
                raise HTTPException(408, text) from None
            size = len(message.get("body", b""))
            num_bytes += size
            self.arrived[session] += size
            self._check(session)
            return message

        self.running[session] += 1
        try:
            await self.app(scope, receive_within_limits, send)
        finally:
            self.arrived[session] -= num_bytes
            self.running[session] -= 1
            # Counters without zeros, since sessions come and go.
            self.arrived, self.running = +self.arrived, +self.running

    def _check(self, session: str) -> None:
        own, every = streamlit_patches.uploaded_bytes(session)
        if own + self.arrived[session] > SESSION_BYTES:
            text = f"At most {SESSION_BYTES // 2**20} MB of files for one visitor."
            raise HTTPException(413, text)
        if every + self.arrived.total() > ALL_BYTES:
            raise HTTPException(507, "Too many files of all visitors. Try again later.")


def _is_upload(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in ("PUT", "POST")
