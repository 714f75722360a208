import pytest

from core.store.jobs import DOWNLOADS
from core.work.catalogue import has_mnist
from core.work.jobs import (
    latest_job,
    read_state,
    start_download,
)
from tests.jobs import wait_until_stopped

pytestmark = pytest.mark.usefixtures("data_folder")


def test_a_download_that_is_not_mnist_fails_in_the_worker(serve, data_folder):
    serve(b"not an archive" * 1000)

    job = start_download()
    assert wait_until_stopped(job, 30)

    state = read_state(job)
    assert (state.phase, state.error.kind) == ("failed", "npz-unknown")
    assert latest_job(DOWNLOADS) == job
    assert not has_mnist()
    assert not list(data_folder.rglob("*.npz*"))


def test_a_server_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("MISREAD_MNIST_URL", "http://127.0.0.1:1/mnist.npz")

    job = start_download()
    assert wait_until_stopped(job, 30)

    error = read_state(job).error
    assert error.kind == "download-offline"
    assert error.values == {"host": "127.0.0.1:1"}


def test_a_silent_download_is_cancelled(serve, data_folder):
    serve(None)
    job = start_download()
    assert start_download() == job

    job.request_cancel()

    # The server is silent for longer.
    assert wait_until_stopped(job, 20)
    assert read_state(job).phase == "cancelled"
    assert not (data_folder / "digits").exists()


@pytest.mark.slow
def test_mnist_is_fetched_checked_and_stored(serve, mnist_path, data_folder):
    serve(mnist_path.read_bytes())

    job = start_download()
    assert wait_until_stopped(job, 120)

    state = read_state(job)
    assert (state.phase, state.share) == ("done", 1.0)
    assert {event.phase for event in job.events()} >= {"starting", "saving", "done"}
    assert has_mnist()
    assert not list(data_folder.rglob("mnist.npz*"))
