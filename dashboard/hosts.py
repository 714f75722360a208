"""Hosts: which of them are this computer, and which names it answers to."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from core.errors import MisreadError

# Servers that listen there listen everywhere; no browser names them.
ANY_ADDRESS: Final = ("0.0.0.0", "::")
_LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost"})
_NAME: Final = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parse_host_name(text: str) -> str:
    """Read a name as browsers send it: in small letters, without address or port.

    Args:
        text: A name or an address; ``*.example.org`` stands for all names below one.

    Raises:
        MisreadError: It is something else, such as a whole address
            (`host-misnamed`). It would be equal to no name, and let nobody in.
    """
    name = text.strip().lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        pass
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise MisreadError("host-misnamed", name=text) from error
    if not _NAME.fullmatch(name):
        raise MisreadError("host-misnamed", name=text)
    return name


def allowed_hosts(host: str, names: Iterable[str]) -> list[str]:
    """List the names under which a server may be reached, ports aside.

    Another name may be a stranger's page that leads a browser here (DNS rebinding).

    Args:
        host: Where the server listens.
        names: Further names, such as that of a proxy in front.

    Returns:
        What Streamlit takes for ``server.allowedHosts``: empty, which allows every
        name, if others can reach the server and nobody said how they call it.
    """
    given = set(names)
    if not given and not is_loopback(host):
        return []
    return sorted((_LOOPBACK_NAMES | given | {host}) - set(ANY_ADDRESS))
