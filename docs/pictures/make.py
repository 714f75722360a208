"""Renew the pictures of the documentation: `python docs/pictures/make.py [NAME ...]`.

Start the dashboard on an empty data folder, open it in Chromium and write the PNG files
beside this one. If ``MISREAD_MNIST`` is set, the pictures show MNIST's test set, as in
the documentation; otherwise the built-in digits. Requires requirements-dev.txt.
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
# The browser tests know how to start a dashboard and a browser.
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT)]
from conftest import BROWSERS, FLAGS  # noqa: E402

import dashboard  # noqa: E402, F401 (adds its messages)
from core.data.datasets import load_builtin_digits  # noqa: E402
from core.wording import LANGUAGES, say  # noqa: E402
from tests.browser.dashboard_server import (  # noqa: E402
    launch,
    wait_until_healthy,
)
from tests.photos import EVERYDAY, photograph  # noqa: E402

LARGEST: Final = 150_000
_SHIPPED: Final = next((ROOT / "core" / "examples" / "runs").iterdir()).name
_COLOURS: Final = 256
_PATIENCE_MS: Final = 60_000
# The button that ends the labelling step, in each language.
_DONE: Final = "|".join(say("labels-close", each) for each in LANGUAGES)
_IS_IDLE: Final = """() =>
  document.querySelector('[data-test-script-state="notRunning"]')
  && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of the documentation.

    Attributes:
        address: The page, such as ``/mistakes``.
        prepare: Brings the page into the state to be shown.
        width: Width of the window, in CSS pixels.
        height: Height of the window, in CSS pixels.
        dark: True for the dark theme.
        locale: Language of the browser, which the page follows.
        density: Picture pixels per CSS pixel.
        trained: True if a run of the preset ``fast`` exists beside the included one.
    """

    address: str
    prepare: Callable[[Page], None]
    width: int = 1280
    height: int
    dark: bool = False
    locale: str = "en-US"
    density: int = 1
    trained: bool = False


def _wait_for_strips(page: Page) -> None:
    page.locator(".strips [data-tile]").first.wait_for()
    page.locator("svg.curves").wait_for()


def _choose_fullest_cell(page: Page) -> None:
    """Choose the most frequent mistake, and wait for its images."""
    cells = page.locator(".matrix button.wrong")
    cells.first.wait_for()
    counts = [int(text.replace(",", "") or 0) for text in cells.all_inner_texts()]
    cells.nth(counts.index(max(counts))).click()
    page.locator(".digits [role=option]").first.wait_for()


def _open_first_case(page: Page) -> None:
    page.locator(".digits [role=option]").first.click()
    page.locator(".case .probabilities").wait_for()


def _add_photos(page: Page) -> None:
    """Upload photos of the built-in digits as a ZIP, unless they are there."""
    uploader = page.locator('[data-testid="stFileUploaderDropzoneInput"]')
    uploader.or_(page.locator("button.strip")).first.wait_for(state="attached")
    if not uploader.count():
        return
    photos = {"name": "photos.zip", "mimeType": "application/zip", "buffer": _photos()}
    uploader.set_input_files(photos)
    page.get_by_role("button", name=re.compile(f"^({_DONE})$")).click()
    page.locator("button.strip").first.wait_for()


def _photos() -> bytes:
    rng = np.random.default_rng(4)
    digits = load_builtin_digits().train
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for label in np.repeat(np.arange(10), 3):
            image = digits.images[rng.choice(np.flatnonzero(digits.labels == label))]
            name = f"{label}/photo-{len(archive.namelist()):02d}.jpg"
            archive.writestr(name, photograph(image, EVERYDAY, rng))
    return buffer.getvalue()


def _open_report(page: Page) -> None:
    """Save the report, and open it instead of the page."""
    with page.expect_download() as download:
        page.locator(".st-key-report button").click()
    report = download.value.path().rename(download.value.path().with_suffix(".html"))
    page.goto(report.as_uri())
    page.locator(".matrix button").first.wait_for()


def _wait_for_curves(page: Page) -> None:
    for number in range(3):
        page.locator(".js-plotly-plot .main-svg .trace").nth(number).wait_for()


def _wait_for_epochs(page: Page) -> None:
    page.locator(".epochs input").wait_for()
    page.locator(".matrix tbody td").first.wait_for()
    page.locator(".digits [role=option]").first.wait_for()


def _wait_for_reliability(page: Page) -> None:
    page.get_by_role("slider").first.wait_for()
    page.locator("svg.reliability").first.wait_for()


def _wait_for_changes(page: Page) -> None:
    page.locator(".digits [role=option]").first.wait_for()
    page.locator(".matrix tbody td").first.wait_for()


PICTURES: Final = {
    "overview": Picture(address="/", prepare=_wait_for_strips, height=1150),
    "confusion": Picture(
        address="/confusion", prepare=_choose_fullest_cell, height=930
    ),
    "mistakes-dark": Picture(
        address="/mistakes", prepare=_open_first_case, height=830, dark=True
    ),
    "training": Picture(address="/training", prepare=_wait_for_curves, height=1030),
    "replay": Picture(address="/replay?epoch=2", prepare=_wait_for_epochs, height=1150),
    "how-sure": Picture(
        address="/how_sure", prepare=_wait_for_reliability, height=1250
    ),
    "compare": Picture(
        address=f"/compare?run={_SHIPPED}",
        prepare=_wait_for_changes,
        height=920,
        trained=True,
    ),
    "confusion-phone": Picture(
        address="/confusion",
        prepare=_choose_fullest_cell,
        width=390,
        height=1150,
        density=2,
    ),
    "report": Picture(address="/share", prepare=_open_report, width=900, height=1400),
    "your-digits": Picture(address="/your_digits", prepare=_add_photos, height=1395),
    "overview-zh": Picture(
        address="/", prepare=_wait_for_strips, height=1150, locale="zh-CN"
    ),
    "confusion-zh": Picture(
        address="/confusion", prepare=_choose_fullest_cell, height=930, locale="zh-CN"
    ),
    "report-zh": Picture(
        address="/share",
        prepare=_open_report,
        width=900,
        height=1400,
        locale="zh-CN",
    ),
    "your-digits-zh": Picture(
        address="/your_digits", prepare=_add_photos, height=1395, locale="zh-CN"
    ),
}


def main() -> int:
    """Take the pictures named on the command line, or all; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Renew the pictures of the documentation."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    names = parser.parse_args().names or list(PICTURES)
    unknown = set(names) - set(PICTURES)
    if unknown:
        parser.error(f"no picture is called {', '.join(sorted(unknown))}")
    sizes = {}
    for trained in (False, True):
        chosen = [name for name in names if PICTURES[name].trained == trained]
        if chosen:
            sizes |= _take_in_new_data_folder(chosen, trained=trained)
    for name, size in sizes.items():
        sys.stdout.write(f"{name}.png  {size:7,} bytes\n")
    return int(max(sizes.values()) > LARGEST)


def _take_in_new_data_folder(names: list[str], *, trained: bool) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        data_folder = Path(folder, "data")
        mnist = os.environ.get("MISREAD_MNIST")
        environment = {"MISREAD_MNIST": str(Path(mnist).resolve())} if mnist else {}
        if trained:
            data = "mnist" if mnist else "built-in"
            options = ["--preset=fast", "--data", data]
            subprocess.run(
                [sys.executable, "-m", "core", "train", *options],
                cwd=ROOT,
                env={**os.environ, **environment, "MISREAD_HOME": str(data_folder)},
                check=True,
            )
        server = launch(data_folder, environment, Path(folder))
        try:
            wait_until_healthy(server)
            return _take_all(names, server.address)
        finally:
            server.stop()


def _take_all(names: list[str], address: Callable[[str], str]) -> dict[str, int]:
    wanted = os.environ.get("MISREAD_CHROMIUM")
    programs = (wanted,) if wanted else BROWSERS
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        sys.exit(f"No Chromium: none of {', '.join(programs)} was found.")
    sizes = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name in names:
            content = _take(browser, address, PICTURES[name])
            (HERE / f"{name}.png").write_bytes(content)
            sizes[name] = len(content)
        browser.close()
    return sizes


def _take(browser: Browser, address: Callable[[str], str], picture: Picture) -> bytes:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.density,
        color_scheme="dark" if picture.dark else "light",
        locale=picture.locale,
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    page.goto(address(picture.address))
    picture.prepare(page)
    page.mouse.move(0, 0)
    if page.url.startswith("http"):
        page.wait_for_function(_IS_IDLE)
    page.evaluate("document.fonts.ready")
    shot = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return _small(shot)


def _small(shot: bytes) -> bytes:
    """Reduce a screenshot to its 256 most frequent colours.

    Pillow's palette drops the colours of few pixels, such as that of a label, and turns
    white into grey.
    """
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    pixels = np.asarray(image, np.int32) @ np.array([1 << 16, 1 << 8, 1])
    packed, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    palette = colours[np.argsort(-counts, kind="stable")[:_COLOURS]]
    distances = ((colours[:, np.newaxis] - palette) ** 2).sum(axis=2)
    nearest = distances.argmin(axis=1).astype(np.uint8)
    few = Image.fromarray(nearest[places.reshape(pixels.shape)]).convert("P")
    few.putpalette(palette.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
