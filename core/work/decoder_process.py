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

import numpy as np

from core.data.digits import IMAGE_SHAPE
from core.data.framing import STEPS
from core.data.intake import Incoming, Prepared, Refusal
from core.data.labels import read_label
from core.errors import DatasetError, WorkError
from core.work.decoder import read_message, write_message

_DECODER: Final = "core.work.decoder"
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)
_ROOT: Final = Path(__file__).resolve().parents[2]
_START_SECONDS: Final = 60.0
_TRIES: Final = 2


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
        self._late = False
        self._closed = False

    def prepare(self, pictures: Sequence[Incoming]) -> list[Prepared | Refusal]:
        """Prepare pictures in order; one that it does not survive is refused.

        Raises:
            WorkError: `decoder-missing`, or `cancelled` if it is closed meanwhile.
        """
        results: list[Prepared | Refusal] = []
        tries = 0
        while len(results) < len(pictures):
            before = len(results)
            results.extend(self._answers(pictures[before:]))
            if len(results) == len(pictures):
                break
            late = self._end()
            # Only a picture that ends a second process, fresh, is to blame for it.
            tries = tries + 1 if len(results) == before else 1
            if late or tries == _TRIES:
                name, tries = pictures[len(results)].name, 0
                results.append(Refusal(name, self._loss(late=late)))
        return results

    def end_if_late(self) -> None:
        """End the process if it has its picture for too long."""
        with self._lock:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._late = True
                self._kill()

    def close(self) -> None:
        """End the process; whoever waits for its answer waits no longer."""
        with self._lock:
            self._closed = True
            self._kill()

    def clear(self) -> None:
        """Let go of a process that was closed."""
        if self._process is not None:
            _let_go(self._process)

    def _answers(self, pictures: Sequence[Incoming]) -> Iterator[Prepared | Refusal]:
        """Yield one answer after the other, as many as the process gives."""
        process = self._started()
        names = [picture.name for picture in pictures]
        contents = [picture.content for picture in pictures]
        try:
            self._hurry(self._seconds)
            write_message(process.stdin, {"names": names}, contents)  # type: ignore[arg-type]
            for name in names:
                self._hurry(self._seconds)
                answer = read_message(process.stdout)  # type: ignore[arg-type]
                if answer is None:
                    return
                yield _result(name, *answer)
            self._hurry(None)
        except OSError:
            return

    def _hurry(self, seconds: float | None) -> None:
        """Give the process so long until the next call of this."""
        with self._lock:
            if self._late:
                # It was ended when it had just answered: that picture is not to blame,
                # and neither is the next.
                self._late = False
                raise OSError("ended between two pictures")
            self._deadline = None if seconds is None else time.monotonic() + seconds

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise WorkError("cancelled")
            if self._process is not None:
                return self._process
            self._process = _start(self._memory, self._seconds)
            self._deadline = time.monotonic() + _START_SECONDS
        if read_message(self._process.stdout) is None:  # type: ignore[arg-type]
            self._end()
            raise WorkError("decoder-missing")
        return self._process

    def _end(self) -> bool:
        """End the process if it has not ended; return whether it was late."""
        with self._lock:
            if self._closed:
                raise WorkError("cancelled")
            self._kill()
            process, self._process = self._process, None
            late, self._late = self._late, False
            self._deadline = None
        if process is not None:
            _let_go(process)
        return late

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _loss(self, *, late: bool) -> DatasetError:
        if late:
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
    one_thread = dict.fromkeys(_THREADS, "1")
    alarm = round(2 * seconds) + 1
    return subprocess.Popen(
        [sys.executable, "-m", _DECODER, str(memory), str(alarm)],
        cwd=_ROOT,
        env=os.environ | one_thread,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **options,
    )


def _let_go(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _result(
    name: str, about: dict[str, Any], contents: list[bytes]
) -> Prepared | Refusal:
    if "error" in about:
        if about["failure"]:
            logging.getLogger("misread").error("%s: %s", name, about["failure"])
        return Refusal(name, DatasetError(about["error"], **about["values"]))
    original, steps = contents
    return Prepared(
        name=name,
        original=original,
        height=about["height"],
        width=about["width"],
        box=tuple(about["box"]),
        inverted=about["inverted"],
        doubt=about["doubt"],
        steps=np.frombuffer(steps, np.uint8).reshape(len(STEPS), *IMAGE_SHAPE),
        label=read_label(name),
    )
