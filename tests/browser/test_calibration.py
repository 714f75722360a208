import re
from collections import Counter

import numpy as np
import pytest
from playwright.sync_api import expect

from core.analysis.confidence import (
    THRESHOLDS,
    abstained_rows,
    coverage_at,
    reliability,
    suggest_threshold,
)
from tests.browser.chinese import english
from tests.browser.page_helpers import (
    drawer,
    go_to,
    image_numbers,
    press,
    tiles,
    title,
    wait_until_idle,
)

TITLE = "When should a person look?"
DEFAULT = THRESHOLDS.index(0.9)


@pytest.fixture
def how_sure(open_page):
    """Factory: `how_sure("?at=95", width=390)` opens the page and waits."""

    def show(query="", **look):
        page = open_page(f"/how_sure{query}", **look)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(grid(page).first).to_be_visible()
        wait_until_idle(page)
        return page

    return show


def grid(page):
    return tiles(page, "asked")


def lead(page):
    return page.locator("p.lead")


def slider(page):
    return page.get_by_role("slider")


def expect_answers(page, evaluation, threshold):
    """The sentence says what the core counts at this threshold."""
    found = coverage_at(evaluation, threshold)
    expect(lead(page)).to_contain_text(
        f"answers {found.num_covered:,} of {evaluation.n:,} digits and misreads "
        f"{found.covered.mistakes or 'none'} of them"
    )
    expect(lead(page)).to_contain_text(f"{found.num_abstained:,} go to a person")


def bin_buttons(page):
    return page.get_by_role(
        "button", name=re.compile("^When .* sure, the model is right in")
    )


@pytest.mark.smoke
def test_the_keyboard_moves_the_slider_and_the_sentence_follows(how_sure, evaluation):
    page = how_sure()
    expect_answers(page, evaluation, 0.9)

    slider(page).focus()
    for step in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect_answers(page, evaluation, THRESHOLDS[DEFAULT + step])

    expect(page).to_have_url(re.compile(r"/how_sure\?at=95$"))
    page.keyboard.press("Home")
    expect(lead(page)).to_contain_text(
        "With no minimum, the model answers 1,797 of 1,797"
    )
    expect(grid(page)).to_have_count(0)


def test_a_quick_hand_ends_where_it_stops(how_sure, evaluation):
    page = how_sure()

    slider(page).focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")

    expect_answers(page, evaluation, THRESHOLDS[DEFAULT + 7])
    wait_until_idle(page)
    expect_answers(page, evaluation, THRESHOLDS[DEFAULT + 7])


def test_the_images_are_those_the_core_finds_in_its_order(how_sure, evaluation):
    page = how_sure()

    rows = abstained_rows(evaluation, 0.9).tolist()
    first = image_numbers(grid(page))
    assert first == rows[: len(first)]

    page.get_by_role("button", name="Page 2", exact=True).click()
    name = re.compile(rf"image {rows[len(first)]:,}:")
    expect(grid(page).first).to_have_attribute("aria-label", name)
    second = image_numbers(grid(page))
    assert second == rows[len(first) : len(first) + len(second)]


def test_an_image_opens_its_case_and_arrows_lead_on(how_sure, evaluation):
    page = how_sure("?at=95")
    rows = abstained_rows(evaluation, 0.95)

    grid(page).nth(1).click()

    expect(drawer(page)).to_contain_text(f"Case 2 of {len(rows)}, least sure first")
    expect(page).to_have_url(re.compile(rf"case=built-in~{rows[1]}&at=95$"))
    page.keyboard.press("ArrowRight")
    expect(drawer(page)).to_contain_text(f"Case 3 of {len(rows)}")
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    expect_answers(page, evaluation, 0.95)


def test_a_suggestion_moves_the_slider(how_sure, evaluation):
    page = how_sure()
    page.get_by_text("1 in 100", exact=True).click()
    expected = suggest_threshold(evaluation, 0.01, THRESHOLDS)
    expect(page.get_by_text(re.compile("^The lowest minimum"))).to_be_visible()

    press(page, "Suggest a minimum")

    expect_answers(page, evaluation, expected)
    # And the slider can still be moved from there.
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    expect_answers(page, evaluation, THRESHOLDS[THRESHOLDS.index(expected) + 1])


def test_the_slider_stays_after_a_reload_and_on_the_way_back(how_sure, evaluation):
    page = how_sure()
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?at=92$"))

    page.reload()
    expect_answers(page, evaluation, 0.92)
    go_to(page, "Mistakes")
    expect(title(page, "Mistakes")).to_be_visible()
    go_to(page, "How sure")
    expect_answers(page, evaluation, 0.92)
    page.get_by_role("button", name="中文", exact=True).click()
    found = coverage_at(evaluation, 0.92)
    expect(lead(page)).to_contain_text("把握不低于 92% 才作答时")
    expect(lead(page)).to_contain_text(f"1,797 张中的 {found.num_covered:,} 张")


def test_back_undoes_a_move_of_the_slider(how_sure, evaluation):
    page = how_sure()
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?at=92$"))
    wait_until_idle(page)

    page.go_back()

    expect_answers(page, evaluation, 0.9)


@pytest.mark.smoke
def test_a_bin_opens_its_images(how_sure, evaluation):
    page = how_sure()
    chosen = [each for each in reliability(evaluation) if each.accuracy.n][-2]
    right, n = chosen.accuracy.correct, chosen.accuracy.n
    button = bin_buttons(page).nth(1)
    expect(button).to_contain_text(f"right in {right} of {n}")

    button.click()

    expect(title(page, "Mistakes")).to_be_visible()
    expect(page.get_by_text(f"{n} of 1,797 digits shown")).to_be_visible()
    expect(tiles(page, "mistakes")).to_have_count(n)
    inside = (evaluation.confidence >= np.float32(chosen.low)) & (
        evaluation.confidence < np.float32(chosen.high)
    )
    assert Counter(image_numbers(tiles(page, "mistakes"))) == Counter(
        np.flatnonzero(inside).tolist()
    )


def test_the_chart_is_drawn_with_words(how_sure):
    page = how_sure()

    chart = page.locator("svg.reliability")
    expect(chart).to_have_count(1)
    for text in ("how sure the model is", "right"):
        expect(chart.get_by_text(text, exact=True)).to_be_visible()
    expect(chart.locator(".band")).to_have_count(bin_buttons(page).count())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_a_phone(how_sure, dark):
    page = how_sure("?on=built-in~mnist-test", width=390, height=844, dark=dark)

    wide = page.locator("[data-testid=stMain]").evaluate(
        "part => part.scrollWidth - part.clientWidth"
    )
    assert wide == 0
    box = page.get_by_text("1 in 10,000", exact=True).bounding_box()
    assert box["x"] + box["width"] <= 390


def test_it_speaks_chinese(how_sure):
    page = how_sure("?lang=zh&at=99.9")

    expect(title(page, "什么时候该由人来看？")).to_be_visible()
    page.get_by_text("更多数值").click()
    expect(page.get_by_text("布里尔分数").first).to_be_visible()
    assert english(page) == []
