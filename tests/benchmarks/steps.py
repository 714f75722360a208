"""Measure explanations and sliders in Chromium, on 10,000 predictions.

    python -m tests.benchmarks.steps [--steps 15]

Imports MNIST from ``MISREAD_MNIST`` or Keras's cache into a temporary data folder.
Times count from the key or click until the page shows the answer. `tests.epoch_runs`
makes the epochs for Replay: they measure the page, not a network.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from core.work.catalogue import register_mnist
from tests.benchmarks.clicks import _chromium, running, show
from tests.browser.conftest import FLAGS
from tests.browser.dashboard_server import wait_until_healthy
from tests.browser.page_helpers import drawer, follow, tiles, wait_until_idle
from tests.epoch_runs import RUN_ID, save_run_with_epochs

ON = "on=mnist-test"
CASE_GOAL, MORE_GOAL, STEP_GOAL = 0.4, 0.5, 0.2

# The value to compare: a sentence, its presence, or a picture.
SENTENCE = "root.querySelector('p.lead').innerText"
STROKE = "/the stroke|small part/i.test(root.innerText)"
PICTURE = "root.querySelector('.seen').style.getPropertyValue('--picture')"
# Milliseconds from a key or click until the value changes and is drawn. A busy page
# would answer a query from outside only when it is idle.
WATCH = """root => {
  const read = () => %s
  const before = read()
  window.timing = new Promise(done => addEventListener('%s', () => {
    const begun = performance.now()
    const look = () => {
      if (read() === before) requestAnimationFrame(look)
      else setTimeout(() => done(performance.now() - begun))
    }
    look()
  }, { once: true, capture: true }))
}"""


def main() -> None:
    """Run everything and print one line for each measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=15, help="times to measure each")
    steps = parser.parse_args().steps
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["MISREAD_HOME"] = str(Path(folder) / "home")
        if not register_mnist():
            raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
        save_run_with_epochs("mnist-test")
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        print(f"{'what':44} {'figure':>20}  goal")
        with running(Path(folder)) as server:
            wait_until_healthy(server)
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            follow(page)
            page.goto(server.address())
            measure_case(page, server.url, steps)
            measure_sliders(page, server.url, steps)
        browser.close()


def measure_case(page: Page, url: str, steps: int) -> None:
    """Measure the actions on one image."""
    page.goto(f"{url}/mistakes?{ON}")
    show("an image to its case", list(time_cases(page, steps)), CASE_GOAL)
    show("More of a case to its stroke", list(time_more(page, 5)), MORE_GOAL)
    turn = drawer(page).get_by_role("slider", name="Turned, degrees")
    # Up to the end of the slider.
    times = time_keys(page, turn, drawer(page).locator(".retouch"), PICTURE, 9)
    show("what-if, key to the picture as read", times, STEP_GOAL)


def measure_sliders(page: Page, url: str, steps: int) -> None:
    """Measure the sliders of Calibration and of Replay."""
    page.goto(f"{url}/how_sure?{ON}")
    slider = page.get_by_role("slider").first
    body = page.locator("body")
    times = time_keys(page, slider, body, SENTENCE, min(steps, 6))
    show("how sure, key to sentence", times, STEP_GOAL)
    page.goto(f"{url}/replay?{ON}&run={RUN_ID}")
    slider = page.get_by_role("slider", name="Epoch")
    times = time_keys(page, slider, body, SENTENCE, 3)
    show("replay, key to sentence", times, STEP_GOAL)


def time_cases(page: Page, number: int) -> Iterable[float]:
    """Open the first images in turn; return the seconds until each case is shown."""
    for place in range(number):
        image = tiles(page, "mistakes").nth(place)
        image.wait_for()
        wait_until_idle(page)
        begun = time.perf_counter()
        image.click()
        drawer(page).get_by_text(re.compile(rf"^Case {place + 1} of ")).wait_for()
        drawer(page).locator(".probabilities").wait_for()
        yield time.perf_counter() - begun
        wait_until_idle(page)
        page.keyboard.press("Escape")
        drawer(page).wait_for(state="hidden")


def time_more(page: Page, number: int) -> Iterable[float]:
    """Open the first images' explanations; return the seconds until they show."""
    more = drawer(page).get_by_text("Explain:")
    for place in range(number):
        tiles(page, "mistakes").nth(place).click()
        more.wait_for()
        wait_until_idle(page)
        drawer(page).evaluate(WATCH % (STROKE, "click"))
        more.click()
        yield page.evaluate("() => window.timing") / 1000
        wait_until_idle(page)
        if place < number - 1:
            more.click()
            wait_until_idle(page)
            page.keyboard.press("Escape")
            drawer(page).wait_for(state="hidden")


def time_keys(
    page: Page, slider: Locator, root: Locator, read: str, number: int
) -> list[float]:
    """Move a slider to the left; return the seconds until the page changes each time.

    Args:
        page: The page.
        slider: The slider.
        root: An element that stays, and contains the part that changes.
        read: JavaScript that returns the value to compare.
        number: Number of moves.
    """
    slider.wait_for()
    time.sleep(1)
    wait_until_idle(page)
    slider.focus()
    times = []
    for _ in range(number):
        root.evaluate(WATCH % (read, "keydown"))
        page.keyboard.press("ArrowLeft")
        times.append(page.evaluate("() => window.timing") / 1000)
        wait_until_idle(page)
    return times


if __name__ == "__main__":
    main()
