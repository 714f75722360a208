import contextlib
import os
import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from core.store import runs
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from tests.browser.dashboard_server import running
from tests.browser.page_helpers import TIMEOUT, follow

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a data folder holds once anything was done.
CONTENT = {
    "digits",
    "downloads",
    "imports",
    "people.sqlite",
    "runs",
    "trainings",
    "uploads",
}
PAGES = pytest.StashKey()
# On a page that was opened by its own address, Streamlit's client first looks for the
# server below that address.
SEARCH = re.compile(r"/[^/]+/_stcore/(health|host-config)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Say beside a failure what the pages said."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, ()):
            report.sections.append((page.url, page.locator("body").inner_text()))
    return report


@pytest.fixture(scope="session", autouse=True)
def chromium():
    """Path of a Chromium; without one, every test in this folder is skipped."""
    wanted = os.environ.get("MISREAD_CHROMIUM")
    names = (wanted,) if wanted else BROWSERS
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    message = f"no Chromium: none of {', '.join(names)}; MISREAD_CHROMIUM can name one"
    if os.environ.get("MISREAD_REQUIRE_BROWSER"):
        pytest.fail(message, pytrace=False)
    return pytest.skip(message)


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        new_context = launched.new_context

        def new_patient_context(**options):
            context = new_context(**options)
            context.set_default_timeout(TIMEOUT)
            return context

        launched.new_context = new_patient_context
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    """A dashboard for all tests that only look; its home stays empty."""
    with running(tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="module")
def start_server(tmp_path_factory):
    """Factory: `start_server(home, NAME="value")` returns a `Server` that answers.

    It runs until the last test of the module has ended.
    """
    with contextlib.ExitStack() as servers:

        def start(data_folder=None, **environment):
            server = running(tmp_path_factory, data_folder, **environment)
            return servers.enter_context(server)

        yield start


@pytest.fixture
def server(request, tmp_path_factory):
    """The dashboard of all, or one of its own for a test with the mark `writes`.

    A module in which most tests write starts its own.
    """
    if request.node.get_closest_marker("writes"):
        with running(tmp_path_factory) as own:
            yield own
        return
    shared = request.getfixturevalue("shared_server")
    yield shared
    written = CONTENT & {path.name for path in shared.data_folder.iterdir()}
    assert not written, f"mark the test `writes`: the home of all has {written}"


@pytest.fixture
def browser_errors():
    """What a browser complained about; nothing may be left of it after a test."""
    found = []
    yield found
    assert found == []


@pytest.fixture(scope="session")
def shared_context(browser):
    """What all tests share: the browser's cache, to load Streamlit but once."""
    context = browser.new_context(locale="en-US")
    yield context
    context.close()


@pytest.fixture(scope="session")
def warm_page(shared_context):
    """A page that stays open, so that Chromium compiles Streamlit once for a server.

    Pages that it opens share its process, in which the compiled scripts stay.
    """
    page = shared_context.new_page()
    yield page
    page.close()


@pytest.fixture
def open_page(request, shared_context, warm_page, server, browser_errors):
    """Factory: `open_page("/mistakes", width=390, dark=True)` returns a page."""
    pages = request.node.stash[PAGES] = []

    if warm_page.url == "about:blank":
        warm_page.goto(f"{server.url}/_stcore/health")

    def open_one(path="/", width=1440, height=1000, dark=False):
        page = open_beside(warm_page)
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        listen(page, server.url, browser_errors)
        page.goto(server.address(path))
        return page

    yield open_one
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    # Last, since a page that still loads something needs the token's cookie.
    shared_context.clear_cookies()


@pytest.fixture
def evaluation(tmp_path, monkeypatch):
    """The run that ships with Misread on the built-in digits, as the page has it."""
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    found, _ = runs.list_runs()
    return evaluate(found[-1], find_digits("built-in"))


def open_beside(warm_page):
    """Open an empty page in the process of another one."""
    with warm_page.expect_popup() as opened:
        warm_page.evaluate("() => { window.open('about:blank') }")
    return opened.value


def listen(page, url, browser_errors):
    def record_console_error(message):
        source = message.location.get("url", "")
        searching = SEARCH.fullmatch(source.removeprefix(url))
        if message.type == "error" and not searching:
            browser_errors.append(f"console: {message.text} ({source})")

    def check(request):
        address = urlsplit(request.url)
        if address.scheme in ("data", "blob", "about"):
            return
        if address.netloc != urlsplit(url).netloc:
            browser_errors.append(f"request: {request.url}")

    follow(page)
    page.on("console", record_console_error)
    page.on("pageerror", lambda error: browser_errors.append(f"exception: {error}"))
    page.on("request", check)
    page.on("websocket", check)
