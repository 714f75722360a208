"""A closer look: More of a case, suspect labels, weak spots."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.analysis.properties import measure
from core.analysis.suspects import suspects
from core.analysis.weak_spots import traits_of, weak_spots
from core.analysis.what_if import Change, changed
from core.share.wording import certainty
from core.store import runs
from core.store.digit_sets import load_digits
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate, scorer
from tests.browser.screen import drawer, image_numbers, ink, tiles, wait_until_idle


@pytest.fixture
def built_in(tmp_path, monkeypatch):
    """The run that ships, its reading of the built-in digits, and their images."""
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    found, _ = runs.list_runs()
    record = find_digits("built-in")
    return found[-1], evaluate(found[-1], record), load_digits(record).images


def alone(rows):
    return np.zeros((len(rows), 10), int)


def test_suspect_labels_are_listed_and_opened_by_keyboard(open_page, built_in):
    _, evaluation, _ = built_in
    expected = suspects(evaluation, alone)

    page = open_page("/suspects?on=built-in")

    assert image_numbers(tiles(page, "suspects")) == expected.rows[:60].tolist()
    tiles(page, "suspects").first.focus()
    page.keyboard.press("Enter")
    expect(drawer(page).get_by_text("most doubtful first")).to_be_visible()
    wait_until_idle(page)
    page.keyboard.press("ArrowRight")
    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()
    page.reload()
    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()


def test_more_of_a_case_is_shown_when_asked_for(open_page):
    page = open_page("/mistakes?on=built-in")
    tiles(page, "mistakes").first.click()
    more = drawer(page).locator("summary").last
    expect(more).to_contain_text("More: what it hangs on")
    expect(drawer(page).locator(".parts")).to_have_count(0)

    wait_until_idle(page)
    more.focus()
    page.keyboard.press("Enter")

    expect(drawer(page).locator(".parts .frame")).to_have_count(2)
    expect(
        drawer(page).get_by_text(re.compile("the stroke|single stroke", re.I))
    ).to_be_visible()
    assert ink(drawer(page).locator(".parts .frame").last) > 20
    # It stays open on the way to the next one.
    wait_until_idle(page)
    page.keyboard.press("ArrowRight")
    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()
    expect(drawer(page).locator(".parts .frame")).to_have_count(2)


def test_what_if_it_had_been_written_differently(open_page, built_in):
    run, _, images = built_in
    page = open_page("/mistakes?on=built-in")
    (row, *_) = image_numbers(tiles(page, "mistakes"))
    tiles(page, "mistakes").first.click()
    drawer(page).locator("summary").last.click()
    turn = drawer(page).get_by_role("slider", name="Turned, degrees")
    expect(turn).to_be_visible()
    wait_until_idle(page)
    turn.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")

    expect(turn).to_have_value("-15")
    made = changed(images[row], Change(turn=-15))
    (probabilities,) = scorer(run.folder).score(made[None]).probabilities
    expect(drawer(page).get_by_text("Then it is read as")).to_contain_text(
        f"Then it is read as {probabilities.argmax()}, {certainty(probabilities.max())}"
    )
    expect(drawer(page).get_by_text(re.compile("^Case 1 of "))).to_be_visible()


def test_a_weak_spot_opens_onto_its_images(open_page, built_in):
    _, evaluation, images = built_in
    (first, *_) = weak_spots(evaluation, traits_of(measure(images), images))
    page = open_page("/weak_spots?on=built-in")

    page.locator(".st-key-spot_0").get_by_role("button").click()

    wrong = [row for row in first.rows if evaluation.mistaken[row]]
    assert image_numbers(tiles(page, "spot_wrong")) == wrong
    tiles(page, "spot_wrong").first.click()
    expect(drawer(page).locator(".probabilities")).to_be_visible()
