import importlib.util
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.store.jobs import TRAININGS, list_jobs
from core.work import jobs
from tests.browser.page_helpers import ink, press, strip, tiles

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not importlib.util.find_spec("tensorflow"), reason="no TensorFlow here"
    ),
]
RUNNING = re.compile("balanced.* on the built-in digits$")
READY = "The new model is ready. Every page shows it now."
MEGABYTE = 2**20
PATIENCE = 600
# Enough to see the curves grow.
EPOCHS = 8


@dataclass
class Story:
    """What was seen of a training from its start to its end."""

    shares: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    libraries: set[str] = field(default_factory=set)
    after_reload: str = ""
    for_a_second_visitor: str = ""
    browser_errors: list[str] = field(default_factory=list)
    run: str = ""

    @property
    def lengths(self):
        """The different numbers of points that a curve was seen with."""
        return {count for count in self.points if count}


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory):
    """A home in which nothing trains on when the tests are over."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(folder))
        yield folder
        for job in list_jobs(TRAININGS):
            jobs.cancel(job)
            jobs.wait_until_stopped(job, 20)


@pytest.fixture(scope="module")
def server(start_server, data_folder):
    return start_server(data_folder)


@pytest.fixture(scope="module")
def story(server, browser):
    """A whole training on the built-in digits, watched by two visitors."""
    told = Story()
    context, other = browser.new_context(), browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: told.browser_errors.append(str(error)))
    page.goto(f"{server.url}/training")
    choose(page, "Epochs", EPOCHS)
    press(page, "Train")
    watch(page, other, server, told)
    (run,) = (server.data_folder / "runs").iterdir()
    told.run = run.name
    yield told
    context.close()
    other.close()


def watch(page, other, server, told):
    """Look at a training about twice a second until it is finished."""
    bar, ready = page.get_by_role("progressbar"), page.get_by_text(READY)
    deadline = time.monotonic() + PATIENCE
    expect(bar).to_be_visible()
    while not ready.is_visible() and time.monotonic() < deadline:
        told.megabytes.append(megabytes(server.process.pid))
        told.libraries |= libraries(server.process.pid)
        told.points.append(page.locator(".st-key-live_loss .point").count())
        told.shares += bar.evaluate_all("bars => bars.map(bar => +bar.ariaValueNow)")
        told.texts += progress(page).all_inner_texts()
        # Not before the curves were seen to grow: a reload may outlast all epochs.
        if len(told.lengths) >= 3 and not told.after_reload:
            page.reload()
            told.after_reload = heading_of(page)
            second = visit(other, server)
            told.for_a_second_visitor = heading_of(second)
            second.close()
        page.wait_for_timeout(500)
    expect(ready).to_be_visible()


def progress(page):
    """The bar and the words beside it."""
    return page.get_by_test_id("stProgress")


def visit(context, server):
    page = context.new_page()
    page.goto(f"{server.url}/training")
    return page


def heading_of(page):
    """The heading above the progress, once there is progress."""
    expect(page.get_by_role("progressbar")).to_be_visible()
    return page.get_by_role("heading", level=2).first.inner_text()


def megabytes(pid):
    """Memory of a process that is in use, on Linux; elsewhere 0."""
    if sys.platform != "linux":
        return 0.0
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024 / MEGABYTE


def libraries(pid):
    """Packages whose compiled parts a process has loaded, on Linux."""
    if sys.platform != "linux":
        return set()
    maps = Path(f"/proc/{pid}/maps").read_text("utf-8")
    return set(re.findall(r"/site-packages/(\w+)/", maps))


def test_progress_is_visible_and_grows(story):
    assert story.shares == sorted(story.shares)
    assert len(set(story.shares)) >= 5
    assert max(story.shares) > 80


def test_progress_says_in_words_what_is_being_done(story):
    told = " ".join(story.texts)

    assert "Starting TensorFlow" in told
    assert re.search(r"Epoch \d+ of \d+", told)
    assert "Reading the digits with networks trained without them" in told
    assert re.search(r"about \d+\s(s|min) left", told)


def test_curves_grow_while_it_trains(story):
    assert len(story.lengths) >= 3


def test_reloading_shows_the_training_still_running(story):
    assert RUNNING.search(story.after_reload)


def test_a_second_visitor_watches_the_same_training(story):
    assert RUNNING.search(story.for_a_second_visitor)


def test_training_causes_no_browser_errors(story):
    assert story.browser_errors == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_tensorflow_stays_out_of_the_web_process(story):
    assert "pyarrow" in story.libraries
    assert "tensorflow" not in story.libraries


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_web_process_stays_small(story):
    assert 0 < max(story.megabytes) <= 400


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("path", ["", "confusion", "mistakes", "data", "training"])
def test_every_page_shows_the_new_run(open_page, path):
    page = open_page(f"/{path}")

    new = page.get_by_role("button", name="balanced, trained on the built-in digits")
    expect(new).to_be_visible()
    expect(page.get_by_text("read by a network trained without it")).to_be_visible()


def test_the_training_page_tells_how_the_new_run_was_made(story, open_page):
    page = open_page("/training")

    expect(page.get_by_text(f"Every page shows the model {story.run}.")).to_be_visible()
    expect(page.get_by_text(re.compile("^1,797 digits, seen "))).to_be_visible()


@pytest.mark.usefixtures("story")
def test_the_new_run_has_mistakes_to_look_at(open_page):
    page = open_page("/mistakes")

    expect(tiles(page, "mistakes").first).to_be_visible()
    assert ink(tiles(page, "mistakes").first.locator(".picture")) > 20
    page.goto(page.url.replace("/mistakes", "/"))
    pairs = strip(page, "pairs").locator("[data-tile]")
    expect(pairs.first).to_be_visible()
    assert ink(pairs.first) > 20


@pytest.mark.usefixtures("story")
def test_the_same_training_is_not_done_again(open_page):
    page = open_page("/training")

    choose(page, "Epochs", EPOCHS)
    press(page, "Train")

    expect(page.get_by_text("This model was trained before")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def choose(page, name, number):
    """Set one of the settings, which are folded at first."""
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label(name, exact=True).fill(str(number))
    page.keyboard.press("Enter")


def start(page, seed):
    """Train with a seed, and return the job once its progress is seen."""
    choose(page, "Seed", seed)
    press(page, "Train")
    expect(page.get_by_role("progressbar")).to_be_visible()
    return jobs.running_training()


def test_cancel_ends_a_training_within_two_seconds(open_page, server):
    page = open_page("/training")
    job = start(page, seed=1)
    expect(progress(page)).to_contain_text("Epoch", timeout=120_000)

    press(page, "Cancel")

    assert jobs.wait_until_stopped(job, 2)
    expect(page.get_by_text("The training was cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    assert not (server.data_folder / "runs" / job.id).exists()


def test_a_training_survives_the_server(server, start_server, browser):
    context = browser.new_context()
    job = start(visit(context, server), seed=2)

    server.stop()

    assert job.is_alive()
    page = visit(context, start_server(server.data_folder))
    assert RUNNING.search(heading_of(page))
    press(page, "Cancel")
    assert jobs.wait_until_stopped(job, 2)
    expect(page.get_by_text("The training was cancelled")).to_be_visible()
    context.close()
