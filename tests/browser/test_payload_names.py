"""Names that mean something to a browser are shown, and mean nothing."""

import io
import re
import zipfile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.page_helpers import (
    PAGES,
    drawer,
    go_to,
    tiles,
    title,
    wait_until_idle,
)
from tests.hostile import payload_names

pytestmark = pytest.mark.writes


def seven():
    """A 7 that is dark on light, as PNG."""
    levels = np.full((60, 60), 255, np.uint8)
    levels[10:16, 12:48] = 0
    for row in range(16, 52):
        column = 46 - (row - 16) * 22 // 36
        levels[row, column - 6 : column] = 0
    buffer = io.BytesIO()
    Image.fromarray(levels).save(buffer, "PNG")
    return buffer.getvalue()


def archive():
    """A ZIP in which pictures, and files that are none, have all these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        # Python cuts a name at a NUL before it is written.
        names = [name for name in payload_names() if "\0" not in name]
        for number, name in enumerate(names):
            file.writestr(f"{number}/{name}_3.png", seven())
            file.writestr(f"{number}/{name}.txt", "no picture")
    return buffer.getvalue()


@pytest.fixture
def page(open_page, browser_errors):
    """A page onto an upload whose pictures have all these names."""
    page = open_page("/your_digits")
    page.on("dialog", lambda dialog: browser_errors.append(f"dialog: {dialog.message}"))
    expect(title(page, "Your digits")).to_be_visible()

    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [
            {
                "name": "<img src=x onerror=alert(1)>=1+1.zip",
                "mimeType": "application/zip",
                "buffer": archive(),
            }
        ]
    )
    expect(title(page, re.compile(r"^\d+ pictures"))).to_be_visible()
    wait_until_idle(page)
    return page


def expect_only_text(page):
    """Check that no name has become a part of the page."""
    assert page.locator("img[src=x], svg[onload]").count() == 0
    assert page.get_by_role("link", name="x", exact=True).count() == 0
    targets = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [each for each in targets if "example" in each] == []


@pytest.mark.smoke
def test_names_are_text_beside_an_image(page):
    expect(page.get_by_text("<script>alert(1)</script>.png").first).to_be_attached()
    expect_only_text(page)

    go_to(page, "Mistakes")
    tiles(page, "mistakes").first.click()

    expect(drawer(page)).to_be_visible()
    expect_only_text(page)
    assert page.evaluate("document.title").startswith("Mi")


def test_names_are_text_on_every_page(page):
    for name in PAGES:
        go_to(page, name)
        wait_until_idle(page)
        expect_only_text(page)
