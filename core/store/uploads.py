"""Uploads on disk: ``uploads/<id>/`` with frames, originals and refusals.

The id of an upload is random and grants access to it, so it must not be guessable. A
deleted upload stays in ``.trash-<id>``, see `core.store.upload_trash`.
"""

import json
import re
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.data.framing import FRAMING_VERSION
from core.data.uploaded_files import Refusal, sanitize_name
from core.errors import StoreError
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    publish,
    read_file,
    read_manifest_unverified,
)
from core.store.data_folder import data_folder
from core.store.digit_sets import TABLE, UPLOAD_PREFIX, DigitsRecord, images_in
from core.store.events import refusal_from_json
from core.store.records import build_record
from core.store.tables import load_images, load_rows, load_table
from core.store.upload_files import (
    ORIGINALS_FILE,
    REFUSALS_FILE,
    STEPS_FILE,
    write_files,
)

if TYPE_CHECKING:
    from core.data.upload_paths import UploadContent

_FOLDER: Final = "uploads"
TRASH_PREFIX: Final = ".trash-"
MAX_TITLE_LENGTH: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRecord:
    """A stored upload of n images, without them.

    Attributes:
        title: Untrusted text.
        created: Time of the import, ISO 8601 in UTC.
        images_id: Id of its images; predictions are stored under it.
        labelled: Number of images with a label read from the file name.
        num_ignored: Number of ignored system files.
        framing: Version of the framing.
        tables: Tables beside the pictures, as `describe_table` returns them.
        arrays: Arrays of images, each with the values of an `UploadedArray`.
        has_root: True if names begin with the folder that was handed over.
        place: Of the labels in the names, as chosen at the import.
        is_ambiguous: True if names had digits at several places, and none was chosen.
    """

    id: str
    title: str
    n: int
    created: str
    images_id: str
    labelled: int
    num_refused: int
    num_ignored: int
    framing: int
    folder: Path
    tables: Sequence[Mapping[str, Any]] = ()
    arrays: Sequence[Mapping[str, Any]] = ()
    has_root: bool = True
    is_ambiguous: bool = False
    place: str = ""

    @property
    def source(self) -> str:
        """Source of the upload as a digit set."""
        return UPLOAD_PREFIX + self.id

    @property
    def digits(self) -> DigitsRecord:
        """The upload as a digit set."""
        return DigitsRecord(
            id=self.images_id,
            source=self.source,
            n=self.n,
            has_images=True,
            folder=self.folder,
            title=self.title,
        )

    @property
    def age(self) -> float:
        """Seconds since the import."""
        return time.time() - datetime.fromisoformat(self.created).timestamp()


def new_upload_id() -> str:
    """Return a random id that cannot be guessed."""
    return uuid.uuid4().hex


def upload_id_of(name: str) -> str | None:
    """Return the id from the source or id of an upload, None if it is neither."""
    found = re.fullmatch(f"(?:{UPLOAD_PREFIX})?([0-9a-f]{{32}})", name)
    return found[1] if found else None


def save_upload(
    upload_id: str,
    items: Iterable["UploadContent"],
    *,
    title: str,
    place: str = "",
    has_root: bool = True,
    check: Callable[[Path, str], object] | None = None,
) -> UploadRecord:
    """Publish an upload under a new id and an untrusted title, item by item.

    `place` is that of the labels in the names, for `LabelCandidates.choose`; `has_root`
    is that of `core.data.labels.parse_labels`. `check` gets the finished folder and the
    id of the images before these are published; an error from it prevents that.

    Raises:
        DatasetError: `upload-empty`, no item is a picture; nothing is stored.
        StoreError: The upload cannot be written; nothing is stored.
    """
    metadata: dict[str, Any] = {
        "id": upload_id,
        "title": clean_title(title),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "framing": FRAMING_VERSION,
    }

    def write(folder: Path) -> None:
        # `publish` writes the manifest afterwards, with what this adds.
        metadata.update(write_files(folder, items, place, has_root=has_root))
        if check is not None:
            check(folder, metadata["images_id"])

    publish(upload_folder(upload_id), write, metadata)
    return UploadRecord(folder=upload_folder(upload_id), **metadata)


def clean_title(title: str) -> str:
    """Return an untrusted title as one short line of text, "?" if nothing is left."""
    line = " ".join(sanitize_name(title).split())
    if len(line) > MAX_TITLE_LENGTH:
        line = f"{line[: MAX_TITLE_LENGTH - 1]}…"
    return line or "?"


def list_uploads(
    *, deleted: bool = False, problems: list[StoreError] | None = None
) -> list[UploadRecord]:
    """List the uploads, or the deleted ones, newest first, without verifying files.

    An error for each other upload is appended to `problems`.
    """
    trash = uploads_folder().glob(f"{TRASH_PREFIX}*")
    found = []
    for folder in trash if deleted else list_artefacts(uploads_folder()):
        try:
            found.append(load_record(folder))
        except StoreError as error:
            if problems is not None:
                problems.append(error)
    return sorted(found, key=lambda upload: upload.created, reverse=True)


def find_upload(name: str) -> UploadRecord | None:
    """Find an upload by its id or source, which may be untrusted.

    Raises:
        StoreError: The upload is damaged.
    """
    upload_id = upload_id_of(name)
    if upload_id is None or not (upload_folder(upload_id) / MANIFEST).is_file():
        return None
    return load_record(upload_folder(upload_id))


def load_uploaded_images(upload: UploadRecord) -> NDArray[np.uint8]:
    """Load the framed images, uint8 of shape (n, 28, 28)."""
    return images_in(upload.folder)


def load_framing_steps(
    upload: UploadRecord, positions: Sequence[int] | None = None
) -> NDArray[np.uint8]:
    """Load the frames of every step of all or some images, uint8 (n, 5, 28, 28)."""
    if positions is None:
        return read_file(upload.folder, STEPS_FILE, load_images)
    return read_file(upload.folder, STEPS_FILE, partial(load_rows, positions=positions))


def load_upload_table(upload: UploadRecord) -> pd.DataFrame:
    """Load the table of an upload, one row per image.

    Returns:
        ``name``; ``label`` at the import, int8, -1 without one, and its ``place`` (see
        `core.data.labels.Place`), "" without one; ``listed``, the label in a table
        beside the pictures; ``height`` and ``width`` of the original picture; ``top``,
        ``left``, ``bottom`` and ``right`` of the digit, 0 to 1; ``inverted``;
        ``doubt``, a framing warning; ``offset`` and ``length`` of the stored original.
    """
    table = read_file(upload.folder, TABLE, load_table)
    if "rule" in table:  # Misread 0.1 read each name alone.
        places = table["rule"].map({"folder": "folder", "name": "last", "none": ""})
        table = table.drop(columns=["rule", "other"]).assign(place=places)
    if "listed" not in table:
        table["listed"] = np.full(len(table), UNKNOWN, np.int8)
    return table


def load_originals(upload: UploadRecord, positions: Sequence[int]) -> list[bytes]:
    """Load some originals, each as the bytes of a small grey PNG or JPEG."""
    load_places = partial(load_table, columns=["offset", "length"])
    places = read_file(upload.folder, TABLE, load_places).iloc[list(positions)]

    def read(file: BinaryIO) -> list[bytes]:
        originals = []
        for offset, length in places.to_numpy().tolist():
            file.seek(offset)
            originals.append(file.read(length))
        return originals

    return read_file(upload.folder, ORIGINALS_FILE, read)


def load_refusals(upload: UploadRecord) -> list[Refusal]:
    """Load the first `MAX_STORED_REFUSALS` refusals."""
    rows = read_file(upload.folder, REFUSALS_FILE, json.load)
    return [refusal_from_json(row) for row in rows]


def uploads_folder() -> Path:
    """Return the folder of all uploads."""
    return data_folder() / _FOLDER


def upload_folder(upload_id: str, *, trash: bool = False) -> Path:
    """Return the folder of an upload, or the one that it has in the trash."""
    # The id may be untrusted and must not contain a path.
    if upload_id_of(upload_id) != upload_id:
        raise ValueError(f"an upload's id is 32 hex digits, got {upload_id!r}")
    return uploads_folder() / f"{TRASH_PREFIX if trash else ''}{upload_id}"


def load_record(folder: Path) -> UploadRecord:
    """Load the record in a folder, without verifying files.

    Raises:
        StoreError: As `open_artefact` does.
    """
    values = read_manifest_unverified(folder).metadata
    return build_record(UploadRecord, folder.name, values, folder=folder)
