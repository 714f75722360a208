"""One process that prepares pictures, as seen by the process that asks it to."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from core.data.picture_preparation import PreparedPicture, Refusal, UploadedFile
from core.errors import DatasetError, WorkError
from core.work.decoder import read_message, write_message

_DECODER_MODULE: Final = "core.work.decoder"
_THREAD_VARIABLES: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)
_ROOT: Final = Path(__file__).resolve().parents[2]
_START_SECONDS: Final = 60.0
_MAX_ATTEMPTS: Final = 2


class DecoderProcess:
    """A process that prepares pictures; it is replaced when it dies or hangs.

    One thread asks it; others may end it meanwhile.

    Args:
        seconds: How long one picture may take.
        memory: Bytes of address space it may have, on systems that limit that.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._timed_out = False
        self._closed = False

    def prepare_pictures(
        self, pictures: Sequence[UploadedFile]
    ) -> list[PreparedPicture | Refusal]:
        """Prepare pictures in order; one that it does not survive is refused.

        Raises:
            WorkError: `decoder-missing`, or `cancelled` if it is closed meanwhile.
        """
        results: list[PreparedPicture | Refusal] = []
        tries = 0
        while len(results) < len(pictures):
            before = len(results)
            results.extend(self._responses(pictures[before:]))
            if len(results) == len(pictures):
                break
            timed_out = self._terminate()
            # Only a picture that ends a second process, fresh, is to blame for it.
            tries = tries + 1 if len(results) == before else 1
            if timed_out or tries == _MAX_ATTEMPTS:
                name, tries = pictures[len(results)].name, 0
                results.append(Refusal(name, self._failure(timed_out=timed_out)))
        return results

    def kill_if_timed_out(self) -> None:
        """End the process if it has its picture for too long."""
        with self._lock:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._timed_out = True
                self._kill()

    def close(self) -> None:
        """End the process; whoever waits for its answer waits no longer."""
        with self._lock:
            self._closed = True
            self._kill()

    def release(self) -> None:
        """Let go of a process that was closed."""
        if self._process is not None:
            _reap_process(self._process)

    def _responses(
        self, pictures: Sequence[UploadedFile]
    ) -> Iterator[PreparedPicture | Refusal]:
        """Yield one answer after the other, as many as the process gives."""
        process = self._ensure_started()
        names = [picture.name for picture in pictures]
        contents = [picture.content for picture in pictures]
        try:
            self._set_deadline(self._seconds)
            write_message(process.stdin, {"names": names}, contents)  # type: ignore[arg-type]
            for name in names:
                self._set_deadline(self._seconds)
                answer = read_message(process.stdout)  # type: ignore[arg-type]
                if answer is None:
                    return
                yield _decode_result(name, *answer)
            self._set_deadline(None)
        except OSError:
            return

    def _set_deadline(self, seconds: float | None) -> None:
        """Give the process so long until the next call of this."""
        with self._lock:
            if self._timed_out:
                # It was ended when it had just answered: that picture is not to blame,
                # and neither is the next.
                self._timed_out = False
                raise OSError("ended between two pictures")
            self._deadline = None if seconds is None else time.monotonic() + seconds

    def _ensure_started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise WorkError("cancelled")
            if self._process is not None:
                return self._process
            self._process = _start(self._memory, self._seconds)
            self._deadline = time.monotonic() + _START_SECONDS
        if read_message(self._process.stdout) is None:  # type: ignore[arg-type]
            self._terminate()
            raise WorkError("decoder-missing")
        return self._process

    def _terminate(self) -> bool:
        """End the process if it has not ended; return whether it was late."""
        with self._lock:
            if self._closed:
                raise WorkError("cancelled")
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

    def _failure(self, *, timed_out: bool) -> DatasetError:
        if timed_out:
            return DatasetError("picture-too-slow", limit=round(self._seconds))
        return DatasetError("picture-crashed")


def _start(memory: int, seconds: float) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {
            "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.CREATE_NO_WINDOW
        }
    # Each thread of a library would reserve memory, and there is a process for each
    # processor already.
    one_thread = dict.fromkeys(_THREAD_VARIABLES, "1")
    alarm = round(2 * seconds) + 1
    return subprocess.Popen(
        [sys.executable, "-m", _DECODER_MODULE, str(memory), str(alarm)],
        cwd=_ROOT,
        env=os.environ | one_thread,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **options,
    )


def _reap_process(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _decode_result(
    name: str, header: dict[str, Any], contents: list[bytes]
) -> PreparedPicture | Refusal:
    if "error" in header:
        if header["failure"]:
            logging.getLogger("misread").error("%s: %s", name, header["failure"])
        return Refusal(name, DatasetError(header["error"], **header["values"]))
    return PreparedPicture.from_message(name, header, contents)
