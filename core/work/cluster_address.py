"""The address of a cluster, and the files that protect the way to it."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from core.errors import WorkError
from core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterAddress:
    """Where a cluster is.

    Attributes:
        url: ``tls://host:port``, ``tcp://127.0.0.1:port``, or "" for a local one.
        local_workers: Number of workers that are started on this computer, or 0.
        ca, certificate, key: Files in PEM format; "" without encryption.
    """

    url: str = ""
    local_workers: int = 0
    ca: str = ""
    certificate: str = ""
    key: str = ""

    @property
    def is_encrypted(self) -> bool:
        """True if both sides show certificates."""
        return self.url.startswith("tls://")

    def __str__(self) -> str:
        return self.url or f"local:{self.local_workers}"


def cluster_address(settings: Settings | None = None) -> ClusterAddress | None:
    """Return the cluster that ``MISREAD_CLUSTER`` names, None if it names none.

    Raises:
        WorkError: The address is malformed or not encrypted, or a file is missing.
    """
    settings = settings or Settings.from_environment()
    text = settings.cluster
    if not text:
        return None
    if found := re.fullmatch(r"local:([1-9]\d?)", text):
        return ClusterAddress(local_workers=int(found[1]))
    parts = urlsplit(text)
    try:
        is_address = parts.scheme in ("tls", "tcp") and parts.hostname and parts.port
    except ValueError:
        is_address = None
    if not is_address:
        raise WorkError("cluster-address", address=text)
    if parts.scheme == "tcp":
        if not _is_loopback(parts.hostname or ""):
            raise WorkError("cluster-unencrypted", address=text)
        return ClusterAddress(url=text)
    ca, certificate, key = _files(settings)
    return ClusterAddress(url=text, ca=ca, certificate=certificate, key=key)


def address_of_scheduler(host: str, port: int, settings: Settings) -> ClusterAddress:
    """Return the address of a scheduler to start.

    Raises:
        WorkError: Others could reach it, and a file for encryption is missing.
    """
    if _is_loopback(host) and not settings.cluster_ca:
        return ClusterAddress(url=f"tcp://{host}:{port}")
    ca, certificate, key = _files(settings)
    url = f"tls://{host}:{port}"
    return ClusterAddress(url=url, ca=ca, certificate=certificate, key=key)


def _files(settings: Settings) -> list[str]:
    files = {
        "CA": settings.cluster_ca,
        "CERT": settings.cluster_cert,
        "KEY": settings.cluster_key,
    }
    for name, path in files.items():
        if not Path(path).is_file():
            raise WorkError("cluster-certificate", name=name, path=path or "–")
    return list(files.values())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
