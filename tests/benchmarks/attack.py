"""Measure five visitors of a shared server while a hostile one does all it can.

    python -m tests.benchmarks.attack [--seconds 120]

At once and again and again, the hostile visitor uploads files that no page asked for,
stops uploads half-way, imports archives of pictures that take long to decode, sends
large and unfinished messages, asks to empty the caches, and opens half requests. Linux
only: memory is read from /proc.
"""

import argparse
import asyncio
import io
import json
import os
import random
import sys
import tempfile
import time
import uuid
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from dashboard.hosts import COOKIE
from tests.benchmarks.sessions import SessionStats, connect_to, visit
from tests.browser.conftest import launch, wait_until_healthy

HONEST = 5
THINK_SECONDS = 2.0
COSTLY_PICTURES = 2_000
HALF_REQUESTS = 300
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
    parser.add_argument(
        "--hostile", metavar="URL", help="run the hostile visitor alone"
    )
    options = parser.parse_args()
    if options.hostile:
        # It shares the machine with the server, whose answers are measured.
        os.nice(10)
        print(json.dumps(asyncio.run(run_hostile(options.hostile, options.seconds))))
        return
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
    words = "-m", __spec__.name, "--hostile", server.url, "--seconds", str(seconds)
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


async def run_hostile(url, seconds):
    """Do everything at once for some seconds; return how often each answer came."""
    load, until = Load(), time.monotonic() + seconds
    works = fill_memory, abandon_uploads, import_costly_archives, send_large_messages
    async with asyncio.TaskGroup() as group:
        for work in works:
            for _ in range(3):
                group.create_task(repeat(work, url, until, load))
        group.create_task(repeat(open_half_requests, url, until, load))
    return dict(load.answers)


async def repeat(work, url, until, load):
    while time.monotonic() < until:
        try:
            async with asyncio.timeout(max(1, until - time.monotonic())):
                await work(url, load)
        except (OSError, TimeoutError, WebSocketException, EOFError) as error:
            load.answers[type(error).__name__] += 1
        await asyncio.sleep(0.2)


async def watch(pid, until, load):
    while time.monotonic() < until:
        load.memory = max(load.memory, megabytes_of_tree(pid))
        await asyncio.sleep(0.5)


class Page:
    """An open page of the hostile visitor, with a cookie of its own."""

    def __init__(self, wire, url):
        self.wire, self.url = wire, url
        self.session_id = ""
        self.uploader = ""

    async def open(self, page):
        await self.send(page_name=page)
        while True:
            message = ForwardMsg.FromString(await self.wire.recv())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id
            if kind == "delta" and message.delta.new_element.HasField("file_uploader"):
                self.uploader = message.delta.new_element.file_uploader.id
            if kind == "script_finished":
                return self

    async def send(self, files=(), **values):
        message = BackMsg()
        for name, value in values.items():
            setattr(message.rerun_script, name, value)
        if files:
            state = message.rerun_script.widget_states.widgets.add(id=self.uploader)
            for file_id, name, size in files:
                state.file_uploader_state_value.uploaded_file_info.add(
                    file_id=file_id, name=name, size=size
                )
        await self.wire.send(message.SerializeToString())

    async def put(self, file_id, content, *, sent=None):
        """Upload a file, or the first bytes of it; return the status, 0 for none."""
        place = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        try:
            writer.write(b"GET /_stcore/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            token = head.partition("_streamlit_xsrf=")[2].partition(";")[0]
            await reader.read(2)
            frame = (
                b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.zip"'
                b"\r\n\r\n",
                b"\r\n--x--\r\n",
            )
            body = content.join(frame)
            writer.write(
                f"PUT /_stcore/upload_file/{self.session_id}/{file_id} HTTP/1.1\r\n"
                f"Host: 127.0.0.1\r\nCookie: _streamlit_xsrf={token}\r\n"
                f"X-Xsrftoken: {token}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode()
            )
            with suppress(ConnectionError):
                writer.write(body[:sent])
                await writer.drain()
            status = await reader.readuntil(b"\r\n")
            return int(status.split()[1])
        finally:
            writer.close()


def hostile_page(url):
    headers = {"Cookie": f"{COOKIE}={uuid.uuid4().hex}"}
    return connect_to(url, additional_headers=headers)


async def fill_memory(url, load):
    """Upload files that no page asked for, until the server refuses them."""
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("")
        for _ in range(10):
            status = await page.put(uuid.uuid4().hex, bytes(50 * 2**20))
            load.answers[f"upload {status}"] += 1


async def abandon_uploads(url, load):
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("")
        status = await page.put("half", bytes(100 * 2**20), sent=20 * 2**20)
        load.answers[f"half upload {status}"] += 1


async def import_costly_archives(url, load):
    """Import an archive of pictures of 38 bytes that take a second each."""
    content = costly_archive()
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("your_digits")
        file_id = uuid.uuid4().hex
        status = await page.put(file_id, content)
        load.answers[f"archive {status}"] += 1
        await page.send([(file_id, "a.zip", len(content))], page_name="your_digits")
        await asyncio.sleep(random.uniform(5, 20))


async def send_large_messages(url, load):
    """Send a message of 20 MB, one that is too large, and ask to empty the caches."""
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("")
        for _ in range(20):
            message = BackMsg()
            message.clear_cache = True
            await page.wire.send(message.SerializeToString())
            await page.open("weak_spots")
        for size in (20, 40):
            await page.send(query_string="x" * (size * 2**20))
            load.answers[f"message of {size} MB"] += 1
            await asyncio.sleep(0.5)


async def open_half_requests(url, load):
    place = urlsplit(url)
    opened = []
    try:
        for _ in range(HALF_REQUESTS):
            opened.append(await asyncio.open_connection(place.hostname, place.port))
            opened[-1][1].write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        ended = await asyncio.wait_for(opened[0][0].read(), 60)
        load.answers["half requests closed"] += ended == b""
    finally:
        for _, writer in opened:
            writer.close()


def costly_archive():
    picture, packed = io.BytesIO(), io.BytesIO()
    Image.new("L", (7071, 7071), 255).save(picture, "WEBP", lossless=True)
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(COSTLY_PICTURES):
            archive.writestr(f"{number}.webp", picture.getvalue())
    return packed.getvalue()


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
