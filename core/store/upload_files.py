"""Write the files of an upload while its pictures are prepared."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE, UNKNOWN
from core.data.framing import FRAMING_STEPS
from core.data.label_tables import MAX_LISTED, TableMatch
from core.data.labels import LabelCandidates, ParsedLabels, parse_labels
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedArray
from core.errors import DatasetError
from core.store.digit_sets import IMAGES, TABLE
from core.store.events import refusal_to_json
from core.store.tables import save_table

if TYPE_CHECKING:
    from core.data.picture_preparation import PreparedPicture
    from core.data.upload_paths import UploadContent

STEPS_FILE: Final = "steps.npy"
ORIGINALS_FILE: Final = "originals.bin"
REFUSALS_FILE: Final = "refused.json"
MAX_STORED_REFUSALS: Final = 1000
"""Refusals stored with their reasons; all are counted."""


def write_files(
    folder: Path,
    items: Iterable["UploadContent"],
    place: str = "",
    *,
    has_root: bool = True,
) -> dict[str, Any]:
    """Write the files of an upload into an empty folder.

    Frames and originals are written one by one, so that memory limits no upload.
    Labels are in the names: at a place, or where all names together show it; `has_root`
    is that of `core.data.labels.parse_labels`.

    Returns:
        Metadata for the manifest.

    Raises:
        DatasetError: `upload-empty`, no item is a picture.
    """
    rows: list[dict[str, Any]] = []
    refusals: list[dict[str, Any]] = []
    tables: list[TableMatch] = []
    arrays: list[dict[str, Any]] = []
    num_refused = num_ignored = 0
    digest = hashlib.sha256()
    with (
        _Frames(folder / IMAGES, IMAGE_SHAPE) as images,
        _Frames(folder / STEPS_FILE, (len(FRAMING_STEPS), *IMAGE_SHAPE)) as steps,
        (folder / ORIGINALS_FILE).open("wb") as originals,
    ):
        for item in items:
            if isinstance(item, IgnoredFiles):
                num_ignored += item.count
            elif isinstance(item, TableMatch):
                tables.append(item)
            elif isinstance(item, UploadedArray):
                arrays.append(asdict(item))
            elif isinstance(item, Refusal):
                num_refused += 1
                if len(refusals) < MAX_STORED_REFUSALS:
                    refusals.append(refusal_to_json(item))
            else:
                rows.append(_row(item, originals.tell()))
                images.add(item.image)
                steps.add(item.steps)
                originals.write(item.original)
                digest.update(np.ascontiguousarray(item.image).data)
    if not rows:
        raise DatasetError("upload-empty", refused=num_refused, ignored=num_ignored)
    candidates, parsed = _save_table(folder, rows, tables, place, has_root=has_root)
    text = json.dumps(refusals, ensure_ascii=False, indent=1)
    (folder / REFUSALS_FILE).write_text(text, "utf-8", newline="\n")
    return {
        "n": len(rows),
        "images_id": digest.hexdigest()[:16],
        "labelled": int((parsed.labels != UNKNOWN).sum()),
        "num_refused": num_refused,
        "num_ignored": num_ignored,
        "has_root": has_root,
        "tables": [describe_table(each) for each in tables],
        "arrays": arrays,
        "place": place,
        "is_ambiguous": candidates.is_ambiguous and not place,
    }


def _save_table(
    folder: Path,
    rows: Sequence[Mapping[str, Any]],
    tables: Sequence[TableMatch],
    place: str,
    *,
    has_root: bool,
) -> tuple[LabelCandidates, ParsedLabels]:
    """Save rows with their labels; return these and other candidates."""
    listed = np.full(len(rows), UNKNOWN, np.int8)
    for each in tables:
        listed = np.where(listed == UNKNOWN, each.labels, listed)
    names = [row["name"] for row in rows]
    candidates = parse_labels(names, listed, has_root=has_root)
    parsed = candidates.choose(place)
    table = pd.DataFrame(rows)
    table.insert(1, "label", parsed.labels)
    table.insert(2, "place", parsed.places)
    table.insert(3, "listed", listed)
    texts = {"name": "str", "place": "str", "doubt": "str"}
    save_table(table.astype(texts), folder / TABLE)
    return candidates, parsed


def _row(item: "PreparedPicture", offset: int) -> dict[str, Any]:
    numbers, _ = item.to_message()
    return {
        "name": item.name,
        **numbers,
        "offset": offset,
        "length": len(item.original),
    }


def describe_table(table: TableMatch) -> dict[str, Any]:
    """Return how many pictures a table labels, and what it names besides.

    ``unknown`` names mean no picture, ``ambiguous`` ones no single one; ``examples``
    are the first of both, and ``columns`` the headers of the other columns.
    """
    return {
        "name": table.name,
        "labelled": int((table.labels != UNKNOWN).sum()),
        "unknown": len(table.unknown),
        "ambiguous": len(table.ambiguous),
        "examples": [*table.unknown, *table.ambiguous][:MAX_LISTED],
        "columns": list(table.columns),
    }


class _Frames:
    """A ``.npy`` file of images whose number is not known in advance."""

    def __init__(self, path: Path, shape: tuple[int, ...]) -> None:
        self._path, self._shape, self._n = path, shape, 0
        self._file: BinaryIO

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        self._write_header()
        return self

    def add(self, image: NDArray[np.uint8]) -> None:
        if image.shape != self._shape or image.dtype != np.uint8:
            raise ValueError(f"expected uint8 {self._shape}, got {image.shape}")
        self._file.write(np.ascontiguousarray(image).data)
        self._n += 1

    def __exit__(self, *_: object) -> None:
        # NumPy pads the header, so that the length of the first axis can grow.
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def _write_header(self) -> None:
        header = {
            "descr": "|u1",
            "fortran_order": False,
            "shape": (self._n, *self._shape),
        }
        np.lib.format.write_array_header_1_0(self._file, header)
