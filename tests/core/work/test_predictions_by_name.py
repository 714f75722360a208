"""Predictions whose rows name their images, as Keras and other tools write them."""

import pandas as pd
import pytest

from core.data.digits import NUM_CLASSES
from core.errors import DatasetError
from core.store.runs import load_predictions, truncate_probabilities
from core.work.prediction_import import import_predictions_file
from tests.imported_predictions import external_probabilities

N = 12
COLUMNS = [f"p{digit}" for digit in range(NUM_CLASSES)]


@pytest.fixture
def upload(make_upload, data_folder):  # noqa: ARG001
    return make_upload(*(f"{number}.png" for number in range(1, N + 1)))


@pytest.fixture
def ten():
    return external_probabilities(N)


def table(ten, names, column="filename"):
    rows = pd.DataFrame(ten, columns=COLUMNS)
    rows.insert(0, column, names)
    # In the order of a directory: 1, 10, 11, 2 …
    return rows.sort_values(column)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("column", ["name", "filename", "file", "path", "image"])
@pytest.mark.parametrize("folder", ["", "pics/", "C:\\pics\\"])
def test_rows_are_matched_by_name(upload, ten, tmp_path, suffix, column, folder):
    names = [f"{folder}{number}.png" for number in range(1, N + 1)]
    path = tmp_path / f"after.{suffix}"
    rows = table(ten, names, column)
    rows.to_csv(path, index=False) if suffix == "csv" else rows.to_parquet(path)

    imported = import_predictions_file(path, upload.source)

    stored = load_predictions(imported.run, upload.images_id)
    assert (stored == truncate_probabilities(ten)).all()


def test_names_go_before_numbers(upload, ten, tmp_path):
    names = [f"{number}.png" for number in range(1, N + 1)]
    rows = table(ten, names).assign(number=range(N))
    rows.to_csv(tmp_path / "x.csv", index=False)

    imported = import_predictions_file(tmp_path / "x.csv", upload.source)

    stored = load_predictions(imported.run, upload.images_id)
    assert (stored == truncate_probabilities(ten)).all()


def test_other_names_are_refused_and_never_matched_by_position(upload, ten, tmp_path):
    names = [f"img_{number}.png" for number in range(1, N + 1)]
    table(ten, names).to_csv(tmp_path / "x.csv", index=False)

    with pytest.raises(DatasetError) as caught:
        import_predictions_file(tmp_path / "x.csv", upload.source)

    assert caught.value.kind == "predictions-names"
    assert caught.value.values["count"] == N
    assert caught.value.values["first"] == "img_1.png"


def test_numbers_as_before_are_no_names(upload, ten, tmp_path):
    rows = pd.DataFrame(ten, columns=COLUMNS).assign(image=range(N))
    rows.sample(frac=1, random_state=1).to_csv(tmp_path / "x.csv", index=False)

    imported = import_predictions_file(tmp_path / "x.csv", upload.source)

    stored = load_predictions(imported.run, upload.images_id)
    assert (stored == truncate_probabilities(ten)).all()
