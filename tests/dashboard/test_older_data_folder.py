"""A data folder written before the names of modules changed opens unchanged.

`older_data_folder.zip` holds a trained run (with a network of four filters, to be
small), imported predictions, two uploads, manual labels, verdicts with a history, and
the folders of a training and an import.
"""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from core.__main__ import main
from core.store import uploads
from core.work import jobs
from dashboard import session

ARCHIVE = Path(__file__).with_name("older_data_folder.zip")
TRAINED, IMPORTED, SHIPPED = "13cf2ae419ac", "feca33109f91", "07a35c846d97"
UPLOAD, SECOND = "c29d6761355440109b5abb6350d89808", "a59d6cc38be346d9a20a16684e9dbbcf"
PAGES = ["confusion", "mistakes", "training", "replay", "compare", "how_sure"]


@pytest.fixture
def older_folder(data_folder):
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(data_folder)
    return data_folder


@pytest.fixture
def result(older_folder, capsys):  # noqa: ARG001
    """Run a command with --json in this process; returns the object."""

    def run(*arguments):
        capsys.readouterr()
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def fingerprints(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite"
    }


def test_runs_and_digit_sets_are_listed(result):
    runs = {run["id"]: run for run in result("runs")["runs"]}
    assert set(runs) == {TRAINED, IMPORTED, SHIPPED}
    assert runs[IMPORTED]["title"] == "Random forest"
    assert (runs[TRAINED]["preset"], runs[TRAINED]["epochs"]) == ("fast", 2)
    sets = {each["source"]: each["title"] for each in result("data")["digits"]}
    assert sets[f"own-{UPLOAD}"] == "Class 4b"
    assert sets[f"own-{SECOND}"] == "Two of mine"


@pytest.mark.parametrize(
    ("arguments", "n", "mistakes"),
    [
        ((TRAINED,), 1797, 752),
        ((IMPORTED,), 1797, 182),
        ((TRAINED, "--on", UPLOAD), 7, 2),
        ((SHIPPED, "--on", UPLOAD), 7, 1),
        ((SHIPPED, "--on", SECOND), 2, 0),
    ],
)
def test_figures_are_those_of_then(result, arguments, n, mistakes):
    found = result("evaluate", *arguments)

    assert (found["n"], found["mistakes"]) == (n, mistakes)


def test_labels_and_verdicts_count_as_then(result):
    """One manual label adds a digit, and two people disagree about another."""
    found = result("evaluate", SHIPPED, "--on", UPLOAD)

    assert found["unlabelled"] == 1
    assert found["with_verdicts"] == {
        "n": 6,
        "mistakes": 1,
        "corrected": 0,
        "left_out": 1,
        "disputed": 1,
    }


@pytest.mark.usefixtures("older_folder")
def test_refused_files_and_jobs_are_read():
    (refusal,) = uploads.load_refusals(uploads.find_upload(UPLOAD))
    assert refusal.name == "class/notes.txt"
    assert jobs.read_state(jobs.find_import(f"own-{SECOND}")).phase == "done"
    assert jobs.read_state(jobs.latest_job("trainings")).phase == "done"


def test_reading_changes_no_file(older_folder, result):
    before = fingerprints(older_folder)

    result("runs")
    result("data")
    result("evaluate", TRAINED)

    after = fingerprints(older_folder)
    assert {name: after.get(name) for name in before} == before


@pytest.mark.usefixtures("older_folder")
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_on_the_trained_run(open_page, name):
    app = open_page(name, {"run": TRAINED, "on": "built-in"})

    assert not app.exception
    assert not app.error
    assert app.session_state[session.RUN] == TRAINED


@pytest.mark.usefixtures("older_folder")
def test_the_newest_upload_opens_on_its_page(open_page):
    app = open_page("your_digits", {"run": SHIPPED})

    assert not app.exception
    assert not app.error
    (title,) = app.title
    assert title.value.startswith("2 ")
