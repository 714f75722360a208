"""Opening artefacts: damage is noticed, named and set aside."""

import errno
import json
import pathlib
import shutil

import pytest

from core._version import VERSION
from core.errors import StoreError
from core.store import artefacts
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    open_artefact,
    publish,
    read_manifest_unverified,
)
from core.store.staging import staging
from tests.core.store.shelves import failing_call, write


def test_what_is_not_there_is_missing(shelf, error_kind):
    assert error_kind(open_artefact, shelf / "third") == "missing"


def test_what_was_deleted_since_is_missing(shelf, error_kind):
    open_artefact(shelf / "first")
    (shelf / "first" / MANIFEST).unlink()

    assert error_kind(open_artefact, shelf / "first") == "missing"


@pytest.mark.parametrize("name", ["numbers.txt", "deeper/bytes.bin"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "fill"])
def test_damaged_artefact_is_quarantined(shelf, name, damage):
    path = shelf / "first" / name
    data = path.read_bytes()
    path.unlink()
    if damage != "remove":
        changed = {
            "flip": bytes([data[0] ^ 1]) + data[1:],
            "cut": data[:-1],
            "fill": bytes(len(data)),
        }
        path.write_bytes(changed[damage])
    artefacts._verified_manifests.clear()

    with pytest.raises(StoreError) as caught:
        open_artefact(shelf / "first")

    assert caught.value.kind == "damaged"
    assert caught.value.values["name"] == "first"
    assert caught.value.values["file"] == name
    aside = pathlib.Path(caught.value.values["path"])
    assert aside.parent == shelf
    assert (aside / MANIFEST).is_file()
    assert list(list_artefacts(shelf)) == []


def test_bit_flips_in_the_manifest_are_detected(shelf):
    path = shelf / "first" / MANIFEST
    sound = path.read_bytes()
    for position in range(len(sound)):
        flipped = sound[position] ^ (1 << position % 8)
        data = sound[:position] + bytes([flipped]) + sound[position + 1 :]
        path.write_bytes(data)
        artefacts._verified_manifests.clear()

        with pytest.raises(StoreError) as caught:
            open_artefact(shelf / "first")

        # A flipped bit in the version itself cannot be told from another version.
        assert caught.value.kind in ("damaged", "unknown-schema"), position
        if caught.value.kind == "damaged":
            assert caught.value.values["file"] == MANIFEST
            pathlib.Path(caught.value.values["path"]).rename(shelf / "first")


def test_a_manifest_names_the_version_that_wrote_it(shelf):
    manifest = json.loads((shelf / "first" / MANIFEST).read_text("utf-8"))

    assert manifest["misread"][0] == VERSION


def test_a_manifest_without_a_version_or_of_another_one_is_intact(shelf):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    for version in ([], ["9.9.9", artefacts._digest("9.9.9")]):
        changed = {**manifest, "misread": version}
        if not version:
            del changed["misread"]
        path.write_text(json.dumps(changed), "utf-8")
        artefacts._verified_manifests.clear()

        assert open_artefact(shelf / "first").metadata == {"id": "first"}


def test_a_manifest_with_keys_of_a_later_version_is_intact(shelf):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"later": 1}), "utf-8")
    artefacts._verified_manifests.clear()

    assert open_artefact(shelf / "first").metadata == {"id": "first"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "3", '"first"', "{}", '{"schema": 1, "about": 2}']
)
def test_a_manifest_that_is_none_is_noticed(shelf, error_kind, text):
    (shelf / "first" / MANIFEST).write_text(text, "utf-8")
    artefacts._verified_manifests.clear()

    assert error_kind(open_artefact, shelf / "first") == "damaged"


def test_a_truncated_manifest_is_noticed(shelf, error_kind):
    path = shelf / "first" / MANIFEST
    path.write_bytes(path.read_bytes()[:-20])
    artefacts._verified_manifests.clear()

    assert error_kind(open_artefact, shelf / "first") == "damaged"


def test_an_unknown_schema_version_is_named_and_left_alone(shelf, read_files):
    path = shelf / "first" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"schema": 2}), "utf-8")
    artefacts._verified_manifests.clear()
    before = read_files(shelf)

    for call in (open_artefact, lambda folder: publish(folder, write, {})):
        with pytest.raises(StoreError) as caught:
            call(shelf / "first")
        assert caught.value.kind == "unknown-schema"
        assert caught.value.values == {"name": "first", "schema": 2}

    assert read_files(shelf) == before


def test_unreadable_artefact_is_not_quarantined(shelf, read_files):
    before = read_files(shelf)
    artefacts._verified_manifests.clear()
    for n in (1, 2, 3):
        with failing_call(n, errno.EMFILE), pytest.raises(StoreError) as caught:
            open_artefact(shelf / "first")

        assert caught.value.kind == "unreadable"
        assert caught.value.values["reason"] == "too many open files"

    assert read_files(shelf) == before


def test_a_damaged_example_stays_where_it_is(
    shelf, monkeypatch, error_kind, read_files, capsys
):
    monkeypatch.setattr(artefacts, "EXAMPLES", shelf.parent)
    (shelf / "first" / "numbers.txt").unlink()
    artefacts._verified_manifests.clear()
    before = read_files(shelf)

    assert error_kind(open_artefact, shelf / "first") == "damaged-example"
    assert read_files(shelf) == before
    # Every page would log it again.
    assert "quarantined" not in capsys.readouterr().err


def test_files_are_checked_once_in_a_process(shelf):
    open_artefact(shelf / "first")
    (shelf / "first" / "numbers.txt").unlink()

    assert open_artefact(shelf / "first").metadata == {"id": "first"}


def test_unverified_read_opens_only_the_manifest(shelf):
    (shelf / "first" / "numbers.txt").unlink()

    assert read_manifest_unverified(shelf / "first").metadata == {"id": "first"}


def test_unverified_read_notices_changes(shelf):
    read_manifest_unverified(shelf / "first")
    shutil.rmtree(shelf / "first")
    publish(shelf / "first", write, {"id": "anew"})

    assert read_manifest_unverified(shelf / "first").metadata == {"id": "anew"}


def test_unverified_read_of_missing_or_invalid_manifest_raises(shelf, error_kind):
    assert error_kind(read_manifest_unverified, shelf / "second") == "missing"
    (shelf / "first" / MANIFEST).write_text("{", "utf-8")
    assert error_kind(read_manifest_unverified, shelf / "first") == "damaged"


def test_a_folder_that_is_not_there_lists_nothing(data_folder):
    assert list(list_artefacts(data_folder / "shelf")) == []


def test_only_published_folders_are_listed(shelf):
    (shelf / "without").mkdir()
    (shelf / "a file").write_text("", "utf-8")
    with staging(shelf) as folder:
        (folder / MANIFEST).write_text("{}", "utf-8")

        assert list(list_artefacts(shelf)) == [shelf / "first"]
