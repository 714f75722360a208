"""A closer look: More of a case, suspect labels, weak spots."""

import base64
import io
import re
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.analysis.label_issues import find_label_issues
from core.analysis.properties import measure
from core.analysis.slices import find_slices, measure_traits
from core.analysis.what_if import Change, apply_change
from core.store import runs
from core.store.digit_sets import load_digits
from core.wording import format_confidence
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate, scorer
from core.work.jury import find_jury_members, judge
from tests.browser.page_helpers import (
    drawer,
    image_numbers,
    ink,
    press,
    stable_box,
    tab_to,
    tiles,
    wait_until_idle,
)


@pytest.fixture
def built_in(tmp_path, monkeypatch):
    """The run that ships, its reading of the built-in digits, and their images."""
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    found, _ = runs.list_runs()
    record = find_digits("built-in")
    return found[-1], evaluate(found[-1], record), load_digits(record).images


def alone(rows):
    return np.zeros((len(rows), 10), int)


def issues_of(run, evaluation):
    record = find_digits("built-in")
    return find_label_issues(
        evaluation, alone, judge(find_jury_members(record, [run]), record)
    )


@pytest.mark.smoke
@pytest.mark.writes
def test_suspect_labels_are_listed_and_opened_by_keyboard(open_page, built_in):
    expected = issues_of(*built_in[:2])

    page = open_page("/suspects?on=built-in")

    assert image_numbers(tiles(page, "suspects")) == expected.rows[:60].tolist()
    tiles(page, "suspects").first.focus()
    page.keyboard.press("Enter")
    expect(drawer(page).get_by_text("most suspect first")).to_be_visible()
    wait_until_idle(page)
    page.keyboard.press("ArrowRight")
    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()
    expect(page).to_have_url(re.compile(f"case=0~{expected.rows[1]}"))
    page.reload()
    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()
    # Decided about, and on to the next one. Streamlit binds keys some time after it has
    # drawn a page, and the same verdict twice is one.
    decided = drawer(page).get_by_text("Verdict: the model is wrong.")
    deadline = time.monotonic() + 60
    while not decided.count() and time.monotonic() < deadline:
        page.keyboard.press("m")
        page.wait_for_timeout(500)
    expect(decided).to_be_visible()
    wait_until_idle(page)
    page.keyboard.press("ArrowRight")
    expect(drawer(page).get_by_text(re.compile("^Case 3 of "))).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    expect(tiles(page, "suspects").nth(1).locator(".note")).to_contain_text("✓")
    page.get_by_text("Only those without a verdict").click()
    expect(tiles(page, "suspects").nth(1)).not_to_contain_text("✓")
    listed = expected.rows[: max(expected.num_candidates, 60)]
    left = np.delete(listed, 1)[:60].tolist()
    assert image_numbers(tiles(page, "suspects")) == left


@pytest.mark.smoke
def test_explanation_opens_on_request(open_page):
    page = open_page("/mistakes?on=built-in")
    tiles(page, "mistakes").first.click()
    more = drawer(page).locator("summary", has_text="Explain:")
    expect(more).to_be_visible()
    expect(drawer(page).locator(".parts")).to_have_count(0)

    wait_until_idle(page)
    more.focus()
    page.keyboard.press("Enter")

    expect(drawer(page).locator(".parts .frame")).to_have_count(2)
    expect(
        drawer(page).get_by_text(re.compile("the stroke at|small part", re.I))
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
    drawer(page).get_by_text("Explain:").click()
    turn = drawer(page).get_by_role("slider", name="Turned, degrees")
    expect(turn).to_be_visible()
    wait_until_idle(page)
    turn.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")

    expect(turn).to_have_value("-15")
    expect_reading(page, run, apply_change(images[row], Change(turn=-15)))
    expect(drawer(page).get_by_text(re.compile("^Case 1 of "))).to_be_visible()


@pytest.fixture
def retouching(open_page):
    """The first mistake, opened so far that it can be drawn on."""
    page = open_page("/mistakes?on=built-in")
    tiles(page, "mistakes").first.click()
    drawer(page).get_by_text("Explain:").click()
    expect(paper(page)).to_be_visible()
    wait_until_idle(page)
    return page


def test_what_is_drawn_on_a_digit_is_read(retouching, built_in):
    run, _, images = built_in
    page = retouching
    (row, *_) = image_numbers(tiles(page, "mistakes"))
    assert np.array_equal(shown(drawer(page).locator(".seen")), images[row])

    box = stable_box(paper(page))
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4, steps=5)
    page.mouse.up()

    drawn = shown(paper(page))
    assert (drawn >= images[row]).all()
    assert (np.diag(drawn)[2:-2] == 255).all()
    expect_reading(page, run, drawn)
    press(page, "Undo last stroke")
    assert np.array_equal(shown(paper(page)), images[row])
    expect_reading(page, run, images[row])


def test_a_digit_is_rubbed_out_by_keyboard(retouching, built_in):
    run, _, images = built_in
    page = retouching
    (row, *_) = image_numbers(tiles(page, "mistakes"))

    press(page, "Eraser")
    paper(page).focus()
    for key in ("Space", "ArrowLeft", "Space", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)

    rubbed = shown(paper(page))
    assert (rubbed[12:15, 13] == 0).all()
    assert (rubbed <= images[row]).all()
    expect_reading(page, run, rubbed)
    expect(drawer(page).get_by_text(re.compile("^Case 1 of "))).to_be_visible()
    press(page, "Reset")
    assert np.array_equal(shown(paper(page)), images[row])


def paper(page):
    return drawer(page).get_by_role("application")


def shown(frame):
    """The picture of a frame, uint8 (28, 28)."""
    url = frame.evaluate("node => node.style.getPropertyValue('--picture')")
    content = base64.b64decode(url.partition("base64,")[2].rstrip("\"')"))
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("L"))


def expect_reading(page, run, image):
    """Wait for what the network makes of an image."""
    (probabilities,) = scorer(run.folder).score(image[None]).probabilities
    read, sure = probabilities.argmax(), format_confidence(probabilities.max())
    text = f"The model then reads {read}, {sure}."
    expect(drawer(page).get_by_text("The model then reads")).to_have_text(text)


def test_a_weak_spot_opens_onto_its_images_by_keyboard(open_page, built_in):
    _, evaluation, images = built_in
    (first, *_) = find_slices(evaluation, measure_traits(measure(images), images))
    page = open_page("/weak_spots?on=built-in")
    expect(page.locator(".st-key-spot_0").get_by_role("button")).to_be_visible()
    wait_until_idle(page)

    tab_to(page, "Show the")
    page.keyboard.press("Enter")

    wrong = [row for row in first.rows if evaluation.mistaken[row]]
    assert image_numbers(tiles(page, "spot_wrong")) == wrong
    wait_until_idle(page)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.shadowRoot !== null"):
            break
    page.keyboard.press("Enter")
    expect(drawer(page).locator(".probabilities")).to_be_visible()
