"""A report: its matrix, the images of a cell, and the same numbers as everywhere."""

import contextlib
import io
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.__main__ import main
from tests.browser.page_helpers import cell, counts, focused, mistake_cells, number
from tests.browser.report_files import (
    chosen,
    images,
    misread,
    words_of,
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """What `python -m core evaluate --json` and `report --json` say."""
    said = []
    with pytest.MonkeyPatch.context() as patch:
        data_folder = tmp_path_factory.mktemp("home")
        patch.setenv("MISREAD_HOME", str(data_folder))
        for command in (
            ["evaluate"],
            ["report", "-o", str(data_folder / "report.html")],
        ):
            with contextlib.redirect_stdout(io.StringIO()) as output:
                assert main([*command, "--json"]) == 0
            said.append(json.loads(output.getvalue()))
    return said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_javascript_everything_can_be_seen(report, folder, language):
    page = report(language, java_script_enabled=False)

    html = (folder / f"{language}.html").read_text("utf-8")
    wrong = html.count("<li data-cell=") - html.count(" data-right hidden>")
    expect(page.locator(".matrix table")).to_be_visible()
    expect(page.locator(".matrix tbody td .cell")).to_have_count(100)
    expect(page.locator(".tiles li:visible")).to_have_count(wrong)
    expect(page.locator("svg.curves")).to_have_count(2)
    expect(page.locator("table.counts tbody tr")).to_have_count(10)
    expect(page.locator(".with-script").first).to_be_hidden()
    expect(chosen(page)).to_be_hidden()


def test_the_matrix_has_the_same_numbers_without_javascript(report):
    with_script = counts(report())

    bare = report(java_script_enabled=False)

    texts = bare.locator(".matrix tbody td .cell").all_inner_texts()
    static = np.array([number(text) for text in texts]).reshape(10, 10)
    np.testing.assert_array_equal(static, with_script)


def test_a_cell_keeps_only_its_images(report):
    page = report()
    matrix = counts(page)
    true, predicted = mistake_cells(matrix)[0]
    count = matrix[true, predicted]

    cell(page, true, predicted).click()

    expect(images(page)).to_have_count(int(count))
    reading = f"{true} read as {predicted}, "
    assert all(text.startswith(reading) for text in words_of(images(page)))
    expect(chosen(page).locator("span")).to_have_text(
        f"{true} → {predicted}: {count} misread, {count} shown."
    )


@pytest.mark.parametrize("axis", ["row", "column"])
def test_a_head_keeps_the_mistakes_of_its_line(report, axis):
    page = report()
    wrong = counts(page)
    np.fill_diagonal(wrong, 0)
    digit = int(wrong.sum(axis=1 if axis == "row" else 0).argmax())
    line = wrong[digit] if axis == "row" else wrong[:, digit]

    cell(page, *((digit, -1) if axis == "row" else (-1, digit))).click()

    expect(images(page)).to_have_count(int(line.sum()))
    pattern = rf"{digit} read as \d, " if axis == "row" else rf"\d read as {digit}, "
    assert all(re.match(pattern, text) for text in words_of(images(page)))
    expect(chosen(page)).to_contain_text(f"{line.sum()} misread, {line.sum()} shown.")


def test_the_diagonal_shows_what_it_was_least_sure_of(report):
    page = report()
    count = counts(page)[0, 0]

    cell(page, 0, 0).click()

    expect(images(page)).to_have_count(12)
    assert all("0 read correctly" in text for text in words_of(images(page)))
    expect(chosen(page)).to_contain_text(
        f"0: {count} read correctly. The 12 that the model was least sure of are shown."
    )


def test_an_empty_cell_says_so(report):
    page = report()
    true, predicted = np.argwhere(counts(page) == 0)[0].tolist()

    cell(page, true, predicted).click()

    expect(images(page)).to_have_count(0)
    expect(chosen(page).locator("span")).to_have_text(
        f"{true} → {predicted}: none was misread."
    )


def test_all_mistakes_come_back(report):
    page = report()
    total = misread(counts(page))
    cell(page, *mistake_cells(counts(page))[0]).click()

    page.get_by_role("button", name="Show all mistakes").click()

    expect(images(page)).to_have_count(total)
    expect(chosen(page)).to_be_hidden()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    assert focused(page) is not None


def test_a_cell_chosen_again_is_cleared(report):
    page = report()
    place = mistake_cells(counts(page))[0]

    cell(page, *place).click()
    cell(page, *place).click()

    expect(images(page)).to_have_count(misread(counts(page)))
    expect(chosen(page)).to_be_hidden()


@pytest.mark.smoke
def test_the_keyboard_is_enough(report):
    page = report()
    total = misread(counts(page))
    true, predicted = mistake_cells(counts(page))[0]

    page.keyboard.press("Tab")
    assert focused(page) == [0, 0]
    for _ in range(true):
        page.keyboard.press("ArrowDown")
    for _ in range(predicted):
        page.keyboard.press("ArrowRight")
    assert focused(page) == [true, predicted]
    page.keyboard.press("Enter")
    expect(images(page)).to_have_count(int(counts(page)[true, predicted]))

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all mistakes")).to_be_focused()
    page.keyboard.press("Enter")

    expect(images(page)).to_have_count(total)
    page.keyboard.press("Escape")


def test_choice_is_announced_to_screen_readers(report):
    page = report()

    expect(chosen(page)).to_have_attribute("role", "status")
    assert page.locator("main img:not([alt])").count() == 0
    expect(page.get_by_role("table")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_have_count(1)


def percentages(text):
    return [float(each) for each in re.findall(r"([\d.]+)[ \u202f]?%", text)]


@pytest.mark.smoke
def test_every_surface_has_the_same_numbers(report, open_page, measured):
    evaluated, reported = measured
    shared = ("n", "mistakes", "accuracy", "interval", "confusion", "unlabelled")
    assert [evaluated[name] for name in shared] == [reported[name] for name in shared]
    n, wrong = evaluated["n"], evaluated["mistakes"]
    ends = [evaluated["accuracy"], *evaluated["interval"]]

    page = report()
    headline = page.get_by_role("heading", level=1).inner_text()
    np.testing.assert_array_equal(counts(page), evaluated["confusion"])
    assert f"Out of {n:,} digits the model misread {wrong}:" in headline
    fact = page.locator(".facts dd").first.inner_text()
    accuracy, _, low, high = percentages(fact)
    assert [accuracy, low, high] == [round(100 * end, 2) for end in ends]
    assert f"{wrong} of {n:,} misread" in fact
    per_digit = page.locator("table.counts tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[1], row.cells[3]].map(c => c.innerText))"
    )
    matrix = np.array(evaluated["confusion"])
    assert [[number(each) for each in row] for row in per_digit] == [
        [int(row.sum()), int(row.sum() - row[digit])]
        for digit, row in enumerate(matrix)
    ]

    overview = open_page("/?on=built-in")
    expect(overview.get_by_role("heading", level=1)).to_have_text(headline)
    confusion = open_page("/confusion?on=built-in")
    cell(confusion, 9, 9).wait_for()
    np.testing.assert_array_equal(counts(confusion), matrix)
