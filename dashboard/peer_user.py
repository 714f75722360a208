"""Whether a connection comes from a program of the user who runs the server.

Only Linux reveals the user: its tables of connections name the user at either end.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard.hosts import is_forwarded

_TABLES: Final = ("/proc/net/tcp", "/proc/net/tcp6")
_ESTABLISHED: Final = "01"


def is_own_user(scope: Scope) -> bool:
    """True if the other end of a connection belongs to the user of this process.

    Never true on other systems, or if a proxy passes the request on.

    Source:
        proc_net_tcp, https://docs.kernel.org/networking/proc_net_tcp.html
    """
    client, server = scope.get("client"), scope.get("server")
    if sys.platform != "linux" or not client or not server:
        return False
    if is_forwarded(Headers(scope=scope)):
        return False
    with suppress(OSError, ValueError):
        ends = set(_spellings(*client)), set(_spellings(*server))
        for table in _TABLES:
            for line in Path(table).read_text("ascii").splitlines()[1:]:
                _, local, remote, state, _, _, _, user, *_ = line.split()
                if state == _ESTABLISHED and local in ends[0] and remote in ends[1]:
                    return int(user) == os.getuid()
    return False


def _spellings(host: str, port: int) -> Iterator[str]:
    """Yield an address and a port as the tables write them, also as IPv6."""
    address = ip_address(host)
    found: list[IPv4Address | IPv6Address] = [address]
    if isinstance(address, IPv4Address):
        found.append(IPv6Address(f"::ffff:{host}"))
    elif address.ipv4_mapped is not None:
        found.append(address.ipv4_mapped)
    for each in found:
        # Each group of four bytes is a number in this computer's order.
        words = (each.packed[at : at + 4] for at in range(0, len(each.packed), 4))
        text = "".join(f"{socket.ntohl(int.from_bytes(word)):08X}" for word in words)
        yield f"{text}:{port:04X}"
