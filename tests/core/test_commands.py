"""The command that writes files."""

import io
import json
import zipfile

import openpyxl
import pytest

from core.__main__ import main
from core.store.runs import list_runs
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def call(capsys):
    """Run a command in this process; returns exit code, stdout and stderr."""

    def run(*arguments):
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        return code, *capsys.readouterr()

    return run


def num_misread():
    """How many built-in digits the included run misreads."""
    (run,), _ = list_runs()
    return evaluate(run, find_digits("built-in")).accuracy.mistakes


@pytest.mark.parametrize(
    ("file", "what", "beginning", "sentence"),
    [
        ("a.csv", None, b"\xef\xbb\xbfsource,", "1,797 digits"),
        ("a.XLSX", None, b"PK", "1,797 digits"),
        ("a.zip", None, b"PK", "{misread} misread digits"),
        ("a.zip", "model", b"PK", "The model and how to use it"),
        ("a.dat", None, b"\xef\xbb\xbfsource,", "1,797 digits"),
        ("a.csv", "excel", b"PK", "1,797 digits"),
    ],
)
def test_a_file_is_what_was_asked_for_or_what_its_ending_says(
    call, tmp_path, file, what, beginning, sentence
):
    path = tmp_path / file
    options = [] if what is None else ["--what", what]

    code, output, errors = call("export", "-o", path, *options)

    sentence = sentence.format(misread=num_misread())
    assert (code, errors) == (0, "")
    assert output == f"{sentence} written to {path}.\n"
    assert path.read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("what", "n"), [("table", 1_797), ("zip", None), ("model", 1_797)]
)
def test_an_object_tells_path_size_and_number(call, tmp_path, what, n):
    path = tmp_path / "a"

    code, output, _ = call("export", "-o", path, "--what", what, "--json")

    assert code == 0
    size = path.stat().st_size
    expected = {"path": str(path), "bytes": size, "n": n or num_misread()}
    assert json.loads(output) == expected


def test_run_and_digits_can_be_named(call, tmp_path, reference_id):
    path = tmp_path / "a.xlsx"

    assert call("export", reference_id, "--on", "built-in", "-o", path)[0] == 0

    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert (sheet.max_row, sheet["A2"].value) == (1_798, "Built-in digits")


def test_export_overwrites_only_with_force(call, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"mine")

    code, output, errors = call("export", "-o", path)
    assert (code, output) == (1, "")
    assert errors.startswith(f"{path} already exists.")
    assert path.read_bytes() == b"mine"

    assert call("export", "-o", path, "--force")[0] == 0
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["0" * 12], "There is no run called"),
        (["--on", "absent"], "There are no digits called"),
        (["--on", "mnist-test", "--what", "zip"], "The pictures of mnist-test are not"),
    ],
)
def test_what_cannot_be_exported_is_said_and_leaves_nothing(
    call, tmp_path, arguments, sentence
):
    code, output, errors = call("export", *arguments, "-o", tmp_path / "a")

    assert (code, output) == (1, "")
    assert errors.startswith(sentence)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == []


@pytest.fixture
def reference_id(call):
    return json.loads(call("runs", "--json")[1])["runs"][0]["id"]
