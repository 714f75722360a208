import numpy as np
import pandas as pd
import pytest

from core.data.prediction_columns import PIXEL_COLUMNS
from core.data.predictions import read_predictions
from tests.imported_predictions import make_table
from tests.prediction_files import (
    HEAD,
    LABELS,
    TEN,
    TENTHS,
    N,
    every_format,
    images,
    write_csv,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some file"


@every_format
def test_probabilities_labels_and_numbers_come_back(path, write):
    numbers = np.random.default_rng(0).permutation(N)
    write(path, make_table(TEN, number=numbers, label=LABELS, other=numbers + 0.5))

    found = read_predictions(path)

    assert found.probabilities.dtype == np.float32
    np.testing.assert_array_equal(found.probabilities, TEN)
    np.testing.assert_array_equal(found.labels, LABELS)
    np.testing.assert_array_equal(found.numbers, numbers)
    assert found.images is None


@every_format
def test_images_come_back(path, write):
    pixels = pd.DataFrame(images().reshape(N, -1), columns=list(PIXEL_COLUMNS))
    write(path, pd.concat([make_table(TEN), pixels], axis=1))

    found = read_predictions(path)

    assert found.images.dtype == np.uint8
    np.testing.assert_array_equal(found.images, images())
    assert found.labels is None
    assert found.numbers is None


@every_format
def test_probabilities_alone_are_enough(path, write):
    write(path, make_table(TEN))

    assert len(read_predictions(path)) == N


def test_images_may_be_flat_or_square(path):
    with path.open("wb") as file:
        np.savez(file, probabilities=TEN, images=images().astype(float))

    np.testing.assert_array_equal(read_predictions(path).images, images())


@pytest.mark.parametrize("kind", ["f2", "f4", "f8", ">f4"])
def test_all_float_types_of_numpy_are_read(path, kind):
    with path.open("wb") as file:
        np.savez(file, probabilities=np.eye(10).astype(kind), labels=LABELS[:10])

    np.testing.assert_array_equal(read_predictions(path).probabilities, np.eye(10))


def test_a_label_may_be_left_out(path):
    path.write_text(
        f"label,{HEAD}\n3,0,{TENTHS}\n,1,{TENTHS}\n-1,2,{TENTHS}\n4.0,3,{TENTHS}"
    )

    assert read_predictions(path).labels.tolist() == [3, -1, -1, 4]


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEAD}\r\n0,{TENTHS}\r\n",
        f"{HEAD}\n0,{TENTHS}\n\n",
        f" NUMBER , {HEAD[7:].upper()}\n 0 , {TENTHS}",
        f'"image",{HEAD[7:]}\n"0",{TENTHS}\n',
        f"name,{HEAD},note\nа.png,0,{TENTHS},=1+1\n",
        f"{HEAD}\r0,{TENTHS}\r",
    ],
    ids=["mark", "blank line", "spaces", "quotes", "others", "old Mac"],
)
def test_csv_of_many_programs_is_read(path, text):
    path.write_bytes(text.encode())

    found = read_predictions(path)

    assert found.numbers.tolist() == [0]
    np.testing.assert_allclose(found.probabilities, 0.1)


def test_four_decimals_are_enough(path):
    write_csv(path, make_table(TEN.round(4)))

    assert np.abs(read_predictions(path).probabilities - TEN).max() < 1e-4


@pytest.mark.parametrize(
    "arrays",
    [
        {"prediction": np.arange(10), "images": np.zeros((10, 784), np.uint8)},
        {"y_pred": np.eye(10)},
        {"prediction": np.arange(20) % 10, "features": np.zeros((10, 7))},
    ],
)
def test_digits_that_were_read_come_before_an_array_of_ten_rows(path, arrays):
    np.savez(path, **arrays)

    found = read_predictions(path.with_suffix(".npz") if not path.exists() else path)

    read = found.probabilities.argmax(axis=1)
    np.testing.assert_array_equal(read, np.arange(len(read)) % 10)
