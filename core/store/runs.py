"""Runs on disk: ``runs/<id>/`` with recipe, history, network and predictions.

``predictions`` holds the probabilities of the finished network. ``epochs`` holds the
predictions after each epoch in short form: the digit, and the confidence in percent.

A published run never changes, so predictions for other digit sets are artefacts of
their own, under ``predictions/<run>/<digits>/``. An imported run has only predictions
(`core.store.imported_runs`).
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.data.prediction_values import PROBABILITY_COLUMNS
from core.errors import StoreError
from core.model.epoch_predictions import EpochPredictions
from core.model.recipes import Recipe
from core.store.artefacts import (
    MANIFEST,
    list_artefacts,
    open_artefact,
    publish,
    read_file,
)
from core.store.data_folder import EXAMPLES, data_folder, data_folders
from core.store.records import build_record
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A stored run.

    Attributes:
        id: First 12 hex digits of a SHA-256 over recipe, data and training version; for
            an imported run over title and predictions.
        recipe: All settings; None for an imported run, which has no network either.
        data: Name of the data set it was trained on, "" if unknown.
        out_of_fold: True if its training data was predicted by cross-validation.
        n: Number of digits that the kept network was fitted on.
        created: Time of publication, ISO 8601 in UTC.
        seconds: Durations of ``import``, ``tracing`` and ``training``.
        evaluated: Ids of the digit sets whose predictions were published with it.
        temperature: Fitted on held-out training digits, see
            `core.analysis.scores.fit_temperature`; None if there were none, and for
            runs of an older Misread.
        softened: Temperature that divided its logits after the training, or None; see
            `core.work.calibrating.soften`.
        replayed: Ids of the digit sets with predictions of every epoch; empty for runs
            of an older Misread.
        title: Title of an imported run; untrusted text.
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
    softened: float | None = None
    replayed: tuple[str, ...] = ()
    title: str = ""

    @property
    def has_network(self) -> bool:
        """True if it can classify images; an imported run has its predictions only."""
        return self.recipe is not None

    @property
    def is_example(self) -> bool:
        """True if it ships with Misread and cannot be deleted."""
        return self.folder.is_relative_to(EXAMPLES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunContent:
    """Everything that is published with a run.

    Attributes:
        metadata: The plain fields of `RunRecord`, without recipe and folder.
        predictions: Probabilities by digit set id, float32 of shape (n, 10).
        models: Folder with `KERAS_FILE` and `LITERT_FILE`, which are copied.
        epochs: Predictions after every epoch by digit set id.
    """

    metadata: Mapping[str, Any]
    recipe: Recipe
    history: pd.DataFrame
    layers: pd.DataFrame
    predictions: Mapping[str, NDArray[np.float32]]
    models: Path
    epochs: Mapping[str, EpochPredictions] = field(default_factory=dict)


def save_run(content: RunContent, *, root: Path | None = None) -> RunRecord:
    """Publish a run together with its predictions.

    Raises:
        StoreError: The run cannot be written; nothing is stored.
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
            kept = truncate_probabilities(probabilities)
            write_probabilities(kept, folder / PREDICTIONS, digits_id)
        (folder / _EPOCHS).mkdir()
        for digits_id, epochs in content.epochs.items():
            save_histories(asdict(epochs), folder / _EPOCHS / f"{digits_id}.parquet")

    folder = (root or data_folder()) / RUNS / content.metadata["id"]
    lists = {"evaluated": list(content.predictions), "replayed": list(content.epochs)}
    publish(folder, write, {**content.metadata, **lists})
    return load_run(folder)


def load_run(folder: Path) -> RunRecord:
    """Load the record of a published run.

    Raises:
        StoreError: The run is missing, damaged, or written by a newer Misread.
    """
    manifest = open_artefact(folder)
    metadata = manifest.metadata
    recipe = _read_recipe(folder) if _RECIPE in manifest.files else None
    lists = {name: tuple(metadata.get(name, ())) for name in ("evaluated", "replayed")}
    values = {**metadata, **lists}
    return build_record(RunRecord, folder.name, values, recipe=recipe, folder=folder)


def _read_recipe(folder: Path) -> Recipe:
    values = read_file(folder, _RECIPE, json.load)
    known = {each.name for each in fields(Recipe)}
    try:
        return Recipe.from_dict({k: v for k, v in values.items() if k in known})
    except (TypeError, ValueError) as error:
        raise StoreError("unknown-fields", name=folder.name) from error


def list_runs() -> tuple[list[RunRecord], list[StoreError]]:
    """List the runs of all data folders, newest first, the examples last.

    Returns:
        The intact runs, and one error for each other run.
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
    """Find a published run by its id, which is untrusted: it may come from a link.

    Raises:
        StoreError: The run is damaged.
    """
    if not re.fullmatch("[0-9a-f]{12}", run_id):
        return None
    for root in data_folders():
        folder = root / RUNS / run_id
        if (folder / MANIFEST).is_file():
            return load_run(folder)
    return None


def load_history(run: RunRecord) -> pd.DataFrame:
    """Load the history, one row per epoch; see `core.model.training.Training`."""
    return read_file(run.folder, _HISTORY, load_table)


def load_layers(run: RunRecord) -> pd.DataFrame:
    """Load the network's layers: ``layer``, ``kind``, ``output``, ``parameters``."""
    return read_file(run.folder, _LAYERS, load_table)


def load_model_file(run_folder: Path, name: str) -> bytes:
    """Load the content of `KERAS_FILE` or `LITERT_FILE`."""
    return read_file(run_folder, name, lambda file: file.read())


def save_predictions(
    run: RunRecord, digits_id: str, probabilities: NDArray[np.float32]
) -> None:
    """Publish predictions, float32 of shape (n, 10), for another digit set.

    They are truncated; see `truncate_probabilities`.
    """
    kept = truncate_probabilities(probabilities)
    publish(
        data_folder() / PREDICTIONS / run.id / digits_id,
        lambda folder: write_probabilities(kept, folder, digits_id),
        {"run": run.id, "digits": digits_id, "n": len(probabilities)},
    )


def has_predictions(run: RunRecord, digits_id: str) -> bool:
    """True if the predictions of a run for a digit set are stored."""
    folder = data_folder() / PREDICTIONS / run.id / digits_id
    return digits_id in run.evaluated or (folder / MANIFEST).is_file()


def load_predictions(run: RunRecord, digits_id: str) -> NDArray[np.float32] | None:
    """Load the probabilities, float32 of shape (n, 10), or None if none are stored."""
    folder, name = run.folder, f"{PREDICTIONS}/{digits_id}.parquet"
    if digits_id not in run.evaluated:
        folder = data_folder() / PREDICTIONS / run.id / digits_id
        name = f"{digits_id}.parquet"
        if not (folder / MANIFEST).is_file():
            return None
    return read_file(folder, name, partial(load_float_columns, PROBABILITY_COLUMNS))


def load_epochs(run: RunRecord, digits_id: str) -> EpochPredictions | None:
    """Load the predictions after every epoch, or None if the run stored none.

    Those of the last epoch may differ from `load_predictions`, which come from the
    exported network with the weights of the epoch that was kept.
    """
    if digits_id not in run.replayed:
        return None
    name = f"{_EPOCHS}/{digits_id}.parquet"
    return EpochPredictions(**read_file(run.folder, name, load_histories))


def delete_predictions(digits_id: str) -> None:
    """Delete the predictions for a digit set that were made after the runs.

    Imported runs that have predictions for no other digit set are deleted as well.
    """
    for run in list_runs()[0]:
        if not run.has_network and run.evaluated == (digits_id,):
            shutil.rmtree(run.folder, ignore_errors=True)
    for folder in (data_folder() / PREDICTIONS).glob(f"*/{digits_id}"):
        shutil.rmtree(folder, ignore_errors=True)


def truncate_probabilities(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Truncate all but the largest probability of each row to 16 significant bits.

    This keeps nearly five decimal digits and saves a quarter of the space. Truncating
    instead of rounding never creates a new largest value.
    """
    kept = (probabilities.view(np.uint32) & np.uint32(0xFFFFFF00)).view(np.float32)
    best = probabilities.argmax(axis=1, keepdims=True)
    np.put_along_axis(kept, best, np.take_along_axis(probabilities, best, 1), 1)
    return kept


def write_probabilities(
    probabilities: NDArray[np.float32], folder: Path, digits_id: str
) -> None:
    """Write the probabilities for a digit set into a folder that is being published."""
    path = folder / f"{digits_id}.parquet"
    save_float_columns(probabilities, PROBABILITY_COLUMNS, path)
