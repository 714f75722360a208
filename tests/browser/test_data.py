import http.server
import re
import socketserver
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import go_to, ink, press, strip, tiles, title

UNREACHABLE = "http://127.0.0.1:9/mnist.npz"
HANDED_OVER = re.compile("^Or upload it")
HERE = "MNIST is here: all 70,000 digits"


@pytest.fixture(scope="module")
def server(start_server):
    """Return a dashboard that looks for MNIST where no server answers."""
    return start_server(MISREAD_MNIST_URL=UNREACHABLE, no_proxy="127.0.0.1")


@pytest.fixture
def data(open_page):
    """Factory: `data()` opens the page."""

    def show():
        page = open_page("/data")
        expect(title(page, "The digits")).to_be_visible()
        tiles(page, "samples").first.wait_for()
        return page

    return show


def hand_over(page, *paths):
    page.locator("input[type=file]").set_input_files(paths)
    press(page, "Add these files")


def digits_of(data_folder):
    return sorted(path.name for path in data_folder.glob("digits/[!.]*"))


@pytest.mark.smoke
def test_it_shows_what_digits_there_are(data):
    page = data()

    expect(page.get_by_text("Built-in digits 1,797").last).to_be_visible()
    expect(
        page.get_by_label("Number of images of each digit in Built-in digits")
    ).to_contain_text("183")
    expect(tiles(page, "samples")).to_have_count(40)
    assert ink(tiles(page, "samples").first.locator(".picture")) > 20


def test_samples_can_be_of_one_digit(data):
    page = data()

    page.get_by_label("Digit", exact=True).get_by_text("3", exact=True).click()

    expect(page.get_by_text("40 of 183, shuffled.")).to_be_visible()
    readings = tiles(page, "samples").locator(".reading")
    expect(readings).to_have_text(["3"] * 40)


def test_an_image_opens_by_its_number(data):
    page = data()

    page.get_by_role("textbox", name="Open an image").fill("553")
    page.keyboard.press("Enter")

    expect(tiles(page, "samples")).to_have_count(1)
    expect(tiles(page, "samples")).to_have_attribute(
        "aria-label", "Built-in digits, image 553"
    )


def test_without_a_network_fetching_fails_with_a_sentence(data, server):
    page = data()

    press(page, "Download it")

    expect(page.get_by_text("127.0.0.1:9 cannot be reached.")).to_be_visible()
    expect(page.get_by_role("button", name="Download it")).to_be_enabled()
    assert digits_of(server.data_folder) == []


def test_a_truncated_file_is_named_and_changes_nothing(data, server, tmp_path):
    path = tmp_path / "my mnist.npz"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    page = data()

    hand_over(page, path)

    expect(page.get_by_text("my mnist.npz is incomplete or damaged.")).to_be_visible()
    assert digits_of(server.data_folder) == []
    page.reload()
    expect(page.get_by_text(HANDED_OVER)).to_be_visible()
    expect(page.get_by_text(HERE)).to_have_count(0)


@pytest.mark.slow
def test_half_of_the_real_file_is_named_and_changes_nothing(
    data, server, mnist_path, tmp_path
):
    path = tmp_path / "mnist.npz"
    content = mnist_path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    page = data()

    hand_over(page, path)

    expect(page.get_by_text("mnist.npz is incomplete or damaged.")).to_be_visible()
    assert digits_of(server.data_folder) == []


def expect_mnist(page):
    """MNIST is there, and its test set is what the pages are about."""
    expect(page.get_by_text(HERE)).to_be_visible()
    page.get_by_role("button", name=re.compile("^MNIST test 10,000")).click()
    expect(page.get_by_role("button", name="MNIST test (10,000)")).to_be_visible()
    page.keyboard.press("Escape")
    go_to(page, "Overview")
    expect(title(page, re.compile("^Out of 10,000 digits"))).to_be_visible()
    expect(strip(page, "pairs").locator("[data-tile]").first).to_be_visible()
    assert ink(strip(page, "pairs").locator("[data-tile]").first) > 20


class TestWithMnist:
    """Each of these starts where MNIST is not."""

    @pytest.fixture
    def server(self, start_server, source):
        return start_server(MISREAD_MNIST_URL=source, no_proxy="127.0.0.1")

    @pytest.fixture
    def source(self, mnist_path):
        """Address of a server on this machine that has the real file."""

        class Files(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *request):
                super().__init__(*request, directory=mnist_path.parent)

            def log_message(self, *_):
                pass

        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Files) as source:
            threading.Thread(target=source.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{source.server_address[1]}/{mnist_path.name}"
            source.shutdown()

    @pytest.mark.slow
    def test_the_real_file_can_be_handed_over(self, data, server, mnist_path):
        page = data()

        hand_over(page, mnist_path)

        expect_mnist(page)
        assert len(digits_of(server.data_folder)) == 2

    @pytest.mark.slow
    def test_the_real_file_can_be_fetched(self, data, server):
        page = data()

        press(page, "Download it")

        expect_mnist(page)
        assert len(digits_of(server.data_folder)) == 2
