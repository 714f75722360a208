"""Hosts and browsers: which names this server answers to, and who is asking."""

import ipaddress
import re
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from typing import Final

from core.errors import MisreadError

COOKIE: Final = "misread_browser"
"""Name of the cookie that identifies a browser; scripts cannot read it."""
SECURE_COOKIE: Final = f"__Host-{COOKIE}"
"""Its name over https: only this host can set it. Source: RFC 6265bis, 4.1.3.2."""

# In these headers a proxy names the client, or itself.
_FORWARDING_HEADERS: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
# A server that listens there listens everywhere; no browser uses these as names.
ANY_ADDRESS: Final = ("0.0.0.0", "::")
_LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost"})
_NAME: Final = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def browser_cookie(cookies: Mapping[str, str]) -> str:
    """Return the value of the cookie that identifies a browser, "" if it has none."""
    return cookies.get(SECURE_COOKIE) or cookies.get(COOKIE, "")


def is_forwarded(headers: Container[str]) -> bool:
    """True if a proxy passes on the request with these headers."""
    return any(name in headers for name in _FORWARDING_HEADERS)


def is_loopback(host: str) -> bool:
    """True if only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parse_host_name(text: str) -> str:
    """Return a name or an address as browsers send it: lower case, no scheme or port.

    ``*.example.org`` means all names below one.

    Raises:
        MisreadError: It is something else, such as a whole address
            (`host-misnamed`), which no browser would match.
    """
    name = text.strip().lower().rstrip(".")
    with suppress(ValueError):
        return str(ipaddress.ip_address(name.strip("[]")))
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise MisreadError("host-misnamed", name=text) from error
    if not _NAME.fullmatch(name):
        raise MisreadError("host-misnamed", name=text)
    return name


def allowed_hosts(host: str, names: Iterable[str]) -> list[str]:
    """Return the names under which a server may be reached, without ports.

    Any other name may be an untrusted page that directs a browser here (DNS rebinding).
    The list is empty, which allows every name, if others can reach the server and no
    names, such as that of a proxy in front, are given.
    """
    given = set(names)
    if not given and not is_loopback(host):
        return []
    return sorted((_LOOPBACK_NAMES | given | {host}) - set(ANY_ADDRESS))
