import asyncio
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.server_util import is_url_from_allowed_origins
from websockets.sync.client import connect

from core.errors import MisreadError
from core.wording import error_sentence
from dashboard import __main__ as launcher
from dashboard import hosts, serve
from tests.subprocesses import run_python_code

APP = """
import streamlit as st
from dashboard import access
st.title("shared" if access.is_shared() else "personal")
"""
# In place of the user's browser; records whether the server answered.
BROWSER = """
import http.client, json, sys
from pathlib import Path
connection = http.client.HTTPConnection(sys.argv[1].removeprefix("http://"))
connection.request("GET", "/_stcore/health")
opened = [sys.argv[1], connection.getresponse().status]
Path(__file__).with_name("opened.json").write_text(json.dumps(opened), "utf-8")
"""
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
# A block of a page, loaded by the running server.
BLOCK = """
from pathlib import Path
from streamlit.runtime import Runtime
text = f"while serving: {Runtime.exists()}"
Path(__file__).parents[2].joinpath("loaded").write_text(text, "utf-8")
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The launcher and the server around an app of two lines."""
    root = tmp_path_factory.mktemp("project")
    left_out = shutil.ignore_patterns("examples", "__pycache__")
    for folder in ("core", ".streamlit", "dashboard/wording"):
        shutil.copytree(serve.ROOT / folder, root / folder, ignore=left_out)
    (root / "dashboard" / "blocks").mkdir()
    for path in (serve.ROOT / "dashboard").glob("*.py"):
        shutil.copy(path, root / "dashboard")
    (root / "dashboard" / "app.py").write_text(APP, "utf-8")
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
        env={**os.environ, "MISREAD_LANG": "en", **variables},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process, port, process.stdout.readline()
        process.kill()


@pytest.fixture(scope="module")
def server(project):
    """A server as it is started on a computer of one's own."""
    python, script = Path(sys.executable).as_posix(), project / "browser.py"
    with running(project, BROWSER=f"'{python}' '{script.as_posix()}' %s") as started:
        yield started


@pytest.fixture(scope="module")
def behind_a_proxy(project):
    """A server that others reach through a proxy on the same computer."""
    names = "*.school.example, München.example"
    options = ["--no-browser", "--allowed-host", "Misread.example"]
    with running(project, *options, MISREAD_ALLOWED_HOSTS=names) as started:
        yield started


def test_page_modules_are_preloaded(server, project):
    _, port, _ = server
    get(port, "/_stcore/health")
    until = time.monotonic() + 60
    while not (project / "loaded").exists() and time.monotonic() < until:
        time.sleep(0.05)

    assert (project / "loaded").read_text("utf-8") == "while serving: True"


def cookie_of(response):
    return response.getheader("Set-Cookie", "")


def get(port, path, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    connection.close()
    return response


def directives(policy):
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_a_browser_gets_a_cookie_of_its_own_with_its_first_page(server):
    _, port, _ = server

    first, second = get(port, "/"), get(port, "/")

    name, _, value = cookie_of(first).split(";")[0].partition("=")
    assert name == hosts.COOKIE
    assert len(value) >= 32
    assert "HttpOnly" in cookie_of(first)
    assert "SameSite=Lax" in cookie_of(first)
    assert value not in cookie_of(second)
    known = get(port, "/", {"Cookie": f"{name}={value}"})
    assert hosts.COOKIE not in cookie_of(known)
    assert hosts.COOKIE not in cookie_of(get(port, "/_stcore/health"))


def test_middleware_sets_the_headers_and_leaves_the_rest():
    sent = []

    async def inner(_scope, _receive, send):
        headers = [(b"a", b"1")]
        await send({"type": "http.response.start", "status": 418, "headers": headers})
        await send({"type": "http.response.body", "body": b"tea"})

    async def send(message):
        sent.append(message)

    guarded = serve.SecurityHeaders(inner, {"X-Test": "yes"})
    asyncio.run(guarded({"type": "http"}, None, send))

    assert sent[0]["status"] == 418
    assert sent[0]["headers"] == [(b"a", b"1"), (b"x-test", b"yes")]
    assert sent[1]["body"] == b"tea"


def test_policy_names_no_other_host():
    policy = serve.content_policy(b"")

    assert "http" not in policy
    assert "*" not in policy
    assert directives(policy)["default-src"] == "'self'"
    assert directives(policy)["connect-src"] == "'self'"
    assert directives(policy)["frame-ancestors"] == "'self'"


def test_policy_allows_only_scripts_of_the_start_page():
    policy = serve.content_policy(b"<script>alert(1)</script><script src='x'></script>")

    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    digest = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="
    assert directives(policy)["script-src"] == f"'self' blob: '{digest}'"


def test_the_start_page_of_streamlit_has_a_script_to_allow():
    script_source = directives(serve.HEADERS["Content-Security-Policy"])["script-src"]

    assert script_source.count("'sha256-") == 1


def test_tables_are_loaded_before_the_first_user_and_tensorflow_never(tmp_path):
    modules = ("pandas", "pyarrow.parquet", "tensorflow", "keras")
    program = (
        f"import os, sys; sys.path.insert(0, {str(serve.ROOT)!r});"
        f"import dashboard.serve;"
        f"print([name in sys.modules for name in {modules}], os.getcwd())"
    )

    said = run_python_code(program, cwd=tmp_path)

    assert said == [f"{[True, True, False, False]} {serve.ROOT}"]


def test_a_free_port_is_used_as_requested():
    port = free_port()

    assert launcher.choose_port("127.0.0.1", port) == port


def test_a_taken_port_is_an_error_if_it_was_requested():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(MisreadError) as caught:
            launcher.choose_port("127.0.0.1", port)

    assert caught.value.kind == "port-in-use"
    assert f"Port {port} on 127.0.0.1 is taken" in error_sentence(caught.value)


def test_without_a_request_the_next_free_port_is_used(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(launcher, "FIRST_PORT", port)
        monkeypatch.setattr(launcher, "LAST_PORT", port + 19)

        assert port < launcher.choose_port("127.0.0.1", None) <= port + 19


def test_the_search_for_a_port_ends(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(launcher, "FIRST_PORT", port)
        monkeypatch.setattr(launcher, "LAST_PORT", port)
        with pytest.raises(MisreadError) as caught:
            launcher.choose_port("127.0.0.1", None)

    assert f"from {port} to {port} are taken" in error_sentence(caught.value)


@pytest.mark.parametrize("host", ["203.0.113.1", "no..name", "ü..name"])
@pytest.mark.parametrize("port", [None, 8501])
def test_a_host_that_is_not_this_machine_is_named(host, port):
    with pytest.raises(MisreadError) as caught:
        launcher.choose_port(host, port)

    assert f"cannot be reached as {host}." in error_sentence(caught.value)


def test_a_forbidden_port_is_named():
    error = MisreadError("port-forbidden", host="127.0.0.1", port="80")

    assert "listen on port 80." in error_sentence(error)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "x", "8501.0", "²"])
def test_a_port_is_a_number_in_range(text, capsys):
    with pytest.raises(SystemExit):
        launcher.main(["--port", text])

    assert "is not a number from 1 to 65535" in capsys.readouterr().err


def test_a_taken_port_ends_the_start_with_one_sentence(project):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "dashboard", "--port", str(port)],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Port {port} on 127.0.0.1 is taken")
    assert result.stderr.count("\n") == 1


def test_start_prints_the_address_and_how_to_stop(server):
    _, port, line = server

    assert line == f"Misread is at http://127.0.0.1:{port}. Stop it with Ctrl+C.\n"


def test_the_browser_opens_when_the_server_answers(server, project):
    _, port, _ = server
    opened = project / "opened.json"
    for _ in range(600):
        if opened.exists() and opened.read_text("utf-8"):
            break
        time.sleep(0.1)

    assert json.loads(opened.read_text("utf-8")) == [f"http://127.0.0.1:{port}", 200]


@pytest.mark.parametrize("path", ["/", "/training", "/_stcore/health", "/static/no.js"])
def test_every_response_carries_the_headers(server, path):
    response = get(server[1], path)

    for name, value in serve.HEADERS.items():
        assert response.getheader(name) == value


def upgrade(port, host, origin=None):
    """Ask for a WebSocket as a browser does; return the status of the answer."""
    headers = {"Host": host, "Origin": f"http://{host}" if origin is None else origin}
    return get(port, "/_stcore/stream", {**UPGRADE, **headers}).status


def title_on(port):
    """What the app of two lines says to a browser."""
    rerun = BackMsg()
    rerun.rerun_script.query_string = ""
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", proxy=None) as socket_:
        socket_.send(rerun.SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket_.recv(timeout=10))
            if text := message.delta.new_element.heading.body:
                return text


def test_unknown_host_header_is_refused(server):
    port = server[1]
    names = ["127.0.0.1", "localhost", "stranger.example"]

    statuses = [upgrade(port, f"{name}:{port}") for name in names]

    assert statuses == [101, 101, 403]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("misread.example", 101),
        ("MISREAD.example:8443", 101),
        ("a.school.example", 101),
        ("xn--mnchen-3ya.example", 101),
        ("localhost", 101),
        ("127.0.0.1:8501", 101),
        ("school.example", 403),
        ("misread.example.stranger.example", 403),
        ("stranger.example", 403),
    ],
)
def test_a_server_answers_to_the_names_it_was_given(behind_a_proxy, host, status):
    assert upgrade(behind_a_proxy[1], host) == status


def test_allowed_host_does_not_allow_foreign_origins(behind_a_proxy):
    port = behind_a_proxy[1]

    assert upgrade(port, "misread.example", "https://misread.example") == 101
    assert upgrade(port, "misread.example", "https://stranger.example") == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:{other}",
        "http://127.0.0.1:{other}",
        "http://0.0.0.0:{other}",
        "http://localhost:{port}",
        "http://127.0.0.1",
        "https://127.0.0.1",
        "http://127.0.0.1:{port}.example",
        "ftp://127.0.0.1:{port}",
        "null",
        "",
    ],
)
def test_page_of_another_origin_opens_no_websocket(server, origin):
    port = server[1]
    origin = origin.format(port=port, other=port + 1)

    assert upgrade(port, f"127.0.0.1:{port}", origin) == 403


def test_own_origin_opens_a_websocket_on_every_port(server, behind_a_proxy):
    assert upgrade(server[1], f"127.0.0.1:{server[1]}") == 101
    proxied = behind_a_proxy[1]
    assert upgrade(proxied, "misread.example", "http://misread.example") == 101
    assert upgrade(proxied, "misread.example:9", "https://misread.example:9") == 101
    assert upgrade(proxied, "misread.example:9", "https://misread.example") == 403


def test_foreign_origin_causes_no_external_lookup(monkeypatch):
    asked = []
    monkeypatch.setattr(
        net_util, "_make_blocking_http_get", lambda *a, **_: asked.append(a)
    )

    assert not is_url_from_allowed_origins("https://stranger.example")
    assert asked == []


def test_a_server_is_shared_once_it_answers_to_others_names(server, behind_a_proxy):
    assert title_on(server[1]) == "personal"
    assert title_on(behind_a_proxy[1]) == "shared"


def test_a_proxy_that_speaks_https_gets_a_cookie_for_https_alone(behind_a_proxy):
    port, https = behind_a_proxy[1], {"X-Forwarded-Proto": "https"}

    assert cookie_of(get(port, "/", https)).endswith("; Secure")
    assert "Secure" not in cookie_of(get(port, "/"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“https://a.example” is not a host name."),
        ("zh", "“https://a.example”不是主机名。"),
    ],
)
def test_a_name_that_could_never_fit_ends_the_start(project, language, sentence):
    result = subprocess.run(
        [sys.executable, "-m", "dashboard", "--allowed-host", "https://a.example"],
        cwd=project,
        env={**os.environ, "MISREAD_LANG": language, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to one")
def test_ctrl_c_ends_it_without_an_error(project):
    with running(project, "--no-browser") as (process, port, _):
        assert get(port, "/_stcore/health").status == 200

        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=60) == 0
        assert process.stdout.read() == "Misread has stopped.\n"
