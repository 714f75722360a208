"""Counting as labelled, or with the verdicts accepted: the choice above every page."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.store import runs
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from core.work.verdict_actions import save_verdict
from tests.browser.accessibility import violations
from tests.browser.chinese import english
from tests.browser.page_helpers import (
    cell,
    counts,
    go_to,
    tab_to,
    tiles,
    title,
    wait_until_idle,
)


@pytest.fixture(scope="module")
def server(start_server):
    return start_server()


@pytest.fixture(scope="module")
def corrected(server):
    """Return a misread digit whose verdict agrees with the model, and all digits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(server.data_folder))
        record = find_digits("built-in")
        evaluation = evaluate(runs.list_runs()[0][-1], record)
        position = int(np.flatnonzero(evaluation.mistaken)[0])
        save_verdict(record, position, "label", int(evaluation.predictions[position]))
    return position, evaluation


def choice(page, name):
    """The button that opens the choice, by what is chosen."""
    return page.get_by_role("button", name=name)


@pytest.fixture
def accepted(open_page, corrected):  # noqa: ARG001
    """A page with the verdict accepted by keyboard, and the matrix before that."""
    page = open_page("/confusion?on=built-in")
    before = counts(page)
    wait_until_idle(page)
    tab_to(page, "counted as labelled")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("radio", name="As labelled")
    expect(chosen).to_be_visible()
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="With the verdicts accepted")).to_be_checked()
    wait_until_idle(page)
    return page, before


def test_the_matrix_follows_and_so_do_other_pages(accepted, corrected):
    (page, before), (position, evaluation) = accepted, corrected
    true, read = int(evaluation.labels[position]), int(evaluation.predictions[position])
    page.keyboard.press("Escape")

    expected = before.copy()
    expected[true, read] -= 1
    expected[read, read] += 1
    assert (counts(page) == expected).all()
    expect(choice(page, "counted with verdicts accepted")).to_be_visible()
    expect(page).to_have_url(re.compile("count=verdicts"))
    go_to(page, "Mistakes")
    expect(tiles(page, "mistakes")).to_have_count(evaluation.num_mistakes - 1)
    page.reload()
    expect(tiles(page, "mistakes")).to_have_count(evaluation.num_mistakes - 1)
    go_to(page, "Overview")
    title(page, f"misread {evaluation.num_mistakes - 1}").wait_for()


def test_going_back_counts_as_before(accepted):
    page, before = accepted
    page.keyboard.press("Escape")

    page.go_back()

    expect(choice(page, "counted as labelled")).to_be_visible()
    wait_until_idle(page)
    assert (counts(page) == before).all()
    # With the popover out of sight, its widget must not speak up again.
    cell(page, 0, 0).click()
    wait_until_idle(page)
    expect(choice(page, "counted as labelled")).to_be_visible()
    expect(page).not_to_have_url(re.compile("count="))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.usefixtures("corrected")
def test_the_choice_can_be_read_by_all_and_fits_a_phone(open_page, dark):
    address = "/confusion?on=built-in&count=verdicts"
    page = open_page(address, width=390, height=844, dark=dark)
    choice(page, "counted with verdicts accepted").click()
    expect(page.get_by_role("radio", name="As labelled")).to_be_visible()
    wait_until_idle(page)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.usefixtures("corrected")
def test_the_choice_speaks_chinese(open_page):
    page = open_page("/?on=built-in&lang=zh&count=verdicts")
    choice(page, "采纳裁定来算").click()
    expect(page.get_by_role("radio", name="按标签")).to_be_visible()
    wait_until_idle(page)

    assert not english(page, "accurate")
