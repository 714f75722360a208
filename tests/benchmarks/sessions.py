"""Measure reruns of every page, and many visitors during a training.

    python -m tests.benchmarks.sessions [--sessions 20] [--think 5] [--minutes 2]

Each session speaks Streamlit's protocol over a WebSocket, as a browser does: it opens a
page, pauses, and requests one of `PAGE_QUERIES`. A rerun counts from the request until
the script has ended. The training, on the built-in digits, has the low priority that
the dashboard gives it. Clients and server share the machine. Before that, a single
visitor requests each page repeatedly.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from core.model.recipes import PRESETS
from core.work import jobs
from core.work.catalogue import register_mnist
from tests.benchmarks.clicks import megabytes
from tests.browser.dashboard_server import Server, launch, wait_until_healthy
from tests.jobs import wait_until_stopped

# Pages and their query parameters, in the order of the requests.
PAGE_QUERIES = [
    ("", ""),
    ("confusion", ""),
    ("confusion", "true=4&read=9"),
    ("mistakes", ""),
    ("mistakes", "true=9&sort=close"),
    ("mistakes", "read=1&page=1"),
    ("data", ""),
    ("training", ""),
    ("your_digits", ""),
    ("share", ""),
]
ALL_PAGES = [
    *dict.fromkeys(page for page, _ in PAGE_QUERIES),
    *("replay", "compare", "how_sure", "weak_spots", "suspects"),
]
RERUN_GOAL = 0.06


@dataclass
class SessionStats:
    """Seconds of first loads and reruns, and the errors."""

    first: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sessions", type=int, default=20, help="0 for the single visitor alone"
    )
    parser.add_argument("--think", type=float, default=5, help="seconds, on average")
    parser.add_argument("--minutes", type=float, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MISREAD_HOME"] = str(Path(folder) / "home")
        if not register_mnist():
            raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
        server = launch(Path(folder) / "home", {}, Path(folder))
        try:
            wait_until_healthy(server)
            asyncio.run(time_single_session(server.address()))
            if not options.sessions:
                return
            print(
                "background  sessions  first p95  rerun p50    p95    p99  errors  MB"
            )
            for training in (False, True):
                measure(server, options, training=training)
        finally:
            server.stop()


def measure(server: Server, options: argparse.Namespace, *, training: bool) -> None:
    """Run all sessions for a while, and print one line."""
    job = None
    if training:
        recipe = replace(PRESETS["fast"].for_small_data(), epochs=200)
        job = jobs.start_training(recipe, "built-in")
    seen = asyncio.run(run_sessions(server.address(), options))
    if job is not None:
        busy = job.is_alive()
        job.request_cancel()
        wait_until_stopped(job, 20)
        if not busy:
            raise SystemExit("The training ended too soon; use fewer minutes.")
    first, reruns = np.array(seen.first), np.array(seen.reruns)
    print(
        f"{'training' if training else 'idle':10}  {options.sessions:8}"
        f"  {np.quantile(first, 0.95):7.2f} s  {np.median(reruns):7.2f} s"
        f" {np.quantile(reruns, 0.95):4.2f} s {np.quantile(reruns, 0.99):4.2f} s"
        f"  {len(seen.errors):6}  {megabytes(server.process.pid):.0f}"
        f"   ({len(reruns)} reruns)",
        flush=True,
    )
    for error in seen.errors[:5]:
        print("   ", error)


async def time_single_session(url: str, times: int = 20) -> None:
    """Ask for each page again and again, and print what the median rerun takes."""
    print(f"page          rerun p50    p95  goal <= {RERUN_GOAL} s")
    async with connect_to(url) as wire:
        for page in ALL_PAGES:
            seen = SessionStats()
            # The first requests fill the caches.
            for _ in range(3 + times):
                seen.reruns.append(await rerun_page(wire, page, "", seen))
            reruns = np.array(seen.reruns[3:])
            print(
                f"{page or 'overview':12} {np.median(reruns):8.3f} s"
                f" {np.quantile(reruns, 0.95):.3f} s  {' '.join(seen.errors[:1])}",
                flush=True,
            )


def connect_to(url: str, **options: object) -> connect:
    """Open a session, with the token if the address has one."""
    place = urlsplit(url)
    address = f"ws://{place.netloc}/_stcore/stream?{place.query}"
    return connect(address, subprotocols=["streamlit"], max_size=None, **options)


async def run_sessions(url: str, options: argparse.Namespace) -> SessionStats:
    seen = SessionStats()
    until = time.monotonic() + 60 * options.minutes
    async with asyncio.TaskGroup() as group:
        for number in range(options.sessions):
            group.create_task(visit(url, number, until, options.think, seen))
    return seen


async def visit(
    url: str, seed: int, until: float, think: float, seen: SessionStats
) -> None:
    """Be one visitor until the time is over."""
    rng = random.Random(seed)
    await asyncio.sleep(rng.uniform(0, think))
    try:
        async with connect_to(url) as wire:
            seen.first.append(await rerun_page(wire, "", "", seen))
            while time.monotonic() < until:
                await asyncio.sleep(rng.expovariate(1 / think))
                seen.reruns.append(
                    await rerun_page(wire, *rng.choice(PAGE_QUERIES), seen)
                )
    except (OSError, TimeoutError) as error:
        seen.errors.append(repr(error))


async def rerun_page(wire: object, page: str, query: str, seen: SessionStats) -> float:
    """Ask for a page, and wait until its script has ended; return the seconds."""
    begun = time.perf_counter()
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    await wire.send(asked.SerializeToString())
    while True:
        said = ForwardMsg.FromString(await asyncio.wait_for(wire.recv(), 60))
        kind = said.WhichOneof("type")
        if kind == "delta" and (error := _error_text(said.delta.new_element)):
            seen.errors.append(error)
        if kind == "script_finished" and said.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        ):
            return time.perf_counter() - begun


def _error_text(element: Element) -> str:
    """Return what an element says of an error, "" if it says nothing of one."""
    if element.HasField("exception"):
        return str(element.exception.message)
    is_error = element.HasField("alert") and element.alert.format == Alert.ERROR
    return str(element.alert.body) if is_error else ""


if __name__ == "__main__":
    main()
