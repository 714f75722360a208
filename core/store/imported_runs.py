"""Runs that were made elsewhere: predictions for one digit set, and nothing else."""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.store.artefacts import publish
from core.store.data_folder import data_folder
from core.store.runs import (
    PREDICTIONS,
    PROBABILITY_COLUMNS,
    RUNS,
    RunRecord,
    load_run,
    truncate_probabilities,
)
from core.store.tables import save_float_columns


def save_imported_run(
    title: str,
    digits_id: str,
    probabilities: NDArray[np.float32],
    created: str,
    *,
    out_of_fold: bool = False,
) -> RunRecord:
    """Publish predictions as a run without recipe, history and network.

    Args:
        title: What to call it.
        digits_id: Id of the digit set they are about.
        probabilities: float32, shape (n, 10).
        created: When they were brought in, ISO 8601 in UTC.
        out_of_fold: Whether each image was read by a network that never saw it.

    Returns:
        The run. The same predictions under the same title are the same run, as it was
        when they came first.

    Raises:
        StoreError: It cannot be written; nothing is left of it.
    """
    kept = truncate_probabilities(probabilities)

    def write(folder: Path) -> None:
        (folder / PREDICTIONS).mkdir()
        save_float_columns(
            kept, PROBABILITY_COLUMNS, folder / PREDICTIONS / f"{digits_id}.parquet"
        )

    about = {
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
    manifest = publish(data_folder() / RUNS / str(about["id"]), write, about)
    return load_run(manifest.folder)


def _run_id(title: str, digits_id: str, kept: NDArray[np.float32]) -> str:
    """Name a run by what is in it: the first 12 hex digits of a SHA-256."""
    digest = hashlib.sha256(json.dumps([title, digits_id]).encode())
    digest.update(np.ascontiguousarray(kept, "<f4").data)
    return digest.hexdigest()[:12]
