import json
import os
import signal
import socket
import subprocess
import sys
import time
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
from dashboard import serve
from tests.dashboard.small_server import (
    get,
    make_project,
    running,
    token_in,
)
from tests.subprocesses import free_port, run_python_code

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("project"))


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


def test_what_dead_processes_left_is_swept_when_the_server_starts(project, tmp_path):
    left = tmp_path / "runs" / ".staging-0123456789ab"
    left.mkdir(parents=True)

    with running(project, "--no-browser", MISREAD_HOME=str(tmp_path)) as (_, port, _):
        get(port, "/_stcore/health")
        until = time.monotonic() + 60
        while left.exists() and time.monotonic() < until:
            time.sleep(0.05)

    assert not left.exists()


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
    address = f"http://127.0.0.1:{port}/?token={token_in(line)}"

    assert line == f"Press Ctrl+C to stop Misread. Misread is at {address}\n"


def test_a_shared_server_prints_an_address_without_a_token(behind_a_proxy):
    _, port, line = behind_a_proxy

    address = f"http://127.0.0.1:{port}"
    assert line == f"Press Ctrl+C to stop Misread. Misread is at {address}\n"


def test_the_address_is_printed_again_on_request(server, project, monkeypatch, capsys):
    _, port, line = server
    monkeypatch.setenv("MISREAD_HOME", str(project / "home"))

    assert launcher.main(["--address", "--port", str(port)]) == 0

    assert capsys.readouterr().out.strip() in line


def test_the_address_of_a_shared_server_has_no_token(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))

    assert launcher.main(["--address", "--allowed-host", "misread.example"]) == 0

    assert capsys.readouterr().out == "http://127.0.0.1:8501\n"
    assert not (tmp_path / "token").exists()


def test_the_browser_opens_with_a_token_that_works_once(server, project):
    _, port, line = server
    opened = project / "opened.json"
    for _ in range(600):
        if opened.exists() and opened.read_text("utf-8"):
            break
        time.sleep(0.1)

    address, status = json.loads(opened.read_text("utf-8"))
    base, _, query = address.partition("/?")
    assert base == f"http://127.0.0.1:{port}"
    assert status == 303
    assert token_in(line) not in query
    assert get(port, f"/?{query}").status == 403


def stream(server):
    """The port of a server, and the path of its WebSocket for an admitted browser."""
    _, port, line = server
    query = f"?token={token_in(line)}" if "token" in line else ""
    return port, f"/_stcore/stream{query}"


def upgrade(server, host, origin=None):
    """Ask for a WebSocket as a browser does; return the status of the answer."""
    headers = {"Host": host, "Origin": f"http://{host}" if origin is None else origin}
    return get(*stream(server), {**UPGRADE, **headers}).status


def title_on(server):
    """What the app of two lines says to a browser."""
    port, path = stream(server)
    rerun = BackMsg()
    rerun.rerun_script.query_string = ""
    with connect(f"ws://127.0.0.1:{port}{path}", proxy=None) as socket_:
        socket_.send(rerun.SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket_.recv(timeout=10))
            if text := message.delta.new_element.heading.body:
                return text


def test_unknown_host_header_is_refused(server):
    port = server[1]
    names = ["127.0.0.1", "localhost", "stranger.example"]

    statuses = [upgrade(server, f"{name}:{port}") for name in names]

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
    assert upgrade(behind_a_proxy, host) == status


def test_allowed_host_does_not_allow_foreign_origins(behind_a_proxy):
    own, other = "https://misread.example", "https://stranger.example"

    assert upgrade(behind_a_proxy, "misread.example", own) == 101
    assert upgrade(behind_a_proxy, "misread.example", other) == 403


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

    assert upgrade(server, f"127.0.0.1:{port}", origin) == 403


def test_own_origin_opens_a_websocket_on_every_port(server, behind_a_proxy):
    proxied, name = behind_a_proxy, "misread.example"
    assert upgrade(server, f"127.0.0.1:{server[1]}") == 101
    assert upgrade(proxied, name, f"http://{name}") == 101
    assert upgrade(proxied, f"{name}:9", f"https://{name}:9") == 101
    assert upgrade(proxied, f"{name}:9", f"https://{name}") == 403


def test_foreign_origin_causes_no_external_lookup(monkeypatch):
    asked = []
    monkeypatch.setattr(
        net_util, "_make_blocking_http_get", lambda *a, **_: asked.append(a)
    )

    assert not is_url_from_allowed_origins("https://stranger.example")
    assert asked == []


def test_a_server_is_shared_once_it_answers_to_others_names(server, behind_a_proxy):
    assert title_on(server) == "personal"
    assert title_on(behind_a_proxy) == "shared"


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
