"""What the page Your digits shows of an upload, and which upload it shows."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import drawer, go_to, ink, press, title, wait_until_idle
from tests.browser.uploading import (
    choose_files,
    choose_folder,
    expect_headline,
    labels_to_give,
    strips,
    written,
)


def test_the_frames_after_every_step_are_shown(page, folder):
    choose_folder(page, folder)

    expect(page.get_by_role("heading", name="What preparation rescued")).to_be_visible()
    panels = page.locator(".panel")
    expect(panels).to_have_count(5)
    expect(panels.last.locator(".mini")).to_have_count(6)
    expect(panels.last).to_have_attribute(
        "aria-label", "Centred: 6 of 6 read correctly"
    )
    # They are dark on light, which a network that knows light on dark misreads.
    wrong = 6 - int(panels.first.locator("b").inner_text())
    assert wrong > 0
    expect(panels.first.locator(".bad")).to_have_count(wrong)


def test_a_misread_picture_comes_first_and_has_its_cause_looked_for(page):
    choose_files(page, [("two.png", written(2)), ("six.png", written(9))])

    expect_headline(page, "2 pictures, 1 read correctly.")
    expect(page.get_by_text("still misread is a six, read as a nine")).to_be_visible()
    expect(strips(page).first.locator(".reading")).to_have_text("6→9")
    expect(page.locator(".causes .card")).to_have_count(1)
    page.locator(".causes .card").click()
    expect(drawer(page).get_by_text("6 read as 9")).to_be_visible()


def test_all_pictures_of_a_cause_can_be_seen(page):
    files = [(f"six_{number}.png", written(9, number)) for number in range(10)]
    choose_files(page, files)
    press(page, "See the labels")
    page.get_by_text("The digit as a word").click()
    expect_headline(page, "10 pictures, 0 read correctly.")
    cards = page.locator(".causes .card")
    expect(cards).to_have_count(6)
    expect(page.locator(".causes h3 span")).to_have_text("10, of which 6 are shown")

    wait_until_idle(page)
    press(page, "Show 4 more: No cause found")

    expect(cards).to_have_count(10)
    expect(cards.nth(6)).to_be_focused()
    expect(page.locator(".causes h3 span")).to_have_text("10")
    expect(page.locator(".causes .more")).to_have_count(0)


def test_the_drawer_shows_the_original_beside_what_the_model_saw(page, folder):
    choose_folder(page, folder)

    strips(page).nth(1).click()

    expect(drawer(page).locator(".case .original img")).to_be_visible()
    expect(drawer(page).locator(".case .original .box")).to_be_visible()
    assert ink(drawer(page).locator(".case .frame")) > 20
    expect(drawer(page).get_by_text("Case 2 of 6")).to_be_visible()
    expect(drawer(page).get_by_text(re.compile(r"mine/\d/[ab]\.png"))).to_be_visible()


def test_a_deleted_upload_can_be_brought_back(page, folder):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    press(page, "Delete them")

    expect(title(page, "Your digits")).to_be_visible()
    press(page, "Restore")
    expect_headline(page, "6 pictures, 6 read correctly.")


def test_one_of_several_uploads_is_chosen(page, folder):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    press(page, "Add other pictures")
    choose_files(page, [("scan_3.png", written(3))])
    expect_headline(page, "1 picture, without a label yet.")

    page.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("^mine")).click()

    expect_headline(page, "6 pictures, 6 read correctly.")


def test_set_chosen_in_the_bar_survives_the_next_click(page, folder):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    page.get_by_role("button", name="mine 6").click()
    page.get_by_text("Built-in digits (1,797)").click()
    expect(page.get_by_role("button", name="1,803")).to_be_visible()
    page.keyboard.press("Escape")

    press(page, "Add other pictures")
    choose_files(page, [("scan_3.png", written(3))])
    expect_headline(page, "1 picture, without a label yet.")
    press(page, "Add other pictures")

    expect(page.get_by_role("button", name="Close")).to_be_visible()
    wait_until_idle(page)
    expect_headline(page, "1 picture, without a label yet.")
    expect(page.get_by_role("button", name="1,803")).to_have_count(0)


def test_the_page_names_what_it_shows_and_lets_go_back(page, folder, open_page):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    fresh = open_page("/")
    expect(title(fresh, re.compile("1,797"))).to_be_visible()

    go_to(fresh, "Your digits")

    expect_headline(fresh, "6 pictures, 6 read correctly.")
    expect(fresh.get_by_role("button", name="mine 6")).to_be_visible()
    expect(fresh).to_have_url(re.compile("on=own-"))
    wait_until_idle(fresh)
    fresh.go_back()
    # In a busy browser, Streamlit's client gives what the new page is about to the page
    # before; then that is the first step back. The second one leads to the start.
    on_the_way = fresh.get_by_role("button", name="Built-in digits 1,797")
    too_early = title(fresh, "all 6 digits correctly")
    expect(on_the_way.or_(too_early)).to_be_visible()
    wait_until_idle(fresh)
    fresh.go_back()
    expect(title(fresh, re.compile("1,797"))).to_be_visible()


def test_an_address_without_digits_lets_go_of_those_of_the_page(
    page, folder, open_page
):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    fresh = open_page("/your_digits")

    expect(fresh).to_have_url(re.compile("on=own-"))
    wait_until_idle(fresh)
    fresh.go_back()
    expect(fresh.get_by_role("button", name="Built-in digits 1,797")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_sticks_out_on_a_phone(page, open_page, folder, dark):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    phone = open_page("/your_digits", width=390, dark=dark)

    expect(strips(phone).first).to_be_visible()
    press(phone, "Add other pictures")
    press(phone, "See the labels")
    expect(labels_to_give(phone).first).to_be_attached()
    main = phone.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth") <= 390
