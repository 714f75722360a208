"""Digit sets on disk: ``digits/<id>/`` with images, labels and names."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd
from filelock import FileLock
from numpy.typing import NDArray

from core.data.digits import DigitSet
from core.errors import ImagesMissingError, StoreError
from core.store.artefacts import list_artefacts, open_artefact, publish, read_file
from core.store.data_folder import data_folder, data_folders, write_errors
from core.store.durability import replace_file
from core.store.locks import is_locked
from core.store.records import build_record
from core.store.tables import load_images, load_table, save_images, save_table

_FOLDER: Final = "digits"
_IMPORT_NOTE: Final = ".importing.json"
UPLOAD_PREFIX: Final = "own-"
"""Prefix of an upload's source, before its id."""
IMAGES: Final = "images.npy"
TABLE: Final = "table.parquet"
# Read as a whole, so that damage on the disk cannot reach images in use.
_images_in_use: WeakValueDictionary[Path, NDArray[np.uint8]] = WeakValueDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsRecord:
    """A stored digit set, without its images.

    Attributes:
        id: Id of its images; predictions are stored under it.
        source: Name of the digit set, such as ``mnist-test``.
        has_images: False if only labels and names are stored.
        title: Title of an upload or of a set imported with predictions; untrusted text.
    """

    id: str
    source: str
    n: int
    has_images: bool
    folder: Path
    title: str = ""

    @property
    def is_upload(self) -> bool:
        """True if the digits are an upload."""
        return self.source.startswith(UPLOAD_PREFIX)


def save_digits(
    digits: DigitSet,
    *,
    title: str = "",
    root: Path | None = None,
    with_images: bool = True,
) -> DigitsRecord:
    """Publish a digit set in a data folder, by default that of the user.

    Equal images are stored once. Without images, only labels and names are stored.
    """

    def write(folder: Path) -> None:
        if with_images:
            save_images(digits.images, folder / IMAGES)
        table = {"label": digits.labels, "name": pd.array(digits.names, dtype="str")}
        save_table(pd.DataFrame(table), folder / TABLE)

    metadata = {
        "id": digits.images_id,
        "source": digits.source,
        "n": len(digits),
        "has_images": with_images,
    }
    if title:
        metadata["title"] = title
    folder = (root or data_folder()) / _FOLDER / digits.images_id
    manifest = publish(folder, write, metadata)
    return DigitsRecord(folder=folder, **manifest.metadata)


@contextmanager
def recorded_import(files: Sequence[Path]) -> Iterator[None]:
    """Record the files that digit sets are stored from, until all of them are.

    If this process dies meanwhile, `interrupted_import` returns the files.

    Raises:
        StoreError: The system refuses.
    """
    folder = data_folder() / _FOLDER
    note = folder / _IMPORT_NOTE
    with write_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(note.with_suffix(".lock")):
            draft = note.with_suffix(".new")
            draft.write_text(json.dumps([str(each.resolve()) for each in files]))
            replace_file(draft, note)
            try:
                yield
            finally:
                note.unlink(missing_ok=True)


def forget_import() -> None:
    """Forget the files of an import whose process died."""
    (data_folder() / _FOLDER / _IMPORT_NOTE).unlink(missing_ok=True)


def interrupted_import() -> list[Path]:
    """Return the files of an import whose process died, [] if there is none."""
    note = data_folder() / _FOLDER / _IMPORT_NOTE
    try:
        if not note.exists() or is_locked(note.with_suffix(".lock")):
            return []
        return [Path(each) for each in json.loads(note.read_text("utf-8"))]
    except (OSError, ValueError):
        return []


def list_digits(problems: list[StoreError] | None = None) -> list[DigitsRecord]:
    """List the digit sets of all data folders; one with images hides one without.

    An error for each other digit set is appended to `problems`.
    """
    found: dict[str, DigitsRecord] = {}
    for root in data_folders():
        for folder in list_artefacts(root / _FOLDER):
            try:
                values = open_artefact(folder).metadata
                record = build_record(DigitsRecord, folder.name, values, folder=folder)
            except StoreError as error:
                if problems is not None:
                    problems.append(error)
                continue
            if record.id not in found or not found[record.id].has_images:
                found[record.id] = record
    return list(found.values())


def load_digits(record: DigitsRecord) -> DigitSet:
    """Load a digit set with its images.

    Raises:
        ImagesMissingError: Only labels and names are stored.
        StoreError: The digit set is damaged.
    """
    if not record.has_images:
        open_artefact(record.folder)
        raise ImagesMissingError("no-images", source=record.source)
    table = read_file(record.folder, TABLE, load_table)
    return DigitSet(
        source=record.source,
        images=images_in(record.folder),
        labels=table["label"].to_numpy(np.int8, copy=True),
        names=tuple(table["name"]),
    )


def load_labels(record: DigitsRecord) -> NDArray[np.int8]:
    """Load the labels alone, int8 of shape (n,)."""
    load_column = partial(load_table, columns=["label"])
    table = read_file(record.folder, TABLE, load_column)
    return table["label"].to_numpy(np.int8, copy=True)


def load_names(record: DigitsRecord) -> tuple[str, ...]:
    """Load the names of the images, aligned with the labels."""
    load_column = partial(load_table, columns=["name"])
    return tuple(read_file(record.folder, TABLE, load_column)["name"])


def images_in(folder: Path) -> NDArray[np.uint8]:
    """Return the images of a digit set or an upload, which all users of them share."""
    images = _images_in_use.get(folder)
    if images is None:
        images = _images_in_use[folder] = read_file(folder, IMAGES, load_images)
    return images
