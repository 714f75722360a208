"""Results of the parts of a job, kept until the job ends, so that it can be resumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import StoreError
from core.store.artefacts import open_artefact, publish, read_file
from core.store.tables import load_table, save_table

_HISTORY: Final = "history.parquet"
_ARRAYS: Final = "arrays.npz"
_WEIGHT: Final = "weight-"
_EPOCHS: Final = "epochs-"
_READ: Final = "read"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartResult:
    """What a part of a training gives.

    Attributes:
        history: One row per epoch; see `core.model.training.TrainingResult`.
        tracing_seconds, seconds: Durations; see there.
        weights: The weights of the network in Keras's order; none if it is not kept.
        epochs: Probabilities after every epoch by the name of the images, float32 of
            shape (epochs, n, 10).
        read: Probabilities by the finished network for the images that it judges,
            float32 of shape (n, 10).
    """

    history: pd.DataFrame
    tracing_seconds: float
    seconds: float
    weights: Sequence[NDArray[np.float32]] = ()
    epochs: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    read: NDArray[np.float32] = field(
        default_factory=lambda: np.empty((0, 10), np.float32)
    )


def save_part_result(folder: Path, result: PartResult) -> None:
    """Keep a result in a folder of its own.

    Raises:
        StoreError: The disk is full, or the system refuses; nothing is stored.
    """
    arrays = {
        **{f"{_WEIGHT}{number:03}": each for number, each in enumerate(result.weights)},
        **{f"{_EPOCHS}{name}": each for name, each in result.epochs.items()},
        _READ: result.read,
    }

    def write(staged: Path) -> None:
        save_table(result.history, staged / _HISTORY)
        np.savez(staged / _ARRAYS, allow_pickle=False, **arrays)

    seconds = {"seconds": result.seconds, "tracing_seconds": result.tracing_seconds}
    publish(folder, write, seconds)


def load_part_result(folder: Path) -> PartResult | None:
    """Load a result, None if there is none, or a disk damaged it."""
    try:
        metadata = open_artefact(folder).metadata
        history = read_file(folder, _HISTORY, load_table)
        arrays = read_file(folder, _ARRAYS, lambda file: dict(np.load(file)))
    except StoreError:
        return None
    return PartResult(
        history=history,
        tracing_seconds=metadata["tracing_seconds"],
        seconds=metadata["seconds"],
        weights=[arrays[name] for name in sorted(arrays) if name.startswith(_WEIGHT)],
        epochs={
            name.removeprefix(_EPOCHS): each
            for name, each in arrays.items()
            if name.startswith(_EPOCHS)
        },
        read=arrays[_READ],
    )
