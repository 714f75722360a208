"""Downloading MNIST, with limits on time and size.

`core.data.mnist.read_mnist` verifies the content by its hash.
"""

import ssl
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from core.data.files import MAX_FILE_BYTES
from core.errors import DatasetError

_CHUNK: Final = 64 * 1024
_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")


def download_mnist(
    url: str,
    target: Path,
    report: Callable[[int, int], None],
    timeout: float = 20.0,
) -> None:
    """Download ``mnist.npz`` to `target`, which appears only when it is complete.

    The address, and those it redirects to, are https, or http on this computer.
    `report` receives the number of bytes so far and the total, 0 if the server does not
    state it; an exception from it ends the download. `timeout` is the longest silence
    of the server, in seconds.

    Raises:
        DatasetError: `download-insecure`, `download-offline`, `download-untrusted`,
            `download-timeout`, `download-refused` (an HTTP status),
            `download-too-large`, `download-cut-short` or `download-not-saved`.
    """
    _check_url(url)
    partial = target.with_name(f"{target.name}.part")
    chunks = _receive(url, timeout)
    try:
        with closing(chunks), partial.open("wb") as file:
            for chunk, total in chunks:
                file.write(chunk)
                report(file.tell(), total)
        partial.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DatasetError("download-not-saved", path=target, reason=reason) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _receive(url: str, timeout: float) -> Generator[tuple[bytes, int], None, None]:
    """Yield chunks of the file, each with the size of the whole; the first is empty."""
    host = urlsplit(url).netloc
    received = 0
    try:
        request = Request(url, headers={"User-Agent": "misread"})
        with build_opener(_SecureRedirects).open(request, timeout=timeout) as response:
            total = response.length or 0
            yield b"", total
            while max(received, total) <= MAX_FILE_BYTES:
                chunk = response.read1(_CHUNK)
                if not chunk:
                    break
                received += len(chunk)
                yield chunk, total
    except (OSError, HTTPException) as error:
        raise _download_error(error, host, timeout) from error
    if max(received, total) > MAX_FILE_BYTES:
        raise DatasetError("download-too-large", host=host, limit=MAX_FILE_BYTES >> 20)
    if received < total:
        raise DatasetError("download-cut-short", host=host)


def _download_error(
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


class _SecureRedirects(HTTPRedirectHandler):
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
    is_local = parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS
    if not is_local and not (parts.scheme == "https" and parts.hostname):
        raise DatasetError("download-insecure", url=url)
