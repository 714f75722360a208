import asyncio
import http.client
import socket
import time
from contextlib import ExitStack, closing, contextmanager

import pytest
from starlette.exceptions import HTTPException
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard import hosts, middleware, streamlit_patches
from dashboard.middleware import HEADERS
from tests.dashboard.small_server import cookie_of, get, make_project, running


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A shared server, whose limits are low: its process and its port."""
    root = make_project(tmp_path_factory.mktemp("project"))
    for name, line, low in (
        ("middleware.py", "SESSION_BYTES: Final = 224 * 2**20", "300_000"),
        ("middleware.py", "ALL_BYTES: Final = 256 * 2**20", "700_000"),
        ("middleware.py", "UPLOADS_AT_ONCE: Final = 8", "2"),
        ("middleware.py", "SILENCE_SECONDS: Final = 30", "1"),
        ("streamlit_patches.py", "REQUEST_SECONDS: Final = 20", "1"),
    ):
        path = root / "dashboard" / name
        text = path.read_text("utf-8")
        assert line in text
        lower = line.split(" = ")[0] + " = " + low
        path.write_text(text.replace(line, lower), "utf-8")
    with running(root, "--no-browser", MISREAD_MODE="shared") as (process, port, _):
        yield process, port


def directives(policy):
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_a_browser_gets_a_cookie_of_its_own_with_its_first_page(server):
    _, port = server

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

    guarded = middleware.SecurityHeaders(inner)
    asyncio.run(guarded({"type": "http", "path": "/media/report.html"}, None, send))

    assert sent[0]["status"] == 418
    first, *others = sent[0]["headers"]
    assert first == (b"a", b"1")
    named = {name.lower().encode(): each.encode() for name, each in HEADERS.items()}
    assert dict(others) == {**named, b"cache-control": b"no-store"}
    assert sent[1]["body"] == b"tea"


def test_policy_names_no_other_host():
    policy = middleware.content_policy(b"")

    assert "http" not in policy
    assert "*" not in policy
    assert directives(policy)["default-src"] == "'self'"
    assert directives(policy)["connect-src"] == "'self'"
    assert directives(policy)["frame-ancestors"] == "'self'"


def test_policy_allows_only_scripts_of_the_start_page():
    policy = middleware.content_policy(
        b"<script>alert(1)</script><script src='x'></script>"
    )

    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    digest = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="
    assert directives(policy)["script-src"] == f"'self' blob: '{digest}'"


def test_the_start_page_of_streamlit_has_a_script_to_allow():
    script_source = directives(HEADERS["Content-Security-Policy"])["script-src"]

    assert script_source.count("'sha256-") == 1


@pytest.mark.parametrize("path", ["/", "/training", "/_stcore/health", "/static/no.js"])
def test_every_response_carries_the_headers(server, path):
    response = get(server[1], path)

    for name, value in HEADERS.items():
        assert response.getheader(name) == value


def test_over_https_the_cookie_belongs_to_this_host_and_keeps_its_value(server):
    port, https = server[1], {"X-Forwarded-Proto": "https"}

    new = cookie_of(get(port, "/", https))

    assert new.startswith(f"__Host-{hosts.COOKIE}=")
    assert new.endswith("; Secure")
    assert "Secure" not in cookie_of(get(port, "/"))
    known = {**https, "Cookie": f"{hosts.COOKIE}={'a' * 32}"}
    assert cookie_of(get(port, "/", known)).startswith(
        f"{hosts.SECURE_COOKIE}={'a' * 32};"
    )
    forged = {**https, "Cookie": f"{hosts.COOKIE}=a b"}
    assert "a b" not in cookie_of(get(port, "/", forged))


def test_a_cookie_with_a_similar_name_does_not_count(server):
    similar = {"Cookie": f"not_{hosts.COOKIE}=1"}

    assert hosts.COOKIE in cookie_of(get(server[1], "/", similar))


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json"]
)
def test_addresses_for_programs_are_closed(server, path):
    assert get(server[1], path).status == 404


@contextmanager
def open_page(port, cookie="", resume=()):
    """Open a page, or resume a session; yield the first message of the server."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    headers = {"Cookie": f"{hosts.COOKIE}={cookie}"} if cookie else {}
    names = ["streamlit", *resume]
    options = {"additional_headers": headers, "subprotocols": names, "proxy": None}
    with connect(address, **options) as opened:
        rerun = BackMsg()
        rerun.rerun_script.query_string = ""
        opened.send(rerun.SerializeToString())
        while True:
            message = ForwardMsg.FromString(opened.recv(timeout=20))
            if message.WhichOneof("type") == "new_session":
                yield message.new_session
                return


@pytest.fixture
def session(server):
    """The first message of the server to a page that is open."""
    with open_page(server[1]) as first:
        yield first


def test_only_the_browser_that_began_a_session_resumes_it(server):
    port = server[1]
    with open_page(port, "a" * 32) as first:
        session_id = first.initialize.session_id
        with open_page(port, "b" * 32, ("token", session_id)) as other:
            assert other.initialize.session_id != session_id
    with open_page(port, "b" * 32, ("token", session_id)) as other:
        assert other.initialize.session_id != session_id
    with open_page(port, "a" * 32, ("token", session_id)) as again:
        assert again.initialize.session_id == session_id


def test_the_first_message_names_no_path_and_no_version_of_python(session):
    first = session

    assert first.main_script_path == "app.py"
    started = first.initialize
    assert started.environment_info.streamlit_version
    assert not started.environment_info.python_version
    assert not started.environment_info.server_os
    assert not started.user_info.installation_id_v4


def start_upload(port, session_id, number, size, sent=None):
    """Send the first bytes of an upload; return the connection."""
    frame = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n',
        b"\r\n--x--\r\n",
    )
    body = bytes(size).join(frame)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    path = f"/_stcore/upload_file/{session_id}/{number}"
    connection.putrequest("PUT", path)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(len(body)))
    token = cookie_of(get(port, "/_stcore/health")).split(";")[0]
    connection.putheader("Cookie", token)
    connection.putheader("X-Xsrftoken", token.partition("=")[2])
    connection.endheaders()
    connection.send(body[:sent])
    return connection


def upload(port, session_id, number, size):
    """Upload a file of some bytes; return the status and the text of the answer."""
    with closing(start_upload(port, session_id, number, size)) as connection:
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_a_session_cannot_fill_the_memory(server, session):
    port, session_id = server[1], session.initialize.session_id

    answers = [
        upload(port, session_id, number, size)
        for number, size in enumerate((200_000, 200_000, 50_000))
    ]

    assert [status for status, _ in answers] == [204, 413, 204]
    assert "MB of files for one visitor" in answers[1][1]


def test_an_upload_that_stops_ends_and_frees_its_place(server, session):
    port, session_id = server[1], session.initialize.session_id
    with ExitStack() as stack:
        halves = [
            stack.enter_context(
                closing(start_upload(port, session_id, each, 90_000, sent=50_000))
            )
            for each in range(2)
        ]

        assert upload(port, session_id, 9, 10)[0] == 429
        assert [half.getresponse().status for half in halves] == [408, 408]
        assert upload(port, session_id, 9, 10)[0] == 204


def test_all_sessions_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(middleware.server_mode, "is_shared_server", lambda: True)
    stored = middleware.SESSION_BYTES // 2, middleware.ALL_BYTES - 5
    monkeypatch.setattr(streamlit_patches, "uploaded_bytes", lambda _: stored)

    async def inner(_scope, receive, _send):
        await receive()

    async def receive():
        return {"type": "http.request", "body": bytes(size)}

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f"}
    limits = middleware.UploadLimits(inner)
    size = 5
    asyncio.run(limits(scope, receive, None))
    size = 6
    with pytest.raises(HTTPException, match="all visitors"):
        asyncio.run(limits(scope, receive, None))
    assert not limits.arrived
    assert not limits.running


def test_a_personal_server_takes_what_its_owner_gives(monkeypatch):
    monkeypatch.setattr(middleware.server_mode, "is_shared_server", lambda: False)
    received = []

    async def inner(_scope, receive, _send):
        received.append(receive)

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f"}
    asyncio.run(middleware.UploadLimits(inner)(scope, "as it is", None))

    assert received == ["as it is"]


def test_half_requests_are_closed_and_whole_ones_are_not(server):
    half = socket.create_connection(("127.0.0.1", server[1]))
    half.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    second = socket.create_connection(("127.0.0.1", server[1]))
    second.sendall(b"GET /_stcore/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    second.recv(9)
    second.sendall(b"GET / HTTP/1.1\r\n")
    address = f"ws://127.0.0.1:{server[1]}/_stcore/stream"

    with connect(address, proxy=None) as page, half, second:
        assert ends_within(half, 10)
        assert ends_within(second, 10)
        rerun = BackMsg()
        rerun.rerun_script.query_string = ""
        page.send(rerun.SerializeToString())
        assert page.recv(timeout=20)


def ends_within(opened, seconds):
    """True if the server closes a connection."""
    opened.settimeout(seconds)
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            if not opened.recv(4096):
                return True
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return False
