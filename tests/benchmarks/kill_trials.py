"""One data folder after the other, and the processes that `kills` forks and kills."""

import os
import select
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.errors import MisreadError
from core.work import worker
from tests.benchmarks.kill_replacements import replace_slow_parts
from tests.fault_points import FaultPoints

Say = Callable[[str], None]
Task = Callable[[Say], object]
_TIMEOUT = 60.0
# Lines of the harness itself: a worker began; a process ended, after so many points.
_BEGUN, _ENDED = "\1", "\2"


@dataclass(frozen=True)
class Plan:
    """Where to kill: at a fault point, or after some seconds; by default nowhere.

    Attributes:
        role: The process that reaches the point or is killed, starter or worker.
        is_whole: True if all processes die together.
    """

    role: str = "starter"
    is_whole: bool = False
    point: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """How a task went: what it said, whether it was killed, and its fault points."""

    lines: list[str]
    is_killed: bool
    code: int
    points: dict[str, int]


class Trial:
    """A place with a data folder, and the tasks that run in it."""

    def __init__(self, place: Path, template: Path | None = None) -> None:
        self._place = place
        if template is not None:
            shutil.copytree(template, place)
        self.errors = place.parent / "stderr.txt"
        self.errors.write_text("", "utf-8")

    def close(self) -> None:
        """Delete the place."""
        shutil.rmtree(self._place, ignore_errors=True)

    def run(self, task: Task, plan: Plan | None = None) -> Outcome:
        """Run a task in a new process, until all its processes have ended."""
        plan = plan or Plan()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            self._work(task, plan, writing)
        os.close(writing)
        lines, is_killed = _listen(reading, pid, plan)
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        ended = [line[1:].split() for line in lines if line.startswith(_ENDED)]
        num_processes = 1 + sum(line.startswith(_BEGUN) for line in lines)
        return Outcome(
            [line for line in lines if not line.startswith((_BEGUN, _ENDED))],
            is_killed or len(ended) < num_processes,
            os.waitstatus_to_exitcode(status),
            {role: int(count) for role, count in ended},
        )

    def _work(self, task: Task, plan: Plan, writing: int) -> None:
        os.setsid()
        os.environ["MISREAD_HOME"] = str(self._place / "home")
        os.dup2(os.open(self.errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

        def say(line: str) -> None:
            os.write(writing, f"{line}\n".encode())

        def arm(role: str) -> FaultPoints:
            kill_at = plan.point if role == plan.role else 0
            points = FaultPoints(self._place, kill_at, whole_group=plan.is_whole)
            points.install()
            return points

        def fork(_: str, folder: Path, kind: str, name: str, **__: object) -> "_Worker":
            if pid := os.fork():
                say(f"{_BEGUN}{pid}")
                return _Worker(pid)
            starting.kill_at = 0

            def work(_: Say) -> None:
                worker.main(str(folder), kind, name)

            return _finish(work, arm("worker"), "worker", say)

        replace_slow_parts(fork)
        starting = arm("starter")
        _finish(task, starting, "starter", say)


class _Worker:
    """A worker that was forked instead of started, as far as `spawn` needs it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._has_ended = False

    def poll(self) -> int | None:
        """Return None while the process runs."""
        if not self._has_ended:
            self._has_ended = os.waitpid(self._pid, os.WNOHANG)[0] != 0
        return 0 if self._has_ended else None


def _finish(task: Task, points: FaultPoints, role: str, say: Say) -> _Worker:
    code = 1
    try:
        task(say)
        code = 0
    except MisreadError as error:
        os.write(2, f"{error}\n".encode())
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    points.kill_at = 0
    say(f"{_ENDED}{role} {points.count}")
    os._exit(code)


def _listen(reading: int, pid: int, plan: Plan) -> tuple[list[str], bool]:
    """Return all messages until every process has ended, and kill meanwhile."""
    deadline = time.monotonic() + (plan.seconds or _TIMEOUT)
    said, is_killed, is_due = b"", False, bool(plan.seconds)
    while True:
        left = max(0.0, deadline - time.monotonic())
        if select.select([reading], [], [], left)[0]:
            if not (chunk := os.read(reading, 65536)):
                return said.decode().split("\n")[:-1], is_killed
            said += chunk
        elif is_due:
            is_due, deadline = False, time.monotonic() + _TIMEOUT
            is_killed = _kill(said.decode().split("\n"), pid, plan)
        else:
            os.killpg(pid, signal.SIGKILL)
            raise RuntimeError("a process neither ends nor dies")


def _kill(lines: list[str], pid: int, plan: Plan) -> bool:
    """Kill what the plan names; return False if it does not run yet, or no longer."""
    begun = [int(line[1:]) for line in lines if line.startswith(_BEGUN)]
    if plan.role == "worker" and not begun:
        return False
    try:
        if plan.is_whole:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(begun[-1] if plan.role == "worker" else pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
