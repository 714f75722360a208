"""Files of arrays that are refused, whole or in part."""

import gzip
import io
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import Refusal, UploadedFile
from core.work.upload_tables import UploadTables
from tests.array_files import (
    N,
    csv,
    flat,
    frame_of,
    idx,
    npy,
    npz,
    parquet,
    png,
    read,
    text,
    write,
    zipped,
)


@pytest.fixture(scope="module")
def images(builtin_digits):
    return builtin_digits.images[:N].copy()


@pytest.fixture(scope="module")
def labels(builtin_digits):
    return builtin_digits.labels[:N].astype(np.int64)


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
