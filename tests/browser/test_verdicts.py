"""Deciding by key, taking it back, filtering, and finding it again."""

import re

import pytest
from playwright.sync_api import expect

from core.store import verdicts
from core.work.catalogue import find_digits
from tests.browser.chinese import english
from tests.browser.page_helpers import (
    drawer,
    press,
    tab_to,
    tiles,
    title,
    wait_until_idle,
)

UNDO = re.compile("^Undo")


@pytest.fixture(scope="module")
def server(start_server):
    return start_server()


@pytest.fixture(autouse=True)
def clean(server, monkeypatch):
    """The home of the server, without a verdict at first."""
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    verdicts.delete_all(find_digits("built-in").id)


@pytest.fixture
def mistakes(open_page):
    def show(query="", **options):
        page = open_page(f"/mistakes?on=built-in&{query}", **options)
        tiles(page, "mistakes").first.wait_for()
        wait_until_idle(page)
        return page

    return show


def decided():
    found = verdicts.verdicts_of(find_digits("built-in").id)
    return [(each.kind, each.digit, each.author) for each in found]


def open_first(page):
    tiles(page, "mistakes").first.click()
    expect(drawer(page).get_by_text("Who is wrong?")).to_be_visible()
    wait_until_idle(page)


def hit(page, key):
    """Press a key until the page reacts: one that comes too early may be lost."""
    wait_until_idle(page)
    page.keyboard.press(key)


def test_a_key_decides_another_takes_it_back(mistakes):
    page = mistakes()
    open_first(page)

    hit(page, "m")
    expect(drawer(page).get_by_text("Verdict: the model is wrong.")).to_be_visible()
    assert decided() == [("model", None, "")]

    hit(page, "u")
    expect(drawer(page).get_by_text("Verdict:")).to_have_count(0)
    assert decided() == []


@pytest.mark.smoke
def test_a_wrong_label_takes_two_keys_and_survives_reloading(mistakes):
    page = mistakes()
    open_first(page)

    hit(page, "l")
    expect(drawer(page).get_by_text("Which digit is it really?")).to_be_visible()
    hit(page, "6")
    sentence = "Verdict: the label is wrong, the digit is 6."
    expect(drawer(page).get_by_text(sentence)).to_be_visible()
    wait_until_idle(page)
    page.reload()

    expect(drawer(page).get_by_text(sentence)).to_be_visible()
    assert decided() == [("label", 6, "")]


def test_a_name_can_be_typed_and_no_letter_of_it_decides(mistakes):
    page = mistakes()
    open_first(page)
    drawer(page).get_by_text("Your name and a note").click()
    name = drawer(page).get_by_label("Your name, if you like")

    name.press_sequentially("Malu")
    name.press("Enter")
    wait_until_idle(page)
    assert decided() == []
    # Out of the field.
    drawer(page).get_by_text("Who is wrong?").click()
    hit(page, "a")

    expect(drawer(page).get_by_text("Malu: it can be read both ways.")).to_be_visible()
    assert decided() == [("ambiguous", None, "Malu")]


def test_the_grid_can_be_filtered_by_verdict(mistakes):
    page = mistakes()
    count = tiles(page, "mistakes").count()
    open_first(page)
    hit(page, "a")
    expect(drawer(page).get_by_text("Verdict:")).to_be_visible()
    wait_until_idle(page)
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    expect(page.get_by_text("People gave verdicts on one image")).to_be_visible()

    page.get_by_text("More filters").click()
    page.wait_for_timeout(1500)  # Until the expander has come to rest.
    page.get_by_role("combobox", name="Verdict").click()
    page.get_by_role("option", name="No verdict").click()
    expect(tiles(page, "mistakes")).to_have_count(count - 1)

    expect(page).to_have_url(re.compile("said=n"))
    page.reload()
    expect(tiles(page, "mistakes")).to_have_count(count - 1)
    press(page, "Clear the filters")
    expect(tiles(page, "mistakes")).to_have_count(count)


def test_every_step_works_with_the_keyboard_alone(mistakes):
    page = mistakes("case=built-in~0&show=all")
    expect(drawer(page).get_by_text("Who is wrong?")).to_be_visible()
    wait_until_idle(page)

    tab_to(page, "Ambiguous")
    page.keyboard.press("Enter")

    expect(drawer(page).get_by_text("Verdict: it can be read")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_nothing_overflows(mistakes, dark):
    page = mistakes(width=390, height=844, dark=dark)
    open_first(page)
    drawer(page).get_by_role("button", name=re.compile("^The label")).click()
    expect(drawer(page).get_by_text("Which digit is it really?")).to_be_visible()

    buttons = drawer(page).locator(".st-key-verdict button")
    expect(buttons).to_have_count(14)
    boxes = [each.bounding_box() for each in buttons.all()]

    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)


def test_verdicts_speak_chinese(mistakes):
    page = mistakes("lang=zh")
    tiles(page, "mistakes").first.click()
    expect(drawer(page).get_by_text("错在哪一方？")).to_be_visible()
    wait_until_idle(page)
    hit(page, "l")
    expect(drawer(page).get_by_text("它实际上是哪个数字？")).to_be_visible()
    hit(page, "n")
    expect(drawer(page).get_by_text("看不出是哪个数字")).to_be_visible()
    wait_until_idle(page)

    # Of keys.
    assert not english(page, "M", "A", "L", "N", "U")
    assert decided() == [("label", -1, "")]


def test_verdicts_are_saved_and_brought_in_again(mistakes, open_page):
    page = mistakes()
    open_first(page)
    hit(page, "m")
    expect(drawer(page).get_by_text("Verdict:")).to_be_visible()
    share = open_page("/share?on=built-in")
    expect(title(share, "Show it to others")).to_be_visible()
    wait_until_idle(share)

    with share.expect_download() as download:
        press(share, "Save the verdicts (CSV)")
    saved = download.value.path()
    before = verdicts.verdicts_of(find_digits("built-in").id)
    verdicts.delete_all(find_digits("built-in").id)
    files = share.locator("input[type=file]").last
    files.set_input_files(
        {"name": "v.csv", "mimeType": "text/csv", "buffer": saved.read_bytes()}
    )

    expect(share.get_by_text("One verdict was imported.")).to_be_visible()
    assert verdicts.verdicts_of(find_digits("built-in").id) == before
