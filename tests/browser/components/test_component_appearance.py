"""What the matrix and the grid show: numbers, images and colours, also on a phone."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from sklearn.datasets import load_digits

from tests.browser.accessibility import contrast
from tests.browser.component_demo import tiles
from tests.browser.page_helpers import cell


def background(locator):
    return locator.evaluate("node => getComputedStyle(node).backgroundColor")


def pixels(locator):
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("L")
    return np.asarray(picture.crop((2, 2, picture.width - 2, picture.height - 2)))


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


def test_a_grid_without_pictures_still_tells_what_was_read(demo):
    page = demo("tiles=3&pictures=no")
    first = tiles(page).first

    expect(first).to_have_attribute("aria-label", "Image 0: 0 read as 2")
    assert first.locator(".caption").inner_text().split()[:3] == ["0", "→", "2"]
    picture = first.locator(".picture").evaluate(
        "node => getComputedStyle(node).backgroundImage"
    )
    assert picture == "none"


def test_two_hundred_tiles_fit_a_phone(demo):
    page = demo("tiles=200", width=390)

    expect(tiles(page)).to_have_count(200)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
