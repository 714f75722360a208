import contextlib
import importlib.util
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.store.jobs import TRAININGS, list_jobs
from core.work import jobs
from tests.browser.conftest import open_beside
from tests.browser.page_helpers import ink, press, strip, tiles
from tests.browser.server_process import libraries, megabytes
from tests.jobs import wait_until_stopped

RUNNING = re.compile("balanced.* on the built-in digits$")
READY = "The new model is ready. Every page shows it now."
# Enough to see the curves grow.
EPOCHS = 4
# Milliseconds in which a real network learns and reads, also on a busy machine.
PATIENCE = 900_000
STUB = Path(__file__).parent / "stub_training"


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


@contextlib.contextmanager
def cancelling_trainings(folder):
    """Cancel all trainings of a data folder at the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(folder))
        yield folder
        for job in list_jobs(TRAININGS):
            job.request_cancel()
            wait_until_stopped(job, 20)


@pytest.fixture(scope="module")
def server(start_server, tmp_path_factory):
    """A dashboard whose trainings are stubs, see `stub_training`."""
    with cancelling_trainings(tmp_path_factory.mktemp("home")) as folder:
        yield start_server(folder, PYTHONPATH=str(STUB))


@pytest.fixture(scope="module")
def story(server, warm_page):
    """A whole training on the built-in digits, watched in two sessions."""
    told = Story()
    page, second = open_beside(warm_page), open_beside(warm_page)
    page.on("pageerror", lambda error: told.browser_errors.append(str(error)))
    page.goto(server.address("/training"))
    choose(page, "Epochs", EPOCHS)
    press(page, "Train")
    watch(page, second, server, told)
    (run,) = (server.data_folder / "runs").iterdir()
    told.run = run.name
    yield told
    page.close()
    second.close()


def watch(page, second, server, told):
    """Look at a training after each of its epochs until it is finished."""
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    look(page, server, told)
    for epoch in range(1, EPOCHS + 1):
        allow(server, epoch)
        expect(progress(page)).to_contain_text(f"Epoch {epoch} of {EPOCHS}")
        page.wait_for_timeout(200)
        look(page, server, told)
    page.reload()
    told.after_reload = heading_of(page)
    second.goto(server.address("/training"))
    told.for_a_second_visitor = heading_of(second)
    for percent in (25, 50, 75):
        allow(server, 6 * EPOCHS * percent // 100)
        expect(bar).to_have_attribute("aria-valuenow", str(percent))
        look(page, server, told)
    allow(server, 6 * EPOCHS)
    expect(page.get_by_text(READY)).to_be_visible()
    allow(server, 0)


def allow(server, epochs):
    """Allow the stub to report this many epochs of its six networks."""
    draft = server.data_folder / "epochs.new"
    draft.write_text(str(epochs), "utf-8")
    draft.replace(server.data_folder / "epochs")


def look(page, server, told):
    told.megabytes.append(megabytes(server.process.pid))
    told.libraries |= libraries(server.process.pid)
    told.points.append(page.locator(".st-key-live_loss .point").count())
    bar = page.get_by_role("progressbar")
    told.shares += bar.evaluate_all("bars => bars.map(bar => +bar.ariaValueNow)")
    told.texts += progress(page).all_inner_texts()


def progress(page):
    """The bar and the words beside it."""
    return page.get_by_test_id("stProgress")


def visit(context, server):
    page = context.new_page()
    page.goto(server.address("/training"))
    return page


def heading_of(page):
    """The heading above the progress, once there is progress."""
    expect(page.get_by_role("progressbar")).to_be_visible()
    return page.get_by_role("heading", level=2).first.inner_text()


@pytest.mark.smoke
def test_progress_is_visible_and_grows(story):
    assert story.shares == sorted(story.shares)
    assert len(set(story.shares)) >= 5
    assert max(story.shares) == 75


@pytest.mark.smoke
def test_progress_says_in_words_what_is_being_done(story):
    told = " ".join(story.texts)

    assert "Starting TensorFlow" in told
    assert re.search(r"Epoch \d+ of \d+", told)
    assert "Reading the digits with networks trained without them" in told
    assert re.search(r"about \d+\s(s|min) left", told)


@pytest.mark.smoke
def test_curves_grow_while_it_trains(story):
    assert len(story.lengths) >= 3


@pytest.mark.smoke
def test_reloading_shows_the_training_still_running(story):
    assert RUNNING.search(story.after_reload)


def test_a_second_visitor_watches_the_same_training(story):
    assert RUNNING.search(story.for_a_second_visitor)


@pytest.mark.smoke
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


def test_a_training_is_cancelled(open_page, server):
    page = open_page("/training")
    job = start(page, seed=1)
    allow(server, 1)
    expect(progress(page)).to_contain_text("Epoch")

    press(page, "Cancel")

    assert wait_until_stopped(job, 30)
    expect(page.get_by_text("The training was cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    assert not (server.data_folder / "runs" / job.id).exists()
    allow(server, 0)


def test_a_training_survives_the_server(start_server, browser, tmp_path):
    context = browser.new_context()
    with cancelling_trainings(tmp_path):
        server = start_server(tmp_path, PYTHONPATH=str(STUB))
        job = start(visit(context, server), seed=2)

        server.stop()

        assert job.is_alive()
        page = visit(context, start_server(tmp_path, PYTHONPATH=str(STUB)))
        assert RUNNING.search(heading_of(page))
        press(page, "Cancel")
        assert wait_until_stopped(job, 30)
        expect(page.get_by_text("The training was cancelled")).to_be_visible()
    context.close()


@pytest.mark.skipif(
    not importlib.util.find_spec("tensorflow"), reason="TensorFlow is not installed"
)
def test_a_real_network_is_trained(start_server, browser, tmp_path):
    context, told = browser.new_context(), Story()
    with cancelling_trainings(tmp_path):
        server = start_server(tmp_path)
        page = visit(context, server)
        choose(page, "Epochs", 1)
        press(page, "Train")

        expect(progress(page)).to_contain_text("Epoch", timeout=PATIENCE)
        look(page, server, told)
        expect(page.get_by_text(READY)).to_be_visible(timeout=PATIENCE)

        look(page, server, told)
        assert "tensorflow" not in told.libraries
        assert max(told.megabytes) <= 400
        assert len(list((tmp_path / "runs").iterdir())) == 1
    context.close()
