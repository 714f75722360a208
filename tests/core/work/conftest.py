import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from core.errors import MisreadError
from core.store.runs import list_runs


@pytest.fixture
def error_kind():
    """Return the kind of the error that a call ends with."""

    def call(function, *arguments, **options):
        with pytest.raises(MisreadError) as caught:
            function(*arguments, **options)
        return caught.value.kind

    return call


@pytest.fixture(scope="session")
def drawn(builtin_digits):
    """Factory: one of the built-in digits on white paper, as a file."""
    images = builtin_digits.images

    def draw(position):
        file = io.BytesIO()
        Image.fromarray(255 - images[position]).save(file, "PNG")
        return file.getvalue()

    return draw


class Handler(BaseHTTPRequestHandler):
    """Serves one file; where it is None, announces one and then says nothing."""

    def do_GET(self):
        content = self.server.content
        self.send_response(200)
        self.send_header("Content-Length", str(len(content or bytes(1000))))
        self.end_headers()
        if content is None:
            self.wfile.write(b"some")
            self.wfile.flush()
            self.server.silent.wait(30)
        else:
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def serve(monkeypatch):
    """Serve a file on this machine; downloads come from there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.silent = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))

    def start(content):
        server.content = content
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/mnist.npz"
        monkeypatch.setenv("MISREAD_MNIST_URL", url)
        return url

    yield start
    server.silent.set()
    if thread.ident:
        server.shutdown()
        thread.join()
    server.server_close()


@pytest.fixture
def reference(data_folder):  # noqa: ARG001
    """The run that ships with Misread."""
    found, _ = list_runs()
    return found[-1]
