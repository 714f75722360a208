"""A hostile visitor of a shared server, for `tests.benchmarks.attack`.

    python -m tests.benchmarks.hostile_visitor URL [--seconds 120]

It does everything at once for some seconds, and prints how often each answer came. It
has a process of its own with a low priority, since it shares the machine with the
server, whose answers are measured.
"""

import argparse
import asyncio
import io
import json
import os
import random
import time
import uuid
import zipfile
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from dashboard.hosts import COOKIE
from tests.benchmarks.sessions import connect_to

COSTLY_PICTURES = 2_000
HALF_REQUESTS = 300


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    os.nice(10)
    print(json.dumps(asyncio.run(run_hostile(options.url, options.seconds))))


async def run_hostile(url, seconds):
    """Do everything at once for some seconds; return how often each answer came."""
    answers, until = Counter(), time.monotonic() + seconds
    works = fill_memory, abandon_uploads, import_costly_archives, send_large_messages
    async with asyncio.TaskGroup() as group:
        for work in works:
            for _ in range(3):
                group.create_task(repeat(work, url, until, answers))
        group.create_task(repeat(open_half_requests, url, until, answers))
    return dict(answers)


async def repeat(work, url, until, answers):
    while time.monotonic() < until:
        try:
            async with asyncio.timeout(max(1, until - time.monotonic())):
                await work(url, answers)
        except (OSError, TimeoutError, WebSocketException, EOFError) as error:
            answers[type(error).__name__] += 1
        await asyncio.sleep(0.2)


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


async def fill_memory(url, answers):
    """Upload files that no page asked for, until the server refuses them."""
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("")
        for _ in range(10):
            status = await page.put(uuid.uuid4().hex, bytes(50 * 2**20))
            answers[f"upload {status}"] += 1


async def abandon_uploads(url, answers):
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("")
        status = await page.put("half", bytes(100 * 2**20), sent=20 * 2**20)
        answers[f"half upload {status}"] += 1


async def import_costly_archives(url, answers):
    """Import an archive of pictures of 38 bytes that take a second each."""
    content = costly_archive()
    async with hostile_page(url) as wire:
        page = await Page(wire, url).open("your_digits")
        file_id = uuid.uuid4().hex
        status = await page.put(file_id, content)
        answers[f"archive {status}"] += 1
        await page.send([(file_id, "a.zip", len(content))], page_name="your_digits")
        await asyncio.sleep(random.uniform(5, 20))


async def send_large_messages(url, answers):
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
            answers[f"message of {size} MB"] += 1
            await asyncio.sleep(0.5)


async def open_half_requests(url, answers):
    place = urlsplit(url)
    opened = []
    try:
        for _ in range(HALF_REQUESTS):
            opened.append(await asyncio.open_connection(place.hostname, place.port))
            opened[-1][1].write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        ended = await asyncio.wait_for(opened[0][0].read(), 60)
        answers["half requests closed"] += ended == b""
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


if __name__ == "__main__":
    main()
