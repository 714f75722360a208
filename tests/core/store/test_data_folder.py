import os
import sys

import pytest

from core.errors import StoreError
from core.store import data_folder as store_data_folder
from core.store.data_folder import EXAMPLES, data_folder, data_folders


def test_the_home_is_made_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "deep" / "home"))

    assert data_folder() == tmp_path / "deep" / "home"
    assert data_folder().is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME is Linux's")
def test_data_folder_defaults_to_the_platform_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("MISREAD_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert data_folder() == tmp_path / "misread"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_other_users_cannot_enter_a_new_folder_or_the_default_one(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "new"))
    assert data_folder().stat().st_mode & 0o777 == 0o700
    monkeypatch.delenv("MISREAD_HOME")
    older = tmp_path / "older"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(older))
    older.mkdir(mode=0o755)

    assert data_folder().stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_chosen_folder_keeps_its_permissions(tmp_path, monkeypatch):
    (tmp_path / "group").mkdir()
    (tmp_path / "group").chmod(0o750)
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "group"))

    assert data_folder().stat().st_mode & 0o777 == 0o750


def test_data_folders_are_read_before_the_examples(data_folder):
    assert data_folders() == (data_folder, EXAMPLES)


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_where_the_home_should_be_is_named(tmp_path, monkeypatch, below):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "file" / below))

    with pytest.raises(StoreError) as caught:
        data_folder()

    assert caught.value.kind == "home-unwritable"
    assert caught.value.values["path"] == str(tmp_path / "file" / below)
    assert caught.value.values["reason"] in ("file exists", "not a directory")


def test_a_home_without_permission_is_named(data_folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)

    with pytest.raises(StoreError) as caught:
        data_folders()

    assert caught.value.kind == "home-unwritable"
    assert caught.value.values == {
        "path": str(data_folder),
        "reason": "permission denied",
    }


def test_a_folder_that_goes_away_is_named_and_not_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "home"))
    folder = data_folder()
    folder.rename(tmp_path / "elsewhere")

    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            data_folder()
        assert caught.value.kind == "home-gone"
    assert not folder.exists()

    (tmp_path / "elsewhere").rename(folder)
    assert data_folder() == folder


def test_another_disk_in_place_of_the_folder_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path))
    monkeypatch.setitem(store_data_folder._devices, tmp_path.resolve(), -1)

    with pytest.raises(StoreError) as caught:
        data_folder()

    assert caught.value.kind == "home-gone"
