"""The Excel file itself: its parts, its look, its limits, its speed."""

import io
import time
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from core.exports.workbook import (
    SheetColumn,
    clean_cell_text,
    display_width,
    sheet_name,
    workbook_bytes,
    zip_bytes,
)
from tests.cpu_time import is_quick


def columns(n=2):
    return [
        SheetColumn("Name", "text", [f"{row}.png" for row in range(n)]),
        SheetColumn("数字", "number", [str(row) for row in range(n)]),
        SheetColumn("Sure", "share", ["0.97"] * n),
        SheetColumn("Mistake", "truth", ["1", "0", ""][:n]),
    ]


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_cells_have_their_kind():
    sheet = sheet_of(workbook_bytes(columns(3), "Digits"))

    assert [cell.value for cell in sheet[2]] == ["0.png", 0, 0.97, True]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "b"]
    assert sheet["D4"].value is None
    assert sheet["C2"].number_format.endswith(";0.00%")


def test_nothing_is_shown_as_sure_and_nothing_as_impossible():
    sheet = sheet_of(workbook_bytes(columns(), "Digits"))

    sections = sheet["C2"].number_format.split(";")
    assert sections == ['[>=0.99995]">99.99%"', '[<0.00005]"<0.01%"', "0.00%"]


def test_headings_are_frozen_and_filter():
    sheet = sheet_of(workbook_bytes(columns(), "Digits"))

    assert (sheet.freeze_panes, sheet.sheet_view.pane.state) == ("A2", "frozen")
    assert sheet.auto_filter.ref == sheet.dimensions == "A1:D3"
    assert all(cell.font.bold for cell in sheet[1])
    assert not sheet["A2"].font.bold


def test_columns_have_room_but_not_for_everything():
    texts = ["a", "b" * 20, "字" * 20, "c" * 500]

    sheet = sheet_of(
        workbook_bytes([SheetColumn("x", "text", [each]) for each in texts], "x")
    )

    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    # Excel adds room for the frame of a cell.
    assert widths == pytest.approx([9, 22, 40], abs=1)
    assert sheet.column_dimensions["C"].max == 4  # The last two are one group.


def test_there_may_be_more_columns_than_letters():
    many = [SheetColumn(str(number), "number", ["1"]) for number in range(60)]

    sheet = sheet_of(workbook_bytes(many, "x"))

    assert sheet.dimensions == "A1:BH2"
    assert [cell.value for cell in sheet[1]] == [str(number) for number in range(60)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Class 4b", "Class 4b"),
        ("'quoted'", "quoted"),
        ("a/b\\c:d*e?f[g]", "a b c d e f g"),
        ("", "Misread"),
        ("\x00\x1b", "Misread"),
        ("照片" * 20, "照片" * 15 + "照"),
        ('Mum\'s <digits> & "more"', 'Mum\'s <digits> & "more"'),
    ],
)
def test_any_title_becomes_a_valid_sheet_name(title, name):
    assert sheet_name(title) == name
    assert sheet_of(workbook_bytes(columns(), title)).title == name


def test_every_part_is_xml_and_the_same_each_time():
    content = workbook_bytes(columns(3), "Mum's & <x>")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    time.sleep(2.1)  # A ZIP tells time in steps of two seconds.
    assert workbook_bytes(columns(3), "Mum's & <x>") == content


@pytest.mark.parametrize("code", [*range(32), 0x7F, 0x9B, 0xD800, 0xFFFE, 0xFFFF])
def test_no_character_breaks_the_file(code):
    column = SheetColumn("x", "text", [f"a{chr(code)}b"])

    value = sheet_of(workbook_bytes([column], "x"))["A2"].value

    kept = {"\t": "a\tb", "\n": "a\nb", "\r": "a\nb"}
    assert value == kept.get(chr(code), "ab")


def test_a_text_ends_where_a_cell_does():
    assert clean_cell_text("a" * 40_000) == "a" * 32_767
    assert clean_cell_text("😀" * 20_000) == "😀" * 16_383


def test_a_chinese_letter_is_twice_as_broad():
    assert display_width("a数字1") == 6


def test_a_zip_packs_what_can_be_packed():
    files = [("a/b.txt", b"a" * 1_000)]

    assert len(zip_bytes(files)) < 300 < len(zip_bytes(files, compressed=False))
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        (about,) = archive.infolist()
        assert about.date_time == (1980, 1, 1, 0, 0, 0)
        assert archive.read(about) == b"a" * 1_000


def test_two_thousand_rows_are_written_while_one_waits():
    wide = [
        SheetColumn(str(number), "share", ["0.12345679"] * 2_000)
        for number in range(15)
    ]
    wide += [SheetColumn("a", "text", ["digit.png"] * 2_000)] * 2

    # Lines that are counted for coverage take twice as long.
    assert is_quick(lambda: workbook_bytes(wide, "x"), 40)
