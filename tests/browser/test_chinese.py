"""On Chinese pages no English is left, whether seen or read out."""

import pytest
from playwright.sync_api import expect

from core.data.uploaded_files import Refusal
from core.errors import DatasetError
from core.store.digit_sets import load_digits
from core.store.uploads import new_upload_id, save_upload
from core.work.catalogue import find_digits
from tests.browser.chinese import english
from tests.browser.page_helpers import drawer, tiles, wait_until_idle

# Names of layers, of people, of formats, and of a key.
LAYERS = {
    "InputLayer",
    "Conv2D",
    "BatchNormalization",
    "Activation",
    "MaxPooling2D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "Dropout",
    "Dense",
    "Flatten",
    "image",
    "features",
    "probabilities",
}
PEOPLE = {"Y", "C", "LeCun", "Cortes", "Burges", "CC", "BY-SA", "UCI"}
FORMATS = {"SVG", "PNG", "Excel", "tflite", "NPZ", "NPY", "PARQUET", "mnist", "npz"}
KEYS = {"Tab", "M", "A", "L"}
KNOWN = LAYERS | PEOPLE | FORMATS | KEYS


@pytest.fixture
def visit(open_page):
    """Factory: opens a page in Chinese, with everything on it drawn."""

    def go(path, **options):
        mark = "&" if "?" in path else "?"
        page = open_page(f"/{path}{mark}lang=zh", **options)
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        wait_until_idle(page)
        page.wait_for_timeout(500)
        return page

    return go


def expect_chinese(page, *allowed):
    words = english(page, *KNOWN, *allowed)
    assert not words, "\n".join(words)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", marks=pytest.mark.smoke),
        "confusion",
        "mistakes",
        "your_digits",
        "share",
        "data",
        "training",
        "compare",
        "how_sure",
        "weak_spots",
        "suspects",
    ],
)
def test_no_english_is_left_on_a_page(visit, path):
    expect_chinese(visit(path))


@pytest.mark.parametrize(
    "path",
    [
        "confusion?true=4&read=6",
        "confusion?true=9",
        "confusion?read=3&on=built-in",
        "mistakes?true=0&read=1",
        "mistakes?sort=shuffled&show=all&page=2",
        "mistakes?sure=.5_.9&on=built-in~mnist-test&in=0",
        "how_sure?at=99.95&on=built-in~mnist-test",
    ],
)
def test_no_english_is_left_where_something_is_chosen(visit, path):
    expect_chinese(visit(path))


def test_no_english_is_left_in_a_case(visit):
    page = visit("mistakes")
    tiles(page, "mistakes").first.click()
    expect(drawer(page).locator(".probabilities")).to_be_visible()
    drawer(page).get_by_text("解释：").click()
    expect(drawer(page).locator(".parts")).to_be_visible()

    expect_chinese(page)


def test_no_english_is_left_in_what_opens_above_a_page(visit):
    page = visit("")
    for number in range(2):
        page.get_by_test_id("stPopover").nth(number).get_by_role("button").click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        expect_chinese(page)
        page.keyboard.press("Escape")


@pytest.mark.parametrize("query", ["run=000000000000", "on=nothing", "on=own-0"])
def test_no_english_is_left_in_what_explains_a_dead_link(visit, query):
    page = visit(f"?{query}".lstrip("?") and f"mistakes?{query}")

    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect_chinese(page, "nothing", "own-0")


@pytest.mark.writes
def test_no_english_is_left_among_ones_own_digits(visit, server, prepared, monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    images = load_digits(find_digits("built-in")).images[:40]
    # Some upside down, so that there is something to explain.
    images = [
        image[::-1] if number % 3 else image for number, image in enumerate(images)
    ]
    names = [f"{number % 10}/{number}.png" for number in range(39)]
    refusal = Refusal("9.txt", DatasetError("picture-blank-file"))
    items = [*map(prepared, [*names, "40.png"], images), refusal]
    save_upload(new_upload_id(), items, title="四班")

    page = visit("your_digits")
    expect(page.locator("button.strip").first).to_be_visible()
    expect_chinese(page, "txt")

    page.get_by_role("button", name="查看标签").click()
    wait_until_idle(page)
    expect_chinese(page, "txt")
    for path in ("", "share", "data"):
        expect_chinese(visit(path), "txt")


def test_english_words_on_a_chinese_page_are_found(browser):
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        """<title>标题</title><p>正确 MNIST 10 MB report.html</p><p>Left over</p>
        <img alt="A picture"><button aria-label="Close">关</button>
        <input placeholder="Search" title="Look"><style>p { color: red }</style>
        <div id="host"></div>
        <script>
          const shadow = document.getElementById('host').attachShadow({ mode: 'open' })
          shadow.innerHTML = '<b>Hidden in shadow</b>'
        </script>"""
    )

    words = {each.split(":")[0] for each in english(page, "over", patience=0)}

    context.close()
    assert words == {
        *("Left", "A", "picture", "Close", "Search", "Look"),
        *("Hidden", "in", "shadow"),
    }
