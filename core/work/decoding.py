"""Preparing pictures in processes of their own, so that none can harm this one."""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from core.data.picture_preparation import (
    IgnoredFiles,
    PreparedPicture,
    Refusal,
    UploadedFile,
)
from core.work.decoder_process import DecoderProcess

SECONDS: Final = 10.0
"""How long one picture may take."""

MEMORY: Final = 2**30
"""Bytes of address space a process that reads pictures may have."""

Item = UploadedFile | Refusal | IgnoredFiles
Result = PreparedPicture | Refusal | IgnoredFiles

_MAX_PROCESSES: Final = 4
_BATCH: Final = 32
# The first batches are small: so something of a few pictures can be shown soon.
_FIRST_BATCH: Final = 4
_BATCH_BYTES: Final = 512 * 1024
_BATCHES_AHEAD: Final = 3
_POLL_SECONDS: Final = 0.1


def prepare_all(
    items: Iterable[Item],
    *,
    processes: int | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Iterator[Result]:
    """Prepare pictures in order; what cannot be prepared becomes a refusal.

    Few pictures are in memory at a time. The processes end when the iterator does, or
    is closed.

    Args:
        items: As `core.data.picture_preparation.find_uploaded_files` finds them.
        processes: How many to have; by default one for each processor, up to 4.
        seconds: How long one picture may take.
        memory: Bytes of address space each may have, on systems that limit that.

    Raises:
        WorkError: `decoder-missing`, no such process can be started.
    """
    pool = _DecoderPool(processes or _num_processes(), seconds, memory)
    pending: deque[Future[list[Result]]] = deque()
    try:
        for batch in _batches(items):
            pending.append(pool.submit(batch))
            while pending and (pending[0].done() or len(pending) > pool.max_pending):
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        pool.close()


def _num_processes() -> int:
    if sys.platform == "linux":
        available = len(os.sched_getaffinity(0))
    else:
        available = os.cpu_count() or 1
    return min(available, _MAX_PROCESSES)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Put small pictures together, so that sending them costs little."""
    batch: list[Item] = []
    num_bytes = num_before = 0
    for item in items:
        size = len(item.content) if isinstance(item, UploadedFile) else 0
        most = min(_FIRST_BATCH + num_before // 8, _BATCH)
        if batch and (len(batch) == most or num_bytes + size > _BATCH_BYTES):
            yield batch
            num_before += len(batch)
            batch, num_bytes = [], 0
        batch.append(item)
        num_bytes += size
    if batch:
        yield batch


class _DecoderPool:
    """Some decoders, a thread for each that talks to it, and one that watches all."""

    def __init__(self, processes: int, seconds: float, memory: int) -> None:
        self.max_pending = processes * _BATCHES_AHEAD
        self._decoders = [DecoderProcess(seconds, memory) for _ in range(processes)]
        self._idle = list(self._decoders)
        self._threads = ThreadPoolExecutor(processes, "decoding")
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, batch: list[Item]) -> Future[list[Result]]:
        return self._threads.submit(self._prepare, batch)

    def close(self) -> None:
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for decoder in self._decoders:
            decoder.close()
        self._threads.shutdown()
        for decoder in self._decoders:
            decoder.release()

    def _prepare(self, batch: list[Item]) -> list[Result]:
        pictures = [item for item in batch if isinstance(item, UploadedFile)]
        decoder = self._idle.pop()
        try:
            results = iter(decoder.prepare_pictures(pictures))
        finally:
            self._idle.append(decoder)
        return [
            next(results) if isinstance(item, UploadedFile) else item for item in batch
        ]

    def _watch(self) -> None:
        while not self._closed.wait(_POLL_SECONDS):
            for decoder in self._decoders:
                decoder.kill_if_timed_out()
