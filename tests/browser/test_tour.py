"""Newcomers are shown about, once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import listen
from tests.browser.page_helpers import wait_until_idle


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(MISREAD_TOUR="1")


@pytest.fixture
def visit(browser, server, browser_errors):
    """Factory: opens the dashboard in a browser that was never here."""
    contexts = []

    def open_one(locale="en-US", width=1440):
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, server.url, browser_errors)
        page.goto(server.url)
        return page

    yield open_one
    for context in contexts:
        context.close()


def tour(page):
    return page.locator(".tour")


def step(page, text):
    expect(tour(page).locator(".place")).to_have_text(text)


def test_three_steps_lead_through_the_pages(visit):
    page = visit()
    step(page, "Step 1 of 3")

    tour(page).get_by_role("button", name="Show me").click()
    expect(page).to_have_url(re.compile("/confusion"))
    step(page, "Step 2 of 3")
    tour(page).get_by_role("button", name="Show me").click()
    expect(page).to_have_url(re.compile("/your_digits"))
    step(page, "Step 3 of 3")
    tour(page).get_by_role("button", name="Begin").click()

    expect(tour(page)).to_be_hidden()


def test_a_step_outlives_reloading(visit):
    page = visit()
    step(page, "Step 1 of 3")
    tour(page).get_by_role("button", name="Show me").click()
    step(page, "Step 2 of 3")

    page.reload()

    step(page, "Step 2 of 3")


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_what_was_dismissed_never_comes_back(visit, way):
    page = visit()
    step(page, "Step 1 of 3")

    if way == "button":
        tour(page).get_by_role("button", name="No tour").click()
    else:
        tour(page).get_by_role("button", name="Show me").focus()
        page.keyboard.press("Escape")

    expect(tour(page)).to_be_hidden()
    page.reload()
    page.locator(".strips [data-tile]").first.wait_for()
    wait_until_idle(page)
    expect(tour(page)).to_be_hidden()


def test_the_tour_speaks_chinese_and_fits_a_phone(visit):
    page = visit(locale="zh-CN", width=390)

    step(page, "第 1 步，共 3 步")
    box = tour(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
