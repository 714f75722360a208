"""Runs on disk: ``runs/<id>/`` with recipe, history, network and predictions.

Those of the finished network stand under ``predictions``, whole; those after each epoch
under ``epochs``, short: the digit, and the confidence in whole percent.

Predictions for a digit set that came later are artefacts of their own, under
``predictions/<run>/<digits>/``, since a published run never changes. A run made
elsewhere has its predictions and nothing else (`core.store.imported_runs`).
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.errors import StoreError
from core.model.epoch_predictions import EpochPredictions
from core.model.recipes import Recipe
from core.store.artefacts import MANIFEST, list_artefacts, open_artefact, publish
from core.store.data_folder import EXAMPLES, data_folder, data_folders
from core.store.tables import (
    load_float_columns,
    load_histories,
    load_table,
    save_float_columns,
    save_histories,
    save_table,
)

RUNS: Final = "runs"
PREDICTIONS: Final = "predictions"
_EPOCHS: Final = "epochs"
_RECIPE: Final = "recipe.json"
_HISTORY: Final = "history.parquet"
_LAYERS: Final = "layers.parquet"
KERAS_FILE: Final = "model.keras"
LITERT_FILE: Final = "model.tflite"
PROBABILITY_COLUMNS: Final = [f"p{digit}" for digit in range(NUM_CLASSES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What the store knows of a run.

    Attributes:
        id: First 12 hex digits of a SHA-256 over recipe, data and training version; of
            a run made elsewhere over what it predicted and its title.
        recipe: All settings; None for a run made elsewhere, of which nobody here knows
            how it learned. It has no network either.
        data: Name of the data set it was trained on, "" where nobody knows.
        out_of_fold: Whether its own data was judged by networks that never saw it.
        n: Number of digits its kept network was fitted on.
        created: When it was published, ISO 8601 in UTC.
        seconds: ``import``, ``tracing`` and ``training``.
        versions: Of Python and the libraries, and the processor kind.
        evaluated: Ids of the digit sets it was published with.
        folder: Where it lies.
        temperature: Fitted on digits held out of its training, see
            `core.analysis.scores.fitted_temperature`; None where that was not possible,
            and for runs of an older Misread.
        replayed: Ids of the digit sets of which it kept predictions of every epoch;
            none for runs of an older Misread.
        title: What whoever brought it in calls a run made elsewhere; a stranger's text.
    """

    id: str
    recipe: Recipe | None
    data: str
    out_of_fold: bool
    n: int
    created: str
    seconds: Mapping[str, float]
    versions: Mapping[str, str]
    evaluated: tuple[str, ...]
    folder: Path
    temperature: float | None = None
    replayed: tuple[str, ...] = ()
    title: str = ""

    @property
    def has_network(self) -> bool:
        """Whether it can read images; else it knows only what it was published with."""
        return self.recipe is not None

    @property
    def is_example(self) -> bool:
        """Whether it ships with Misread and cannot be deleted."""
        return self.folder.is_relative_to(EXAMPLES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunContent:
    """Everything a run is published with.

    Attributes:
        about: The plain fields of `RunRecord`, without recipe and folder.
        recipe: All settings.
        history: One row per epoch.
        layers: One row per layer.
        predictions: Probabilities by digit set id, float32 of shape (n, 10).
        models: Folder that holds `KERAS_FILE` and `LITERT_FILE`; they are copied.
        epochs: Predictions after every epoch by digit set id.
    """

    about: Mapping[str, Any]
    recipe: Recipe
    history: pd.DataFrame
    layers: pd.DataFrame
    predictions: Mapping[str, NDArray[np.float32]]
    models: Path
    epochs: Mapping[str, EpochPredictions] = field(default_factory=dict)


def save_run(content: RunContent, *, root: Path | None = None) -> RunRecord:
    """Publish a run together with its predictions.

    Raises:
        StoreError: It cannot be written; nothing is left of it.
    """

    def write(folder: Path) -> None:
        recipe = json.dumps(content.recipe.to_dict(), indent=1)
        (folder / _RECIPE).write_text(recipe, "utf-8", newline="\n")
        save_table(content.history, folder / _HISTORY)
        save_table(content.layers, folder / _LAYERS)
        for name in (KERAS_FILE, LITERT_FILE):
            shutil.copyfile(content.models / name, folder / name)
        (folder / PREDICTIONS).mkdir()
        for digits_id, probabilities in content.predictions.items():
            path = folder / PREDICTIONS / f"{digits_id}.parquet"
            save_float_columns(
                truncate_probabilities(probabilities), PROBABILITY_COLUMNS, path
            )
        (folder / _EPOCHS).mkdir()
        for digits_id, epochs in content.epochs.items():
            save_histories(asdict(epochs), folder / _EPOCHS / f"{digits_id}.parquet")

    folder = (root or data_folder()) / RUNS / content.about["id"]
    about = {
        **content.about,
        "evaluated": list(content.predictions),
        "replayed": list(content.epochs),
    }
    publish(folder, write, about)
    return load_run(folder)


def load_run(folder: Path) -> RunRecord:
    """Load the record of a published run.

    Raises:
        StoreError: It is missing, damaged, or written by a newer Misread.
    """
    about = open_artefact(folder).about
    recipe = None
    if (folder / _RECIPE).is_file():
        recipe = Recipe.from_dict(json.loads((folder / _RECIPE).read_text("utf-8")))
    lists = {name: tuple(about.get(name, ())) for name in ("evaluated", "replayed")}
    return RunRecord(**{**about, **lists}, recipe=recipe, folder=folder)


def list_runs() -> tuple[list[RunRecord], list[StoreError]]:
    """List the runs of all homes, newest first, the examples last.

    Returns:
        The sound runs, and one error for each that is not.
    """
    runs: dict[str, RunRecord] = {}
    problems = []
    for root in data_folders():
        for folder in list_artefacts(root / RUNS):
            try:
                run = load_run(folder)
                runs.setdefault(run.id, run)
            except StoreError as error:
                problems.append(error)
    ordered = sorted(runs.values(), key=lambda run: run.created, reverse=True)
    return sorted(ordered, key=lambda run: run.is_example), problems


def find_run(run_id: str) -> RunRecord | None:
    """Find a published run by its id.

    Raises:
        StoreError: It is there but damaged.
    """
    # It may come from a link or a command line: no path may hide in it.
    if not re.fullmatch("[0-9a-f]{12}", run_id):
        return None
    for root in data_folders():
        folder = root / RUNS / run_id
        if (folder / MANIFEST).is_file():
            return load_run(folder)
    return None


def load_history(run: RunRecord) -> pd.DataFrame:
    """Load the history, one row per epoch; see `core.model.training.Training`."""
    return load_table(run.folder / _HISTORY)


def load_layers(run: RunRecord) -> pd.DataFrame:
    """Load the network's layers: ``layer``, ``kind``, ``output``, ``parameters``."""
    return load_table(run.folder / _LAYERS)


def save_predictions(
    run: RunRecord, digits_id: str, probabilities: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Publish predictions that were made after the run.

    Args:
        run: Whose predictions they are.
        digits_id: Id of the digit set.
        probabilities: float32, shape (n, 10).

    Returns:
        The probabilities as they are kept, see `truncate_probabilities`.
    """
    kept = truncate_probabilities(probabilities)
    publish(
        data_folder() / PREDICTIONS / run.id / digits_id,
        lambda folder: save_float_columns(
            kept, PROBABILITY_COLUMNS, folder / f"{digits_id}.parquet"
        ),
        {"run": run.id, "digits": digits_id, "n": len(probabilities)},
    )
    return kept


def has_predictions(run: RunRecord, digits_id: str) -> bool:
    """Whether a run has read a digit set before."""
    folder = data_folder() / PREDICTIONS / run.id / digits_id
    return digits_id in run.evaluated or (folder / MANIFEST).is_file()


def load_predictions(run: RunRecord, digits_id: str) -> NDArray[np.float32] | None:
    """Load the probabilities, float32 of shape (n, 10), or None if never predicted.

    Raises:
        StoreError: They are damaged.
    """
    if digits_id in run.evaluated:
        open_artefact(run.folder)
        return _load_probabilities(run.folder / PREDICTIONS, digits_id)
    folder = data_folder() / PREDICTIONS / run.id / digits_id
    if not (folder / MANIFEST).is_file():
        return None
    open_artefact(folder)
    return _load_probabilities(folder, digits_id)


def load_epochs(run: RunRecord, digits_id: str) -> EpochPredictions | None:
    """Load the predictions after every epoch, or None if the run kept none.

    The last ones need not be those of `load_predictions`: a run may keep the weights of
    another epoch, and what it publishes is predicted by the exported network.

    Raises:
        StoreError: They are damaged.
    """
    if digits_id not in run.replayed:
        return None
    open_artefact(run.folder)
    path = run.folder / _EPOCHS / f"{digits_id}.parquet"
    return EpochPredictions(**load_histories(path))


def delete_predictions(digits_id: str) -> None:
    """Remove the predictions that were made of a digit set after the runs.

    A run made elsewhere that knows no other digits goes with them.
    """
    for run in list_runs()[0]:
        if not run.has_network and run.evaluated == (digits_id,):
            shutil.rmtree(run.folder, ignore_errors=True)
    for folder in (data_folder() / PREDICTIONS).glob(f"*/{digits_id}"):
        shutil.rmtree(folder, ignore_errors=True)


def truncate_probabilities(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut all but the largest of each row to 16 significant bits.

    That is to nearly five digits, in a quarter less room. They are cut, not rounded, so
    that none becomes the largest.
    """
    kept = (probabilities.view(np.uint32) & np.uint32(0xFFFFFF00)).view(np.float32)
    best = probabilities.argmax(axis=1, keepdims=True)
    np.put_along_axis(kept, best, np.take_along_axis(probabilities, best, 1), 1)
    return kept


def _load_probabilities(folder: Path, digits_id: str) -> NDArray[np.float32]:
    return load_float_columns(PROBABILITY_COLUMNS, folder / f"{digits_id}.parquet")
