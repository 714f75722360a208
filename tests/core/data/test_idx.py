import gzip
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.data.idx import idx_shape, is_idx, read_idx
from core.errors import DatasetError

IMAGES = np.arange(3 * 28 * 28, dtype=np.int64).reshape(3, 28, 28).astype(np.uint8)
LABELS = np.array([7, 2, 1], np.uint8)

same_file = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def save(tmp_path, idx_bytes):
    def write(array, name="digits", pack=bytes):
        path = tmp_path / name
        path.write_bytes(pack(idx_bytes(array)))
        return path

    return write


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("array", [IMAGES, LABELS], ids=["images", "labels"])
def test_arrays_round_trip_under_any_file_name(save, array, pack):
    path = save(array, name="renamed.bin", pack=pack)

    np.testing.assert_array_equal(read_idx(path), array)
    assert read_idx(path).dtype == np.uint8


def test_shape_is_read_from_the_header(save):
    path = save(IMAGES)
    path.write_bytes(path.read_bytes()[:16])

    assert idx_shape(path) == (3, 28, 28)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DatasetError) as caught:
        read_idx(tmp_path / "absent")

    assert caught.value.kind == "file-missing"
    assert caught.value.values["path"].endswith("absent")


def test_folder_in_place_of_a_file_is_refused(tmp_path, error_kind):
    assert error_kind(read_idx, tmp_path) == "file-unreadable"


def test_other_files_are_refused_with_their_first_bytes(tmp_path):
    path = tmp_path / "train-images-idx3-ubyte"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(DatasetError) as caught:
        read_idx(path)

    assert caught.value.kind == "idx-unknown"
    assert caught.value.values["found"] == "89 50 4e 47"


def test_values_of_another_type_are_refused(tmp_path, error_kind):
    path = tmp_path / "floats"
    path.write_bytes(struct.pack(">4BIf", 0, 0, 0x0D, 1, 1, 0.5))

    assert error_kind(read_idx, path) == "idx-unknown"


@pytest.mark.parametrize("keep", [0, 3, 4, 15, 16, -1])
def test_truncated_file_is_refused(save, error_kind, keep):
    path = save(IMAGES)
    path.write_bytes(path.read_bytes()[:keep])

    assert error_kind(read_idx, path) == "idx-damaged"


def test_file_with_extra_bytes_is_refused(save, error_kind):
    path = save(IMAGES)
    path.write_bytes(path.read_bytes() + b"\0")

    assert error_kind(read_idx, path) == "idx-damaged"


def test_size_far_above_that_of_mnist_is_refused_from_the_header(tmp_path, error_kind):
    path = tmp_path / "huge"
    path.write_bytes(struct.pack(">4B3I", 0, 0, 8, 3, *[2**32 - 1] * 3))

    assert error_kind(read_idx, path) == "file-too-large"


def test_gzip_bomb_is_not_unpacked_beyond_its_declared_size(save, error_kind):
    bomb = gzip.compress(bytes(200 * 2**20), compresslevel=1)
    path = save(LABELS, pack=lambda content: gzip.compress(content) + bomb)

    tracemalloc.start()
    kind = error_kind(read_idx, path)
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kind == "idx-damaged"
    assert most_bytes < 2**20


def test_large_file_is_refused_before_it_is_read(tmp_path, error_kind):
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(2**30)

    assert error_kind(read_idx, path) == "file-too-large"


def test_is_idx_looks_at_the_content(save, tmp_path):
    note = tmp_path / "train-images-idx3-ubyte.txt"
    note.write_text("see the other folder", encoding="utf-8")

    assert is_idx(save(LABELS))
    assert not is_idx(note)


@same_file
@given(cut=st.integers(0))
def test_truncated_gzip_is_refused(save, error_kind, cut):
    path = save(IMAGES, pack=gzip.compress)
    content = path.read_bytes()
    path.write_bytes(content[: cut % len(content)])

    assert error_kind(read_idx, path) == "idx-damaged"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@same_file
@given(position=st.integers(0), bit=st.integers(0, 7))
def test_flipped_bit_is_refused_or_harmless(save, pack, position, bit):
    path = save(IMAGES, pack=pack)
    content = bytearray(path.read_bytes())
    content[position % len(content)] ^= 1 << bit
    path.write_bytes(content)

    try:
        images = read_idx(path)
    except DatasetError:
        return
    # A plain file has no checksum; only the fingerprint of all of MNIST reveals a
    # changed pixel.
    assert (images != IMAGES).sum() <= (pack is bytes)
