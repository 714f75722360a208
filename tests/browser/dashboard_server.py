"""A dashboard in a process of its own, as users start it."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.page_helpers import TIMEOUT
from tests.subprocesses import free_port

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """A running dashboard: its base address, its home and its process."""

    url: str
    data_folder: Path
    process: subprocess.Popen
    log_file: Path

    def address(self, path="/"):
        """The address of a page for a new browser, with a personal server's token."""
        token = self.data_folder / "token"
        if not token.exists():
            return self.url + path
        mark = "&" if "?" in path else "?"
        return f"{self.url}{path}{mark}token={token.read_text('ascii')}"

    def log(self):
        return self.log_file.read_text("utf-8", errors="replace")

    def stop(self):
        """End the server and whatever it started, unless that left its group."""
        if sys.platform == "win32":
            kill = ["taskkill", "/F", "/T", "/PID", str(self.process.pid)]
            subprocess.run(kill, check=False, capture_output=True)
        elif self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@contextlib.contextmanager
def running(tmp_path_factory, data_folder=None, **environment):
    """A dashboard that answers, until the end of the block."""
    data_folder = data_folder or tmp_path_factory.mktemp("home")
    server = launch(data_folder, environment, tmp_path_factory.mktemp("log"))
    try:
        wait_until_healthy(server)
        yield server
    finally:
        server.stop()


def launch(data_folder, environment, folder):
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", str(port)]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("MISREAD_")}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={
                **inherited,
                "MISREAD_HOME": str(data_folder),
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=sys.platform != "win32",
        )
    return Server(
        f"http://127.0.0.1:{port}", data_folder, process, folder / "server.log"
    )


def wait_until_healthy(server, seconds=TIMEOUT / 1000):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.process.poll() is None:
        if is_healthy(server.url):
            return
        time.sleep(0.1)
    server.stop()
    raise AssertionError(f"the server did not start:\n{server.log()}")


def is_healthy(url):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
