"""The matrix and the grid by mouse, by keyboard and with a screen reader."""

import pytest
from playwright.sync_api import expect

from tests.browser.component_demo import tiles
from tests.browser.page_helpers import cell


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
