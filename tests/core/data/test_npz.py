import io
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.data.npz import is_npz, read_npz
from core.errors import DatasetError

PIXELS = np.arange(60, dtype=np.uint8).reshape(3, 4, 5)
BYTES = PIXELS.tobytes()


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "digits.npz"
    np.savez_compressed(path, x=PIXELS, y=np.array([7, 2, 1]))
    return path


def archive_of(path, content, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        archive.writestr("x.npy", content)
    return path


def npy(descr="|u1", shape="(3, 4, 5)", order="False", data=BYTES):
    header = f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n"
    return (
        b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data
    )


@pytest.mark.parametrize(
    "array",
    [
        PIXELS,
        np.asfortranarray(PIXELS),
        np.array([7, 2, 1], ">i4"),
        np.array(5, np.int64),
        np.array([0.25, 0.75], np.float16),
    ],
    ids=["pixels", "fortran", "big-endian", "single", "floats"],
)
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_come_back(tmp_path, array, save):
    save(tmp_path / "digits.npz", x=array, other=["left", "alone"])

    found = read_npz(tmp_path / "digits.npz", ["x"])

    assert list(found) == ["x"]
    np.testing.assert_array_equal(found["x"], array)


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_every_version_of_the_format_is_read(tmp_path, version):
    content = io.BytesIO()
    np.lib.format.write_array(content, PIXELS, version=version)
    path = archive_of(tmp_path / "digits.npz", content.getvalue())

    np.testing.assert_array_equal(read_npz(path, ["x"])["x"], PIXELS)


def test_missing_arrays_are_named(archive):
    with pytest.raises(DatasetError) as caught:
        read_npz(archive, ["x", "x_train", "y_train"])

    assert caught.value.kind == "npz-arrays-missing"
    assert caught.value.values["missing"] == "x_train, y_train"


def test_file_that_is_not_an_archive_is_refused(tmp_path, error_kind):
    path = tmp_path / "mnist.npz"
    path.write_text("<html>Not found</html>", encoding="utf-8")

    assert error_kind(read_npz, path, ["x"]) == "npz-unknown"


def test_archive_is_recognised_by_name_or_content(archive, tmp_path):
    renamed = archive.rename(tmp_path / "digits")
    damaged = tmp_path / "mnist.npz"
    damaged.write_bytes(b"")

    assert is_npz(renamed)
    assert is_npz(damaged)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (npy(descr="|O"), "npz-wrong-type"),
        (npy(descr="|b1"), "npz-wrong-type"),
        (npy(descr="<U5"), "npz-wrong-type"),
        (npy(descr="<f8"), "npz-damaged"),
        (npy(shape="(3, 4, 6)"), "npz-damaged"),
        (npy(shape="(99999999999, 99999999999)"), "npz-damaged"),
        (npy(shape=f"({10**30},)"), "npz-damaged"),
        (npy(shape="(" * 2000), "npz-damaged"),
        (npy(shape="(-3, -4, 5)"), "npz-damaged"),
        (npy(shape=f"({'1, ' * 99})"), "npz-damaged"),
        (npy(order="Maybe"), "npz-damaged"),
        (b"", "npz-damaged"),
        (b"\x93NUMPY\x01\x00\xff\xff", "npz-damaged"),
        (b"pickled", "npz-damaged"),
    ],
)
def test_member_without_an_array_of_numbers_is_refused(
    tmp_path, error_kind, content, kind
):
    path = archive_of(tmp_path / "digits.npz", content)

    assert error_kind(read_npz, path, ["x"]) == kind


def test_objects_are_refused_and_never_unpickled(tmp_path, error_kind):
    np.savez(tmp_path / "digits.npz", x=np.array([{"a": 1}], object))

    assert error_kind(read_npz, tmp_path / "digits.npz", ["x"]) == "npz-wrong-type"


def test_bomb_is_refused_by_its_declared_size(tmp_path, error_kind):
    path = archive_of(
        tmp_path / "digits.npz",
        bytes(80 * 2**20),
        compression=zipfile.ZIP_DEFLATED,
        compresslevel=1,
    )

    assert error_kind(read_npz, path, ["x"]) == "file-too-large"


def test_bomb_that_understates_its_size_is_refused(tmp_path, error_kind):
    path = tmp_path / "digits.npz"
    content = npy() + bytes(20 * 2**20)
    archive_of(path, content, compression=zipfile.ZIP_DEFLATED)
    real, claimed = struct.pack("<I", len(content)), struct.pack("<I", len(npy()))
    path.write_bytes(path.read_bytes().replace(real, claimed))

    assert error_kind(read_npz, path, ["x"]) == "npz-damaged"


@pytest.mark.parametrize(("record", "field"), [(b"PK\1\2", 42), (b"PK\5\6", 16)])
def test_directory_with_a_wrong_offset_is_refused(tmp_path, error_kind, record, field):
    path = archive_of(tmp_path / "digits.npz", npy())
    content = bytearray(path.read_bytes())
    offset = content.index(record) + field
    content[offset : offset + 4] = struct.pack("<I", len(content) - 10)
    path.write_bytes(content)

    assert error_kind(read_npz, path, ["x"]) == "npz-damaged"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_cannot_be_bounded_is_refused(tmp_path, error_kind, method):
    path = archive_of(tmp_path / "digits.npz", npy(), compression=method)

    assert error_kind(read_npz, path, ["x"]) == "npz-damaged"


def test_directory_of_many_thousand_members_is_refused(tmp_path, error_kind):
    path = tmp_path / "digits.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", npy())
        for number in range(2_000):
            archive.writestr(str(number), b"")

    assert error_kind(read_npz, path, ["x"]) == "npz-damaged"


def test_large_file_is_refused_before_it_is_read(tmp_path, error_kind):
    path = tmp_path / "digits.npz"
    with path.open("wb") as file:
        file.truncate(2**30)

    assert error_kind(read_npz, path, ["x"]) == "file-too-large"


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cut=st.integers(0))
def test_truncated_archive_is_refused(archive, tmp_path, error_kind, cut):
    content = archive.read_bytes()
    path = tmp_path / "cut.npz"
    path.write_bytes(content[: cut % len(content)])

    assert error_kind(read_npz, path, ["x", "y"]) in {"npz-unknown", "npz-damaged"}


@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(flips=st.lists(st.tuples(st.integers(0), st.integers(0, 7)), min_size=1))
def test_flipped_bits_are_refused_or_harmless(archive, tmp_path, flips):
    content = bytearray(archive.read_bytes())
    for position, bit in flips:
        content[position % len(content)] ^= 1 << bit
    path = tmp_path / "flipped.npz"
    path.write_bytes(content)

    try:
        pixels = read_npz(path, ["x"])["x"]
    except DatasetError:
        return
    np.testing.assert_array_equal(pixels, PIXELS)


# NumPy accepts the headers of Python 2 ("3L") and warns about them.
@pytest.mark.filterwarnings("ignore:Reading `.npy`:UserWarning")
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    descr=st.text("<>|=iufOcSUV0123456789", max_size=5),
    shape=st.text("(),- 0123456789L", max_size=30),
    data=st.binary(max_size=64),
)
@example(descr="|u1", shape="(0,)", data=b"")
def test_any_header_gives_an_array_or_a_dataset_error(tmp_path, descr, shape, data):
    content = npy(descr=descr, shape=shape, data=data)
    path = archive_of(tmp_path / "digits.npz", content)

    try:
        found = read_npz(path, ["x"])["x"]
    except DatasetError:
        return
    assert found.nbytes == len(data)
