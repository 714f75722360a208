"""Juries on disk: ``juries/<digits>/`` with what several networks read, and no network.

A probability is stored in 8 bits, as a multiple of 1/255.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.store.artefacts import MANIFEST, open_artefact, publish, read_file
from core.store.data_folder import data_folder, data_folders
from core.store.records import build_record
from core.store.tables import load_histories, save_histories

JURIES: Final = "juries"
_TABLE: Final = "networks.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryRecord:
    """A stored jury.

    Attributes:
        id: Id of the job that trained it; see `core.model.jury.jury_id`.
        digits: Id of the images that it has read.
        data: Name of the digits that it learned from.
        out_of_fold: True if these are the images, and no network has read an image
            that it learned from.
        n: Number of images.
        members: Number of networks.
        created: Time of publication, ISO 8601 in UTC.
        seconds: Duration of the trainings together.
        run: Id of the run that was published with it, "" if there is none.
    """

    id: str
    digits: str
    data: str
    out_of_fold: bool
    n: int
    members: int
    created: str
    seconds: float
    folder: Path
    run: str = ""


def save_jury(
    metadata: Mapping[str, Any],
    probabilities: NDArray[np.float32],
    *,
    root: Path | None = None,
) -> JuryRecord:
    """Publish what the networks of a jury read, float32 of shape (members, n, 10).

    `metadata` has the plain fields of `JuryRecord`.

    Raises:
        StoreError: The jury cannot be written; nothing is stored.
    """
    stored = np.rint(probabilities * 255).astype(np.uint8)

    def write(folder: Path) -> None:
        columns = {f"network_{k}": each.T for k, each in enumerate(stored, 1)}
        save_histories(columns, folder / _TABLE)

    folder = (root or data_folder()) / JURIES / metadata["digits"]
    publish(folder, write, dict(metadata))
    return _load_record(folder)


def find_jury(digits_id: str) -> JuryRecord | None:
    """Find the jury on a digit set, by the id of its images; None if there is none.

    Raises:
        StoreError: The jury is damaged, or written by a newer Misread.
    """
    for root in data_folders():
        folder = root / JURIES / digits_id
        if (folder / MANIFEST).is_file():
            return _load_record(folder)
    return None


def load_jury(jury: JuryRecord) -> list[NDArray[np.float32]]:
    """Load what each network read: probabilities, float32, shape (n, 10).

    Raises:
        StoreError: The jury is damaged.
    """
    table = read_file(jury.folder, _TABLE, load_histories)
    return [_probabilities(each) for each in table.values()]


def delete_jury(digits_id: str) -> None:
    """Delete the jury on a digit set."""
    shutil.rmtree(data_folder() / JURIES / digits_id, ignore_errors=True)


def _load_record(folder: Path) -> JuryRecord:
    metadata = open_artefact(folder).metadata
    return build_record(JuryRecord, folder.name, metadata, folder=folder)


def _probabilities(stored: NDArray[np.int8]) -> NDArray[np.float32]:
    shares = stored.T.astype(np.float32)
    return shares / shares.sum(axis=1, keepdims=True)
