"""The page Share: what it hands out is what it shows."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.store import runs
from core.work.catalogue import find_digits
from core.work.reporting import ReportOptions, make_report
from tests.browser.dashboard_server import ROOT
from tests.browser.page_helpers import counts, go_to, press, title, wait_until_idle


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


@pytest.mark.smoke
def test_the_report_is_the_one_of_the_command_line(share, tmp_path, monkeypatch):
    page = share("lang=zh")
    page.locator(".st-key-share_note textarea").fill("先看 4。")
    page.locator(".st-key-share_note textarea").blur()
    wait_until_idle(page)

    download = saved(page, report_button(page))

    assert re.fullmatch(
        r"misread-built-in-07a35c846d97-\d{4}-\d\d-\d\d\.html",
        download.suggested_filename,
    )
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    run = runs.find_run("07a35c846d97")
    choices = ReportOptions(language="zh", note="先看 4。")
    expected = make_report(run, [find_digits("built-in")], choices)
    assert download.path().read_text("utf-8") == expected


def test_the_language_of_the_report_can_be_another(share):
    page = share()
    page.get_by_role("radio", name="中文").click()
    wait_until_idle(page)

    text = saved(page, report_button(page)).path().read_text("utf-8")

    assert '<html lang="zh-CN">' in text
    expect(title(page, "Show it to others")).to_be_visible()


def test_name_options_are_hidden_without_uploads(share):
    page = share()

    expect(page.get_by_text("Include file names and titles")).to_have_count(0)


@pytest.mark.parametrize("number", [pytest.param(0, marks=pytest.mark.smoke), 1, 2])
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
        assert re.fullmatch(rf"misread-built-in-07a35c846d97-[\d-]+-\w+\.{kind}", name)


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_sticks_out(share, width, language):
    page = share(f"lang={language}", width=width)

    overhang = page.evaluate(
        "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    )
    assert overhang <= 0


def test_the_table_has_the_numbers_of_the_page_and_of_the_command_line(share, server):
    page = share("show=all")

    content = saved(page, page.locator(".st-key-export_csv button")).path()
    table = pd.read_csv(content, encoding="utf-8-sig")
    told = json.loads(
        subprocess.run(
            [sys.executable, "-m", "core", "evaluate", "--json"],
            cwd=ROOT,
            env={**os.environ, "MISREAD_HOME": str(server.data_folder)},
            capture_output=True,
            check=True,
        ).stdout
    )

    counted = pd.crosstab(table["label"], table["prediction"])
    full = counted.reindex(index=range(10), columns=range(10), fill_value=0)
    assert full.to_numpy().tolist() == told["confusion"]
    assert (len(table), int(table["mistake"].sum())) == (told["n"], told["mistakes"])
    go_to(page, "Confusion")
    assert counts(page).tolist() == told["confusion"]
    go_to(page, "Overview")
    expect(page.locator("h1")).to_contain_text(f"misread {told['mistakes']}:")


def test_what_is_selected_is_what_is_handed_out(share):
    page = share("true=4&read=6&sort=close")

    table = pd.read_csv(
        saved(page, page.locator(".st-key-export_csv button")).path(),
        encoding="utf-8-sig",
    )
    pack = saved(page, page.locator(".st-key-export_zip button"))
    book = saved(page, page.locator(".st-key-export_xlsx button"))

    words = f"{len(table)} of 1,797 images are selected"
    expect(page.get_by_text(words)).to_be_visible()
    assert set(table["label"]) == {4}
    assert set(table["prediction"]) == {6}
    with zipfile.ZipFile(pack.path()) as archive:
        names = archive.namelist()
    assert len(names) == len(table)
    assert all(name.startswith("4/read-as-6") for name in names)
    sheet = openpyxl.load_workbook(book.path().rename(book.path().with_suffix(".xlsx")))
    assert sheet.active.max_row == len(table) + 1


@pytest.mark.writes
def test_mistakes_that_are_handed_out_come_back_with_their_labels(share):
    page = share()
    pack = saved(page, page.locator(".st-key-export_zip button"))
    content = pack.path().read_bytes()

    wait_until_idle(page)
    go_to(page, "Your digits")
    expect(title(page, "Your digits")).to_be_visible()
    wait_until_idle(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "back.zip", "mimeType": "application/zip", "buffer": content}
    )
    press(page, "Done")

    headline = "44 pictures, 0 read correctly."
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def test_the_network_comes_with_instructions(share):
    page = share("lang=zh")

    pack = saved(page, page.locator(".st-key-export_network button"))

    with zipfile.ZipFile(pack.path()) as archive:
        names = set(archive.namelist())
        text = archive.read("HOW-TO-USE.txt").decode("utf-8-sig")
    assert names == {"HOW-TO-USE.txt", "use.py", "model.keras", "model.tflite"}
    assert "1,797 张中读对" in text


def test_the_keyboard_alone_hands_out_the_report_and_a_figure(share):
    page = share()

    for place in (report_button(page), page.locator(".figures button").first):
        for _ in range(40):
            if place.evaluate("node => node.matches(':focus')"):
                break
            page.keyboard.press("Tab")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.startswith("misread-built-in-")
