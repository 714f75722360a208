"""Predictions in every format, as other programs write them."""

import numpy as np
import pytest

from core.data.prediction_columns import PIXEL_COLUMNS
from tests.imported_predictions import external_probabilities

N = 40
TEN = external_probabilities(N)
LABELS = np.arange(N) % 10
HEAD = "number,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9"
TENTHS = ",".join(["0.1"] * 10)


def images(n=N):
    drawn = np.random.default_rng(1).integers(0, 256, (n, 28, 28)).astype(np.uint8)
    drawn[:, [0, -1]] = 0
    drawn[:, :, [0, -1]] = 0
    return drawn


def write_csv(path, table):
    table.to_csv(path, index=False)


def write_parquet(path, table):
    table.to_parquet(path)


def write_npz(path, table):
    arrays = {name: table[name] for name in ("number", "label") if name in table}
    if "pixel0" in table:
        arrays["images"] = table[list(PIXEL_COLUMNS)].to_numpy()
    ten = table[[f"p{digit}" for digit in range(10)]].to_numpy()
    with path.open("wb") as file:
        np.savez_compressed(file, probabilities=ten, **arrays)


every_format = pytest.mark.parametrize("write", [write_csv, write_parquet, write_npz])
