"""Whatever the system refuses is one sentence, and nothing is lost."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from core.__main__ import main
from core.store.data_folder import system_error
from core.store.digit_sets import load_digits
from core.store.uploads import list_uploads
from core.wording import error_sentence
from core.work.catalogue import find_digits

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def close(monkeypatch):
    """Factory: let the system refuse all below a folder, also to root."""
    closed = []

    def refuse(function):
        def call(path, *arguments, **options):
            if any(each in Path(path).parents for each in closed):
                raise PermissionError(13, "Permission denied", str(path))
            return function(path, *arguments, **options)

        return call

    def close_folder(folder):
        closed.append(folder)
        monkeypatch.setattr(Path, "stat", refuse(Path.stat))
        monkeypatch.setattr(io, "open", refuse(open))
        monkeypatch.setattr(os, "scandir", refuse(os.scandir))

    return close_folder


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    images = load_digits(find_digits("built-in")).images
    for number in range(12):
        Image.fromarray(images[number]).save(folder / f"{number}.png")
    return folder


def test_a_closed_upload_is_named_beside_the_others(
    make_upload, close, capsys, data_folder
):
    make_upload("1.png", title="Ours")
    closed = make_upload("2.png", title="Theirs")
    close(data_folder / "uploads" / closed.id)

    assert main(["data"]) == 0

    output, errors = capsys.readouterr()
    assert "Ours" in output
    assert "Theirs" not in output
    assert errors.startswith(f"“{closed.id}” cannot be read: permission denied.")


@pytest.mark.parametrize(
    "command", [["evaluate", "--on"], ["data", "--delete"], ["report", "--on"]]
)
def test_what_the_system_refuses_is_one_sentence(
    make_upload, close, capsys, data_folder, command
):
    upload = make_upload("1.png")
    close(data_folder / "uploads" / upload.id)

    assert main([*command, upload.id]) == 1

    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert "permission denied" in errors


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
@pytest.mark.parametrize("command", ["import", "export"])
def test_a_limit_on_file_size_is_one_sentence(pictures, command, data_folder):
    arguments = {"import": [pictures], "export": ["-o", pictures / "a.csv"]}[command]
    code = (
        "import resource, sys; from core.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, command, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert ": file too large. " in ended.stderr
    assert list_uploads() == []
    assert not list(data_folder.rglob(".staging-*"))
    assert not list(pictures.glob(".misread-*"))


def test_an_error_of_the_system_has_a_sentence_with_and_without_a_path():
    known = error_sentence(system_error(PermissionError(13, "", "/a/b")))
    unknown = error_sentence(system_error(OSError(28, "")))

    assert "/a/b: permission denied." in known
    assert "a file: no space left on device." in unknown


def test_the_same_files_are_imported_once_unless_asked(pictures, capsys):
    assert main(["import", str(pictures), "--title", "Class 4b"]) == 0
    (first,) = list_uploads()
    capsys.readouterr()

    assert main(["import", str(pictures), "--title", "Retry"]) == 0

    output, _ = capsys.readouterr()
    assert output.startswith(
        f"These files are here already, as upload {first.id}, “Class 4b”, with 12"
    )
    assert list_uploads() == [first]
    assert main(["import", str(pictures), "--again"]) == 0
    assert len(list_uploads()) == 2


def test_other_labels_or_names_make_another_upload(pictures):
    assert main(["import", str(pictures)]) == 0
    (pictures / "0.png").rename(pictures / "00.png")

    assert main(["import", str(pictures)]) == 0

    assert len(list_uploads()) == 2
