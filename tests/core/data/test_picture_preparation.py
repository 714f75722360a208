import json
import os
import sys
import zipfile
from dataclasses import fields, replace

import numpy as np
import pytest

from core.data import pictures, upload_paths
from core.data.framing import FRAMING_STEPS, frame
from core.data.picture_preparation import PreparedPicture, prepare_picture
from core.data.pictures import read_picture
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedFile, UploadedTable
from tests import hostile
from tests.hostile import Member

PICTURE = hostile.png(1, 60)
GOOD = [Member(b"7/%d.png" % number, hostile.png(number)) for number in range(2)]


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files by name into a folder."""

    def write(files):
        folder = tmp_path / "digits"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return write


def seen(paths, names=None):
    """Return names of files, kinds of refusals and numbers of system files."""
    short = {
        UploadedFile: lambda each: each.name,
        UploadedTable: lambda each: (each.name, "table"),
        Refusal: lambda each: (each.name, each.error.kind),
        IgnoredFiles: lambda each: each.count,
    }
    return [short[type(each)](each) for each in find_uploaded_files(paths, names)]


def test_folder_is_read_in_order_with_its_own_name_first(folder):
    path = folder(dict.fromkeys(["7/10.png", "7/9.png", "1.png"], PICTURE))

    assert seen([path]) == ["digits/1.png", "digits/7/9.png", "digits/7/10.png"]


def test_content_is_unchanged(folder):
    (found,) = find_uploaded_files([folder({"x.png": PICTURE}) / "x.png"])

    assert (found.name, found.content) == ("x.png", PICTURE)


def test_loose_files_keep_their_original_names(tmp_path):
    paths = [tmp_path / "upload-1", tmp_path / "upload-2"]
    for path in paths:
        path.write_bytes(PICTURE)
    names = dict(zip(paths, ["mine/10_7.png", "mine\\9_7.png"], strict=True))

    assert seen(paths, names) == ["mine/9_7.png", "mine/10_7.png"]


def test_zip_given_directly_is_opened(tmp_path):
    path = tmp_path / "upload-1"
    path.write_bytes(hostile.archive(GOOD))

    assert seen([path], {path: "digits.zip"}) == ["7/0.png", "7/1.png"]


def test_zip_among_other_files_prefixes_its_members(tmp_path):
    archive, loose = tmp_path / "a.zip", tmp_path / "b.png"
    archive.write_bytes(hostile.archive(GOOD[:1]))
    loose.write_bytes(PICTURE)

    assert seen([loose, archive]) == ["a.zip/7/0.png", "b.png"]


def test_damaged_zip_is_refused_and_others_are_read(tmp_path):
    archive, loose = tmp_path / "a.zip", tmp_path / "b.png"
    archive.write_bytes(hostile.archive(GOOD)[:-9])
    loose.write_bytes(PICTURE)

    assert seen([archive, loose]) == [("a.zip", "archive-damaged"), "b.png"]


def test_zip_inside_a_folder_is_refused(folder, tmp_path):
    content = hostile.archive(GOOD)
    (tmp_path / "upload-1").write_bytes(content)

    found = seen([folder({"x.zip": content})])
    sent = seen([tmp_path / "upload-1"], {tmp_path / "upload-1": "digits/x.zip"})

    assert found == sent == [("digits/x.zip", "archive-nested")]


def test_system_files_are_only_counted(folder):
    path = folder(
        {
            ".DS_Store": b"",
            "__MACOSX/x.png": b"",
            "7/Thumbs.db": b"",
            "7/x.png": PICTURE,
        }
    )

    found = seen([path])

    assert sorted(found, key=str) == [1, 1, 1, "digits/7/x.png"]


def test_system_files_of_a_folder_that_was_sent_are_only_counted(tmp_path):
    path = tmp_path / "upload-1"
    path.write_bytes(b"whatever")

    assert seen([path], {path: "digits/.DS_Store"}) == [1]


def test_missing_path_is_refused(tmp_path):
    assert seen([tmp_path / "x.png"]) == [("x.png", "file-missing")]


def test_empty_folder_is_refused(tmp_path):
    assert seen([tmp_path]) == [(tmp_path.name, "folder-empty")]


def test_folder_with_too_many_files_is_refused(folder, monkeypatch):
    path = folder({f"{number}.png": PICTURE for number in range(3)})
    monkeypatch.setattr(upload_paths, "MAX_FOLDER_FILES", 3)
    assert len(seen([path])) == 3

    monkeypatch.setattr(upload_paths, "MAX_FOLDER_FILES", 2)

    assert seen([path]) == [("digits", "archive-too-many")]


def test_file_that_is_too_large_is_not_read(folder, monkeypatch):
    path = folder({"x.png": PICTURE, "y.png": PICTURE + b"more"})
    monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", len(PICTURE))

    assert seen([path]) == ["digits/x.png", ("digits/y.png", "picture-file-too-large")]


def test_files_that_are_not_pictures_are_refused_with_their_kind(folder):
    path = folder({"x.png": b"text", "y.heic": hostile.picture_bombs()["heic"]})

    assert seen([path]) == [
        ("digits/x.png", "table"),
        ("digits/y.heic", "picture-heic"),
    ]


def test_links_that_lead_out_of_a_folder_are_refused(folder, tmp_path):
    path = folder({"7/x.png": PICTURE})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.png").write_bytes(PICTURE)
    try:
        (path / "7" / "file.png").symlink_to(tmp_path / "secret" / "s.png")
        (path / "folder").symlink_to(tmp_path / "secret")
        (path / "loop").symlink_to(path / "loop")
        (path / "inner.png").symlink_to(path / "7" / "x.png")
    except OSError:
        pytest.skip("this system does not let everybody make links")

    assert sorted(seen([path]), key=str) == [
        ("digits/7/file.png", "picture-link"),
        ("digits/folder", "picture-link"),
        ("digits/loop", "picture-link"),
        "digits/7/x.png",
        "digits/inner.png",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such pipes")
def test_named_pipe_is_refused_without_blocking(folder):
    path = folder({"x.png": PICTURE})
    os.mkfifo(path / "pipe.png")

    assert seen([path]) == [("digits/pipe.png", "picture-no-file"), "digits/x.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="has other permissions")
def test_unreadable_file_is_refused(folder):
    path = folder({"closed/x.png": PICTURE, "y.png": PICTURE, "z.png": PICTURE})
    if os.geteuid() == 0:
        pytest.skip("this user can read every file")
    (path / "closed").chmod(0)
    (path / "y.png").chmod(0)

    found = seen([path])

    (path / "closed").chmod(0o700)
    assert found == [
        ("digits/closed", "file-unreadable"),
        ("digits/y.png", "file-unreadable"),
        "digits/z.png",
    ]


def test_untrusted_names_are_sanitized(folder):
    path = folder({"a\u202eb\x07.png": PICTURE})

    assert seen([path]) == ["digits/ab.png"]


def test_a_picture_is_prepared_with_all_its_steps():
    grey = read_picture(PICTURE).grey

    prepared = prepare_picture("7/0012_1.png", PICTURE)

    assert prepared.name == "7/0012_1.png"
    assert (prepared.height, prepared.width) == (60, 60)
    assert prepared.steps.shape == (len(FRAMING_STEPS), 28, 28)
    np.testing.assert_array_equal(prepared.steps, frame(grey).steps)
    np.testing.assert_array_equal(prepared.image, frame(grey).image)
    np.testing.assert_array_equal(read_picture(prepared.original).grey, grey)
    assert prepared.inverted
    assert prepared.warning == ""


def test_picture_survives_its_message_form():
    prepared = replace(prepare_picture("7/0012_1.png", PICTURE), warning="several")
    numbers, contents = prepared.to_message()

    found = PreparedPicture.from_message(
        prepared.name, json.loads(json.dumps(numbers)), contents
    )

    sides = [numbers[side] for side in ("top", "left", "bottom", "right")]
    assert tuple(sides) == prepared.box
    for field in fields(PreparedPicture):
        expected = getattr(prepared, field.name)
        np.testing.assert_array_equal(getattr(found, field.name), expected)


def test_digit_box_is_given_as_fractions_of_the_picture():
    values = np.full((2000, 4000), 255, np.uint8)
    values[500:1500, 1000:1100] = 0

    prepared = prepare_picture("x.png", hostile.saved(values, "PNG"))

    assert (prepared.height, prepared.width) == (2000, 4000)
    assert prepared.box == pytest.approx((0.25, 0.25, 0.75, 0.275), abs=0.003)


def test_a_picture_of_one_shade_is_refused(error_kind):
    content = hostile.picture_bombs()["one shade"]

    assert error_kind(prepare_picture, "x.png", content) == "picture-empty"


def test_a_zip_of_the_notebook_is_read(tmp_path):
    path = tmp_path / "digits.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("0012_7.png", PICTURE)

    (found,) = find_uploaded_files([path])

    assert found.name == "0012_7.png"
