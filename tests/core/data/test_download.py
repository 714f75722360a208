import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.data.download import download_mnist
from core.errors import DatasetError

CONTENT = bytes(range(256)) * 1_000
MEGABYTE = bytes(2**20)


class Handler(BaseHTTPRequestHandler):
    """A server that misbehaves as its path demands."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.close_connection = True
        getattr(self, f"send_{self.path.strip('/')}")()

    def start(self, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    def send_good(self):
        self.start(Content_Length=len(CONTENT))
        self.wfile.write(CONTENT)

    def send_unsized(self):
        self.start()
        self.wfile.write(CONTENT)

    def send_missing(self):
        self.start(404, Content_Length=0)

    def send_short(self):
        self.start(Content_Length=len(CONTENT))
        self.wfile.write(CONTENT[:1_000])

    def send_broken_chunks(self):
        self.start(Transfer_Encoding="chunked")
        self.wfile.write(b"ff\r\nfewer than that")

    def send_nothing(self):
        pass

    def send_garbage(self):
        self.wfile.write(b"\x00\xff no protocol that is known\r\n\r\n")

    def send_large(self):
        self.start(Content_Length=2**40)

    def send_endless(self):
        self.start()
        try:
            while True:
                self.wfile.write(MEGABYTE)
        except OSError:
            pass  # The client has closed the connection.

    def send_silence(self):
        self.server.released.wait(10)

    def send_stall(self):
        self.start(Content_Length=len(CONTENT))
        self.wfile.write(CONTENT[:1_000])
        self.server.released.wait(10)

    def send_moved(self):
        self.start(302, Location="/good", Content_Length=0)

    def send_moved_elsewhere(self):
        self.start(302, Location="http://192.0.2.1/mnist.npz", Content_Length=0)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.released = threading.Event()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.released.set()
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def fetch(tmp_path):
    """Download and return the progress; check that no partial file remains."""

    def call(url, timeout=5.0):
        progress = []
        target = tmp_path / "mnist.npz"
        try:
            download_mnist(url, target, lambda *now: progress.append(now), timeout)
        finally:
            others = [path.name for path in tmp_path.iterdir() if path != target]
            assert others == []
        assert target.read_bytes() == CONTENT
        return progress

    return call


def test_file_is_fetched_with_progress(server, fetch):
    progress = fetch(f"{server}/good")

    assert progress[0] == (0, len(CONTENT))
    assert progress[-1] == (len(CONTENT), len(CONTENT))
    assert progress == sorted(progress)


def test_size_may_be_unknown(server, fetch):
    progress = fetch(f"{server}/unsized")

    assert progress[-1] == (len(CONTENT), 0)


def test_redirect_is_followed(server, fetch):
    assert fetch(f"{server}/moved")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("missing", "download-refused"),
        ("short", "download-cut-short"),
        ("broken_chunks", "download-cut-short"),
        ("nothing", "download-cut-short"),
        ("garbage", "download-cut-short"),
        ("large", "download-too-large"),
        ("endless", "download-too-large"),
        ("moved_elsewhere", "download-insecure"),
    ],
)
def test_server_that_misbehaves_is_named(server, fetch, tmp_path, path, kind):
    with pytest.raises(DatasetError) as caught:
        fetch(f"{server}/{path}")

    assert caught.value.kind == kind
    assert "127.0.0.1" in str(caught.value) or kind == "download-insecure"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["silence", "stall"])
def test_silent_server_times_out(server, fetch, error_kind, path):
    kind = error_kind(fetch, f"{server}/{path}", timeout=0.3)

    # Had it waited longer, the server would have ended the connection.
    assert kind == "download-timeout"


def test_http_status_is_reported(server, fetch):
    with pytest.raises(DatasetError) as caught:
        fetch(f"{server}/missing")

    assert caught.value.values["status"] == 404


def test_refused_connection_is_reported_as_offline(fetch, error_kind):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    assert error_kind(fetch, f"http://127.0.0.1:{port}/good") == "download-offline"


def test_unknown_host_means_offline(fetch, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(DatasetError) as caught:
        fetch("https://digits.invalid/mnist.npz")

    assert caught.value.kind == "download-offline"
    assert caught.value.values["host"] == "digits.invalid"


def test_server_without_certificate_is_not_trusted(server, fetch, error_kind):
    url = f"{server}/good".replace("http:", "https:")

    assert error_kind(fetch, url) == "download-untrusted"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/mnist.npz",
        "http://127.0.0.1.example.org/mnist.npz",
        "http://localhost@example.org/mnist.npz",
        "file:///etc/hostname",
        "ftp://localhost/mnist.npz",
        "mnist.npz",
    ],
)
def test_insecure_urls_are_rejected_without_a_request(fetch, error_kind, url):
    assert error_kind(fetch, url) == "download-insecure"


def test_missing_target_folder_raises_an_error(server, tmp_path, error_kind):
    target = tmp_path / "absent" / "mnist.npz"

    kind = error_kind(download_mnist, f"{server}/good", target, print)

    assert kind == "download-not-saved"


def test_exception_in_progress_callback_cancels_the_download(server, tmp_path):
    target = tmp_path / "mnist.npz"
    target.write_bytes(b"earlier")

    def cancel(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download_mnist(f"{server}/good", target, cancel)

    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]
