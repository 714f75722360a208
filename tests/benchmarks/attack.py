"""Measure five visitors of a shared server while a hostile one does all it can.

    python -m tests.benchmarks.attack [--seconds 120]

At once and again and again, the hostile visitor uploads files that no page asked for,
stops uploads half-way, imports archives of pictures that take long to decode, sends
large and unfinished messages, asks to empty the caches, and opens half requests. Linux
only: memory is read from /proc.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.benchmarks.sessions import SessionStats, visit
from tests.browser.dashboard_server import launch, wait_until_healthy

HONEST = 5
THINK_SECONDS = 2.0
VISITOR = "tests.benchmarks.hostile_visitor"
GOALS = (
    "goals: p95 <= 1 s, no error, memory <= 1500 MB, disk <= 3100 MB, log <= 1 MB,"
    " and at rest one minute later"
)


@dataclass
class Load:
    """The most that the server and its children took, in MB."""

    memory: float = 0.0
    answers: Counter = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["MISREAD_HOME"] = str(home)
        server = launch(home, {"MISREAD_MODE": "shared"}, Path(folder))
        try:
            wait_until_healthy(server)
            pid = server.process.pid
            print(GOALS)
            print("           p50    p95  errors  memory    disk     log  processor")
            print(report_line("before", SessionStats(), pid, home, server))
            seen, load = asyncio.run(attack(server, options.seconds))
            print(report_line("attacked", seen, pid, home, server, load.memory))
            print("answers:", dict(load.answers.most_common()))
            for error in seen.errors[:5]:
                print("   ", error)
            time.sleep(60)
            before = processor_seconds(pid)
            time.sleep(5)
            busy = (processor_seconds(pid) - before) / 5
            print(
                report_line("at rest", SessionStats(), pid, home, server),
                f"{busy:8.0%}",
            )
        finally:
            server.stop()


def report_line(name, seen, pid, home, server, memory=None):
    times = np.array(seen.reruns or [np.nan])
    logs = server.log_file, *(home / "logs").glob("*")
    disk = sum(each.stat().st_size for each in home.rglob("*") if each.is_file())
    log = sum(each.stat().st_size for each in logs if each.exists())
    memory = memory or megabytes_of_tree(pid)
    return (
        f"{name:9} {np.median(times):4.2f} s {np.quantile(times, 0.95):4.2f} s"
        f"  {len(seen.errors):6}  {memory:4.0f} MB {disk / 1e6:4.0f} MB"
        f" {log / 1e6:5.2f} MB"
    )


async def attack(server, seconds):
    """Run all visitors; return what the honest ones saw, and the load."""
    seen, load = SessionStats(), Load()
    until = time.monotonic() + seconds
    words = "-m", VISITOR, server.url, "--seconds", str(seconds)
    hostile = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.TaskGroup() as group:
        for number in range(HONEST):
            group.create_task(visit(server.url, number, until, THINK_SECONDS, seen))
        group.create_task(watch(server.process.pid, until, load))
    answers, _ = await hostile.communicate()
    load.answers.update(json.loads(answers))
    return seen, load


async def watch(pid, until, load):
    while time.monotonic() < until:
        load.memory = max(load.memory, megabytes_of_tree(pid))
        await asyncio.sleep(0.5)


def process_tree(pid):
    """Return a process, all that descend from it, and workers, which outlive theirs."""
    parents, found = {}, {pid}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text("utf-8").rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            if os.environ["MISREAD_HOME"].encode() in path.with_name(
                "cmdline"
            ).read_bytes().split(b"\0"):
                found.add(int(path.parent.name))
    while more := {each for each, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def megabytes_of_tree(pid):
    """Return the proportional memory of a process and its descendants, in MB."""
    total = 0
    for each in process_tree(pid):
        with suppress(OSError, ValueError):
            text = Path(f"/proc/{each}/smaps_rollup").read_text("utf-8")
            total += int(text.partition("Pss:")[2].split()[0])
    return total / 1024


def processor_seconds(pid):
    ticks = 0
    for each in process_tree(pid):
        with suppress(OSError):
            text = Path(f"/proc/{each}/stat").read_text("utf-8")
            ticks += sum(map(int, text.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
