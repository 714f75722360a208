"""A link, reloading, going back and forward, another page, another language: all keep
what is being looked at."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import drawer, go_to, press, title, wait_until_idle

RUN = "07a35c846d97"
LOOK = "true=14&read=67&sure=.3_1&sort=close"
SHOWN = re.compile(r"^15 of 44 mistakes shown$")


def query(page):
    return {name: each[0] for name, each in parse_qs(urlsplit(page.url).query).items()}


def expect_query(page, **parts):
    """The address says this, sooner or later, and nothing else about the view."""
    for name, value in parts.items():
        expect(page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))


@pytest.fixture
def look(open_page):
    """Opens Mistakes on the ones and fours that were read as 6 or 7."""

    def show(more="", path="/mistakes", **options):
        page = open_page(f"{path}?{LOOK}{more}", **options)
        wait_until_idle(page)
        return page

    return show


def test_a_pasted_link_shows_the_same(look):
    page = look(f"&run={RUN}&on=built-in&lang=en")

    expect(page.get_by_text(SHOWN)).to_be_visible()
    assert query(page) == {
        "true": "14",
        "read": "67",
        "sure": ".3_1",
        "sort": "close",
        "run": RUN,
        "on": "built-in",
        "lang": "en",
    }


@pytest.mark.smoke
def test_reloading_shows_the_same(look):
    page = look()
    expect(page.get_by_text(SHOWN)).to_be_visible()
    before = query(page)

    page.reload()

    expect(page.get_by_text(SHOWN)).to_be_visible()
    assert query(page) == before


def test_another_page_keeps_what_is_looked_at(look):
    page = look()
    expect(page.get_by_text(SHOWN)).to_be_visible()
    before = query(page)

    for name in ("Confusion", "Share", "Overview", "Mistakes"):
        go_to(page, name)
        wait_until_idle(page)
        expect_query(page, **before)

    expect(page.get_by_text(SHOWN)).to_be_visible()


def test_another_language_keeps_what_is_looked_at(look):
    page = look("&on=built-in")
    expect(page.get_by_text(SHOWN)).to_be_visible()
    before = query(page)

    press(page, "中文")

    expect(title(page, "错例")).to_be_visible()
    expect(page.locator(".digits [role=option]")).to_have_count(15)
    expect_query(page, **before, lang="zh")
    press(page, "English")
    expect(page.get_by_text(SHOWN)).to_be_visible()
    expect_query(page, **before, lang="en")


def test_another_language_keeps_the_opened_case(look):
    page = look()
    page.locator(".digits [role=option]").first.click()
    expect(drawer(page)).to_be_visible()
    expect(page).to_have_url(re.compile("[?&]case="))
    case = query(page)["case"]

    page.goto(page.url + "&lang=zh")

    expect(drawer(page)).to_contain_text("读成")
    expect_query(page, case=case, lang="zh")


@pytest.mark.smoke
def test_back_and_forward_go_where_the_reader_was(look):
    page = look()
    expect(page.get_by_text(SHOWN)).to_be_visible()
    go_to(page, "Confusion")
    expect(title(page, "What was read as what")).to_be_visible()
    expect_query(page, true="14", sort="close")
    page.locator('.matrix [data-row="4"][data-column="6"]').click()
    expect_query(page, true="4", read="6")

    page.go_back()
    expect_query(page, true="14", read="67")
    page.go_forward()
    expect_query(page, true="4", read="6")
    page.go_back()
    page.go_back()

    # One step may lie between: Streamlit writes the page first, then its parameters.
    for _ in range(2):
        if "/mistakes" not in page.url:
            page.go_back()
    expect(title(page, "Mistakes")).to_be_visible()
    expect(page.get_by_text(SHOWN)).to_be_visible()
    expect_query(page, true="14", read="67", sure=".3_1", sort="close")


def test_the_browser_chooses_the_language(browser, server):
    for locale, word in (("zh-CN", "张图片中"), ("de-DE", "Out of")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(server.address())
        expect(page.locator("h1")).to_contain_text(word)
        assert "lang" not in query(page)
        context.close()


def test_the_page_tells_its_language(look):
    page = look("&lang=zh")

    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("run=000000000000", "There is no model 000000000000 here"),
        ("on=nothing", "There are no digits called nothing here"),
        ("on=own-AAAAAAAAAAAAAAAAAAAAAA", "The digits of this link are not here"),
    ],
)
def test_dead_ids_are_explained_and_the_nearest_view_is_shown(open_page, part, words):
    page = open_page(f"/mistakes?{part}")

    expect(page.get_by_test_id("stAlert")).to_contain_text(words)
    expect(page.locator(".digits [role=option]").first).to_be_visible()


def test_the_link_of_the_page_share_shows_the_same_elsewhere(look, browser, server):
    page = look(path="/share")
    page.get_by_role("radio", name="Mistakes").click()
    code = page.get_by_test_id("stCode")
    expect(code).to_contain_text("/mistakes?")
    link = code.inner_text().strip()

    context = browser.new_context(locale="en-US")
    other = context.new_page()
    other.goto(server.address())
    other.goto(link)

    assert len(link) <= 300
    assert urlsplit(link).netloc == urlsplit(server.url).netloc
    expect(other.get_by_text(SHOWN)).to_be_visible()
    expect_query(other, run=RUN, on="built-in", true="14", sort="close")
    context.close()


def test_on_this_computer_the_link_says_that_it_stays_here(look):
    page = look(path="/share")

    expect(page.get_by_text("This link works on this computer only")).to_be_visible()
    assert page.get_by_test_id("stImage").count() == 0


def test_a_shared_server_shows_a_code_to_photograph(start_server, browser):
    server = start_server(MISREAD_MODE="shared")
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{server.url}/share")

    expect(page.get_by_role("img", name="The link as a QR code")).to_be_visible()
    expect(
        page.get_by_text("Anyone who can reach this server can open it")
    ).to_be_visible()
    context.close()


def test_a_name_stays_out_of_the_link(look):
    page = look()
    page.get_by_label("Name contains").fill("1")
    page.get_by_label("Name contains").press("Enter")
    wait_until_idle(page)

    go_to(page, "Share")

    expect(
        page.get_by_text("The link leaves out the name that you searched for")
    ).to_be_visible()
    assert "name" not in parse_qs(
        urlsplit(page.get_by_test_id("stCode").inner_text()).query
    )
    assert "name" not in query(page)
