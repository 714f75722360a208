"""Prepare untrusted pictures in processes of their own, each a `core.work.decoder`."""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from core.data.picture_preparation import PreparedPicture
from core.data.uploaded_files import (
    IgnoredFiles,
    Refusal,
    UploadedArray,
    UploadedFile,
    UploadedTable,
    UploadItem,
)
from core.store.data_folder import data_folder
from core.store.jobs import IMPORTS
from core.work.decoder_process import DecoderProcess
from core.work.import_budget import ImportBudget

SECONDS: Final = 10.0
"""How long one picture may take."""

MEMORY: Final = 2**30
"""Bytes of address space that a decoder process may have."""

Result = PreparedPicture | UploadedTable | UploadedArray | Refusal | IgnoredFiles

_MAX_PROCESSES: Final = 4
_LARGE_LOCK: Final = "large.lock"
_BATCH: Final = 32
# The first batches are small, so that an upload shows progress soon.
_FIRST_BATCH: Final = 4
_BATCH_BYTES: Final = 512 * 1024
_BATCHES_AHEAD: Final = 3
_POLL_SECONDS: Final = 0.1
# A busy computer also delays a poll, though not for as long.
_MIN_SLEEP_SECONDS: Final = 2.0


def prepare_all(
    items: Iterable[UploadItem],
    *,
    processes: int | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    budget: ImportBudget | None = None,
) -> Iterator[Result]:
    """Prepare pictures in order; a picture that cannot be prepared becomes a refusal.

    Few pictures are in memory at a time. The processes end when the iterator is
    exhausted or closed.

    Args:
        items: From `core.data.upload_paths.find_uploaded_files`.
        processes: By default one per processor, up to 4.
        seconds: How long one picture may take.
        memory: Bytes of address space per process, on systems that limit it.
        budget: Pictures beyond it are refused unread, one process decodes, and of all
            such processes one at a time reads a large picture.

    Raises:
        WorkError: `decoder-missing`, no decoder process can be started.
    """
    number = processes or (1 if budget else _num_processes())
    pool = _DecoderPool(number, seconds, memory, budget)
    pending: deque[Future[list[Result]]] = deque()
    try:
        for batch in _batches(items, _FIRST_BATCH if budget else _BATCH):
            pending.append(pool.submit(batch))
            while pending and (pending[0].done() or len(pending) > pool.max_pending):
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        pool.close()


def _num_processes() -> int:
    if sys.platform == "linux":
        return min(len(os.sched_getaffinity(0)), _MAX_PROCESSES)
    return min(os.cpu_count() or 1, _MAX_PROCESSES)


def _batches(
    items: Iterable[UploadItem], longest: int = _BATCH
) -> Iterator[list[UploadItem]]:
    """Group small pictures into batches, which cost less to send."""
    batch: list[UploadItem] = []
    num_bytes = num_before = 0
    for item in items:
        size = (
            len(item.content) if isinstance(item, UploadedFile | UploadedTable) else 0
        )
        most = min(_FIRST_BATCH + num_before // 8, longest)
        if batch and (len(batch) == most or num_bytes + size > _BATCH_BYTES):
            yield batch
            num_before += len(batch)
            batch, num_bytes = [], 0
        batch.append(item)
        num_bytes += size
    if batch:
        yield batch


class _DecoderPool:
    """Decoders, one thread for each that talks to it, and one that watches them all."""

    def __init__(
        self,
        processes: int,
        seconds: float,
        memory: int,
        budget: ImportBudget | None,
    ) -> None:
        self._budget = budget
        self.max_pending = processes * _BATCHES_AHEAD
        lock = data_folder() / IMPORTS / _LARGE_LOCK if budget else ""
        self._decoders = [
            DecoderProcess(seconds, memory, lock) for _ in range(processes)
        ]
        self._idle = list(self._decoders)
        self._threads = ThreadPoolExecutor(processes, "decoding")
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, batch: list[UploadItem]) -> Future[list[Result]]:
        return self._threads.submit(self._prepare, batch)

    def close(self) -> None:
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for decoder in self._decoders:
            decoder.close()
        self._threads.shutdown()
        for decoder in self._decoders:
            decoder.release()

    def _prepare(self, batch: list[UploadItem]) -> list[Result]:
        if self._budget is None:
            return self._decode(batch)
        used = sum(decoder.used_seconds for decoder in self._decoders)
        if excess := self._budget.excess(used):
            return [
                Refusal(item.name, excess) if isinstance(item, UploadedFile) else item
                for item in batch
            ]
        results = self._decode(batch)
        for item, result in zip(batch, results, strict=True):
            self._budget.count(item, result)
        return results

    def _decode(self, batch: list[UploadItem]) -> list[Result]:
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
        before = time.monotonic()
        while not self._closed.wait(_POLL_SECONDS):
            now = time.monotonic()
            asleep = now - before - _POLL_SECONDS
            before = now
            for decoder in self._decoders:
                if asleep > _MIN_SLEEP_SECONDS:
                    decoder.postpone(asleep)
                decoder.kill_if_timed_out()
