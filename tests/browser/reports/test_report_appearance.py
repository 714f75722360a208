"""A report on every screen, in both themes and languages, and on paper."""

import io
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from scipy import ndimage

from tests.browser import chinese
from tests.browser.accessibility import violations
from tests.browser.page_helpers import cell, counts, mistake_cells
from tests.browser.report_files import (
    chosen,
    images,
    misread,
    words_of,
)

WIDTHS = (390, 768, 1440)
A4_HEIGHT = 297 / 25.4 * 96


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_fits_every_screen(report, language, width, dark):
    page = report(language, width=width, dark=dark)

    expect(cell(page, 9, 9)).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    cut = page.evaluate(
        """width => [...document.querySelectorAll('main *')]
          .filter(each => !each.matches('.unseen, caption, svg *'))
          .filter(each => each.getBoundingClientRect().right > width + 1)
          .map(each => each.className || each.tagName)""",
        width,
    )
    assert cut == []


def test_colours_follow_the_theme(report):
    page = report()
    place = mistake_cells(counts(page))[0]
    color = "node => getComputedStyle(node).backgroundColor"

    def colours():
        return [
            page.locator("body").evaluate(color),
            cell(page, *place).evaluate(color),
            images(page).first.evaluate("node => getComputedStyle(node).filter"),
        ]

    light = colours()
    page.emulate_media(color_scheme="dark")
    dark = colours()

    assert light == ["rgb(255, 255, 255)", "rgb(127, 40, 8)", "none"]
    assert dark == ["rgb(16, 21, 28)", "rgb(255, 179, 148)", "invert(0.93)"]
    page.emulate_media(color_scheme="light")
    assert colours() == light


@pytest.mark.parametrize("is_chosen", [False, True])
def test_paper_shows_every_mistake_on_white(report, is_chosen):
    page = report(dark=True)
    total = misread(counts(page))
    if is_chosen:
        cell(page, 0, 0).click()
        expect(images(page)).to_have_count(12)

    page.emulate_media(media="print", color_scheme="dark")

    expect(images(page)).to_have_count(total)
    assert all(" read as " in text for text in words_of(images(page)))
    expect(chosen(page)).to_be_hidden()
    background = page.locator("body").evaluate(
        "node => getComputedStyle(node).backgroundColor"
    )
    assert background == "rgb(255, 255, 255)"
    expect(images(page).first).to_have_css("filter", "none")


def test_what_is_printed_has_its_pictures_whole(report, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is not installed")
    page = report(dark=True)
    total = misread(counts(page))
    pairs = page.locator(".strip img").count()
    path = tmp_path / "report.pdf"

    page.pdf(path=path, prefer_css_page_size=True)

    sheets = sheets_of(path)
    assert 3 <= len(sheets) <= 8
    found = [size for sheet in sheets for size in tiles_on(sheet)]
    # Every picture lies on a tile; one that is cut would be less than square.
    assert len(found) == total + pairs
    for height, width in found:
        assert abs(height - width) <= 2
    for sheet in sheets:
        assert sheet[0].min() == 255, "paper is white up to its edge"


def sheets_of(path):
    """Every page of a PDF as an image, uint8 of shape (height, width, 3)."""
    subprocess.run(
        ["pdftoppm", "-r", "96", "-png", path, path.with_suffix("")], check=True
    )
    found = sorted(path.parent.glob("report-*.png"))
    return [np.asarray(Image.open(io.BytesIO(each.read_bytes()))) for each in found]


def tiles_on(sheet):
    """Height and width of every tile with a digit on it."""
    tile = np.array([0xF1, 0xF4, 0xF8])
    is_tile = (np.abs(sheet.astype(int) - tile).max(axis=-1) <= 2).astype(np.uint8)
    # Ink lies upon it: whatever the paper does not surround belongs to it.
    filled = ndimage.binary_fill_holes(is_tile)
    labels, _ = ndimage.label(filled)
    sizes = []
    for rows, columns in ndimage.find_objects(labels):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if height > 25 or width > 25:
            sizes.append((height, width))
    return sizes


def test_paper_breaks_only_between_pictures(report):
    page = report()
    page.emulate_media(media="print")

    for located in (
        page.locator(".tiles li"),
        page.locator(".pair-row"),
        page.locator(".whole-matrix"),
        page.locator(".curves-row"),
    ):
        assert set(
            located.evaluate_all(
                "nodes => nodes.map(node => getComputedStyle(node).breakInside)"
            )
        ) == {"avoid"}
    tall = page.locator(".whole-matrix").evaluate("node => node.offsetHeight")
    assert tall < A4_HEIGHT - 120


def test_a_chinese_report_is_in_chinese(report):
    page = report("zh")
    cell(page, *mistake_cells(counts(page))[0]).click()

    assert chinese.english(page, "Look", "at", "b", "x" * 400) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh", 390)])
def test_report_has_no_axe_violations(report, language, width, dark):
    page = report(language, width=width, dark=dark)
    cell(page, 4, 6).click()

    found = violations(page)

    assert not found, "\n".join(found)
