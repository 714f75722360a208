import io
from contextlib import suppress

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from core.data.label_tables import match_table, read_rows
from core.data.name_matching import NameIndex
from core.data.zip_formats import zip_format
from core.errors import DatasetError
from tests import hostile

NAMES = ("set/1.png", "set/2.png", "set/10.png")
EXPECTED = [6, 8, -1]


def labels(text, names=NAMES, encoding="utf-8", table="set/labels.csv"):
    return match(read_rows(text.encode(encoding)), names, table).labels.tolist()


def match(rows, names=NAMES, table="set/labels.csv"):
    return match_table(table, rows, NameIndex(names), len(names))


def spreadsheet(rows, library=xlsxwriter):
    file = io.BytesIO()
    if library is xlsxwriter:
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "filename,label\n1.png,6\n2.png,8\n",
        "label,filename\n6,1.png\n8,2.png\n",
        "1.png 6\n2.png 8\n",
        "1.png\t6\r\n2.png\t8\r\n",
        "1.png;6\n2.png;8",
        "image;writer;label\nset/1.png;Ann;6\nset/2.png;Bob;8\n",
        "../set/1.png,6,TRUE\n../set/2.png,8,FALSE\n",
        "C:\\pictures\\set\\1.PNG,6\nC:\\pictures\\set\\2.PNG,8\n",
        "name,label\n1,6\n2,8\n",
        '"1.png","6"\n"2.png","8.0"\n',
        "图片,标签\n1.png,6\n2.png,8\n10.png,\n",
        "name,score,label\n1.png,0.5,6\n2.png,0.9,8\n",
        "name,fold,label\n1.png,1,6\n2.png,2,8\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_found_by_its_content(text, encoding):
    assert labels(text, encoding=encoding) == EXPECTED


@pytest.mark.parametrize("library", [xlsxwriter, openpyxl])
def test_a_spreadsheet_is_a_table(library):
    content = spreadsheet([["name", "label"], ["1.png", 6], ["2.png", 8]], library)

    assert zip_format(io.BytesIO(content)) == "Excel"
    assert match(read_rows(content)).labels.tolist() == EXPECTED


def test_a_spreadsheet_that_unpacks_to_much_is_refused(error_kind):
    large = hostile.archive(
        [
            hostile.Member(b"xl/workbook.xml", b"<a/>"),
            hostile.Member(b"xl/sheet.xml", bytes(65 * 2**20)),
        ]
    )

    assert error_kind(read_rows, large) == "table-damaged"
    assert error_kind(read_rows, large[:200]) == "table-damaged"


def test_a_cell_at_the_end_of_a_sheet_takes_no_memory():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["1.png", 6])
        sheet.write(2**20 - 1, 2**14 - 1, "x")

    rows = read_rows(file.getvalue())

    assert rows[0] == ["1.png", "6"]
    assert not any(rows[1:])
    assert len(rows) <= 100_000


@pytest.mark.parametrize("text", ["\n" * 200_001, "\x0b" * 300_000])
def test_a_table_of_too_many_rows_is_refused(text, error_kind):
    assert error_kind(read_rows, text.encode()) == "table-too-large"


def test_a_table_of_too_many_cells_is_refused(error_kind):
    rows = [["1.png", "6"], *([["x"]] * 9_999), ["y"] * 401]

    assert error_kind(match, rows) == "table-too-large"


@pytest.mark.parametrize("at", range(0, 4000, 97))
def test_a_damaged_spreadsheet_is_refused_or_read(at):
    content = bytearray(spreadsheet([["1.png", 6], ["2.png", 8]]))
    content[at % len(content)] ^= 0xFF

    with suppress(DatasetError):
        rows = read_rows(bytes(content))
        assert all(isinstance(cell, str) for row in rows for cell in row)


def test_names_of_no_picture_or_of_several_are_listed():
    names = (*NAMES, "other/1.png")
    rows = read_rows(b"1.png,6\n7.png,7\nother/1.png,3\n2.png,8\n")

    beside = match(rows, names)
    elsewhere = match(rows, names, "labels.csv")

    assert beside.labels.tolist() == [6, 8, -1, 3]
    assert (beside.unknown, beside.ambiguous) == (("7.png",), ())
    assert elsewhere.labels.tolist() == [-1, 8, -1, 3]
    assert elsewhere.ambiguous == ("1.png",)


def test_a_picture_with_two_labels_has_none():
    found = match(read_rows(b"1.png,6\n2.png,8\n1.png,7\n2.png,8\n"))

    assert found.labels.tolist() == [-1, 8, -1]
    assert found.ambiguous == ("1.png",)


def test_other_columns_are_named():
    rows = read_rows(b"name,writer,label,page\n1.png,Ann,6,x\n2.png,Bob,8,y\n")

    assert match(rows).columns == ("writer", "page")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear diary,\ntoday it rained.\n", "table-no-names"),
        ("", "table-no-names"),
        ("a.png,1\nb.png,2\n", "table-no-names"),
        ("name,size\n1.png,640\n2.png,480\n", "table-no-labels"),
        ("name,a,b\n1.png,6,7\n2.png,8,9\n", "table-two-labels"),
    ],
)
def test_what_is_no_table_of_labels_is_refused(text, kind, error_kind):
    assert error_kind(match, read_rows(text.encode())) == kind


def test_a_table_of_many_rows_is_read():
    names = [f"{number}.png" for number in range(20_000)]
    text = "".join(f"{number}.png,{number % 10}\n" for number in range(20_000))

    found = match(read_rows(text.encode()), names)

    assert (found.labels == np.arange(20_000) % 10).all()
