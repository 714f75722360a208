import base64
import re

import pytest
from playwright.sync_api import expect

import dashboard  # noqa: F401 (adds its messages)
from core.wording.messages import sources
from tests.browser.page_helpers import (
    PAGES,
    cell,
    drawer,
    go_to,
    press,
    tiles,
    wait_until_idle,
)

WIDTHS = (1440, 768, 390)
URLS = {
    "Your digits": "your_digits",
    "How sure": "how_sure",
    "Weak spots": "weak_spots",
    "Suspect labels": "suspects",
}
PATHS = ["" if name == "Overview" else URLS.get(name, name.lower()) for name in PAGES]
both_themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
# One heading says it all.
PLAIN = (
    "confusion",
    "mistakes",
    "your_digits",
    "compare",
    "replay",
    "weak_spots",
    "suspects",
)
# Everything that a page scrolls in, from the outside to the inside.
SCROLLERS = "html, [data-testid=stAppViewContainer], [data-testid=stMain]"


@pytest.fixture
def visit(open_page):
    """Factory: `visit("data", page)` goes on to a page and waits until it is drawn."""

    def go(path, page=None, **look):
        if page is None:
            page = open_page(f"/{path}", **look)
        else:
            page.goto(f"{re.match('https?://[^/]+', page.url).group()}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        wait_until_idle(page)
        return page

    return go


def overflow(page):
    """How many pixels each scrolling part of the page is too wide by, at rest."""
    for _ in range(20):
        pixels = page.locator(SCROLLERS).evaluate_all(
            "parts => parts.map(part => part.scrollWidth - part.clientWidth)"
        )
        if not any(pixels):
            break
        page.wait_for_timeout(100)
    return pixels


def keys_in(text):
    """Names of messages that stand in a text instead of what they say."""
    names = {name for name in sources("en") if "-" in name}
    return names & set(re.findall(r"[a-z]+(?:-[a-z]+)+", text))


@both_themes
def test_every_page_fits_every_screen(visit, dark):
    page = None
    for path in PATHS:
        # A phone first: what was too wide once may stay so.
        page = visit(path, page, width=WIDTHS[-1], dark=dark)
        for width in reversed(WIDTHS):
            page.set_viewport_size({"width": width, "height": 1000})
            wait_until_idle(page)
            assert overflow(page) == [0, 0, 0], (path, width)
        page.set_viewport_size({"width": WIDTHS[-1], "height": 1000})


@pytest.mark.parametrize("path", PATHS, ids=PAGES)
def test_every_page_speaks_in_words(visit, path):
    page = visit(path)

    text = page.locator("body").aria_snapshot()

    assert page.get_by_role("heading", level=2).count() or path in PLAIN
    assert keys_in(text) == set()
    assert not re.search(r"[{}]|Traceback|undefined|\bNaN\b", text)


@both_themes
def test_the_page_is_as_dark_as_the_system(visit, dark):
    page = visit("", dark=dark)

    ground, ink = page.locator("[data-testid=stApp]").evaluate(
        "app => [getComputedStyle(app).backgroundColor, getComputedStyle(app).color]"
    )

    brightness = [
        sum(map(int, re.findall(r"\d+", color)[:3])) for color in (ground, ink)
    ]
    assert (brightness[0] < brightness[1]) == dark


@both_themes
def test_the_wordmark_is_that_of_the_theme(visit, dark):
    page = visit("", dark=dark)

    logo = page.get_by_role("img", name="Logo").first
    expect(logo).to_be_visible()
    _, _, content = logo.get_attribute("src").partition(",")
    drawn = base64.b64decode(content).decode()

    # The letters have the colour of the text.
    assert ("#E8ECF2" in drawn) == dark


@pytest.mark.parametrize("width", WIDTHS)
def test_an_open_case_fits(visit, width):
    page = visit("mistakes", width=width)

    tiles(page, "mistakes").first.click()

    expect(drawer(page)).to_be_visible()
    expect(drawer(page).locator(".probabilities .line")).to_have_count(10)
    case = resting_place(drawer(page).locator(".case"))
    assert case["x"] >= 0
    assert case["x"] + case["width"] <= width
    assert overflow(page) == [0, 0, 0]


def resting_place(part):
    """Return the place of something once it has stopped moving."""
    before, now = None, part.bounding_box()
    while now != before:
        part.page.wait_for_timeout(100)
        before, now = now, part.bounding_box()
    return now


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chosen_cell_fits(visit, width):
    page = visit("confusion?true=1&read=7", width=width)
    expect(tiles(page, "cell_images").first).to_be_visible()

    matrix, images = (
        part.bounding_box()
        for part in (cell(page, 9, 9), tiles(page, "cell_images").first)
    )

    assert overflow(page) == [0, 0, 0]
    assert matrix["x"] + matrix["width"] <= width
    # Beside the matrix where there is room, and below it where there is not.
    assert (images["y"] > matrix["y"]) == (width < 600)


@pytest.mark.smoke
def test_a_phone_has_every_page_in_its_menu(visit):
    page = visit("", width=390)

    press(page, "Expand sidebar")

    links = page.get_by_role("navigation").get_by_role("link")
    expect(links).to_have_text(list(PAGES))
    links.last.click()
    expect(
        page.get_by_role("heading", level=1, name=re.compile("labels"))
    ).to_be_attached()


@pytest.mark.smoke
def test_the_menu_leads_to_every_page(visit):
    page = visit("")
    headings = {
        "Confusion": "What was read as what",
        "Mistakes": "Mistakes",
        "Your digits": "Your digits",
        "Data": "The digits",
        "Training": "Training",
        "Compare": "There is nothing to compare yet",
        "How sure": "When should a person look?",
        "Weak spots": re.compile("weak spots? "),
        "Suspect labels": re.compile("^[0-9,]+ of 1,797 labels"),
        "Overview": re.compile("^Out of 1,797 digits"),
    }

    for name, heading in headings.items():
        go_to(page, name)
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_the_page_has_a_name_and_an_icon_of_its_own(visit, server):
    page = visit("")

    expect(page).to_have_title(re.compile("Misread|Overview"))
    icon = page.locator("link[rel~=icon]").first.get_attribute("href")
    assert not icon.startswith("http") or icon.startswith(server.url)
