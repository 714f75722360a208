"""Fetching one file over the network, with limits on time and size."""

import ssl
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from core.errors import DatasetError

_CHUNK: Final = 64 * 1024


def download(
    url: str,
    target: Path,
    report: Callable[[int, int], None],
    *,
    timeout: float,
    limit: int,
) -> None:
    """Fetch a file into `target`, which appears only when it is complete.

    The system's proxy settings are respected, and redirects followed as far as they
    are safe themselves.

    Args:
        url: https anywhere, http only on this machine.
        target: The file to write, in a folder that exists.
        report: Called with the bytes so far and in total, 0 where the server does not
            say. Whatever it raises ends the download and leaves nothing behind.
        timeout: Longest silence of the server, in seconds.
        limit: Most bytes to accept.

    Raises:
        DatasetError: `download-insecure`, `download-offline`, `download-untrusted`,
            `download-timeout`, `download-refused` (an HTTP status),
            `download-too-large`, `download-cut-short` or `download-not-saved`.
    """
    _check_url(url)
    partial = target.with_name(f"{target.name}.part")
    received = _received(url, timeout, limit)
    try:
        with closing(received), partial.open("wb") as file:
            for chunk, total in received:
                file.write(chunk)
                report(file.tell(), total)
        partial.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DatasetError("download-not-saved", path=target, reason=reason) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _received(
    url: str, timeout: float, limit: int
) -> Generator[tuple[bytes, int], None, None]:
    """Yield the file in pieces, each with the size of the whole, at first b""."""
    host = urlsplit(url).netloc
    so_far = 0
    try:
        request = Request(url, headers={"User-Agent": "misread"})
        with build_opener(_SafeRedirects).open(request, timeout=timeout) as response:
            total = response.length or 0
            yield b"", total
            while max(so_far, total) <= limit:
                chunk = response.read1(_CHUNK)
                if not chunk:
                    break
                so_far += len(chunk)
                yield chunk, total
    except (OSError, HTTPException) as error:
        raise _explained(error, host, timeout) from error
    if max(so_far, total) > limit:
        raise DatasetError("download-too-large", host=host, limit=limit // 2**20)
    if so_far < total:
        raise DatasetError("download-cut-short", host=host)


def _explained(
    error: OSError | HTTPException, host: str, timeout: float
) -> DatasetError:
    if isinstance(error, HTTPError):
        error.close()
        return DatasetError("download-refused", host=host, status=error.code)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return DatasetError("download-timeout", host=host, seconds=round(timeout))
    if isinstance(reason, ssl.SSLError):
        return DatasetError("download-untrusted", host=host)
    if isinstance(error, URLError):
        return DatasetError("download-offline", host=host)
    return DatasetError("download-cut-short", host=host)


class _SafeRedirects(HTTPRedirectHandler):
    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        try:
            _check_url(newurl)
        except DatasetError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or parts.scheme not in ("http", "https"):
        raise DatasetError("download-insecure", url=url)
    if parts.scheme == "http" and not _is_loopback(host):
        raise DatasetError("download-insecure", url=url)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
