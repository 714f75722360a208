"""Imported runs: predictions for one digit set, and nothing else."""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.store.artefacts import publish
from core.store.data_folder import data_folder
from core.store.runs import (
    PREDICTIONS,
    RUNS,
    RunRecord,
    load_run,
    truncate_probabilities,
    write_probabilities,
)


def save_imported_run(
    title: str,
    digits_id: str,
    probabilities: NDArray[np.float32],
    created: str,
    *,
    out_of_fold: bool = False,
    root: Path | None = None,
) -> RunRecord:
    """Publish predictions as a run without recipe, history and network.

    Equal predictions, float32 of shape (n, 10), with an equal title are the same run,
    which keeps the time of its first import (ISO 8601 in UTC).

    Raises:
        StoreError: The run cannot be written; nothing is stored.
    """
    kept = truncate_probabilities(probabilities)

    def write(folder: Path) -> None:
        (folder / PREDICTIONS).mkdir()
        write_probabilities(kept, folder / PREDICTIONS, digits_id)

    metadata = {
        "id": _run_id(title, digits_id, kept),
        "data": "",
        "out_of_fold": out_of_fold,
        "n": 0,
        "created": created,
        "seconds": {},
        "versions": {},
        "evaluated": [digits_id],
        "title": title,
    }
    manifest = publish(
        (root or data_folder()) / RUNS / str(metadata["id"]), write, metadata
    )
    return load_run(manifest.folder)


def _run_id(title: str, digits_id: str, kept: NDArray[np.float32]) -> str:
    digest = hashlib.sha256(json.dumps([title, digits_id]).encode())
    digest.update(np.ascontiguousarray(kept, "<f4").data)
    return digest.hexdigest()[:12]
