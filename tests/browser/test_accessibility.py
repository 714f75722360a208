import numpy as np
import pytest
from playwright.sync_api import expect

from core.data.uploaded_files import Refusal
from core.errors import DatasetError
from core.store.digit_sets import load_digits
from core.store.uploads import new_upload_id, save_upload
from core.work.catalogue import find_digits
from tests.browser.accessibility import faint_words, violations, without_ring
from tests.browser.dashboard_server import ROOT
from tests.browser.page_helpers import drawer, press, tiles, wait_until_idle
from tests.corruptions import rotate

WIDE, NARROW = 1440, 390
PATHS = {
    script.stem: "" if script.stem == "overview" else script.stem
    for script in sorted((ROOT / "pages").glob("*.py"))
} | {"confusion": "confusion?true=1&read=7"}
EVERYDAY = {"overview": pytest.mark.smoke}
# What opens by the two buttons that stand above every page.
OPENED = ("Built-in digits 1,797", "distilled, trained on MNIST")


@pytest.fixture
def upload(server, prepared, monkeypatch):
    """Upload turned digits, one without a label, and a file that is refused."""
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    images = load_digits(find_digits("built-in")).images[:24]
    turned = rotate(images, 60, np.random.default_rng(0))
    names = [f"{number % 10}/several {number}.png" for number in range(23)]
    refusal = Refusal("notes_2.txt", DatasetError("picture-blank-file"))
    items = [*map(prepared, [*names, "scan.png"], turned), refusal]
    return save_upload(new_upload_id(), items, title="mine_2.zip")


@pytest.fixture
def visit(open_page, server):
    """Factory: `visit("data", page)` goes on to a page and waits until it is drawn."""

    def go(path, page=None, **look):
        page = page or open_page(f"/{path}", **look)
        if page.url != f"{server.url}/{path}":
            page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        return page

    return go


def settle(page):
    """Wait until what was asked for is there, with the pointer over nothing."""
    page.mouse.move(1, 999)
    wait_until_idle(page)
    # While the place of a part is kept, a menu above it counts as outside of the page.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(250)


def expect_nothing_found(page, light=WIDE, dark=NARROW):
    """There is no violation in light at one width and in dark at another.

    Colours do not depend on the width, nor does the layout on the theme.
    """
    found = []
    for theme, width in [("light", light), ("dark", dark)]:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 1000})
        settle(page)
        found += [f"{theme}, {width} px: {each}" for each in violations(page)]
    page.set_viewport_size({"width": WIDE, "height": 1000})
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=EVERYDAY.get(each, ())) for each in PATHS],
)
def test_a_page_has_no_violation_and_shows_the_focus(visit, name):
    page = visit(PATHS[name])

    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect_nothing_found(page)
    assert without_ring(page) == []


def test_an_open_case_has_no_violation(visit):
    page = visit("mistakes")

    tiles(page, "mistakes").first.click()

    expect(drawer(page).get_by_role("listitem")).to_have_count(10)
    expect_nothing_found(page)


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_above_every_page_has_no_violation(visit, name):
    page = visit("mistakes")

    page.get_by_role("button", name=name).click()

    # Not called “**Built-in digits** 1,797”, as its button is in Markdown.
    expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    expect_nothing_found(page, WIDE, WIDE)


def test_the_menus_have_no_violation(visit):
    page = visit("training")

    press(page, "Workbench")
    expect(page.get_by_role("menuitem", name="Data")).to_be_visible()
    expect_nothing_found(page, WIDE, WIDE)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": NARROW, "height": 1000})
    press(page, "Expand sidebar")
    expect(page.get_by_role("link", name="Data")).to_be_visible()
    expect_nothing_found(page, NARROW, NARROW)


@pytest.mark.writes
@pytest.mark.usefixtures("upload")
def test_an_upload_has_no_violation(visit):
    page = visit("your_digits")

    press(page, "See the labels")
    press(page, "Add other pictures")

    expect(page.locator(".st-key-label_grid [role=option]").first).to_be_attached()
    expect(page.locator(".causes h3").first).to_be_visible()
    expect(page.locator(".pad svg")).to_be_visible()
    expect_nothing_found(page)
    expect_nothing_found(visit("data", page), WIDE, WIDE)


def test_the_tools_of_a_table_are_seen_when_they_have_the_focus(visit):
    page = visit("training")
    tools = page.locator(".stElementToolbar").first
    expect(tools).to_have_css("opacity", "0")

    tools.get_by_role("button").first.focus()

    expect(tools).to_have_css("opacity", "1")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_words_in_charts_can_be_read(visit, dark):
    page = None
    for path in ("data", "training"):
        page = visit(path, page, dark=dark)
        expect(page.locator(".js-plotly-plot text").first).to_be_visible()

        assert faint_words(page) == []


def test_a_count_is_read_out_when_it_changes(visit):
    page = visit("mistakes")
    status = page.get_by_role("status").filter(has_text="mistakes shown")
    before = status.inner_text()

    page.get_by_role("button", name="9", exact=True).first.click()

    expect(status).not_to_have_text(before)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("true=1&read=7", "1 read as 7, 4 images"),
        ("true=1", "Written 1, 18 images"),
        ("read=7", "Read as 7, 4 images"),
    ],
)
def test_what_was_chosen_in_the_matrix_is_said_in_words(visit, query, name):
    page = visit(f"confusion?{query}")

    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
