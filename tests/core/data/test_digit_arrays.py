"""Digits as arrays, in the ways in which people save them."""

import gzip
import io
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.data.framing import frame
from core.data.label_tables import TableMatch
from core.data.labels import parse_labels
from core.data.picture_preparation import prepare_picture
from core.data.pictures import read_picture
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import Refusal, UploadedArray, UploadedFile
from core.work.upload_tables import UploadTables
from tests.array_files import (
    WAYS,
    N,
    csv,
    flat,
    frame_of,
    idx,
    npy,
    npz,
    parquet,
    png,
    text,
    zipped,
)


@pytest.fixture(scope="module")
def images(builtin_digits):
    return builtin_digits.images[:N].copy()


@pytest.fixture(scope="module")
def labels(builtin_digits):
    return builtin_digits.labels[:N].astype(np.int64)


def read(folder, files):
    """Return pictures, labels, arrays and refusals of an upload."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    tables, pictures, arrays, refusals = UploadTables(), [], [], []
    for item in find_uploaded_files(sorted(folder.iterdir())):
        if isinstance(item, UploadedFile):
            pictures.append(read_picture(item.content).grey)
            item = prepare_picture(item.name, item.content)
        if isinstance(item, UploadedArray):
            arrays.append(item)
        if isinstance(item, Refusal):
            refusals.append(item)
        tables.add(item)
    labels = np.full(len(pictures), -1)
    for match in tables.match():
        if isinstance(match, TableMatch):
            labels = np.where(match.labels >= 0, match.labels, labels)
        else:
            refusals.append(match)
    return pictures, labels, arrays, refusals


def pairs(images, labels):
    return sorted(
        (int(label), image.tobytes())
        for image, label in zip(images, labels, strict=True)
    )


@pytest.mark.parametrize("way", WAYS)
def test_digits_are_read_as_people_save_them(tmp_path, images, labels, way):
    pictures, found, _, refusals = read(tmp_path / "in", WAYS[way](images, labels))

    # Files of two sets may have another order.
    assert pairs(pictures, found) == pairs(images, labels)
    assert [each.name for each in refusals] == (
        ["d.npz/writer"] if "other" in way else []
    )


@pytest.mark.parametrize(
    ("change", "is_scaled"),
    [
        (lambda x: x, False),
        (lambda x: x.astype(np.int64), False),
        (lambda x: x.astype(np.float32), False),
        (lambda x: x / 255, True),
        (lambda x: (x / 255).astype(np.float32), True),
        (lambda x: (x / 255 - 0.1307) / 0.3081, True),
        (lambda x: x / 127.5 - 1, True),
        (lambda x: x.astype(np.float32) - 128, True),
    ],
)
@pytest.mark.parametrize(
    "shape", [(N, 784), (N, 28, 28), (N, 28, 28, 1), (N, 1, 28, 28)]
)
def test_shapes_and_values_are_recognised(tmp_path, images, change, is_scaled, shape):
    array = change(images).reshape(shape)

    pictures, _, arrays, refusals = read(tmp_path / "in", {"X.npy": npy(array)})

    np.testing.assert_array_equal(np.stack(pictures), images)
    (found,) = arrays
    assert (found.n, found.size, found.is_scaled) == (N, (28, 28), is_scaled)
    assert found.levels == pytest.approx((array.min(), array.max()))
    assert refusals == []


def test_inverted_digits_are_framed_as_the_others(tmp_path, images):
    plain, _, _, _ = read(tmp_path / "plain", {"X.npy": npy(images)})
    inverted, _, _, _ = read(tmp_path / "inverted", {"X.npy": npy(255 - images)})

    for one, other in zip(plain, inverted, strict=True):
        a, b = frame(one), frame(other)
        assert (a.inverted, b.inverted) == (False, True)
        np.testing.assert_array_equal(a.image, b.image)


def test_levels_of_scikit_learn_are_recognised(tmp_path):
    pixels = np.arange(17, dtype=np.float64).repeat(8)[:128].reshape(2, 64)

    pictures, _, arrays, _ = read(tmp_path / "in", {"X.npy": npy(pixels)})

    assert arrays[0].size == (8, 8)
    np.testing.assert_array_equal(
        pictures[1], np.rint(pixels[1] * 255 / 16).reshape(8, 8)
    )


def test_colours_and_other_sizes_are_taken(tmp_path):
    colours = np.full((2, 40, 30, 3), 255, np.uint8)
    colours[:, 5:35, 12:18] = 200, 0, 0

    pictures, _, arrays, _ = read(
        tmp_path / "in", {"X.npy": npy(np.moveaxis(colours, -1, 1))}
    )

    assert (arrays[0].n, arrays[0].size) == (2, (40, 30))
    assert pictures[0].shape == (40, 30)
    assert pictures[0].max() - pictures[0].min() > 100


def test_one_image_is_taken_as_an_array_and_as_a_grid_of_numbers(tmp_path, images):
    for number, content in enumerate(
        (npy(images[0]), npy(images[0].ravel()), text(images[0], " "))
    ):
        name = "seven.txt" if number == 2 else "X.npy"

        pictures, _, _, _ = read(tmp_path / str(number), {name: content})

        np.testing.assert_array_equal(pictures, images[:1])


def test_files_named_by_digits_label_their_arrays(tmp_path, images, labels):
    files = {f"{digit}.npy": npy(images[labels == digit]) for digit in range(10)}
    names = [
        item.name
        for name, content in files.items()
        for item in find_uploaded_files([write(tmp_path / name, content)])
        if isinstance(item, UploadedFile)
    ]

    parsed = parse_labels(names, has_root=False)

    assert parsed.default.labels.tolist() == sorted(labels.tolist())


@pytest.mark.parametrize("name", ["X.npy", "t10k-images-idx3-ubyte", "set 3/d.npz"])
@pytest.mark.parametrize("n", [1, 5, 10, 30])
def test_the_number_of_an_image_is_no_label(name, n):
    array = UploadedArray(name=name, n=n)

    parsed = parse_labels([array.item_name(number) for number in range(n)])

    assert (parsed.default.labels == -1).all()


@pytest.mark.parametrize(
    ("files", "refused"),
    [
        ({"d.npy": npy(np.full((4, 10), 0.1))}, {"d.npy": "array-predictions"}),
        ({"d.npy": npy(np.zeros((784, 30)))}, {"d.npy": "array-shape"}),
        ({"d.npy": npy(np.zeros((3, 4, 5, 6, 7)))}, {"d.npy": "array-shape"}),
        ({"d.npy": npy(np.full((2, 28, 28), np.nan))}, {"d.npy": "array-values"}),
        ({"d.npy": npy(np.zeros((0, 28, 28)))}, {"d.npy": "array-values"}),
        ({"d.npy": npy(np.arange(30))}, {"d.npy": "array-labels"}),
        ({"d.npy": npy(np.array(["a", "b"]))}, {"d.npy": "array-type"}),
        ({"d.npy": npy(np.zeros((4, 28, 28)))[:500]}, {"d.npy": "array-damaged"}),
        ({"d.npz": npz(x=np.ones((4, 784)))[:-9]}, {"d.npz": "archive-damaged"}),
        ({"d.gz": gzip.compress(b"text")}, {"d.gz": "archive-other-kind"}),
        (
            {"d-idx3-ubyte": idx(np.zeros((4, 28, 28)))[:-1]},
            {"d-idx3-ubyte": "array-damaged"},
        ),
        ({"d.csv": text(np.ones((4, 100)), ",")}, {"d.csv": "array-columns"}),
        (
            {"d.csv": text(np.ones((4, 784)), ",") + b"\n1,2,3"},
            {"d.csv": "array-damaged"},
        ),
        (
            {"d.csv": text(np.ones((4, 784)), ",") + b"\n" + b"x," * 783 + b"x"},
            {"d.csv": "array-damaged"},
        ),
        ({"d.parquet": b"PAR1" + b"x" * 500}, {"d.parquet": "array-damaged"}),
        (
            {"d.parquet": parquet(pd.DataFrame({"text": ["seven"]}))},
            {"d.parquet": "array-columns"},
        ),
        ({"d.pkl": pickle.dumps([1, 2, 3])}, {"d.pkl": "array-other-kind"}),
        (
            {"d.mat": b"MATLAB 5.0 MAT-file, Platform: GLNXA64" + bytes(200)},
            {"d.mat": "array-other-kind"},
        ),
        (
            {"d.pt": zipped({"d/data.pkl": b"", "d/data/0": b""})},
            {"d.pt": "array-other-kind"},
        ),
        (
            {"X.npy": npy(np.ones((4, 28, 28))), "y.npy": npy(np.arange(5))},
            {"y.npy": "array-labels-length"},
        ),
        (
            {
                "a.npy": npy(np.ones((4, 28, 28))),
                "b.npy": npy(np.ones((4, 28, 28))),
                "c.npy": npy(np.arange(4)),
            },
            {"c.npy": "array-labels-several"},
        ),
    ],
)
def test_what_is_no_array_of_digits_is_refused_with_its_reason(
    tmp_path, files, refused
):
    refusals = unprepared(tmp_path / "in", files)

    assert {each.name: each.error.kind for each in refusals} == refused


def test_a_faulty_array_leaves_the_others_of_its_file(tmp_path, images, labels):
    content = npz(x=images, y=labels, letters=np.array(["a"]), other=np.ones((3, 5)))

    pictures, found, _, refusals = read(tmp_path / "in", {"d.npz": content})

    assert len(pictures) == N
    assert found.tolist() == labels.tolist()
    assert {each.name: each.error.kind for each in refusals} == {
        "d.npz/letters": "array-type",
        "d.npz/other": "array-shape",
    }


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path):
    array = np.zeros((400_000, 784), np.uint8)
    path = write(tmp_path / "d.npz", npz(x=array))
    assert path.stat().st_size < 2**20

    (refusal,) = find_uploaded_files([path])

    assert refusal.error.kind == "array-too-large"


def test_an_array_has_a_limited_number_of_images(tmp_path, monkeypatch):
    monkeypatch.setattr("core.data.digit_arrays.MAX_ARRAY_IMAGES", 3)

    (refusal,) = find_uploaded_files(
        [write(tmp_path / "d.npy", npy(np.ones((4, 28, 28))))]
    )

    assert refusal.error.kind == "array-too-many"


def test_a_pickle_inside_an_array_is_not_opened(tmp_path):
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)

    (refusal,) = find_uploaded_files([write(tmp_path / "d.npy", file.getvalue())])

    assert refusal.error.kind == "array-type"


def unprepared(folder, files):
    """Return the refusals of an upload without framing its pictures."""
    folder.mkdir()
    tables = UploadTables()
    refusals = []
    for name, content in files.items():
        write(folder / name, content)
    for item in find_uploaded_files(sorted(folder.iterdir())):
        if isinstance(item, UploadedFile):
            tables.pictures.append(item.name)
        refusals += [item] if isinstance(item, Refusal) else []
        tables.add(item)
    return refusals + [each for each in tables.match() if isinstance(each, Refusal)]


def write(path, content):
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def saved(builtin_digits):
    """Return one file of each format, as bytes."""
    images, labels = builtin_digits.images[:4], builtin_digits.labels[:4]
    return {
        "d.npz": npz(x=images, y=labels),
        "d.npy": npy(images),
        "d-idx3-ubyte": idx(images),
        "d-idx3-ubyte.gz": gzip.compress(idx(images)),
        "d.csv": csv(frame_of(images, labels)),
        "d.txt": text(np.column_stack([labels, flat(images)]), " "),
        "d.parquet": parquet(frame_of(images, labels)),
        "pictures.parquet": parquet(
            pd.DataFrame({"image": list(map(png, images)), "label": labels})
        ),
    }


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_of_arrays_raises_nothing(tmp_path_factory, saved, data):
    name = data.draw(st.sampled_from(sorted(saved)))
    content = bytearray(saved[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    folder = tmp_path_factory.mktemp("damaged")
    write(folder / name, bytes(content[:cut] if cut % 3 else content))

    items = list(find_uploaded_files([folder / name]))

    tables = UploadTables()
    for item in items:
        tables.add(item)
    list(tables.match())
    assert items
