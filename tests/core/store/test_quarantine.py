import json
import os
import shutil
import time

import pytest

from core.errors import StoreError
from core.store import artefacts
from core.store.checked_files import Fingerprint
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import list_digits, save_digits
from core.store.quarantine import store_errors
from core.store.runs import list_runs


@pytest.fixture
def damaged(data_folder, digits):  # noqa: ARG001
    """A digit set of the user in which one bit is wrong."""
    record = save_digits(digits)
    path = record.folder / "images.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    artefacts._verified_manifests.clear()
    return record


def test_a_damaged_digit_set_is_named_until_it_is_back(damaged, digits):
    assert damaged.id not in [each.id for each in list_digits()]

    (error,) = store_errors(["digits"])
    assert (error.kind, error.values["name"]) == ("damaged", damaged.folder.name)
    assert error.values["file"] == "images.npy"
    assert store_errors(["runs"]) == []

    save_digits(digits)
    assert store_errors(["digits"]) == []


def test_an_artefact_is_named_once(damaged):
    problems = []
    list_digits(problems)

    assert [error.values["name"] for error in problems] == [damaged.folder.name]
    assert len(store_errors(["digits"], problems)) == 1


def test_what_is_long_damaged_is_no_longer_named(damaged, data_folder):
    list_digits()
    (note,) = data_folder.glob("digits/.damaged-*/damage.json")
    assert json.loads(note.read_text("utf-8"))["name"] == damaged.folder.name
    then = time.time() - 8 * 24 * 3600

    os.utime(note, (then, then))

    assert store_errors(["digits"]) == []


def rewrite_manifest(folder, **values):
    """Change what a manifest says, as a newer Misread would write it."""
    path = folder / artefacts.MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    manifest["about"] = {**manifest["about"], **values}
    manifest["digest"] = artefacts._digest([manifest["about"], manifest["files"]])
    path.write_text(json.dumps(manifest), "utf-8")
    artefacts._verified_manifests.clear()


@pytest.fixture
def copied_run(data_folder):
    """The run that ships with Misread, in the data folder."""
    (shipped,) = (EXAMPLES / "runs").glob("*/")
    return shutil.copytree(shipped, data_folder / "runs" / shipped.name)


def test_fields_of_a_newer_misread_are_ignored(copied_run, digits):
    record = save_digits(digits)
    rewrite_manifest(record.folder, colour="blue")
    rewrite_manifest(copied_run, speed=3)

    problems = []
    assert record in list_digits(problems)
    runs, run_problems = list_runs()

    assert problems == run_problems == []
    assert not next(run for run in runs if run.id == copied_run.name).is_example


def test_a_setting_of_a_newer_misread_is_ignored(copied_run):
    path = copied_run / "recipe.json"
    recipe = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**recipe, "dropout_schedule": "cosine"}), "utf-8")
    manifest_path = copied_run / artefacts.MANIFEST
    manifest = json.loads(manifest_path.read_text("utf-8"))
    manifest["files"]["recipe.json"] = Fingerprint.of(path).entry
    manifest_path.write_text(json.dumps(manifest), "utf-8")
    rewrite_manifest(copied_run)

    runs, problems = list_runs()

    assert problems == []
    assert next(run for run in runs if run.id == copied_run.name).recipe is not None


@pytest.mark.usefixtures("data_folder")
def test_a_field_that_is_missing_is_named(digits):
    record = save_digits(digits)
    path = record.folder / artefacts.MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    del manifest["about"]["source"]
    path.write_text(json.dumps(manifest), "utf-8")
    rewrite_manifest(record.folder)

    problems = []
    assert record.id not in [each.id for each in list_digits(problems)]

    (error,) = problems
    assert isinstance(error, StoreError)
    assert (error.kind, error.values["name"]) == ("unknown-fields", record.folder.name)
