"""The page Share: what it hands out is what it shows."""

import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import expect

from core.store import runs
from core.work.catalogue import find_digits
from core.work.reporting import ReportChoices, make_report
from tests.browser.screen import title, wait_until_idle


@pytest.fixture
def share(open_page):
    def show(query="", **options):
        page = open_page(f"/share?{query}", **options)
        page.locator(".figures button").first.wait_for()
        wait_until_idle(page)
        return page

    return show


def saved(page, button):
    with page.expect_download() as download:
        button.click()
    return download.value


def report_button(page):
    return page.locator(".st-key-report button")


def without_seconds(page):
    """What a report shows, but for what differs from one home to another."""
    return re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_the_report_is_the_one_of_the_command_line(share, tmp_path, monkeypatch):
    page = share("lang=zh")
    page.locator(".st-key-share_note textarea").fill("先看 4。")
    page.locator(".st-key-share_note textarea").blur()
    wait_until_idle(page)

    download = saved(page, report_button(page))

    assert re.fullmatch(
        r"misread-built-in-b63be72d432a-\d{4}-\d\d-\d\d\.html",
        download.suggested_filename,
    )
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    run = runs.find_run("b63be72d432a")
    choices = ReportChoices(language="zh", note="先看 4。")
    expected = make_report(run, [find_digits("built-in")], choices)
    assert download.path().read_text("utf-8") == expected


def test_the_language_of_the_report_can_be_another(share):
    page = share()
    page.get_by_role("radio", name="中文").click()
    wait_until_idle(page)

    text = saved(page, report_button(page)).path().read_text("utf-8")

    assert '<html lang="zh-CN">' in text
    expect(title(page, "Show it to somebody")).to_be_visible()


def test_without_uploads_nobody_is_asked_about_names(share):
    page = share()

    expect(page.get_by_text("Put file names and titles in")).to_have_count(0)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_figure_comes_as_png_and_as_svg(share, number, tmp_path):
    page = share()
    line = page.locator(".figures > div").nth(number)

    png = saved(page, line.get_by_role("button").nth(0))
    svg = saved(page, line.get_by_role("button").nth(1))

    png.save_as(tmp_path / "figure.png")
    root = ET.fromstring(svg.path().read_text("utf-8"))
    with Image.open(tmp_path / "figure.png") as image:
        assert image.format == "PNG"
        assert image.width == 3 * round(float(root.get("width")))
        assert image.height == 3 * round(float(root.get("height")))
        assert len(image.convert("RGB").getcolors(2**24)) > 20
    for download, kind in ((png, "png"), (svg, "svg")):
        name = download.suggested_filename
        assert re.fullmatch(rf"misread-built-in-b63be72d432a-[\d-]+-\w+\.{kind}", name)


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_sticks_out(share, width, language):
    page = share(f"lang={language}", width=width)

    overhang = page.evaluate(
        "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    )
    assert overhang <= 0
