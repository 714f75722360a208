"""A server with the page in `apps/components.py`: the matrix and the grid alone."""

import contextlib
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.browser.dashboard_server import ROOT, is_healthy
from tests.subprocesses import free_port


@dataclass
class Demo:
    url: str

    def address(self, path="/"):
        """The address of a page; a demo has no token."""
        return self.url + path


@contextlib.contextmanager
def running_demo():
    """Yield a demo that answers, until the end of the block."""
    port = free_port()
    script = "tests/browser/apps/components.py"
    options = ["--server.headless", "true", "--server.port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    demo = Demo(f"http://127.0.0.1:{port}")
    try:
        wait_until_healthy(demo, process)
        yield demo
    finally:
        process.terminate()
        process.wait(10)


def wait_until_healthy(demo, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if is_healthy(demo.url):
            return
        time.sleep(0.1)
    raise AssertionError("the demo did not start")


def open_demo(open_page, query="", **look):
    """Return the page, with what this query chooses, once it is drawn."""
    page = open_page(f"/?{query}", **look)
    first = ".digits [role=option]" if "tiles" in query else ".matrix button"
    page.locator(first).first.wait_for()
    return page


def tiles(page):
    return page.locator(".digits [role=option]")
