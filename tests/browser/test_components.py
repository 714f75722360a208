import http.client
import io
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from sklearn.datasets import load_digits

from tests.browser.accessibility import contrast

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Demo:
    url: str


@pytest.fixture(scope="module")
def server():
    """The page in `apps/components.py`, which `open_page` opens instead of ours."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = "tests/browser/apps/components.py"
    options = ["--server.headless", "true", "--server.port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until_healthy(port, process)
    yield Demo(f"http://127.0.0.1:{port}")
    process.terminate()
    process.wait(10)


def wait_until_healthy(port, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the demo did not start")


@pytest.fixture
def demo(open_page):
    def show(query="", **look):
        page = open_page(f"/?{query}", **look)
        first = ".digits [role=option]" if "tiles" in query else ".matrix button"
        page.locator(first).first.wait_for()
        return page

    return show


def cell(page, row, column):
    return page.locator(f'.matrix [data-row="{row}"][data-column="{column}"]')


def tiles(page):
    return page.locator(".digits [role=option]")


def background(locator):
    return locator.evaluate("node => getComputedStyle(node).backgroundColor")


def pixels(locator):
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("L")
    return np.asarray(picture.crop((2, 2, picture.width - 2, picture.height - 2)))


def test_a_cell_shows_as_many_images_as_it_says(demo):
    page = demo()

    cell(page, 9, 4).click()

    expect(page.get_by_text("Chosen: 9 and 4")).to_be_visible()
    expect(tiles(page)).to_have_count(13)
    expect(cell(page, 9, 4)).to_have_text("13")
    expect(cell(page, 9, 4)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".matrix .mirror")).to_have_attribute(
        "aria-label", "4 read as 9: no image"
    )


def test_a_second_click_clears(demo):
    page = demo()
    cell(page, 9, 4).click()
    expect(tiles(page)).to_have_count(13)

    cell(page, 9, 4).click()

    expect(page.get_by_text("Chosen: None and None")).to_be_visible()
    expect(page.locator(".matrix [aria-pressed=true]")).to_have_count(0)
    expect(page.locator(".matrix .mirror")).to_have_count(0)


@pytest.mark.parametrize(
    ("head", "name", "chosen", "count"),
    [
        ((9, -1), "Written 9: 19 of 1,000 misread", "9 and None", 19),
        ((-1, 4), "Read as 4: 22 of 1,022 wrongly", "None and 4", 22),
    ],
    ids=["row", "column"],
)
def test_a_head_shows_the_mistakes_of_its_line(demo, head, name, chosen, count):
    page = demo()
    expect(cell(page, *head)).to_have_attribute("aria-label", name)

    cell(page, *head).click()

    expect(page.get_by_text(f"Chosen: {chosen}")).to_be_visible()
    expect(tiles(page)).to_have_count(count)
    expect(page.locator(".matrix :is(.in-row, .in-column)")).to_have_count(11)


@pytest.mark.smoke
def test_the_matrix_is_one_tab_stop_and_keeps_the_focus(demo):
    page = demo()
    expect(page.locator(".matrix [tabindex='0']")).to_have_count(1)
    cell(page, 0, 0).focus()

    for key in ["ArrowRight", "ArrowRight", "Enter"]:
        page.keyboard.press(key)

    expect(tiles(page)).to_have_count(2)
    expect(cell(page, 0, 2)).to_be_focused()
    expect(page.locator(".matrix [tabindex='0']")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("Chosen: 2 and 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Chosen: None and None")).to_be_visible()
    expect(cell(page, 2, 2)).to_be_focused()


def test_the_keyboard_reaches_cells_and_heads_but_not_the_corner(demo):
    page = demo()
    cell(page, 3, 3).focus()

    for keys, place in [
        ("End", (3, 9)),
        ("Home", (3, -1)),
        ("ArrowLeft", (3, -1)),
        ("Control+End", (9, 9)),
        ("Control+Home", (0, -1)),
        ("ArrowUp", (0, -1)),
        ("ArrowRight", (0, 0)),
        ("ArrowUp", (-1, 0)),
        ("Home", (-1, 0)),
        ("End", (-1, 9)),
    ]:
        page.keyboard.press(keys)
        expect(cell(page, *place)).to_be_focused()
        expect(page.locator(".matrix [tabindex='0']")).to_have_count(1)


def test_the_focus_survives_another_mode(demo):
    page = demo()
    cell(page, 9, 4).click()
    expect(tiles(page)).to_have_count(13)

    # A real click would take the focus away before the matrix is drawn again.
    page.get_by_text("row", exact=True).evaluate("node => node.click()")

    expect(cell(page, 9, 4)).to_have_text("1.3\u202f%")
    expect(cell(page, 9, 4)).to_be_focused()


@pytest.mark.smoke
def test_screen_readers_get_a_table_with_heads_and_sentences(demo):
    page = demo()

    table = page.get_by_role("table", name="What a person wrote, by row")

    expect(table.locator("tbody th[scope=row]")).to_have_count(10)
    expect(table.locator("thead th[scope=col] button")).to_have_count(10)
    expect(table.locator("td button")).to_have_count(100)
    expect(cell(page, 1, 4)).to_have_attribute("aria-label", "1 read as 4: 1 image")
    expect(cell(page, 4, 9)).to_have_attribute("aria-label", "4 read as 9: no image")
    expect(cell(page, 4, 9)).to_have_text("")


def test_shares_keep_the_count_in_name_and_tooltip(demo):
    page = demo()

    page.get_by_text("column", exact=True).click()

    expect(cell(page, 9, 4)).to_have_text("1.3\u202f%")
    expect(cell(page, 4, 4)).to_have_text("97.8\u202f%")
    expect(cell(page, 9, 4)).to_have_attribute(
        "aria-label", "9 read as 4: 13 images, 1.3\u202f% of the 1,022 read as 4"
    )
    title = cell(page, 9, 4).get_attribute("title").splitlines()
    assert title == [
        "9 read as 4: 13 images",
        "1.3\u202f% of the 1,000 written 9",
        "1.3\u202f% of the 1,022 read as 4",
    ]


def test_fewer_than_thirty_images_are_counted_and_not_turned_into_percent(demo):
    page = demo("few=1")

    page.get_by_text("row", exact=True).click()

    expect(cell(page, 9, 4)).to_have_text("1/4")
    expect(cell(page, 4, 4)).to_have_text("4/4")
    expect(page.locator(".matrix tbody td.misread").last).to_have_text("1 / 4")
    assert "%" not in page.locator(".matrix").inner_text()


def test_totals_of_wrong_readings_stand_beside_and_below(demo):
    page = demo()

    rows = page.locator(".matrix tbody td.misread").all_inner_texts()
    below = page.locator(".matrix tfoot td").all_inner_texts()

    assert [int(row.split()[0]) for row in rows] == [6, 2, 7, 6, 0, 5, 7, 4, 5, 19]
    assert rows[9].replace("\u202f", " ").split() == ["19", "1.9", "%"]
    assert rows[4].strip() == "0"
    counts = [int(text) for text in below if text.strip()]
    assert counts[4] == 22
    assert sum(counts[:-1]) == counts[-1] == 61


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_number_in_a_cell_is_readable(demo, dark):
    page = demo(dark=dark)

    colors = page.locator(".matrix :is(.wrong, .right)").evaluate_all(
        """cells => cells.map(getComputedStyle).map(
          style => [style.color, style.backgroundColor]
        )"""
    )

    assert len(colors) == 10 + 21
    assert min(contrast(pair) for pair in colors) >= 4.5


def test_more_mistakes_are_a_darker_cell_of_the_agreed_scale(demo):
    page = demo()

    # 9 * sqrt(1 / 13) = 2.496 lies between #F7C7B2 and #F3AF92; 13 is the last colour.
    assert background(cell(page, 1, 4)) == "rgb(245, 187, 162)"
    assert background(cell(page, 9, 4)) == "rgb(127, 40, 8)"


def test_colours_follow_a_change_of_theme(demo):
    page = demo()
    cell(page, 9, 4).click()
    expect(tiles(page)).to_have_count(13)
    assert pixels(tiles(page).first.locator(".picture")).mean() > 128

    page.emulate_media(color_scheme="dark")

    page.wait_for_function(
        """() => {
          const root = [...document.querySelectorAll('*')]
            .map(node => node.shadowRoot?.querySelector('.matrix')).find(Boolean)
          const made = root.querySelector('[data-row="9"][data-column="4"]')
          return getComputedStyle(made).backgroundColor === 'rgb(255, 179, 148)'
        }"""
    )
    assert pixels(tiles(page).first.locator(".picture")).mean() < 128


def test_a_phone_shows_the_whole_matrix(demo):
    page = demo(width=390)

    box = cell(page, 5, 5).bounding_box()

    assert box["width"] >= 28
    assert box["height"] == pytest.approx(box["width"], abs=0.5)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    right = cell(page, 9, 9).bounding_box()
    assert right["x"] + right["width"] <= 390
    expect(page.locator(".matrix tfoot")).to_be_hidden()
    expect(page.get_by_text("Rows: what a person wrote.")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_ink_stands_out_from_its_tile(demo, dark):
    page = demo("tiles=3", dark=dark)

    picture = pixels(tiles(page).first.locator(".picture")).ravel().astype(int)
    paper, ink = np.median(picture), picture[abs(picture - np.median(picture)).argmax()]
    assert (paper > ink) != dark
    assert abs(paper - ink) > 150


def test_each_tile_shows_its_own_image(demo):
    page = demo("tiles=34")
    # Images have a margin of two pixels, where the edge of a tile blurs the sample.
    inside = slice(2, 26)

    for index in [0, 19, 20, 33]:
        shown = tiles(page).nth(index)
        picture = pixels(shown.locator(".picture"))
        centers = ((np.arange(28)[inside] + 0.5) * (len(picture) + 4) / 28 - 2).astype(
            int
        )
        sampled = 255.0 - picture[np.ix_(centers, centers)]
        expected = demo_image(int(shown.get_attribute("data-tile")))[inside, inside]
        assert np.corrcoef(sampled.ravel(), expected.ravel())[0, 1] > 0.97


def demo_image(number):
    digits = load_digits()
    of_label = np.flatnonzero(digits.target == number // 1000)
    image = digits.images[np.resize(of_label, 1000)[number % 1000]]
    return np.pad(np.kron(image, np.ones((3, 3))), 2)


def test_only_a_mistake_has_an_arrow(demo):
    page = demo("tiles=70")

    captions = tiles(page).locator(".caption").all_inner_texts()

    assert captions[0].split() == ["0", "→", "2", "50", "%"]
    assert sum("→" in caption for caption in captions) == 61
    assert captions[69].split() == ["0", "64", "%"]


def test_a_click_on_a_tile_chooses_it_and_a_second_one_chooses_it_again(demo):
    page = demo("tiles=30")

    tiles(page).nth(4).click()

    expect(page.get_by_text("Image 4, chosen 1 times")).to_be_visible()
    expect(page.locator(".digits [aria-selected=true]")).to_have_attribute(
        "data-tile", "4"
    )
    tiles(page).nth(4).click()
    expect(page.get_by_text("Image 4, chosen 2 times")).to_be_visible()


@pytest.mark.smoke
def test_the_grid_is_walked_by_keyboard_in_lines_of_their_real_length(demo):
    page = demo("tiles=30", width=390)
    tiles(page).nth(0).focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")

    expect(tiles(page).nth(5)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(tiles(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(tiles(page).nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(tiles(page).nth(29)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    expect(tiles(page).nth(28)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Image 0, chosen 1 times")).to_be_visible()
    expect(tiles(page).nth(0)).to_be_focused()


def test_a_grid_without_pictures_still_tells_what_was_read(demo):
    page = demo("tiles=3&pictures=no")
    first = tiles(page).first

    expect(first).to_have_attribute("aria-label", "Image 0: 0 read as 2")
    assert first.locator(".caption").inner_text().split()[:3] == ["0", "→", "2"]
    picture = first.locator(".picture").evaluate(
        "node => getComputedStyle(node).backgroundImage"
    )
    assert picture == "none"


def test_a_grid_that_leaves_the_page_releases_its_picture(demo):
    page = demo()
    page.evaluate(
        """() => {
          window.released = []
          const release = URL.revokeObjectURL
          URL.revokeObjectURL = url => {
            window.released.push(`url(${url})`)
            release.call(URL, url)
          }
        }"""
    )
    cell(page, 9, 4).click()
    expect(tiles(page)).to_have_count(13)
    sprite = page.locator(".digits").evaluate(
        "node => node.style.getPropertyValue('--sprite')"
    )
    assert sprite not in page.evaluate("released")

    cell(page, 9, 4).click()

    expect(tiles(page)).to_have_count(0)
    page.wait_for_function("sprite => released.includes(sprite)", arg=sprite)


def test_two_hundred_tiles_fit_a_phone(demo):
    page = demo("tiles=200", width=390)

    expect(tiles(page)).to_have_count(200)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
