import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import (
    confidences,
    drawer,
    image_numbers,
    ink,
    names,
    number,
    press,
    tiles,
    title,
)

SHOWN = re.compile(r"^([\d,]+) of ([\d,]+) .* shown$")
PAGE_SIZE = 120


@pytest.fixture
def mistakes(open_page):
    """Factory: `mistakes("sort=close")` opens the page with a link."""

    def show(query=""):
        page = open_page(f"/mistakes?{query}")
        expect(title(page, "Mistakes")).to_be_visible()
        page.get_by_text(SHOWN).wait_for()
        return page

    return show


def grid(page):
    return tiles(page, "mistakes")


def shown(page):
    """How many images pass the filters, and of how many."""
    passing, total = SHOWN.match(page.get_by_text(SHOWN).inner_text()).groups()
    return number(passing), number(total)


def expect_shown(page, count):
    """So many images are said to be shown, and are, as far as one page goes."""
    expect(page.get_by_text(re.compile(f"^{count:,} of .* shown$"))).to_be_visible()
    expect(grid(page)).to_have_count(min(count, PAGE_SIZE))


def pill(page, group, digit):
    return page.get_by_label(group, exact=True).get_by_text(str(digit), exact=True)


def expected_numbers(evaluation, key):
    """Positions of the mistakes in the order of a key, those of the first page."""
    rows = np.flatnonzero(evaluation.mistaken)
    return rows[np.argsort(key[rows], kind="stable")][:PAGE_SIZE].tolist()


@pytest.mark.smoke
def test_every_image_is_a_mistake_with_a_picture(mistakes):
    page = mistakes()

    read = [
        re.search(r"an? (\d) read as (\d)", name).groups() for name in names(grid(page))
    ]

    assert all(true != predicted for true, predicted in read)
    assert ink(grid(page).first.locator(".picture")) > 20
    assert shown(page)[0] == shown(page)[1]


def test_digits_filter_what_a_person_wrote_and_what_the_model_read(
    mistakes, evaluation
):
    true, predicted = 1, 7
    of_true = evaluation.mistaken & (evaluation.labels == true)
    page = mistakes()

    pill(page, "A person wrote", true).click()

    expect_shown(page, int(of_true.sum()))
    pill(page, "The model read", predicted).click()
    expect_shown(page, int((of_true & (evaluation.predictions == predicted)).sum()))
    assert all("a 1 read as 7" in name for name in names(grid(page)))
    press(page, "Clear the filters")
    expect_shown(page, evaluation.num_mistakes)


def test_the_slider_keeps_a_range_of_confidence(mistakes):
    page = mistakes()
    before = shown(page)[0]
    page.get_by_text("More filters").click()
    low, high = (page.get_by_role("slider").nth(end) for end in (0, 1))

    low.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)  # Until the expander has come to rest.
    start, end = low.bounding_box(), high.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 0.8 * (end["x"] - start["x"]), start["y"] + 5, steps=5)
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"\?sure="))
    limit = 100 * float(re.search(r"sure=([\d.]+)_1", page.url).group(1))
    assert 70 <= limit <= 90
    count = shown(page)[0]
    assert 0 < count < before
    expect_shown(page, count)
    assert min(confidences(grid(page))) >= limit - 0.5


def test_a_part_of_the_name_filters(mistakes):
    page = mistakes()
    before = shown(page)[0]
    page.get_by_text("More filters").click()

    page.get_by_label("Name contains").fill("no image is called so")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Without the name there would be")).to_be_visible()
    expect(grid(page)).to_have_count(0)
    press(page, "Remove the name")
    expect_shown(page, before)


def test_an_empty_result_names_the_filter_and_brings_images_back(mistakes):
    page = mistakes("true=1&sure=0_.01")

    expect(
        page.get_by_text("Without the range of confidence there would be")
    ).to_be_visible()
    press(page, "Remove the range of confidence")

    expect(grid(page).first).to_be_visible()
    assert all("a 1 read as" in name for name in names(grid(page)))


def test_most_confidently_wrong_comes_first(mistakes, evaluation):
    page = mistakes()

    read = confidences(grid(page))

    assert len(read) == min(shown(page)[0], PAGE_SIZE)
    assert read == sorted(read, reverse=True)
    assert image_numbers(grid(page)) == expected_numbers(
        evaluation, -evaluation.confidence
    )


def test_the_closest_call_comes_first(mistakes, evaluation):
    lead = evaluation.lead_of(np.arange(evaluation.n))
    wanted = expected_numbers(evaluation, lead)
    page = mistakes()

    page.get_by_role("combobox", name="Order").click()
    page.get_by_role("option", name="Closest call").click()

    expect(page).to_have_url(re.compile("sort=close"))
    expect(grid(page).first).to_have_attribute(
        "aria-label", re.compile(f"image {wanted[0]:,}:")
    )
    assert image_numbers(grid(page)) == wanted


def test_the_order_of_the_file_is_kept(mistakes):
    read = image_numbers(grid(mistakes("sort=file")))

    assert read == sorted(read)


def test_a_shuffle_stays_as_it_is_until_the_next_one(mistakes):
    page = mistakes("sort=shuffled")
    first = image_numbers(grid(page))
    page.reload()
    again = image_numbers(grid(page))

    press(page, "Shuffle again")

    expect(page).to_have_url(re.compile("seed=1"))
    expect(grid(page).first).not_to_have_attribute(
        "aria-label", re.compile(f"image {first[0]:,}:")
    )
    assert first == again != sorted(first)
    assert image_numbers(grid(page)) != first


def test_pages_show_one_image_after_the_other(mistakes, evaluation):
    page = mistakes("show=all&sort=file")
    assert image_numbers(grid(page)) == list(range(PAGE_SIZE))

    press(page, "Next page")

    expect(page).to_have_url(re.compile("page=2"))
    expect(grid(page).first).to_have_attribute("aria-label", re.compile("image 120:"))
    assert image_numbers(grid(page)) == list(range(PAGE_SIZE, 2 * PAGE_SIZE))
    page.reload()
    expect(grid(page).first).to_have_attribute("aria-label", re.compile("image 120:"))
    assert shown(page) == (evaluation.n, evaluation.n)


def test_a_case_shows_ten_probabilities_of_the_image(mistakes, evaluation):
    page = mistakes()
    row = image_numbers(grid(page))[3]

    grid(page).nth(3).click()

    case = drawer(page)
    true, read = int(evaluation.labels[row]), int(evaluation.predictions[row])
    expect(case.get_by_role("heading")).to_have_text(f"{true} read as {read}")
    expect(case).to_contain_text(f"image {row:,}")
    lines = case.locator(".probabilities .line")
    expect(lines).to_have_count(10)
    widths = case.locator(".probabilities .bar").evaluate_all(
        "bars => bars.map(bar => bar.getBoundingClientRect().width)"
    )
    assert int(np.argmax(widths)) == read
    assert ink(case.get_by_role("img")) > 20


@pytest.mark.smoke
def test_cases_are_stepped_through_with_buttons_and_arrow_keys(mistakes):
    page = mistakes()
    order = image_numbers(grid(page))
    grid(page).nth(0).click()
    case = drawer(page)
    expect(case).to_contain_text("Case 1 of")
    expect(case.get_by_role("button", name="Previous")).to_be_disabled()

    press(case, re.compile("^Next"))
    expect(case).to_contain_text(f"image {order[1]:,}.")
    page.keyboard.press("ArrowRight")
    expect(case).to_contain_text(f"image {order[2]:,}.")
    expect(case).to_contain_text("Case 3 of")
    page.keyboard.press("ArrowLeft")
    expect(case).to_contain_text(f"image {order[1]:,}.")
    press(case, re.compile("^Previous"))
    expect(case).to_contain_text(f"image {order[0]:,}.")


def test_the_address_carries_the_case_and_reloading_opens_it_again(mistakes):
    page = mistakes("true=1")
    row = image_numbers(grid(page))[2]
    grid(page).nth(2).click()
    expect(page).to_have_url(re.compile(rf"\?true=1&case=built-in~{row}$"))

    page.reload()

    expect(drawer(page)).to_contain_text(f"image {row:,}.")
    expect(drawer(page)).to_contain_text("Case 3 of")


def test_escape_closes_the_case_and_the_address_follows(mistakes):
    page = mistakes("true=1")
    grid(page).nth(2).click()
    expect(drawer(page)).to_be_visible()
    expect(page).to_have_url(re.compile("case="))

    page.keyboard.press("Escape")

    expect(drawer(page)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?true=1$"))
    expect(grid(page).nth(2)).to_have_attribute("aria-selected", "true")


def test_back_opens_what_was_closed(mistakes):
    page = mistakes("true=1")
    grid(page).nth(2).click()
    expect(page).to_have_url(re.compile("case="))
    expect(drawer(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"\?true=1$"))

    page.go_back()

    expect(drawer(page)).to_contain_text("Case 3 of")


def test_filters_stay_when_the_page_changes(mistakes):
    page = mistakes("true=1&read=8")
    count = shown(page)[0]

    page.get_by_role("link", name="Confusion", exact=True).click()

    expect(title(page, "What was read as what")).to_be_visible()
    expect(tiles(page, "cell_images")).to_have_count(min(count, 60))
    expect(page).to_have_url(re.compile(r"/confusion\?true=1&read=8$"))


def test_an_unknown_run_in_a_link_is_explained(mistakes):
    page = mistakes("run=000000000000")

    expect(page.get_by_text("There is no model 000000000000 here")).to_be_visible()
    expect(grid(page).first).to_be_visible()
