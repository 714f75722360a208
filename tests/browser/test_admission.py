from urllib.parse import quote

import pytest
from playwright.sync_api import expect

REFUSED = "This Misread belongs to one user"


@pytest.mark.smoke
def test_only_a_browser_that_opened_the_whole_address_gets_in(browser, shared_server):
    # On Linux, the server knows its own user; not so through a proxy.
    proxied = {"Via": "1.1 proxy"}
    owner = browser.new_context(locale="en-US", extra_http_headers=proxied)
    server = shared_server
    page = owner.new_page()
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)

    page.goto(server.address("/mistakes?true=4"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Mistakes")
    expect(page.locator(".digits [role=option]").first).to_be_visible()
    assert "token" not in page.url
    assert "token" not in page.evaluate("document.cookie")
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Out of")

    link = f'<a href="{server.url}/mistakes">elsewhere</a>'
    page.goto(f"data:text/html,{quote(link)}")
    page.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
    page.get_by_role("link", name="open it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mistakes")

    other = browser.new_context(locale="zh-CN", extra_http_headers=proxied)
    page = other.new_page()
    page.goto(f"{server.url}/mistakes")
    expect(page.get_by_role("heading", level=1)).to_contain_text("只属于一位用户")
    for context in (owner, other):
        context.close()
