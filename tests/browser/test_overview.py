import re

import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import (
    cell,
    counts,
    drawer,
    ink,
    names,
    number,
    strip,
    tiles,
    title,
)

HEADLINE = re.compile(r"^Out of ([\d,]+) digits the model misread ([\d,]+): .+ give or")


@pytest.fixture
def overview(open_page):
    page = open_page("/")
    expect(title(page, HEADLINE)).to_be_visible()
    strip(page, "pairs").locator("[data-tile]").first.wait_for()
    return page


def pair(page):
    """The pair at the top: its heading, its two digits and its number of images."""
    head = strip(page, "pairs").locator(".head").first
    found = re.search(
        r"(\d+) images of an? (\d) .* an? (\d)", head.get_attribute("title")
    )
    count, true, predicted = map(int, found.groups())
    return head, (true, predicted), count


@pytest.mark.smoke
def test_it_opens_with_what_is_true_in_a_sentence(overview):
    headings = overview.get_by_role("heading")

    expect(headings.first).to_have_text(HEADLINE)
    n, mistakes = map(number, HEADLINE.match(headings.first.inner_text()).groups())
    assert 0 < mistakes < n == 1797


def test_it_shows_pictures_of_real_mistakes(overview):
    images = strip(overview, "pairs").locator("[data-tile]")

    assert images.count() >= 10
    for image in (images.first, images.nth(5), images.last):
        true, predicted = re.search(
            r"a (\d) read as (\d)", image.get_attribute("aria-label")
        ).groups()
        assert true != predicted
        assert ink(image) > 20


def test_a_pair_leads_to_its_cell(overview):
    head, (true, predicted), count = pair(overview)

    head.click()

    expect(title(overview, "What was read as what")).to_be_visible()
    expect(overview).to_have_url(
        re.compile(rf"/confusion\?true={true}&read={predicted}$")
    )
    expect(cell(overview, true, predicted)).to_have_attribute("aria-pressed", "true")
    expect(tiles(overview, "cell_images")).to_have_count(count)
    assert counts(overview)[true, predicted] == count


@pytest.mark.smoke
def test_an_image_opens_its_case(overview):
    image = strip(overview, "pairs").locator("[data-tile]").nth(1)
    name = image.get_attribute("aria-label").split(":")[0]
    _, (true, predicted), count = pair(overview)

    image.click()

    case = drawer(overview)
    expect(case).to_be_visible()
    expect(
        case.get_by_role("heading", name=f"{true} read as {predicted}")
    ).to_be_visible()
    expect(case).to_contain_text(f"Case 2 of {count}")
    expect(case).to_contain_text(name)


def test_what_to_look_at_next_leads_to_those_mistakes(overview):
    head = strip(overview, "next").locator(".head").first
    count = number(head.inner_text().split()[0])

    head.click()

    expect(title(overview, "Mistakes")).to_be_visible()
    expect(overview.get_by_text(re.compile(rf"^{count} of .* shown$"))).to_be_visible()
    expect(tiles(overview, "mistakes")).to_have_count(count)


def test_all_kinds_of_mistake_are_a_link_away(overview):
    overview.get_by_role("link", name=re.compile("in the matrix$")).click()

    expect(title(overview, "What was read as what")).to_be_visible()


def test_two_test_sets_are_looked_at_in_one_click(overview):
    overview.get_by_role("button", name="Built-in digits 1,797").click()
    overview.get_by_role("button", name="MNIST test (10,000)").click()

    expect(title(overview, re.compile("^Out of 11,797 digits"))).to_be_visible()
    expect(overview).to_have_url(re.compile(r"\?on=built-in~mnist-test$"))
    overview.reload()
    expect(title(overview, re.compile("^Out of 11,797 digits"))).to_be_visible()


def test_every_image_has_words(overview):
    for key in ("pairs", "next"):
        for image in strip(overview, key).locator("button").all():
            assert image.get_attribute("aria-label")
    assert all(names(strip(overview, "pairs").locator("[data-tile]")))
