"""Tables and ZIPs that leave Misread: the same numbers, and nothing that runs."""

import csv
import io
import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
from PIL import Image

from core.analysis.evaluation import Evaluation
from core.data.labels import parse_labels
from core.exports.tables import (
    csv_bytes,
    excel_bytes,
    headings,
    mistakes_zip,
    prediction_table,
)

DANGEROUS = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
UNSEEN = "\u200b\u200e\u202a\u202e\u2066\u2069\ufeff"
PAYLOADS = [
    '=HYPERLINK("http://evil.example","look")',
    "=1+1",
    "==1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "\n=1",
    "\r\n=1",
    "\tplain",
    "\rplain",
    '"=1',
    '"",=1',
    '";=1;"',
    "a,=1",
    "a;=1",
    "a\t=1",
    "a|=1",
    "a\n=1",
    "a\r\n@SUM(1)",
    "a\n\n =1",
    " =1",
    "\u00a0=1",
    "\u3000＝1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1",
    "\u200b=1",
    "\ufeff=1",
    "\u202e=1\u202c.png",
    '=DDE("cmd";"/C calc";"!A0")',
    "=cmd|'/c notepad'!'A1'",
    "\x1b[31m=1",
    "\x00=1",
    "\x07\x08=1",
    "\ud800=1",
    "\ufffe=1",
    "'=1",
    "_x003D_1",
    "<f>1</f>",
    "&#61;1",
    "]]><f>1</f>",
    "=" + "A" * 5_000,
    "A" * 40_000,
    "😀" * 20_000,
    "",
]


def evaluation_of(labels, probabilities=None, source="mnist-test"):
    labels = np.array(labels, np.int8)
    if probabilities is None:
        drawn = np.random.default_rng(1).random((len(labels), 10), np.float32)
        probabilities = drawn / drawn.sum(axis=1, keepdims=True)
    return Evaluation.of("a" * 12, source, labels, probabilities)


def sure_of(digits, confidence=0.97):
    """Probabilities with most on one digit each."""
    rest = (1 - confidence) / 9
    found = np.full((len(digits), 10), rest, np.float32)
    found[np.arange(len(digits)), digits] = confidence
    return found


def named(names):
    """A table of images with these names."""
    evaluation = evaluation_of([3] * len(names))
    rows = np.arange(len(names))
    return prediction_table(
        evaluation, rows, names=names, titles={"mnist-test": names[0]}
    )


def read_csv(content, delimiter=","):
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    csv.field_size_limit(10**6)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_excel(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.fixture
def joined():
    """Return two digit sets: mistakes, a correct image, and one without a label."""
    first = evaluation_of([4, 9, -1], sure_of([9, 9, 1]), "mnist-test")
    second = evaluation_of([7, 2], sure_of([1, 2], 0.999), "own-" + "ab" * 16)
    return Evaluation.join([first, second])


TITLES = {"mnist-test": "MNIST test", "own-" + "ab" * 16: "Class 4b"}


def test_a_table_has_the_rows_in_their_order(joined):
    table = prediction_table(joined, np.array([3, 2, 0]), titles=TITLES)

    assert list(table) == [
        "source",
        "number",
        "label",
        "prediction",
        "confidence",
        "mistake",
        *(f"p{digit}" for digit in range(10)),
    ]
    assert table["source"].tolist() == ["Class 4b", "MNIST test", "MNIST test"]
    assert table["number"].tolist() == [0, 2, 0]
    assert table["label"].tolist() == [7, pd.NA, 4]
    assert table["prediction"].tolist() == [1, 1, 9]
    assert table["mistake"].tolist() == [True, pd.NA, True]
    probabilities = table[[f"p{digit}" for digit in range(10)]].to_numpy()
    np.testing.assert_array_equal(probabilities, joined.probabilities[[3, 2, 0]])
    assert probabilities.dtype == np.float32


def test_names_follow_the_number(joined):
    names = [f"{row}.png" for row in range(5)]

    table = prediction_table(joined, np.array([4, 1]), names=names, titles=TITLES)

    assert list(table)[:3] == ["source", "number", "name"]
    assert table["name"].tolist() == ["4.png", "1.png"]


def test_a_table_may_be_empty(joined):
    table = prediction_table(joined, np.array([], np.int64), titles=TITLES)

    assert len(table) == 0
    assert len(read_csv(csv_bytes(table))) == 1
    assert read_excel(excel_bytes(table, headings(), "x")).max_row == 1


def test_the_source_of_an_upload_is_never_exported(joined):
    with pytest.raises(KeyError, match="own-"):
        prediction_table(joined, np.array([0]), titles={"mnist-test": "MNIST test"})


def test_there_is_a_name_for_each_image_or_none(joined):
    with pytest.raises(ValueError, match="5 images need as many names, got 2"):
        prediction_table(joined, np.array([0]), names=["a", "b"], titles=TITLES)


def test_a_csv_is_what_excel_and_programs_read(joined):
    content = csv_bytes(prediction_table(joined, np.arange(5), titles=TITLES))

    assert content.startswith(b"\xef\xbb\xbfsource,number,label,")
    assert content.count(b"\r\n") == content.count(b"\n") == 6
    rows = read_csv(content)
    assert rows[1][:6] == ["MNIST test", "0", "4", "9", "0.97", "true"]
    assert rows[2][:6] == ["MNIST test", "1", "9", "9", "0.97", "false"]
    assert rows[3][:6] == ["MNIST test", "2", "", "1", "0.97", ""]


def test_both_files_have_the_same_numbers_to_the_last_bit():
    evaluation = evaluation_of(np.arange(200) % 11 - 1)
    table = prediction_table(evaluation, np.arange(200), titles=TITLES)
    shares = ["confidence", *(f"p{digit}" for digit in range(10))]

    from_csv = pd.read_csv(io.BytesIO(csv_bytes(table)))
    sheet = read_excel(excel_bytes(table, {each: each for each in table}, "x"))
    rows = list(sheet.values)
    from_excel = pd.DataFrame(rows[1:], columns=rows[0])

    for read in (from_csv, from_excel):
        np.testing.assert_array_equal(read[shares].astype(np.float32), table[shares])
        assert read["label"].isna().sum() == table["label"].isna().sum() > 0
    np.testing.assert_array_equal(from_csv[shares], from_excel[shares])
    assert from_excel["mistake"].tolist() == [
        None if each is pd.NA else each for each in table["mistake"]
    ]
    np.testing.assert_array_equal(evaluation.confidence, table["confidence"])


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: repr(text[:30]))
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_of_a_csv_begins_a_formula(payload, delimiter):
    content = csv_bytes(named([payload, "plain.png"]))

    rows = read_csv(content, delimiter)
    cells = [cell for row in rows for cell in row]
    lines = [line for cell in cells for line in re.split("[\r\n\t]", cell)]
    begun = [each.lstrip().lstrip(UNSEEN).lstrip() for each in lines]
    assert [each for each in begun if each.startswith(DANGEROUS)] == []
    assert not [cell for cell in cells if cell.startswith(("\t", "\r", "\n"))]


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: repr(text[:30]))
def test_no_name_moves_another_cell_of_a_csv(payload):
    rows = read_csv(csv_bytes(named([payload, "plain.png"])))

    assert {len(row) for row in rows} == {17}
    assert rows[2][1:4] == ["1", "plain.png", "3"]


def test_what_cannot_run_keeps_its_letters():
    names = ["七/扫描 3.png", 'a "b".png', "a - b.png", "it's = fine", "x,y", "ä😀"]

    rows = read_csv(csv_bytes(named(names)))

    assert [row[2] for row in rows[1:]] == names


def test_numbers_are_number_cells():
    table = pd.DataFrame({"step": np.array([-2, 3]), "share": np.float32([-0.5, 1])})

    assert csv_bytes(table).endswith(b"step,share\r\n-2,-0.5\r\n3,1.0\r\n")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: repr(text[:30]))
def test_no_cell_of_an_excel_file_is_a_formula(payload):
    content = excel_bytes(named([payload, "plain.png"]), headings(), payload)

    sheet = read_excel(content)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert (sheet.max_row, sheet.max_column) == (3, 17)
    assert sheet["C3"].value == "plain.png"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "payload", ["=1+1", "\t=1", "a\r\n=1", "－1", "'=1", "<f>1</f>"]
)
def test_an_excel_file_keeps_the_letters_of_a_text(payload):
    sheet = read_excel(excel_bytes(named([payload]), headings(), "x"))

    assert sheet["C2"].value == payload.replace("\r\n", "\n")
    assert sheet["C2"].data_type == "s"
    # So that it stays a text when the cell is edited.
    assert sheet["C2"].quotePrefix


def test_each_column_has_a_heading(joined):
    table = prediction_table(joined, np.arange(5), names=list("abcde"), titles=TITLES)

    assert set(headings()) == set(table)
    sheet = read_excel(excel_bytes(table, headings(), "x"))
    said = [cell.value for cell in sheet[1]]
    assert said[:4] == ["Digits", "Number", "Name", "Label"]
    assert said[-1] == "Probability of 9"
    with pytest.raises(KeyError):
        excel_bytes(table, {}, "x")


def test_mistakes_are_in_a_folder_of_their_label(joined):
    rows = np.array([3, 0])
    images = np.random.default_rng(0).integers(0, 256, (2, 28, 28)).astype(np.uint8)

    content = mistakes_zip(joined, rows, images)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names == [
            "7/read-as-1_over-99-percent_digits-2-00000.png",
            "4/read-as-9_97-percent_mnist-test-00000.png",
        ]
        for name, image in zip(names, images, strict=True):
            picture = Image.open(io.BytesIO(archive.read(name)))
            assert picture.mode == "L"
            np.testing.assert_array_equal(picture, image)
    assert mistakes_zip(joined, rows, images) == content


@pytest.mark.parametrize("position", [0, 7, 99_999, 123_456])
@pytest.mark.parametrize("source", ["mnist-test", "own-" + "5" * 32, "a_7", "七", "9"])
@pytest.mark.parametrize("has_confidence", [True, False])
def test_no_file_name_contains_another_label(position, source, has_confidence):
    evaluation = Evaluation(
        run_id="a" * 12,
        sources=(source,),
        source_of=np.zeros(1, np.int8),
        position=np.array([position], np.int32),
        labels=np.array([4], np.int8),
        probabilities=sure_of([9]),
        has_confidence=has_confidence,
    )

    content = mistakes_zip(evaluation, np.array([0]), np.zeros((1, 28, 28), np.uint8))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = archive.namelist()
    assert name.isascii()
    for shown in (name, f"photos/{name}", f"7.zip/{name}"):
        found = parse_labels([shown, shown.replace("4/", "5/")], has_root=False)
        assert found.default.labels.tolist() == [4, 5]
        assert found.default.place == "folder"


@pytest.mark.parametrize(
    ("rows", "images", "message"),
    [
        ([0, 1], np.zeros((2, 28, 28), np.uint8), "row 1 is no mistake"),
        ([2], np.zeros((1, 28, 28), np.uint8), "row 2 is no mistake"),
        ([0], np.zeros((2, 28, 28), np.uint8), "1 rows need as many"),
        ([0], np.zeros((1, 28, 28)), "got float64"),
    ],
)
def test_only_mistakes_are_packed_each_with_its_image(joined, rows, images, message):
    with pytest.raises(ValueError, match=message):
        mistakes_zip(joined, np.array(rows), images)
