import sys

import numpy as np
import pandas as pd
import pytest

from core.store.tables import (
    load_histories,
    load_images,
    load_table,
    save_histories,
    save_images,
    save_table,
)
from tests.subprocesses import run_python_code


def test_a_table_comes_back_as_it_was(tmp_path):
    table = pd.DataFrame(
        {
            "epoch": [1, 2],
            "loss": [0.5, np.nan],
            "p0": np.float32([0.1, 0.9]),
            "label": np.int8([-1, 9]),
            "name": ["a «ж».png", "=b"],
        }
    )

    save_table(table, tmp_path / "table.parquet")

    pd.testing.assert_frame_equal(load_table(tmp_path / "table.parquet"), table)


def test_a_flipped_bit_in_a_table_changes_no_number(tmp_path):
    random = np.random.default_rng(0)
    table = pd.DataFrame({"loss": random.random(500)})
    path = tmp_path / "table.parquet"
    save_table(table, path)
    sound = path.read_bytes()
    noticed = 0
    for position in random.integers(0, len(sound), 200):
        data = bytearray(sound)
        data[position] ^= 1 << random.integers(8)
        path.write_bytes(data)
        try:
            loaded = load_table(path)
        except (OSError, ValueError):
            noticed += 1
        else:
            assert loaded.to_numpy().tolist() == table.to_numpy().tolist()

    assert noticed > 150


def test_images_come_back_as_they_were(tmp_path, digits):
    save_images(digits.images, tmp_path / "images.npy")

    np.testing.assert_array_equal(load_images(tmp_path / "images.npy"), digits.images)


def test_images_in_another_order_of_memory_come_back_as_they_were(tmp_path, digits):
    save_images(np.asfortranarray(digits.images), tmp_path / "images.npy")

    np.testing.assert_array_equal(load_images(tmp_path / "images.npy"), digits.images)


def test_an_array_of_objects_is_never_written_or_read(tmp_path):
    objects = np.array([{}], dtype=object)
    np.save(tmp_path / "objects.npy", objects)

    with pytest.raises(ValueError, match="Object arrays"):
        save_images(objects, tmp_path / "images.npy")
    with pytest.raises(ValueError, match="Object arrays"):
        load_images(tmp_path / "objects.npy")


@pytest.mark.parametrize("shape", [(12, 500), (1, 7), (200, 1), (3, 0)])
def test_histories_come_back_as_they_were(tmp_path, shape):
    random = np.random.default_rng(2)
    histories = {
        "digit": random.integers(0, 10, shape).astype(np.int8),
        "percent": random.integers(0, 101, shape).astype(np.int8),
    }

    save_histories(histories, tmp_path / "table.parquet")
    found = load_histories(tmp_path / "table.parquet")

    assert list(found) == ["digit", "percent"]
    for name, values in histories.items():
        assert found[name].dtype == np.int8
        np.testing.assert_array_equal(found[name], values)


def test_a_history_has_one_row_per_image_and_is_small_where_little_changes(tmp_path):
    digits = np.random.default_rng(2).integers(0, 10, 10_000).astype(np.int8)
    path = tmp_path / "table.parquet"

    save_histories({"digit": np.tile(digits, (12, 1))}, path)

    assert len(load_table(path)) == 10_000
    # Ten digits in four bits each, and twelve epochs hardly more than one.
    assert path.stat().st_size < 12_000


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_images_that_do_not_fit_say_why(tmp_path):
    lines = run_python_code(
        "import errno, pathlib, resource, numpy as np\n"
        "from core.store.tables import save_images\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    images = np.zeros((1000, 28, 28), np.uint8)\n"
        f"    save_images(images, pathlib.Path({str(tmp_path / 'a.npy')!r}))\n"
        "except OSError as error:\n"
        "    print(errno.errorcode.get(error.errno))"
    )

    assert lines == ["EFBIG"]


PROGRAM = """
import sys
import numpy as np, pandas as pd
from pathlib import Path
from core.store.tables import load_table, save_table

class Noted:
    def __init__(self, file): self.file = file
    def __getattr__(self, name):
        print(name)
        return getattr(self.file, name)

path = Path(sys.argv[1])
save_table(pd.DataFrame({"loss": np.arange(5)}), path)
with path.open("rb") as file:
    assert len(load_table(Noted(file))) == 5
"""


def test_threads_of_arrow_read_no_python_file(tmp_path):
    # Arrow would ask for `seek`, `tell` and more, from its own threads.
    program = PROGRAM.replace("sys.argv[1]", repr(str(tmp_path / "table.parquet")))

    assert run_python_code(program) == ["read"]
