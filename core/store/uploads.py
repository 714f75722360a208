"""Uploads on disk: ``uploads/<id>/`` with frames, originals, and what was refused.

An upload's id is random and is all that is needed to see it, so that nobody finds one
by guessing. A deleted one stays in ``.trash-<id>`` until it is purged.
"""

import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from core.data.framing import FRAMING_VERSION
from core.data.uploaded_files import IgnoredFiles, Refusal, sanitize_name
from core.errors import StoreError
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    open_artefact,
    publish,
    read_manifest_unverified,
)
from core.store.data_folder import data_folder, reason
from core.store.digit_sets import IMAGES, TABLE, UPLOAD_PREFIX, DigitsRecord
from core.store.events import refusal_from_json
from core.store.tables import load_table
from core.store.upload_files import (
    ORIGINALS_FILE,
    REFUSALS_FILE,
    STEPS_FILE,
    write_files,
)

if TYPE_CHECKING:
    from core.data.picture_preparation import PreparedPicture

_FOLDER: Final = "uploads"
_TRASH_PREFIX: Final = ".trash-"
MAX_TITLE_LENGTH: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRecord:
    """What the store knows of an upload without reading its images.

    Attributes:
        id: 32 random hex digits.
        title: What its owner calls it; a stranger's text.
        n: Number of images.
        created: When it was taken in, ISO 8601 in UTC.
        images_id: Names its images; predictions are filed under it.
        labelled: Number of images with a label that was read from a name.
        num_refused: Number of files that were refused.
        num_ignored: Number of system files that were passed over.
        framing: Version of the framing that made its images.
        folder: Where it lies.
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

    @property
    def source(self) -> str:
        """What it is called among digit sets."""
        return UPLOAD_PREFIX + self.id

    @property
    def digits(self) -> DigitsRecord:
        """The upload as a digit set like any other."""
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
        """Seconds since it was taken in."""
        return time.time() - datetime.fromisoformat(self.created).timestamp()


def new_upload_id() -> str:
    """Make an id that nobody can guess."""
    return uuid.uuid4().hex


def upload_id_of(name: str) -> str | None:
    """Return the id in the source or the id of an upload, None if it is neither."""
    found = re.fullmatch(f"(?:{UPLOAD_PREFIX})?([0-9a-f]{{32}})", name)
    return found[1] if found else None


def save_upload(
    upload_id: str,
    items: Iterable["PreparedPicture | Refusal | IgnoredFiles"],
    *,
    title: str,
) -> UploadRecord:
    """Publish what becomes of the items; they are written as they come.

    Args:
        upload_id: From `new_upload_id`.
        items: Framed digits, and what was refused or passed over.
        title: What to call it.

    Raises:
        DatasetError: `upload-empty`, no item is a digit; nothing was stored.
        StoreError: It cannot be written; nothing is left of it.
    """
    about: dict[str, Any] = {
        "id": upload_id,
        "title": clean_title(title),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "framing": FRAMING_VERSION,
    }

    def write(folder: Path) -> None:
        # The manifest is written after this, and tells what came.
        about.update(write_files(folder, items))

    publish(_upload_folder(upload_id), write, about)
    return _record(_upload_folder(upload_id), about)


def clean_title(title: str) -> str:
    """Make a title one short line of text that can be shown."""
    line = " ".join(sanitize_name(title).split())
    short = (
        line if len(line) <= MAX_TITLE_LENGTH else f"{line[: MAX_TITLE_LENGTH - 1]}…"
    )
    return short or "?"


def list_uploads(*, deleted: bool = False) -> list[UploadRecord]:
    """List the uploads, or the deleted ones, newest first. Files are checked later."""
    trash = uploads_folder().glob(f"{_TRASH_PREFIX}*")
    found = []
    for folder in trash if deleted else list_artefacts(uploads_folder()):
        with suppress(StoreError):
            found.append(_record(folder, read_manifest_unverified(folder).about))
    return sorted(found, key=lambda upload: upload.created, reverse=True)


def find_upload(name: str) -> UploadRecord | None:
    """Find an upload by its id or its source; it may come from a link.

    Raises:
        StoreError: It is there but damaged.
    """
    upload_id = upload_id_of(name)
    if upload_id is None or not (_upload_folder(upload_id) / MANIFEST).is_file():
        return None
    return _record(
        _upload_folder(upload_id),
        read_manifest_unverified(_upload_folder(upload_id)).about,
    )


def load_uploaded_images(upload: UploadRecord) -> NDArray[np.uint8]:
    """Load the framed images, uint8 of shape (n, 28, 28)."""
    open_artefact(upload.folder)
    return np.load(upload.folder / IMAGES, allow_pickle=False)


def load_framing_steps(
    upload: UploadRecord, positions: Sequence[int] | None = None
) -> NDArray[np.uint8]:
    """Load the frames of every step, uint8 of shape (n, 5, 28, 28).

    Args:
        upload: Whose.
        positions: Of which images; of all if None.
    """
    open_artefact(upload.folder)
    steps = np.load(upload.folder / STEPS_FILE, mmap_mode="r", allow_pickle=False)
    # A copy: as long as a file is mapped, Windows does not let its folder be deleted.
    chosen = slice(None) if positions is None else np.asarray(positions, np.int64)
    return np.array(steps[chosen])


def load_upload_table(upload: UploadRecord) -> pd.DataFrame:
    """Load what is known of every image, one row each.

    Returns:
        ``name``; ``label`` as read, ``rule`` and ``other`` (see
        `core.data.labels.ParsedLabel`); ``height`` and ``width`` of the picture as it
        came; ``top``, ``left``, ``bottom`` and ``right`` of the digit, 0 to 1;
        ``inverted``; ``doubt``; ``offset`` and ``length`` of the original.
    """
    open_artefact(upload.folder)
    return load_table(upload.folder / TABLE)


def load_originals(upload: UploadRecord, positions: Sequence[int]) -> list[bytes]:
    """Load some originals, each a small grey PNG or JPEG."""
    open_artefact(upload.folder)
    places = pq.read_table(upload.folder / TABLE, columns=["offset", "length"])
    found = []
    with (upload.folder / ORIGINALS_FILE).open("rb") as file:
        for row in places.take(list(positions)).to_pylist():
            file.seek(row["offset"])
            found.append(file.read(row["length"]))
    return found


def load_refusals(upload: UploadRecord) -> list[Refusal]:
    """Load what was refused and why, the first `MOST_REFUSALS`."""
    open_artefact(upload.folder)
    rows = json.loads((upload.folder / REFUSALS_FILE).read_text("utf-8"))
    return [refusal_from_json(row) for row in rows]


def delete_upload(upload_id: str) -> None:
    """Put an upload out of sight; `restore_upload` brings it back until it is purged.

    Raises:
        StoreError: The system refuses.
    """
    folder, trash = _upload_folder(upload_id), _upload_folder(upload_id, trash=True)
    if not folder.is_dir():
        return
    try:
        # Renaming leaves the folder's time alone, and purging goes by that.
        os.utime(folder)
        folder.rename(trash)
    except OSError as error:
        raise StoreError("cannot-write", path=folder, reason=reason(error)) from error


def restore_upload(upload_id: str) -> UploadRecord | None:
    """Bring a deleted upload back, or return None if it was purged.

    Raises:
        StoreError: The system refuses.
    """
    trash = _upload_folder(upload_id, trash=True)
    if trash.is_dir():
        try:
            trash.rename(_upload_folder(upload_id))
        except OSError as error:
            raise StoreError(
                "cannot-write", path=trash, reason=reason(error)
            ) from error
    return find_upload(upload_id)


def purge_uploads(older_than: float, only: str | None = None) -> list[UploadRecord]:
    """Remove for good what was deleted some time ago, and return it.

    Args:
        older_than: Seconds.
        only: Id of the one to remove, or None for any.
    """
    purged = []
    for folder in uploads_folder().glob(f"{_TRASH_PREFIX}{only or '*'}"):
        try:
            if time.time() - folder.stat().st_mtime < older_than:
                continue
            record = _record(folder, read_manifest_unverified(folder).about)
        except (OSError, StoreError):
            continue  # Somebody else was faster, or it has been moved aside.
        shutil.rmtree(folder, ignore_errors=True)
        purged.append(record)
    return purged


def uploads_folder() -> Path:
    """Where the uploads lie."""
    return data_folder() / _FOLDER


def _upload_folder(upload_id: str, *, trash: bool = False) -> Path:
    # It may come from a link or a command line: no path may hide in it.
    if upload_id_of(upload_id) != upload_id:
        raise ValueError(f"an upload's id is 32 hex digits, got {upload_id!r}")
    return uploads_folder() / f"{_TRASH_PREFIX if trash else ''}{upload_id}"


def _record(folder: Path, about: Mapping[str, Any]) -> UploadRecord:
    return UploadRecord(folder=folder, **about)
