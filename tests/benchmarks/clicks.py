"""Measure the dashboard on 10,000 predictions: its start, its clicks, its memory.

    python -m tests.benchmarks.clicks [--clicks 30] [--starts 3] [--training]

Imports MNIST from ``MISREAD_MNIST`` or Keras's cache into a temporary data folder, and
opens its test set in Chromium. The first start only warms the disk. Chromium is running
before the clock starts, with an empty cache for every visitor. A click is timed from
the event in the page until the images are decoded and painted.
"""

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, expect, sync_playwright

from core.store.data_folder import data_folder
from core.work import jobs
from core.work.catalogue import register_mnist
from tests.browser.conftest import BROWSERS, FLAGS
from tests.browser.dashboard_server import Server, launch, wait_until_healthy
from tests.browser.page_helpers import (
    PAGES,
    cell,
    counts,
    follow,
    go_to,
    mistake_cells,
    press,
    strip,
    tiles,
    wait_until_idle,
)
from tests.jobs import wait_until_stopped

MOST_IMAGES = 60
START_GOAL, CLICK_GOAL, MEMORY_GOAL = 4.0, 0.35, 400
TRAINING_GOAL, CANCEL_GOAL = 90, 2
# Pages whose address differs from their name in the menu.
PATHS = {"Overview": "", "Suspect labels": "suspects"}
# Resolves with the milliseconds from the next click until a new grid is painted.
WATCH = """expected => {
  const grid = () => [...document.querySelectorAll('.st-key-cell_images *')]
    .map(node => node.shadowRoot?.querySelector('.digits')).find(Boolean)
  const content = () => grid()?.firstElementChild?.dataset.number
  const before = content()
  let clicked = null
  addEventListener('click', () => { clicked = performance.now() },
    { capture: true, once: true })
  const painted = () => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(done)))
  window.timing = new Promise(resolve => {
    const look = async () => {
      const isNew = clicked !== null && grid() && content() !== before
      if (!isNew || grid().children.length !== expected) {
        return requestAnimationFrame(look)
      }
      const sprite = getComputedStyle(grid()).getPropertyValue('--sprite')
      const picture = new Image()
      picture.src = sprite.trim().slice(4, -1).replace(/^"|"$/g, '')
      await picture.decode()
      await painted()
      resolve(performance.now() - clicked)
    }
    look()
  })
}"""


def main() -> None:
    """Run everything and print one line for each measurement."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["MISREAD_HOME"] = str(Path(folder) / "home")
        if not register_mnist():
            raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        print(f"{'what':44} {'figure':>20}  goal")
        for _ in range(options.starts):
            with running(Path(folder)) as server:
                wait_until_healthy(server)
        starts = [time_start(browser, Path(folder)) for _ in range(options.starts)]
        show("launch until the server answers", [first for first, _ in starts])
        show("launch to rendered Overview", [last for _, last in starts], START_GOAL)
        with running(Path(folder)) as server:
            wait_until_healthy(server)
            look_around(browser, server, options.clicks)
            if options.training:
                time_training(browser, server)
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clicks", type=int, default=30, help="cells to click on")
    parser.add_argument("--starts", type=int, default=3, help="starts to measure")
    parser.add_argument(
        "--training", action="store_true", help="train on the built-in digits as well"
    )
    return parser.parse_args()


def _chromium() -> str:
    wanted = os.environ.get("MISREAD_CHROMIUM")
    found = next(filter(None, map(shutil.which, [wanted] if wanted else BROWSERS)), "")
    return found or sys.exit("There is no Chromium; MISREAD_CHROMIUM can name one.")


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a dashboard, and stop it at the end of the block."""
    server = launch(data_folder(), {}, folder)
    try:
        yield server
    finally:
        server.stop()


def time_start(browser: Browser, folder: Path) -> tuple[float, float]:
    """Return the seconds until the server answers, and until everything is rendered."""
    begun = time.perf_counter()
    with running(folder) as server:
        wait_until_healthy(server)
        answered = time.perf_counter() - begun
        open_overview(browser, server)
        return answered, time.perf_counter() - begun


def open_overview(browser: Browser, server: Server) -> Page:
    """Open the dashboard as a new visitor, and wait until it is rendered."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    follow(page)
    page.goto(server.address())
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("^Out of 10,000")
    )
    strip(page, "pairs").locator("[data-tile]").last.wait_for()
    page.locator(".st-key-curves .curves").wait_for()
    return page


def look_around(browser: Browser, server: Server, clicks: int) -> None:
    """Measure visitors, clicks, page changes and memory of one server."""
    open_overview(browser, server).context.close()
    visits = []
    for _ in range(3):
        begun = time.perf_counter()
        page = open_overview(browser, server)
        visits.append(time.perf_counter() - begun)
    show("another visitor to rendered Overview", visits)
    times = time_clicks(page, clicks)
    show("a cell to its images, median", times, CLICK_GOAL)
    show("a cell to its images, 95 of 100", [float(np.quantile(times, 0.95))])
    for name, seconds in time_pages(page).items():
        show(f"to the page {name}", seconds)
    show("memory of the web process", [megabytes(server.process.pid)], MEMORY_GOAL)


def time_clicks(page: Page, number: int) -> list[float]:
    """Click cells and heads; return the seconds until their images are shown."""
    go_to(page, "Confusion")
    matrix = counts(page)
    wrong = matrix - np.diag(np.diag(matrix))
    places = [
        *((row, column, matrix[row, column]) for row, column in mistake_cells(matrix)),
        *((digit, digit, matrix[digit, digit]) for digit in range(10)),
        *((digit, -1, wrong[digit].sum()) for digit in range(10)),
        *((-1, digit, wrong[:, digit].sum()) for digit in range(10)),
    ]
    times = []
    for row, column, count in [place for place in places if place[2]][:number]:
        wait_until_idle(page)
        page.evaluate(WATCH, min(int(count), MOST_IMAGES))
        cell(page, row, column).click()
        times.append(page.evaluate("() => window.timing") / 1000)
        expect(tiles(page, "cell_images").first).to_be_visible()
    return times


def time_pages(page: Page) -> dict[str, list[float]]:
    """Return the seconds from a choice in the menu until the page is complete."""
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(3):
        for name in PAGES:
            path = PATHS.get(name, name.lower().replace(" ", "_"))
            wait_until_idle(page)
            begun = time.perf_counter()
            go_to(page, name)
            page.wait_for_url(re.compile(rf"^https?://[^/]+/{path}(\?.*)?$"))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            wait_until_idle(page)
            times[name].append(time.perf_counter() - begun)
    return times


def time_training(browser: Browser, server: Server) -> None:
    """Measure a training on the built-in digits, and the cancelling of another one."""
    page = browser.new_page()
    follow(page)
    page.goto(server.address("/training"))
    page.get_by_text("Built-in digits (1,797)", exact=True).click()
    wait_until_idle(page)
    begun = time.perf_counter()
    press(page, "Train")
    expect(page.get_by_role("progressbar")).to_be_visible()
    heaviest = 0.0
    while not page.get_by_text("The new model is ready.").is_visible():
        heaviest = max(heaviest, megabytes(server.process.pid))
        page.wait_for_timeout(200)
    show("training, click to results", [time.perf_counter() - begun], TRAINING_GOAL)
    show("memory of the web process meanwhile", [heaviest], MEMORY_GOAL)
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label("Seed", exact=True).fill("1")
    page.keyboard.press("Enter")
    page.get_by_text("Built-in digits (1,797)", exact=True).click()
    wait_until_idle(page)
    press(page, "Train")
    expect(page.get_by_test_id("stProgress")).to_contain_text("Epoch", timeout=120_000)
    job = jobs.running_training()
    if job is None:
        raise SystemExit("There is no training to cancel.")
    begun = time.perf_counter()
    press(page, "Cancel")
    wait_until_stopped(job, 60)
    show(
        "cancel until the worker has ended", [time.perf_counter() - begun], CANCEL_GOAL
    )


def megabytes(pid: int) -> float:
    """Return the resident memory of a process in MB of 2**20 bytes; Linux only."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return float("nan")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text("utf-8"))
    return int(found.group(1)) / 1024 if found else float("nan")


def show(what: str, figures: list[float], goal: float | None = None) -> None:
    """Print the median of some measurements, their number, and the goal."""
    middle = statistics.median(figures)
    unit = "MB" if what.startswith("memory") else "s"
    figure = f"{middle:.0f} MB" if unit == "MB" else f"{middle:.2f} s"
    rest = f" (of {len(figures)})" if len(figures) > 1 else ""
    wanted = "" if goal is None else f"<= {goal:g} {unit}"
    verdict = "" if goal is None or middle <= goal else "  MISSED"
    print(f"{what:44} {figure + rest:>20}  {wanted}{verdict}", flush=True)


if __name__ == "__main__":
    main()
