"""Results of the parts of a job, kept until the job ends, so that it can be resumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import StoreError
from core.store.artefacts import publish, read_file
from core.store.packing import pack, unpack

_FILE: Final = "result.npz"
_HISTORY: Final = "history-"
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


def pack_result(result: PartResult) -> bytes:
    """Return a result as bytes."""
    weights = {f"{_WEIGHT}{n:03}": each for n, each in enumerate(result.weights)}
    arrays = {
        **{
            f"{_HISTORY}{name}": result.history[name].to_numpy()
            for name in result.history
        },
        **weights,
        **{f"{_EPOCHS}{name}": each for name, each in result.epochs.items()},
        _READ: result.read,
    }
    seconds = {"seconds": result.seconds, "tracing_seconds": result.tracing_seconds}
    return pack(seconds, arrays)


def unpack_result(content: bytes | BinaryIO) -> PartResult:
    """Return the result that `pack_result` packed.

    Raises:
        ValueError: The content is cut short, or is no result.
    """
    about, arrays = unpack(content)

    def named(prefix: str) -> dict[str, NDArray[Any]]:
        return {
            name.removeprefix(prefix): each
            for name, each in arrays.items()
            if name.startswith(prefix)
        }

    weights = named(_WEIGHT)
    try:
        return PartResult(
            history=pd.DataFrame(named(_HISTORY)),
            tracing_seconds=about["tracing_seconds"],
            seconds=about["seconds"],
            weights=[weights[name] for name in sorted(weights)],
            epochs=named(_EPOCHS),
            read=arrays[_READ],
        )
    except KeyError as error:
        raise ValueError("no result of a part") from error


def save_part_result(folder: Path, result: PartResult) -> None:
    """Keep a result in a folder of its own.

    Raises:
        StoreError: The disk is full, or the system refuses; nothing is stored.
    """
    content = pack_result(result)

    def write(staged: Path) -> None:
        (staged / _FILE).write_bytes(content)

    publish(folder, write, {})


def load_part_result(folder: Path) -> PartResult | None:
    """Load a result, None if there is none, or a disk damaged it."""
    try:
        return read_file(folder, _FILE, unpack_result)
    except StoreError:
        return None
