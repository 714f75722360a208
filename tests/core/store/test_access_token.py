import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.store.access_token import access_token


def test_token_is_made_once_and_kept(data_folder):
    token = access_token()

    assert len(token) == 43
    assert access_token() == token
    assert (data_folder / "token").read_text("ascii") == token
    (data_folder / "token").unlink()
    assert access_token() != token


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_the_token(data_folder):
    access_token()

    assert stat.S_IMODE((data_folder / "token").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 44, b"\xff" * 43])
def test_a_damaged_token_is_replaced(data_folder, content):
    (data_folder / "token").write_bytes(content)

    token = access_token()

    assert len(token) == 43
    assert access_token() == token


@pytest.mark.usefixtures("data_folder")
def test_processes_that_start_at_once_get_the_same_token():
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: access_token(), range(32)))

    assert len(set(found)) == 1


def test_a_token_that_cannot_be_read_is_an_error(data_folder, error_kind):
    (data_folder / "token").mkdir()

    assert error_kind(access_token) == "cannot-write"
