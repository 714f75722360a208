import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.analysis.comparison import bucket_rows, difference_matrix
from core.store import runs
from core.store.digit_sets import list_digits
from core.work.evaluating import evaluate
from tests.browser.accessibility import violations, without_ring
from tests.browser.chinese import english
from tests.browser.page_helpers import (
    cell,
    drawer,
    focused,
    go_to,
    image_numbers,
    names,
    tiles,
    title,
    wait_until_idle,
)
from tests.changed_run import save_changed_run

FIXED, BROKE = 12, 40
TITLE = "Worse: 28 mistakes more than before."


@pytest.fixture(scope="module")
def server(start_server):
    """A dashboard with a run of its own, whose recipe differs in its epochs."""
    with pytest.MonkeyPatch.context() as patch:
        data_folder = start_server()
        patch.setenv("MISREAD_HOME", str(data_folder.data_folder))
        save_changed_run(FIXED, BROKE, preset="fast", epochs=3)
    return data_folder


@pytest.fixture
def two(server, monkeypatch):
    """Evaluations of both runs on the built-in digits, the older one first."""
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    after, before = runs.list_runs()[0]
    record = next(each for each in list_digits() if each.source == "built-in")
    return evaluate(before, record), evaluate(after, record)


@pytest.fixture
def compare(open_page):
    """Factory: opens the page, with everything on it drawn."""

    def show(query="", **options):
        page = open_page(f"/compare?{query}".rstrip("?"), **options)
        cell(page, 9, 9).wait_for()
        wait_until_idle(page)
        return page

    return show


def figures(page):
    """Return the difference matrix of the page, int of shape (10, 10)."""
    texts = page.locator(".matrix tbody td button").all_inner_texts()
    assert all(re.fullmatch(r"([+−]\d+)?", text) for text in texts)
    signed = [int(text.replace("−", "-") or 0) for text in texts]
    return np.array(signed).reshape(10, 10)


def bucket(page, name):
    return page.get_by_role("radio", name=name)


def test_the_counts_are_those_of_the_core(compare, two):
    page = compare()

    expect(title(page, TITLE)).to_be_visible()
    found = {name: len(rows) for name, rows in bucket_rows(*two).items()}
    assert (found["fixed"], found["broke"]) == (FIXED, BROKE)
    for name, words in [
        ("fixed", "became right"),
        ("broke", "became wrong"),
        ("both_wrong", "both wrong"),
    ]:
        expect(bucket(page, f"{found[name]} {words}")).to_be_visible()
    expect(page.get_by_text(f"{found['both_right']:,} both right")).to_be_visible()


def test_each_kind_shows_its_images_and_opens_them(compare, two):
    page = compare()
    rows = bucket_rows(*two)["broke"]
    bucket(page, f"{BROKE} became wrong").click()

    shown = tiles(page, "bucket_images")
    expect(shown).to_have_count(BROKE)
    assert image_numbers(shown) == rows.tolist()
    assert all(re.search(r"read as \d before", name) for name in names(shown))
    before, after = (each.predictions[rows[0]] for each in two)
    expect(shown.first.locator(".caption")).to_have_text(f"{before} → {after}")
    shown.nth(1).click()

    expect(drawer(page)).to_contain_text(f"Case 2 of {BROKE}, surest first")
    expect(drawer(page)).to_contain_text("What the model saw")


def test_the_matrix_shows_more_and_fewer_in_two_colours(compare, two):
    page = compare()

    matrix = figures(page)

    np.testing.assert_array_equal(matrix, difference_matrix(*two))
    for place in np.argwhere(matrix).tolist():
        made = cell(page, *place)
        red, _, blue = made.evaluate(
            "node => getComputedStyle(node).backgroundColor.match(/\\d+/g).map(Number)"
        )
        more_is_better = place[0] == place[1]
        assert (blue > red) == ((matrix[tuple(place)] > 0) == more_is_better), place
    sums = page.locator(".matrix tbody td.misread b").all_inner_texts()
    wrong = matrix.sum(axis=1) - matrix.diagonal()
    assert [int(text.replace("−", "-")) for text in sums] == wrong.tolist()
    assert "%" not in page.locator(".matrix").inner_text()
    true, predicted = np.unravel_index(matrix.argmax(), (10, 10))
    expect(cell(page, true, predicted)).to_have_attribute(
        "aria-label",
        f"{true} read as {predicted}: {matrix.max()} images more than before",
    )


@pytest.mark.smoke
def test_difference_cells_are_opened_by_keyboard(compare, two):
    page = compare()
    matrix = figures(page)
    true, predicted = map(int, np.unravel_index(matrix.argmin(), (10, 10)))
    cell(page, 0, 0).focus()

    for key, times in (("ArrowDown", true), ("ArrowRight", predicted)):
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.press("Enter")

    before, after = two
    left = (before.labels == true) & (before.predictions == predicted)
    left &= after.predictions != predicted
    expect(tiles(page, "left_images")).to_have_count(int(left.sum()))
    assert (
        sorted(image_numbers(tiles(page, "left_images")))
        == np.flatnonzero(left).tolist()
    )
    assert focused(page) == [true, predicted]
    expect(page.locator(".matrix .mirror")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"true={true}&read={predicted}"))
    page.keyboard.press("Escape")
    expect(page.get_by_text("Select a coloured cell")).to_be_visible()


def test_a_choice_outlives_reloading_another_page_and_another_language(compare):
    page = compare()
    page.get_by_role("combobox", name="Compare with").click()
    page.get_by_role("option", name="Other digits: MNIST test").click()
    heading = title(page, "The same model on other digits")
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile("[?&]vs=mnist-test$"))

    page.reload()
    expect(heading).to_be_visible()
    go_to(page, "Mistakes")
    expect(title(page, "Mistakes")).to_be_visible()
    expect(page).to_have_url(re.compile("[?&]vs=mnist-test$"))
    go_to(page, "Compare")
    expect(heading).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(title(page, "同一个模型读另一组数字")).to_be_visible()
    expect(page).to_have_url(re.compile("[?&]vs=mnist-test(&|$)"))


def test_back_goes_to_what_was_compared_before(compare):
    page = compare()
    page.get_by_role("combobox", name="Compare with").click()
    page.get_by_role("option", name="Other digits: MNIST test").click()
    expect(page).to_have_url(re.compile("[?&]vs=mnist-test$"))
    wait_until_idle(page)

    page.go_back()

    expect(title(page, TITLE)).to_be_visible()


def test_a_run_in_a_link_is_compared(compare, two):
    page = compare(f"run={two[0].run_id}&vs={two[1].run_id[:8]}")

    expect(title(page, "Better: 28 mistakes fewer than before.")).to_be_visible()
    expect(page.get_by_role("cell", name="3", exact=True)).to_be_visible()


def test_a_dead_link_is_explained(compare):
    page = compare("vs=000000000000")

    expect(page.get_by_test_id("stAlert")).to_contain_text("This link compares")
    expect(title(page, TITLE)).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_shows_all_of_it(compare, dark):
    page = compare("true=1&read=2", width=390, dark=dark)
    expect(tiles(page, "came_images").first).to_be_visible()

    widths = page.locator("html, [data-testid=stMain]").evaluate_all(
        "parts => parts.map(part => part.scrollWidth - part.clientWidth)"
    )

    assert widths == [0, 0]
    matrix = cell(page, 0, 9).bounding_box()
    assert matrix["x"] + matrix["width"] <= 390


@pytest.mark.parametrize(
    ("width", "dark"), [(1440, False), (390, True)], ids=["light", "dark"]
)
def test_two_runs_have_no_violation_and_show_the_focus(compare, width, dark):
    page = compare("true=1&read=2", width=width, dark=dark)
    expect(tiles(page, "came_images").first).to_be_visible()
    page.mouse.move(1, 999)
    page.wait_for_timeout(500)

    assert violations(page) == []
    assert without_ring(page) == []


@pytest.mark.parametrize("query", ["", "true=4&read=6", "vs=mnist-test", "vs=nothing"])
def test_no_english_is_left_in_chinese(open_page, query):
    page = open_page(f"/compare?lang=zh&{query}")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wait_until_idle(page)
    page.wait_for_timeout(500)

    left = english(page, "nothing", "Tab", "SVG", "PNG", "McNemar")

    assert left == []
