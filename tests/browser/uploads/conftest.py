import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import title
from tests.browser.uploading import remove_uploads, write_folder


@pytest.fixture(scope="module")
def server(start_server):
    """A dashboard that only one module uploads to."""
    return start_server()


@pytest.fixture(autouse=True)
def nothing_left(server):
    yield
    remove_uploads(server)


@pytest.fixture
def folder(tmp_path):
    """Six pictures in subfolders named by their digits."""
    return write_folder(tmp_path / "mine")


@pytest.fixture
def page(open_page):
    opened = open_page("/your_digits")
    expect(title(opened, "Your digits")).to_be_visible()
    return opened
