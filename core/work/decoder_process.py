"""A process that prepares pictures, replaced when it dies or hangs."""

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from core import log
from core.data.picture_preparation import PreparedPicture
from core.data.uploaded_files import Refusal, UploadedFile
from core.errors import CancelledError, DatasetError, WorkError
from core.work.decoder import WAITING, read_message, write_message
from core.work.processes import start_module

_START_SECONDS: Final = 60.0
_MAX_ATTEMPTS: Final = 2
_MAX_STARTS: Final = 3
_DECODER_MODULE: Final = "core.work.decoder"
# Each thread of a library would reserve memory, and every processor has a process.
_THREAD_VARIABLES: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)
_MAX_LOGGED_LENGTH: Final = 200


class DecoderProcess:
    """A process that prepares pictures; it is replaced when it dies or hangs.

    A picture may take some seconds, and the process some bytes of address space. Of
    the processes with one `large_lock`, one at a time reads a large picture.
    `used_seconds` is the processor time that pictures have taken so far.
    """

    def __init__(
        self, seconds: float, memory: int, large_lock: Path | str = ""
    ) -> None:
        self._seconds, self._memory = seconds, memory
        self._large_lock = large_lock
        self.used_seconds = 0.0
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._timed_out = False
        self._closed = False

    def prepare_pictures(
        self, pictures: Sequence[UploadedFile]
    ) -> list[PreparedPicture | Refusal]:
        """Prepare pictures in order; refuse one that ends the process.

        Raises:
            CancelledError: The decoder is closed meanwhile.
            WorkError: `decoder-missing`.
        """
        results: list[PreparedPicture | Refusal] = []
        attempts = 0
        while len(results) < len(pictures):
            before = len(results)
            results.extend(self._responses(pictures[before:]))
            if len(results) == len(pictures):
                break
            timed_out = self._terminate()
            self.used_seconds += self._seconds if timed_out else 1.0
            # Only a picture that ends a second, fresh process is to blame for it.
            attempts = attempts + 1 if len(results) == before else 1
            if timed_out or attempts == _MAX_ATTEMPTS:
                name, attempts = pictures[len(results)].name, 0
                error = DatasetError("picture-crashed")
                if timed_out:
                    limit = round(self._seconds)
                    error = DatasetError("picture-too-slow", limit=limit)
                results.append(Refusal(name, error))
        return results

    def kill_if_timed_out(self) -> None:
        """Kill the process if one picture takes too long."""
        with self._lock:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._timed_out = True
                self._kill()

    def postpone(self, seconds: float) -> None:
        """Give the current picture more time, as the computer was asleep."""
        with self._lock:
            if self._deadline is not None:
                self._deadline += seconds

    def close(self) -> None:
        """Kill the process; a thread that waits for its answer waits no longer."""
        with self._lock:
            self._closed = True
            self._kill()

    def release(self) -> None:
        """Release the resources of a closed process."""
        if self._process is not None:
            _reap_process(self._process)

    def _responses(
        self, pictures: Sequence[UploadedFile]
    ) -> Iterator[PreparedPicture | Refusal]:
        """Yield the answers, as many as the process gives."""
        process = self._ensure_started()
        names = [picture.name for picture in pictures]
        contents = [picture.content for picture in pictures]
        try:
            self._set_deadline(self._seconds)
            write_message(process.stdin, {"names": names}, contents)  # type: ignore[arg-type]
            for name in names:
                answer = self._wait_for_answer(process)
                if answer is None:
                    return
                self.used_seconds += answer[0].pop("seconds")
                yield _decode_result(name, *answer)
            self._set_deadline(None)
        except OSError:
            return

    def _wait_for_answer(
        self, process: subprocess.Popen[bytes]
    ) -> tuple[dict[str, Any], list[bytes]] | None:
        """Return the answer to one picture, None if the process ends."""
        while True:
            self._set_deadline(self._seconds)
            answer = read_message(process.stdout)  # type: ignore[arg-type]
            if answer is None or WAITING not in answer[0]:
                return answer

    def _set_deadline(self, seconds: float | None) -> None:
        with self._lock:
            if self._timed_out:
                # The process had just answered when it was killed: neither that
                # picture nor the next one is to blame.
                self._timed_out = False
                raise OSError("killed between two pictures")
            self._deadline = None if seconds is None else time.monotonic() + seconds

    def _ensure_started(self) -> subprocess.Popen[bytes]:
        # A new process may be killed, too, before it has done anything.
        for _ in range(_MAX_STARTS):
            with self._lock:
                if self._closed:
                    raise CancelledError("cancelled")
                if self._process is not None:
                    return self._process
                self._process = _start(self._memory, self._seconds, self._large_lock)
                self._deadline = time.monotonic() + _START_SECONDS
            if read_message(self._process.stdout) is not None:  # type: ignore[arg-type]
                return self._process
            self._terminate()
        raise WorkError("decoder-missing")

    def _terminate(self) -> bool:
        """End the process if it has not ended; return True if it had timed out."""
        with self._lock:
            if self._closed:
                raise CancelledError("cancelled")
            self._kill()
            process, self._process = self._process, None
            timed_out, self._timed_out = self._timed_out, False
            self._deadline = None
        if process is not None:
            _reap_process(process)
        return timed_out

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()


def _start(
    memory: int, seconds: float, large_lock: Path | str
) -> subprocess.Popen[bytes]:
    return start_module(
        _DECODER_MODULE,
        memory,
        round(2 * seconds) + 1,
        large_lock,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        environment=dict.fromkeys(_THREAD_VARIABLES, "1"),
    )


def _reap_process(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        with suppress(OSError):
            pipe.close()


def _decode_result(
    name: str, header: dict[str, Any], contents: list[bytes]
) -> PreparedPicture | Refusal:
    if "error" in header:
        if failure := str(header["failure"])[:_MAX_LOGGED_LENGTH]:
            log.warning("picture-failed", error=failure)
        return Refusal(name, DatasetError(header["error"], **header["values"]))
    return PreparedPicture.from_message(name, header, contents)
