"""ASGI middleware: a personal server serves only browsers that know its token."""

import re
import secrets
import time
from functools import cache
from hashlib import sha256
from html import escape
from typing import Final
from urllib.parse import quote, unquote_plus

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import StoreError
from core.store.access_token import access_token
from core.wording import say
from dashboard.peer_user import is_own_user
from dashboard.server_mode import is_shared_server

# The longest time that browsers keep a cookie. Source: RFC 6265bis, section 5.5.
_COOKIE_SECONDS: Final = 400 * 24 * 3600
_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 sans-serif }}
body {{ max-width: 36rem; margin: 15vh auto; padding: 0 1rem }}
h1 {{ font-size: 1.5rem }}
</style>
<h1>{title}</h1><p>{reason}</p><p>{remedy}</p><pre>{command}</pre>
<p>{link} <a href="">{again}</a></p></html>
"""
_ONE_TIME_SECONDS: Final = 60
# Each with the time at which it expires, on the clock of `time.monotonic`.
_one_time_tokens: dict[str, float] = {}


@cache
def _token() -> str:
    try:
        return access_token()
    except StoreError:
        # Every page says that the data folder cannot be used.
        return secrets.token_urlsafe(32)


def prepare() -> None:
    """Make the token if there is none, so that the server can check it at once."""
    lasting_query()


def lasting_query() -> str:
    """Return what follows the address to admit a browser, "" on a shared server."""
    return "" if is_shared_server() else f"/?token={_token()}"


def one_time_query() -> str:
    """Return the same for one visit within a minute.

    Other users of the computer can read an address in the command that opens a browser,
    often for as long as the browser runs.
    """
    if is_shared_server():
        return ""
    token = secrets.token_urlsafe(32)
    _one_time_tokens[token] = time.monotonic() + _ONE_TIME_SECONDS
    return f"/?token={token}"


class TokenCheck:
    """ASGI middleware that refuses requests without the token on a personal server.

    The first answer replaces the token in the address by a cookie. The health check,
    which reveals nothing, is open. On Linux, programs of the server's own user need no
    token; their browser gets the cookie with its first page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, exchange its token for a cookie, or refuse it with 403."""
        kind = scope["type"]
        if kind == "lifespan" or is_shared_server():
            await self.app(scope, receive, send)
        elif kind == "http" and _has_token(scope):
            await _exchange(scope)(scope, receive, send)
        elif _has_cookie(scope) or _is_health_check(scope) or _has_token(scope):
            await self.app(scope, receive, send)
        elif is_own_user(scope):
            await self.app(scope, receive, _with_cookie(scope, send))
        elif kind == "http":
            await _refusal(scope)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _has_token(scope: Scope) -> bool:
    given = QueryParams(scope["query_string"]).get("token", "")
    if _is_same(given, _token()):
        return True
    used = [each for each in tuple(_one_time_tokens) if _is_same(given, each)]
    return any(_one_time_tokens.pop(each) > time.monotonic() for each in used)


def _has_cookie(scope: Scope) -> bool:
    cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
    return _is_same(cookies.get(_cookie_name(scope), ""), _token())


def _is_same(given: str, token: str) -> bool:
    """True if two tokens are equal, in a time that does not depend on them."""
    return secrets.compare_digest(given.encode(), token.encode())


def _cookie_name(scope: Scope) -> str:
    """Return a name that differs between data folders.

    Servers on one computer get each other's cookies, whatever their ports.
    """
    name = f"misread_token_{sha256(_token().encode()).hexdigest()[:8]}"
    # Source: RFC 6265bis, section 4.1.3.2.
    return f"__Host-{name}" if _is_secure(scope) else name


def _is_secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")


def _is_health_check(scope: Scope) -> bool:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = f"/{base}/_stcore/health".replace("//", "/")
    return scope["type"] == "http" and scope["path"] == path


def _exchange(scope: Scope) -> Response:
    """Return a redirect to the same address without the token, with a cookie."""
    # Relative, since an address that begins with // would lead to another host.
    page = quote(scope["path"].rpartition("/")[2])
    parts = scope["query_string"].decode("latin-1").split("&")
    query = "&".join(
        part for part in parts if unquote_plus(part.partition("=")[0]) != "token"
    )
    response = Response(status_code=303, headers={"Cache-Control": "no-store"})
    response.headers["Location"] = f"./{page}{'?' if query else ''}{query}"
    response.headers["Set-Cookie"] = _cookie(scope)
    return response


def _with_cookie(scope: Scope, send: Send) -> Send:
    """Return a `send` that adds the cookie to a page, so that its files are quick."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", _cookie(scope))
        await send(message)

    return send_with_cookie


def _cookie(scope: Scope) -> str:
    kept = f"Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly; SameSite=Strict"
    secure = "; Secure" if _is_secure(scope) else ""
    return f"{_cookie_name(scope)}={_token()}; {kept}{secure}"


def _refusal(scope: Scope) -> Response:
    """Return the page for a browser without the token, in its language."""
    wanted = Headers(scope=scope).get("accept-language", "")
    found = re.search(r"\b(en|zh)\b", wanted.lower())
    language = found[0] if found else "en"
    names = "title", "reason", "remedy", "link", "again"
    texts = {name: escape(say(f"refused-{name}", language)) for name in names}
    server = scope.get("server") or ("", "")
    command = f"python start.py --address --port {server[1]}"
    page = _PAGE.format(**texts, language=language, command=command)
    return HTMLResponse(page, 403, {"Cache-Control": "no-store"})
