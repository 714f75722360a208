"""Damage files of every kind that visitors hand over, and read them.

    python -m tests.benchmarks.fuzzing [--executions 1000000] [--seconds 600] [NAME ...]

Each execution changes some bytes of a small file of its kind, or joins two, and reads
the result. The reader may succeed or raise a `MisreadError`; anything else is printed
with the file that caused it. A reader ends after that many executions or seconds. The
same seed makes the same files.
"""

import argparse
import gzip
import io
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from openpyxl import Workbook

from core.data.archives import read_zip
from core.data.datasets import load_builtin_digits
from core.data.label_tables import match_table, read_rows
from core.data.labels import parse_labels
from core.data.mnist import read_arrays
from core.data.name_matching import NameIndex
from core.data.picture_preparation import prepare_picture
from core.data.predictions import read_predictions
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import natural_sort_key, sanitize_name, sanitize_text
from core.errors import MisreadError
from core.work.upload_tables import UploadTables
from tests import hostile
from tests.array_files import csv, frame_of, idx, npy, npz, parquet, png

PICTURES = tuple(f"{number % 10}/tr_{number}.png" for number in range(12))
MEMORY = 6 * 2**30
"""Bytes of address space; the libraries take 2 GB of it."""
JOINED = 0.1
"""Share of files that begin as one and end as another."""


class Reader(NamedTuple):
    """How files of one kind are read.

    Attributes:
        seeds: Intact files by their names.
        read: Reads the bytes of a file, and its name.
    """

    seeds: dict[str, bytes]
    read: Callable[[bytes, str], object]


def main() -> int:
    """Print a line for each reader; return 1 if one raised anything unexpected."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readers", nargs="*", metavar="NAME")
    parser.add_argument("--executions", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    limit_memory()
    # Libraries print warnings about files.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    print("reader       executions  refused  unexpected  seconds")
    num_unexpected = 0
    with tempfile.TemporaryDirectory() as folder:
        readers = make_readers(Path(folder))
        for name in options.readers or readers:
            random = np.random.default_rng([options.seed, *name.encode()])
            num_unexpected += fuzz(name, readers[name], options, random)
    return int(num_unexpected > 0)


def limit_memory() -> None:
    """Let a file that takes too much memory fail by itself, where systems can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def fuzz(name: str, reader: Reader, options: argparse.Namespace, random: Any) -> int:
    """Print how often a reader refused, and return how often it failed otherwise."""
    names = sorted(reader.seeds)
    known: set[str] = set()
    executions = refused = unexpected = 0
    started = time.monotonic()
    while executions < options.executions:
        if time.monotonic() - started > options.seconds:
            break
        executions += 1
        chosen = names[int(random.integers(len(names)))]
        content = reader.seeds[chosen]
        if random.random() < JOINED:
            other = reader.seeds[names[int(random.integers(len(names)))]]
            content = content[: len(content) // 2] + other[len(other) // 2 :]
        content = hostile.mutate(content, random)
        try:
            reader.read(content, chosen)
        except MisreadError:
            refused += 1
        except Exception as error:
            unexpected += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {place.filename}:{place.lineno}"
            if kind not in known:
                known.add(kind)
                print(f"{name}: {chosen}: {kind}: {error}\n{content!r:.2000}")
    seconds = time.monotonic() - started
    print(f"{name:12} {executions:10,} {refused:8,} {unexpected:11} {seconds:8.0f}")
    sys.stdout.flush()
    return unexpected


def make_readers(folder: Path) -> dict[str, Reader]:
    """Return all readers; files that are read by their path lie in a folder."""

    def on_disk(read: Callable[[Path], object]) -> Callable[[bytes, str], object]:
        def write_and_read(content: bytes, name: str) -> object:
            (folder / name).write_bytes(content)
            return read(folder / name)

        return write_and_read

    digits = load_builtin_digits().train
    images, labels = digits.images[:4], digits.labels[:4]
    ten = np.eye(10, dtype=np.float32)[labels] * 0.91 + 0.009
    small = {
        name: content
        for name, content in hostile.valid_pictures().items()
        if len(content) < 5_000
    }
    return {
        "pictures": Reader(small, lambda content, name: prepare_picture(name, content)),
        "archives": Reader({"a.zip": hostile.mixed_archive()}, read_archive),
        "arrays": Reader(digit_arrays(images, labels), on_disk(read_upload)),
        "tables": Reader(label_tables(), read_table),
        "predictions": Reader(prediction_files(ten, labels), on_disk(read_predictions)),
        "mnist": Reader(
            mnist_files(images, labels), on_disk(lambda path: read_arrays([path]))
        ),
        "names": Reader(name_lists(), read_names),
    }


def read_archive(content: bytes, _name: str) -> None:
    for _ in read_zip(io.BytesIO(content)):
        pass


def read_upload(path: Path) -> None:
    tables = UploadTables()
    for item in find_uploaded_files([path]):
        tables.add(item)
    list(tables.match())


def read_table(content: bytes, name: str) -> None:
    match_table(name, read_rows(content), NameIndex(PICTURES), len(PICTURES))


def read_names(content: bytes, _name: str) -> None:
    names = [
        sanitize_name(line) for line in content.decode("utf-8", "replace").split("\n")
    ]
    sanitize_text(names[0])
    sorted(names, key=natural_sort_key)
    parse_labels(names)


def digit_arrays(images: Any, labels: Any) -> dict[str, bytes]:
    pictures = pd.DataFrame({"image": list(map(png, images)), "label": labels})
    return {
        "d.npz": npz(x=images, y=labels),
        "d.npy": npy(images),
        "d-idx3-ubyte": idx(images),
        "d.csv": csv(frame_of(images, labels)),
        "d.parquet": parquet(frame_of(images, labels)),
        "pictures.parquet": parquet(pictures),
    }


def label_tables() -> dict[str, bytes]:
    rows = [("name", "digit", "writer")]
    rows += [(name, name[0], f"w{at % 3}") for at, name in enumerate(PICTURES)]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return {
        "labels.csv": lines(rows, ","),
        "labels.tsv": lines(rows, "\t"),
        "labels.txt": lines([row[:2] for row in rows[1:]], " "),
        "labels16.csv": lines(rows, ";").decode().encode("utf-16"),
        "labels.xlsx": saved_book(book),
    }


def prediction_files(ten: Any, labels: Any) -> dict[str, bytes]:
    table = pd.DataFrame(ten, columns=[f"p{digit}" for digit in range(10)])
    table.insert(0, "number", range(len(ten)))
    table["label"] = labels
    named = table.assign(number=[f"{at}.png" for at in range(len(ten))])
    kaggle = pd.DataFrame({"ImageId": range(1, len(ten) + 1), "Label": labels})
    return {
        "p.csv": csv(table),
        "named.csv": named.rename(columns={"number": "name"}).to_csv().encode(),
        "kaggle.csv": csv(kaggle),
        "p.npz": npz(probabilities=ten, labels=labels),
        "p.npy": npy(ten),
        "p.parquet": parquet(table),
    }


def mnist_files(images: Any, labels: Any) -> dict[str, bytes]:
    arrays = {"x_train": images, "y_train": labels, "x_test": images, "y_test": labels}
    return {
        "mnist.npz": npz(**arrays),
        "train-images-idx3-ubyte": idx(images),
        "train-images-idx3-ubyte.gz": gzip.compress(idx(images)),
    }


def name_lists() -> dict[str, bytes]:
    kinds: Sequence[Iterable[str]] = (
        PICTURES,
        (f"num/{digit}_{at}.png" for digit in range(10) for at in range(3)),
        ("three_1.png", "七/2.png", "class_7/1.png", "٣.png", "⑤/x.png", "neuf 2.gif"),
        hostile.payload_names()[:40],
    )
    return {
        f"{number}.txt": "\n".join(names).encode("utf-8", "replace")
        for number, names in enumerate(kinds)
    }


def saved_book(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def lines(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    return "\n".join(separator.join(row) for row in rows).encode()


if __name__ == "__main__":
    sys.exit(main())
