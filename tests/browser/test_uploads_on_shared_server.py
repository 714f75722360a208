"""On a shared server, an upload belongs to the browser that added it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import listen
from tests.browser.page_helpers import press, title
from tests.browser.uploading import (
    choose_files,
    choose_folder,
    expect_headline,
    labels_to_give,
    many,
    write_folder,
    written,
)


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "mine")


def test_the_address_is_the_way_back_to_an_import(browser, start_server):
    server = start_server(MISREAD_MODE="shared")
    page = browser.new_context(locale="en-US").new_page()
    page.goto(server.url + "/your_digits")
    choose_files(page, [("many.zip", many(written(3)))])
    expect(page.get_by_text("files read")).to_be_visible()
    expect(page).to_have_url(re.compile("on=own-"))

    page.reload()

    expect(page.get_by_text("files read")).to_be_visible()
    press(page, "Cancel")
    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()
    page.context.close()


def test_uploader_may_edit_after_a_reload_on_a_shared_server(
    browser, start_server, folder
):
    server = start_server(MISREAD_MODE="shared")
    page = browser.new_context(locale="en-US").new_page()
    page.goto(server.url + "/your_digits")
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    page.reload()
    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_role("button", name="Delete them")).to_be_visible()

    visitor = browser.new_context(locale="en-US").new_page()
    visitor.goto(page.url)

    expect_headline(visitor, "6 pictures, 6 read correctly.")
    press(visitor, "See the labels")
    expect(visitor.get_by_text("Only the browser that added")).to_be_visible()
    expect(visitor.get_by_role("radio", name="The folder")).to_be_disabled()
    expect(labels_to_give(visitor)).to_have_count(0)
    expect(visitor.get_by_role("button", name="Delete them")).to_have_count(0)
    press(page, "Delete them")
    expect(page.get_by_text("Deleted: mine.")).to_be_visible()
    for each in (page, visitor):
        each.context.close()


def test_two_browsers_of_a_shared_server_do_not_see_each_other(
    browser, start_server, folder, browser_errors
):
    server = start_server(MISREAD_MODE="shared")
    contexts = [browser.new_context(locale="en-US") for _ in range(2)]
    one, other = (context.new_page() for context in contexts)
    for page in (one, other):
        listen(page, server.url, browser_errors)
        page.goto(server.url + "/your_digits")
        expect(title(page, "Your digits")).to_be_visible()
        expect(page.get_by_label("Or the path of a folder")).to_have_count(0)

    choose_folder(one, folder)
    expect_headline(one, "6 pictures, 6 read correctly.")
    choose_files(other, [("scan_3.png", written(3))])
    expect_headline(other, "1 picture, without a label yet.")
    other.reload()
    one.reload()

    expect_headline(one, "6 pictures, 6 read correctly.")
    expect_headline(other, "1 picture, without a label yet.")
    for page in (one, other):
        expect(page.get_by_role("combobox")).to_have_count(0)
    visitor = browser.new_context(locale="en-US").new_page()
    visitor.goto(server.url + "/your_digits")
    expect(title(visitor, "Your digits")).to_be_visible()
    # The address is enough to see the digits.
    visitor.goto(one.url)
    expect_headline(visitor, "6 pictures, 6 read correctly.")
    for context in (*contexts, visitor.context):
        context.close()


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-US", "one visitor may hold at most 224 MB of files"),
        ("zh-CN", "每位访客的文件最多 224 MB"),
    ],
)
def test_a_refused_upload_names_the_limit(browser, start_server, locale, words):
    server = start_server(MISREAD_MODE="shared")
    page = browser.new_context(locale=locale).new_page()
    page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=413))
    page.goto(server.url + "/your_digits")

    choose_files(page, [("3.png", written(3))])

    expect(page.get_by_text(words)).to_be_visible()
    page.context.close()
