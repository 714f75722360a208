import io
import zipfile
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data import prediction_arrays, prediction_values, predictions
from core.data.predictions import read_predictions
from core.errors import DatasetError
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
    write_npz,
    write_parquet,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some file"


def row(*ten, number="0"):
    return f"{HEAD}\n0,{TENTHS}\n{number},{','.join(map(str, ten))}\n"


SOFT = [0.91] + [0.01] * 9
LOGS = np.log(SOFT).round(6).tolist()


@pytest.mark.parametrize("gap", ["", "\n", "\r\n\r\n"])
def test_malformed_line_is_reported_with_its_editor_line_number(tmp_path, gap):
    path = tmp_path / "wrong.csv"
    path.write_bytes(f"{HEAD}\n{gap}0,{TENTHS}\n{gap}1,2\n".encode())

    with pytest.raises(DatasetError) as caught:
        read_predictions(path)

    assert caught.value.kind == "predictions-line"
    assert caught.value.values["line"] == 3 + 2 * gap.count("\n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "predictions-empty"),
        ("\n\n", "predictions-empty"),
        (HEAD, "predictions-empty"),
        (f"{HEAD}\n", "predictions-empty"),
        (HEAD.replace(",", ";") + "\n0;1\n", "predictions-separator"),
        (HEAD.replace(",", "\t") + "\n0\t1\n", "predictions-separator"),
        ("number,p0,p1\n0,0.5,0.5\n", "predictions-columns"),
        ("some text", "predictions-columns"),
        ("image,prediction,y_pred\n0,3,3\n", "predictions-two-digits"),
        ("image,prediction\n0,10\n", "predictions-no-digit"),
        ("image,prediction\n0,2.5\n", "predictions-no-digit"),
        ("image,prediction\n0,-1\n", "predictions-no-digit"),
        ("image,prediction\n0,\n", "predictions-no-digit"),
        ("image,prediction\n0,three\n", "predictions-no-number"),
        ("image,prediction,prediction\n0,3,3\n", "predictions-column-twice"),
        ("image,prediction\n", "predictions-empty"),
        ("ImageId,Label,truth\n1,3,3\n", "predictions-columns"),
        ("number,label\n1,3\n", "predictions-columns"),
        (f"{HEAD},p3\n0,{TENTHS},0.1\n", "predictions-column-twice"),
        (f"{HEAD}\n0,{TENTHS},1\n", "predictions-line"),
        (f"{HEAD}\n0,1\n", "predictions-line"),
        (f"{HEAD},pixel0\n0,{TENTHS},0\n", "predictions-columns"),
        (row(*SOFT[:9], "much"), "predictions-no-number"),
        (row(*SOFT[:9], ""), "predictions-no-number"),
        (row(*SOFT[:9], "nan"), "predictions-no-number"),
        (row(*SOFT[:9], "inf"), "predictions-no-number"),
        (row(*SOFT, number="-1"), "predictions-number"),
        (row(*SOFT, number="0.5"), "predictions-number"),
        (row(*SOFT, number="1e300"), "predictions-number"),
        (row(*SOFT, number=""), "predictions-number"),
        (row(*SOFT, number="photo.png"), "predictions-no-number"),
        (f"label,{HEAD}\n10,0,{TENTHS}\n", "predictions-label"),
        (f"label,{HEAD}\n-2,0,{TENTHS}\n", "predictions-label"),
        (f"label,{HEAD}\n1.5,0,{TENTHS}\n", "predictions-label"),
        (f"label,{HEAD}\ninf,0,{TENTHS}\n", "predictions-label"),
        (HEAD.encode("utf-16"), "predictions-no-text"),
        (bytes(range(256)), "predictions-no-text"),
        (b"PAR1" + bytes(100), "predictions-damaged"),
        (b"PK\x03\x04" + bytes(100), "predictions-damaged"),
        ('"' + HEAD + "\n0," + TENTHS, "predictions-columns"),
        (",".join(f"c{place}" for place in range(5000)), "predictions-damaged"),
    ],
)
def test_inconsistent_csv_is_refused(path, error_kind, text, kind):
    path.write_bytes(text.encode() if isinstance(text, str) else text)

    assert error_kind(read_predictions, path) == kind


@pytest.mark.parametrize(
    ("ten", "what"),
    [
        (LOGS, "logarithms"),
        ([5.5, -3, 0, 0, 0, 0, 0, 0, 0, 0], "scores"),
        ([9, 3, 0, 0, 0, 0, 0, 0, 0, 0], "scores"),
        ([91, *[1] * 9], "percent"),
        ([0.9] + [0.0] * 9, "other"),
        ([0.5] * 10, "other"),
        ([-0.1, 1.1, *[0.0] * 8], "scores"),
        (np.array(SOFT).round(1).tolist(), "other"),
    ],
)
def test_values_that_are_not_probabilities_are_classified(path, ten, what):
    path.write_text(row(*ten))

    with pytest.raises(DatasetError) as caught:
        read_predictions(path)

    assert caught.value.kind == "predictions-no-probabilities"
    assert caught.value.values["what"] == what
    assert caught.value.values["row"] == 2


def test_the_row_is_named_far_down_in_a_table(path):
    table = make_table(np.repeat(TEN, 1000, axis=0))
    table.loc[31_006, "p7"] = np.nan
    for write in (write_csv, write_parquet, write_npz):
        write(path, table)

        with pytest.raises(DatasetError) as caught:
            read_predictions(path)

        assert caught.value.kind == "predictions-no-number"
        assert caught.value.values["row"] == 31_007
        assert caught.value.values["column"] == "p7"


@pytest.mark.parametrize(
    ("arrays", "kind"),
    [
        ({}, "predictions-columns"),
        ({"predictions": LABELS, "pred": LABELS}, "predictions-two-digits"),
        ({"predictions": LABELS + 1}, "predictions-no-digit"),
        ({"predictions": LABELS[:, None]}, "predictions-columns"),
        ({"labels": LABELS}, "predictions-columns"),
        ({"probabilities": TEN[:, :9]}, "predictions-wrong-shape"),
        ({"probabilities": TEN[0]}, "predictions-wrong-shape"),
        ({"probabilities": np.float32(1)}, "predictions-wrong-shape"),
        ({"probabilities": TEN[:0]}, "predictions-empty"),
        ({"probabilities": TEN.astype(object)}, "predictions-wrong-type"),
        ({"probabilities": TEN.astype(str)}, "predictions-wrong-type"),
        ({"probabilities": TEN.astype(complex)}, "predictions-wrong-type"),
        ({"probabilities": TEN > 0}, "predictions-wrong-type"),
        ({"probabilities": np.where(TEN > 0, np.nan, 0)}, "predictions-no-number"),
        ({"probabilities": TEN, "labels": LABELS[1:]}, "predictions-wrong-shape"),
        (
            {"probabilities": TEN, "labels": np.eye(9)[LABELS % 9]},
            "predictions-wrong-shape",
        ),
        ({"probabilities": TEN, "labels": LABELS + 1}, "predictions-label"),
        ({"probabilities": TEN, "number": LABELS - 1}, "predictions-number"),
        ({"probabilities": TEN, "images": images(3)}, "predictions-wrong-shape"),
        ({"probabilities": TEN, "images": images()[:, 1:]}, "predictions-wrong-shape"),
        ({"probabilities": TEN, "images": images() * np.nan}, "predictions-pixels"),
        ({"probabilities": TEN, "images": 255 - images()}, "predictions-inverted"),
    ],
)
def test_inconsistent_npz_is_refused(path, error_kind, arrays, kind):
    with path.open("wb") as file:
        np.savez(file, **arrays)

    assert error_kind(read_predictions, path) == kind


def test_the_row_of_a_value_that_is_no_digit_is_named(path):
    digits = np.arange(50_000) % 10
    digits[31_006] = 12
    path.write_text("\n".join(["prediction", *map(str, digits)]))

    with pytest.raises(DatasetError) as caught:
        read_predictions(path)

    assert caught.value.kind == "predictions-no-digit"
    assert caught.value.values["row"] == 31_007
    assert caught.value.values["found"] == "12"


def test_a_pickle_in_an_archive_is_never_opened(path, error_kind, monkeypatch):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("it was opened",))

    with path.open("wb") as file:
        np.savez(file, probabilities=np.array([Trap()], object))
    monkeypatch.setattr("pickle.load", lambda *_: pytest.fail("a pickle was loaded"))

    assert error_kind(read_predictions, path) == "predictions-wrong-type"


def test_a_bomb_is_not_unpacked(path, error_kind, monkeypatch):
    monkeypatch.setattr(prediction_arrays, "MAX_PREDICTIONS_BYTES", 100_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("probabilities.npy", bytes(10_000_000))
    assert path.stat().st_size < 100_000

    assert error_kind(read_predictions, path) == "predictions-too-large"


def test_a_file_beyond_the_limit_is_not_read(path, error_kind, monkeypatch):
    monkeypatch.setattr(predictions, "MAX_PREDICTIONS_BYTES", 1000)
    path.write_text(f"{HEAD}\n" + f"0,{TENTHS}\n" * 1000)

    assert error_kind(read_predictions, path) == "predictions-too-large"


@every_format
def test_more_rows_than_the_limit_are_refused(path, error_kind, monkeypatch, write):
    monkeypatch.setattr(prediction_values, "MAX_PREDICTION_ROWS", N - 1)
    write(path, make_table(TEN))

    assert error_kind(read_predictions, path) == "predictions-too-many"


@pytest.mark.parametrize(
    "column",
    [
        ["0.1"] * N,
        [b"0.1"] * N,
        pd.Series([[0.1]] * N),
        pd.to_datetime([0] * N),
        [True] * N,
    ],
    ids=["text", "bytes", "lists", "times", "truths"],
)
def test_a_column_of_parquet_has_to_be_numbers(path, error_kind, column):
    write_parquet(path, make_table(TEN).assign(p4=column))

    assert error_kind(read_predictions, path) == "predictions-wrong-type"


def test_a_folder_and_nothing_are_refused(tmp_path, error_kind):
    assert error_kind(read_predictions, tmp_path) == "file-unreadable"
    assert error_kind(read_predictions, tmp_path / "none.csv") == "predictions-missing"
    assert error_kind(read_predictions, tmp_path / "none.npz") == "predictions-missing"


def whole_file(write):
    content = io.BytesIO()
    content.open = lambda _: content
    content.close = lambda: None
    write(content, make_table(TEN, number=np.arange(N)))
    return content.getvalue()


@pytest.mark.parametrize("write", [write_parquet, write_npz])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_file_raises_only_dataset_errors(tmp_path_factory, write, data):
    content = bytearray(whole_file(write))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    path = tmp_path_factory.mktemp("damaged") / "file"
    path.write_bytes(content[: data.draw(st.integers(5, len(content)))])

    # Any other exception fails the test.
    with suppress(DatasetError):
        read_predictions(path)


def test_a_header_like_invented_names_without_rows_is_refused(path, error_kind):
    path.write_text(",".join(f"column {number}" for number in range(1, 12)) + "\n")

    assert error_kind(read_predictions, path) == "predictions-columns"
