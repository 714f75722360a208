"""A server in a process of its own, around an app of two lines."""

import http.client
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

from dashboard import serve
from tests.subprocesses import free_port

APP = """
import streamlit as st
from dashboard import access
st.title("shared" if access.is_shared() else "personal")
"""
# In place of the user's browser; records how the server answered.
BROWSER = """
import http.client, json, sys
from pathlib import Path
from urllib.parse import urlsplit
address = urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(address.netloc)
connection.request("GET", f"{address.path}?{address.query}")
opened = [sys.argv[1], connection.getresponse().status]
Path(__file__).with_name("opened.json").write_text(json.dumps(opened), "utf-8")
"""
# A block of a page, loaded by the running server.
BLOCK = """
from pathlib import Path
from streamlit.runtime import Runtime
text = f"while serving: {Runtime.exists()}"
Path(__file__).parents[2].joinpath("loaded").write_text(text, "utf-8")
"""


# In place of `dashboard.peer_user`: this server takes every program for one of another
# user.
OTHER_USER = """
def is_own_user(scope):
    return False
"""


def make_project(root, *, knows_its_user=False):
    """Copy the launcher and the server, with an app of two lines."""
    left_out = shutil.ignore_patterns("examples", "__pycache__")
    for folder in ("core", ".streamlit", "dashboard/wording"):
        shutil.copytree(serve.ROOT / folder, root / folder, ignore=left_out)
    (root / "dashboard" / "blocks").mkdir()
    for path in (serve.ROOT / "dashboard").glob("*.py"):
        shutil.copy(path, root / "dashboard")
    (root / "dashboard" / "app.py").write_text(APP, "utf-8")
    if not knows_its_user:
        (root / "dashboard" / "peer_user.py").write_text(OTHER_USER, "utf-8")
    (root / "dashboard" / "blocks" / "__init__.py").touch()
    (root / "dashboard" / "blocks" / "page.py").write_text(BLOCK, "utf-8")
    (root / "browser.py").write_text(BROWSER, "utf-8")
    return root


@contextmanager
def running(project, *options, **variables):
    """The process, its port and its first line, as a user gets them."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port), *options],
        cwd=project,
        env={
            **os.environ,
            "MISREAD_LANG": "en",
            "MISREAD_HOME": str(project / "home"),
            **variables,
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process, port, process.stdout.readline()
        finally:
            process.kill()


def token_in(line):
    """The token in the first line of a personal server."""
    return re.search(r"\?token=([\w-]{43})$", line)[1]


def cookie_of(response):
    return response.getheader("Set-Cookie", "")


def get(port, path, headers=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers or {})
    response = connection.getresponse()
    connection.close()
    return response
