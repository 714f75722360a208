import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import (
    cell,
    confidences,
    counts,
    focused,
    mistake_cells,
    names,
    number,
    press,
    tiles,
    title,
)
from tests.browser.slow_connection import SlowConnection

MOST = 60


@pytest.fixture
def confusion(open_page):
    page = open_page("/confusion")
    expect(title(page, "What was read as what")).to_be_visible()
    cell(page, 9, 9).wait_for()
    return page


def images(page):
    return tiles(page, "cell_images")


def expect_images(page, count):
    """Exactly so many images, or the first ones and how many there are."""
    expect(images(page)).to_have_count(min(int(count), MOST))
    note = page.get_by_text(f"The first {MOST} of {count:,}.")
    expect(note).to_have_count(int(count > MOST))


@pytest.mark.smoke
def test_a_cell_shows_as_many_images_as_it_says(confusion):
    matrix = counts(confusion)
    found = mistake_cells(matrix)

    for true, predicted in (found[0], found[len(found) // 2], found[-1]):
        cell(confusion, true, predicted).click()

        expect_images(confusion, matrix[true, predicted])
        expect(images(confusion).first).to_have_attribute(
            "aria-label", re.compile(f"an? {true} read as {predicted}")
        )
        reading = f" {true} read as {predicted}"
        assert all(reading in name for name in names(images(confusion)))


def test_a_row_head_shows_as_many_images_as_were_misread(confusion):
    misread = confusion.locator(".matrix tbody td.misread b").all_inner_texts()
    row = int(np.argmax([number(text) for text in misread]))

    cell(confusion, row, -1).click()

    expect(cell(confusion, row, -1)).to_have_attribute("aria-pressed", "true")
    expect_images(confusion, number(misread[row]))
    assert all(f"a {row} read as" in name for name in names(images(confusion)))


def test_a_column_head_shows_as_many_images_as_were_read_wrongly(confusion):
    wrongly = confusion.locator(".matrix tfoot td").all_inner_texts()[-11:-1]
    column = int(np.argmax([number(text) for text in wrongly]))

    cell(confusion, -1, column).click()

    expect_images(confusion, number(wrongly[column]))
    assert all(f"read as {column}" in name for name in names(images(confusion)))


def test_the_diagonal_shows_what_was_read_correctly(confusion):
    count = counts(confusion)[0, 0]

    cell(confusion, 0, 0).click()

    expect_images(confusion, count)
    assert all("a 0 read correctly" in name for name in names(images(confusion)))


def test_an_empty_cell_says_so(confusion):
    true, predicted = np.argwhere(counts(confusion) == 0)[0].tolist()

    cell(confusion, true, predicted).click()

    expect(confusion.get_by_text(re.compile("^None. No ")).first).to_be_visible()
    expect(images(confusion)).to_have_count(0)


def test_the_most_confident_mistake_comes_first(confusion):
    cell(confusion, *mistake_cells(counts(confusion))[0]).click()
    expect(images(confusion).first).to_be_visible()

    shown = confidences(images(confusion))

    assert shown == sorted(shown, reverse=True)


def test_a_cell_chosen_again_is_cleared(confusion):
    true, predicted = mistake_cells(counts(confusion))[0]
    cell(confusion, true, predicted).click()
    expect(images(confusion).first).to_be_visible()
    expect(confusion).to_have_url(re.compile(rf"\?true={true}&read={predicted}$"))

    cell(confusion, true, predicted).click()

    expect(images(confusion)).to_have_count(0)
    expect(confusion.get_by_text("Select a cell, a row or a column")).to_be_visible()
    expect(confusion).to_have_url(re.compile("/confusion$"))


def test_the_mirror_cell_is_dashed_and_shown_with_its_images(confusion):
    matrix = counts(confusion)
    mistakes = mistake_cells(matrix)
    both_ways = [place for place in mistakes if matrix[place[::-1]] > 0]
    true, predicted = (both_ways or mistakes)[0]

    cell(confusion, true, predicted).click()

    mirror = cell(confusion, predicted, true)
    expect(mirror).to_have_class(re.compile("mirror"))
    expect(tiles(confusion, "mirror_images")).to_have_count(
        int(matrix[predicted, true])
    )
    style = mirror.evaluate(
        """node => [node, '::before', '::after'].flatMap(part => {
          const style = typeof part === 'string'
            ? getComputedStyle(node, part) : getComputedStyle(part)
          return [style.outlineStyle, style.borderTopStyle]
        })"""
    )
    assert "dashed" in style


@pytest.mark.parametrize(("label", "axis"), [("% of row", 1), ("% of column", 0)])
def test_cells_show_their_share_of_the_line(confusion, label, axis):
    matrix = counts(confusion)
    true, predicted = mistake_cells(matrix)[0]
    share = matrix[true, predicted] / matrix.sum(axis=axis)[true if axis else predicted]

    confusion.get_by_text(label, exact=True).click()

    expect(cell(confusion, true, predicted)).to_have_text(
        re.compile(rf"^{100 * share:.1f}\s?%$")
    )
    expect(cell(confusion, true, predicted)).to_have_attribute(
        "aria-label", re.compile(f"{matrix[true, predicted]} images")
    )


def test_shares_show_the_same_images(confusion):
    matrix = counts(confusion)
    true, predicted = mistake_cells(matrix)[0]
    confusion.get_by_text("% of row", exact=True).click()
    expect(cell(confusion, true, predicted)).to_have_text(re.compile("%"))

    cell(confusion, true, predicted).click()

    expect_images(confusion, matrix[true, predicted])
    expect(cell(confusion, true, predicted)).to_have_text(re.compile("%"))


def test_the_keyboard_alone_is_enough(confusion):
    matrix = counts(confusion)
    true, predicted = mistake_cells(matrix)[0]
    for _ in range(30):
        confusion.keyboard.press("Tab")
        if focused(confusion):
            break
    assert focused(confusion) == [0, 0]

    for key, times in (("ArrowDown", true), ("ArrowRight", predicted)):
        for _ in range(times):
            confusion.keyboard.press(key)
    assert focused(confusion) == [true, predicted]
    confusion.keyboard.press("Enter")

    expect_images(confusion, matrix[true, predicted])
    expect(confusion).to_have_url(re.compile(rf"\?true={true}&read={predicted}$"))
    assert focused(confusion) == [true, predicted]
    confusion.keyboard.press("ArrowLeft")
    assert focused(confusion) == [true, predicted - 1]
    confusion.keyboard.press("Escape")
    expect(images(confusion)).to_have_count(0)
    assert focused(confusion) == [true, predicted - 1]


@pytest.mark.smoke
def test_of_many_quick_clicks_the_last_one_counts(confusion):
    matrix = counts(confusion)
    found = mistake_cells(matrix)[:6]

    for true, predicted in found:
        cell(confusion, true, predicted).click()
    true, predicted = found[-1]

    expect(confusion).to_have_url(re.compile(rf"\?true={true}&read={predicted}$"))
    expect_images(confusion, matrix[true, predicted])
    expect(cell(confusion, true, predicted)).to_have_attribute("aria-pressed", "true")


def test_a_slow_connection_brings_back_an_earlier_cell(confusion):
    connection = SlowConnection(confusion)
    confusion.reload()
    matrix = counts(confusion)
    first, second, third = mistake_cells(matrix)[:3]
    for chosen in (first, second):
        cell(confusion, *chosen).click()
        expect_images(confusion, matrix[chosen])
    connection.is_slow = True
    cell(confusion, *third).click()
    connection.wait_for_runs(1)
    cell(confusion, *first).click()
    connection.wait_for_runs(2)

    connection.release()

    expect_images(confusion, matrix[first])
    expect(confusion).to_have_url(re.compile("true={}&read={}$".format(*first)))


def test_an_image_of_the_cell_opens_its_case(confusion):
    true, predicted = mistake_cells(counts(confusion))[0]
    cell(confusion, true, predicted).click()

    images(confusion).nth(2).click()

    drawer = confusion.get_by_role("dialog")
    expect(drawer).to_contain_text("Case 3 of ")
    expect(drawer.get_by_role("heading")).to_have_text(f"{true} read as {predicted}")


def test_the_cell_leads_to_the_same_images_in_mistakes(confusion):
    matrix = counts(confusion)
    true, predicted = mistake_cells(matrix)[0]
    count = int(matrix[true, predicted])
    cell(confusion, true, predicted).click()

    confusion.get_by_role("link", name=f"Open these {count} in Mistakes").click()

    expect(title(confusion, "Mistakes")).to_be_visible()
    expect(tiles(confusion, "mistakes")).to_have_count(count)


def test_what_else_the_digit_was_read_as_leads_there(confusion):
    matrix = counts(confusion)
    wrong = matrix - np.diag(np.diag(matrix))
    true = int(np.count_nonzero(wrong, axis=1).argmax())
    first, second = np.argsort(-wrong[true], kind="stable")[:2].tolist()
    cell(confusion, true, first).click()

    press(confusion, re.compile(f"^{second}: "))

    expect(cell(confusion, true, second)).to_have_attribute("aria-pressed", "true")
    expect_images(confusion, matrix[true, second])


def test_a_link_to_a_cell_opens_it(open_page):
    page = open_page("/confusion?true=9&read=3")

    expect(cell(page, 9, 3)).to_have_attribute("aria-pressed", "true")
    expect_images(page, counts(page)[9, 3])
