import http.client
import os
import socket
import subprocess
import sys
from contextlib import closing
from http.cookies import SimpleCookie

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard import admission, peer_user
from tests.dashboard.small_server import (
    cookie_of,
    get,
    make_project,
    running,
    token_in,
)

# What a browser asks for: method and path.
REQUESTS = [
    ("GET", "/"),
    ("GET", "/mistakes?true=4"),
    ("GET", "/static/js/index.js"),
    ("GET", "/media/0123.csv"),
    ("GET", "/_stcore/bidi-components/pad/pad.js"),
    ("GET", "/_stcore/host-config"),
    ("PUT", "/_stcore/upload_file/session/file"),
    ("PUT", "/_stcore/upload_file/_stcore/health"),
    ("GET", "/mistakes/_stcore/health"),
    ("GET", "/other//_stcore/health"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def server(project):
    """A personal server: its port, and its token as the terminal shows it."""
    with running(project, "--no-browser") as (_, port, line):
        yield port, token_in(line)


@pytest.fixture
def exchange(server):
    """Factory: the answer to a page that is opened with the token."""

    def ask(path="/", **headers):
        port, token = server
        return get(port, f"{path}{'&' if '?' in path else '?'}token={token}", headers)

    return ask


def crumb(response):
    """The name and value of the token's cookie, as a browser sends them."""
    return cookie_of(response).partition(";")[0]


def is_refused(response):
    """True for the page of a refusal; Streamlit refuses uploads with 403 as well."""
    kind = response.getheader("Content-Type", "")
    return response.status == 403 and kind.startswith("text/html")


@pytest.mark.parametrize(("method", "path"), REQUESTS)
def test_only_a_browser_with_the_cookie_is_served(server, exchange, method, path):
    port, _ = server
    cookie = crumb(exchange())

    assert is_refused(get(port, path, method=method))
    assert is_refused(get(port, path, {"Cookie": f"x{cookie}"}, method))
    assert is_refused(get(port, path, {"Cookie": cookie[:-1]}, method))
    assert not is_refused(get(port, path, {"Cookie": cookie}, method))


def open_stream(port, query="", cookie=""):
    """Open the WebSocket of a page; return 101, or the status of its refusal."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream{query}"
    headers = {"Cookie": cookie} if cookie else {}
    try:
        with connect(address, additional_headers=headers, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_only_a_browser_with_the_cookie_or_the_token_opens_a_websocket(
    server, exchange
):
    port, token = server

    assert open_stream(port) == 403
    assert open_stream(port, f"?token={token[:-1]}") == 403
    assert open_stream(port, cookie=crumb(exchange())[:-1]) == 403
    assert open_stream(port, f"?token={token}") == 101
    assert open_stream(port, cookie=crumb(exchange())) == 101


def test_everyone_may_ask_whether_the_server_runs(server):
    assert get(server[0], "/_stcore/health").status == 200
    assert get(server[0], "/_stcore/health", method="POST").status == 405


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("/", "./"),
        ("/mistakes", "./mistakes"),
        ("/mistakes?true=4&read=9", "./mistakes?true=4&read=9"),
        ("/mistakes?token=old&true=%34", "./mistakes?true=%34"),
        ("//other.example/%5Cx", "./%5Cx"),
        ("/mistakes?%74oken=old&true=4", "./mistakes?true=4"),
    ],
)
def test_token_leaves_the_address_for_a_cookie(exchange, path, left):
    response = exchange(path)

    assert response.status == 303
    assert response.getheader("Location") == left
    assert response.getheader("Cache-Control") == "no-store"
    (cookie,) = SimpleCookie(cookie_of(response)).values()
    assert cookie.key.startswith("misread_token_")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert not cookie["secure"]
    assert int(cookie["max-age"]) == 400 * 24 * 3600


def test_over_https_the_cookie_belongs_to_this_host(server, exchange):
    https = {"X-Forwarded-Proto": "https"}
    response = exchange(**https)

    assert cookie_of(response).startswith("__Host-misread_token_")
    assert "; Secure" in cookie_of(response)
    assert get(server[0], "/", {**https, "Cookie": crumb(response)}).status == 200
    assert get(server[0], "/", {"Cookie": crumb(response)}).status == 403


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "%FF", "%C3%A9"])
def test_a_wrong_token_is_refused(server, token):
    assert get(server[0], f"/?token={token}").status == 403


@pytest.mark.parametrize(
    ("accepted", "language", "sentence"),
    [
        ("", "en", "Open the address that Misread shows in its terminal"),
        ("de-DE,en;q=0.5", "en", "Open the address that Misread shows in its terminal"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh", "请打开 Misread 在终端里显示的完整地址"),
    ],
)
def test_page_of_a_refusal_says_what_to_do(server, accepted, language, sentence):
    port, token = server
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", "/", headers={"Accept-Language": accepted})
        response = connection.getresponse()
        page = response.read().decode()

    assert f'<html lang="{language}">' in page
    assert sentence in page
    assert f"python start.py --address --port {port}" in page
    assert token not in page
    assert response.getheader("Cache-Control") == "no-store"
    assert response.getheader("X-Content-Type-Options") == "nosniff"


def test_a_cookie_stays_valid_after_a_restart(project, exchange):
    cookie = crumb(exchange())

    with running(project, "--no-browser") as (_, port, _):
        assert get(port, "/", {"Cookie": cookie}).status == 200
        assert get(port, "/").status == 403


def test_cookies_of_two_data_folders_have_different_names(project, exchange, tmp_path):
    home = {"MISREAD_HOME": str(tmp_path)}
    with running(project, "--no-browser", **home) as (_, port, line):
        other = crumb(get(port, f"/?token={token_in(line)}"))

    assert other.partition("=")[0] != crumb(exchange()).partition("=")[0]


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux names users.")


@pytest.fixture(scope="module")
def server_that_knows_users(tmp_path_factory):
    """The port of a personal server that asks the system for the users."""
    project = make_project(tmp_path_factory.mktemp("own"), knows_its_user=True)
    with running(project, "--no-browser") as (_, port, _):
        yield port


@on_linux
def test_programs_of_the_own_user_need_no_token(server_that_knows_users):
    port = server_that_knows_users

    page = get(port, "/")

    assert page.status == 200
    cookies = SimpleCookie(", ".join(page.headers.get_all("Set-Cookie")))
    assert any(name.startswith("misread_token_") for name in cookies)
    assert open_stream(port) == 101
    assert is_refused(get(port, "/", {"Via": "1.1 proxy"}))
    assert is_refused(get(port, "/", {"X-Forwarded-For": "127.0.0.1"}))


@on_linux
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0,
    reason="Only root can become another user.",
)
def test_programs_of_another_user_need_the_token(server_that_knows_users):
    assert status_for_user(65534, server_that_knows_users) == "403"
    assert status_for_user(0, server_that_knows_users) == "200"


@pytest.mark.parametrize(("seconds", "is_valid"), [(60, True), (-1, False)])
def test_a_token_for_one_visit_works_once_until_it_expires(
    monkeypatch, seconds, is_valid
):
    monkeypatch.setattr(admission, "_token", lambda: "the lasting one")
    monkeypatch.setattr(admission, "is_shared_server", lambda: False)
    monkeypatch.setattr(admission, "_ONE_TIME_SECONDS", seconds)
    query = admission.one_time_query().removeprefix("/?")
    scope = {"query_string": query.encode()}

    assert admission._has_token(scope) is is_valid
    assert not admission._has_token(scope)


def status_for_user(user, port):
    """The status of the first page for a program of another user of this computer."""
    code = (
        f"import encodings.idna, http.client, os; os.setuid({user});"
        f"c = http.client.HTTPConnection('127.0.0.1', {port}, timeout=10);"
        "c.request('GET', '/'); print(c.getresponse().status)"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


@on_linux
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_user_of_a_connection_is_found(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        with socket.create_connection(server.getsockname()[:2]) as client:
            ends = {
                "client": client.getsockname()[:2],
                "server": server.getsockname()[:2],
                "headers": [],
            }
            assert peer_user.is_own_user(ends)
            other_port = (host, ends["client"][1] - 1)
            assert not peer_user.is_own_user(ends | {"client": other_port})
        assert not peer_user.is_own_user(ends)
