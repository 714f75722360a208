import os
import sys

import pytest

from core.errors import StoreError
from core.store.home import EXAMPLES, home, homes


def test_the_home_is_made_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "deep" / "home"))

    assert home() == tmp_path / "deep" / "home"
    assert home().is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME is Linux's")
def test_without_a_word_the_home_is_where_applications_keep_data(tmp_path, monkeypatch):
    monkeypatch.delenv("MISREAD_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert home() == tmp_path / "misread"


def test_one_reads_from_the_home_first_and_then_from_the_examples(home):
    assert homes() == (home, EXAMPLES)


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_where_the_home_should_be_is_named(tmp_path, monkeypatch, below):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "file" / below))

    with pytest.raises(StoreError) as caught:
        home()

    assert caught.value.kind == "home-unwritable"
    assert caught.value.values["path"] == str(tmp_path / "file" / below)
    assert caught.value.values["reason"] in ("file exists", "not a directory")


def test_a_home_without_permission_is_named(home, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)

    with pytest.raises(StoreError) as caught:
        homes()

    assert caught.value.kind == "home-unwritable"
    assert caught.value.values == {"path": str(home), "reason": "permission denied"}
