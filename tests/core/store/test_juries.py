import numpy as np
import pytest

from core.errors import DamagedError, StoreError
from core.store import artefacts, juries
from core.store.juries import delete_jury, find_jury, load_jury, save_jury
from tests.conftest import probabilities

pytestmark = pytest.mark.usefixtures("data_folder")
DIGITS = "d" * 16
ABOUT = {
    "id": "a" * 12,
    "digits": DIGITS,
    "data": "mnist-train",
    "out_of_fold": False,
    "n": 30,
    "members": 2,
    "created": "2026-01-01T00:00:00+00:00",
    "seconds": 1.5,
}


@pytest.fixture
def read():
    return np.stack([probabilities(30, seed) for seed in (1, 2)])


def test_what_each_network_read_comes_back(read):
    saved = save_jury(ABOUT, read)

    found = find_jury(DIGITS)

    assert found == saved
    assert (found.members, found.n, found.data) == (2, 30, "mnist-train")
    loaded = load_jury(found)
    assert [each.dtype for each in loaded] == [np.float32] * 2
    np.testing.assert_allclose(loaded, read, atol=0.01)
    np.testing.assert_allclose(np.sum(loaded, axis=2), 1, rtol=1e-5)


def test_digits_without_a_jury_have_none():
    assert find_jury(DIGITS) is None


def test_a_deleted_jury_is_gone(read):
    save_jury(ABOUT, read)

    delete_jury(DIGITS)

    assert find_jury(DIGITS) is None


def test_a_damaged_jury_is_set_aside(read):
    folder = save_jury(ABOUT, read).folder
    (table,) = folder.glob("*.parquet")
    table.write_bytes(table.read_bytes()[:-3])
    artefacts._verified_manifests.clear()

    with pytest.raises(DamagedError):
        find_jury(DIGITS)

    assert find_jury(DIGITS) is None


def test_a_jury_that_cannot_be_written_leaves_nothing(read, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(juries, "save_histories", refuse)

    with pytest.raises((StoreError, OSError)):
        save_jury(ABOUT, read)

    assert find_jury(DIGITS) is None
