"""Prepare untrusted pictures for another process: `python -m core.work.decoder`.

A picture that crashes its reader, hangs it or fills its memory harms this process only.
Both sides send messages over pipes: the length of a JSON header, the header, and the
bytes whose lengths it lists. A request holds pictures; each gets its own answer, in
order. Before that, a decoder reports each second that it waits for another one, since
only one may read a large picture at a time.
"""

import json
import os
import signal
import struct
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import Any, BinaryIO, Final

import cv2

from core.data.picture_preparation import prepare_picture
from core.data.pictures import LargePictures
from core.errors import DatasetError
from core.log import locate

WAITING: Final = "waiting"
"""In the header of an answer: this decoder waits for another one."""
_WAITING_SECONDS: Final = 1.0
_LENGTH: Final = struct.Struct(">L")


def main(memory: str, seconds: str, large_lock: str = "") -> None:
    """Answer requests until there are no more.

    Args:
        memory: Bytes of address space this process may have, where systems limit that.
        seconds: Limit for one picture, in case the parent no longer watches.
        large_lock: Path of a lock; only the decoder that holds it reads a large
            picture. Without one, none waits.
    """
    # Output that a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(int(memory))
    large: LargePictures = nullcontext
    if large_lock:
        large = partial(_wait_for_lock, large_lock, answers, int(seconds))
    # There is one decoder per processor, so more threads would only compete.
    cv2.setNumThreads(1)
    with suppress(BrokenPipeError):
        write_message(answers, {}, [])
        while (request := read_message(sys.stdin.buffer)) is not None:
            header, contents = request
            for name, content in zip(header["names"], contents, strict=True):
                _set_alarm(int(seconds))
                before = time.process_time()
                answer, parts = _handle_picture(name, content, large)
                used = time.process_time() - before
                write_message(answers, {**answer, "seconds": used}, parts)
                _set_alarm(0)


def write_message(
    stream: BinaryIO, header: Mapping[str, Any], contents: Sequence[bytes]
) -> None:
    """Send a message."""
    sizes = [len(content) for content in contents]
    head = json.dumps({**header, "sizes": sizes}).encode()
    stream.write(_LENGTH.pack(len(head)) + head)
    for content in contents:
        stream.write(content)
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """Wait for a message; return None at the end of the stream."""
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        return None
    head = stream.read(_LENGTH.unpack(prefix)[0])
    try:
        header = json.loads(head)
    except ValueError:
        return None
    contents = [stream.read(size) for size in header["sizes"]]
    if [len(content) for content in contents] != header["sizes"]:
        return None
    return header, contents


def _handle_picture(
    name: str, content: bytes, large: LargePictures
) -> tuple[dict[str, Any], Sequence[bytes]]:
    try:
        return prepare_picture(name, content, large).to_message()
    except DatasetError as error:
        return _encode_error(error)
    except MemoryError:
        return _encode_error(DatasetError("picture-memory"))
    except Exception as error:
        return _encode_error(DatasetError("picture-failed"), locate(error))


@contextmanager
def _wait_for_lock(path: str, answers: BinaryIO, seconds: int) -> Iterator[None]:
    """Hold a lock, and answer each second that this process waits for it."""
    # Few decoders need it.
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=_WAITING_SECONDS)
    while not lock.is_locked:
        try:
            lock.acquire()
        except Timeout:
            _set_alarm(seconds)
            write_message(answers, {WAITING: True}, [])
    try:
        yield
    finally:
        lock.release()


def _encode_error(
    error: DatasetError, failure: str = ""
) -> tuple[dict[str, Any], list[bytes]]:
    return {"error": error.kind, "values": error.values, "failure": failure}, []


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource

        # Some systems define the limit but refuse to set it.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: int) -> None:
    """End this process after some seconds unless the alarm is set again; 0: never."""
    if sys.platform != "win32":
        signal.alarm(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
