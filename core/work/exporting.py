"""Exports: what a run read, as a file to take away."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from core.analysis.evaluation import Evaluation
from core.analysis.metrics import accuracy
from core.errors import StoreError, WorkError
from core.exports.model_package import DigitSetAccuracy, RunFacts, model_zip
from core.exports.tables import (
    csv_bytes,
    excel_bytes,
    headings,
    mistakes_zip,
    prediction_table,
)
from core.store.data_folder import reason
from core.store.digit_sets import DigitsRecord, load_digits, load_names
from core.store.runs import KERAS_FILE, LITERT_FILE, RunRecord
from core.store.uploads import upload_id_of
from core.wording import say
from core.work.catalogue import MNIST_TRAIN
from core.work.evaluating import evaluate

ExportFormat = Literal["table", "excel", "zip", "model"]
"""A table as CSV or for Excel, the misread pictures, or the network."""

FORMAT_BY_SUFFIX: Final[dict[str, ExportFormat]] = {
    ".csv": "table",
    ".xlsx": "excel",
    ".zip": "zip",
}


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """A file to take away.

    Attributes:
        content: Its bytes.
        n: Number of digits in it; for a network, of digits it was measured on.
    """

    content: bytes
    n: int


def export(
    run: RunRecord, digits: DigitsRecord, what: ExportFormat, language: str = "en"
) -> Export:
    """Make a file of what a run read on a digit set.

    Args:
        run: Whose.
        digits: On which digits.
        what: Which file: tables hold every digit, a ZIP the misread ones.
        language: Of what people read in it.

    Raises:
        StoreError: Something stored is damaged, or the images are not here.
        WorkError: `no-mistakes`, there is nothing to put into a ZIP; `no-network`, the
            run was made elsewhere.
    """
    evaluation = evaluate(run, digits)
    if what == "model":
        return model(run, [(digits, evaluation)], language)
    if what == "zip":
        return _export_mistakes(run, digits, evaluation, language)
    # Other digit sets call their digits by their numbers, which the table has already.
    names = load_names(digits) if upload_id_of(digits.source) else None
    title = digit_set_title(digits, language)
    rows = np.arange(evaluation.n)
    table = prediction_table(
        evaluation, rows, names=names, titles={digits.source: title}
    )
    if what == "table":
        return Export(csv_bytes(table), len(table))
    return Export(excel_bytes(table, headings(language), title), len(table))


def model(
    run: RunRecord,
    evaluated: list[tuple[DigitsRecord, Evaluation]],
    language: str = "en",
) -> Export:
    """Pack the network of a run with instructions that say how well it reads.

    Args:
        run: Whose network.
        evaluated: Digit sets, each with what the run predicted there.
        language: Of the instructions.

    Raises:
        StoreError: A file of the run cannot be read.
        WorkError: `no-network`, the run was made elsewhere.
    """
    if run.recipe is None:
        raise WorkError("no-network", title=run.title)
    results = [
        DigitSetAccuracy(
            title=digit_set_title(digits, language),
            accuracy=accuracy(evaluation.labels, evaluation.predictions),
            is_training_data=_is_training_data(run, digits),
        )
        for digits, evaluation in evaluated
    ]
    facts = RunFacts(
        id=run.id,
        preset=run.recipe.preset,
        data=run.data,
        n=run.n,
        epochs=run.recipe.epochs,
        created=run.created,
        results=results,
    )
    try:
        keras = (run.folder / KERAS_FILE).read_bytes()
        litert = (run.folder / LITERT_FILE).read_bytes()
    except OSError as error:
        raise StoreError("unreadable", name=run.id, reason=reason(error)) from error
    n = sum(each.accuracy.n for each in results)
    return Export(model_zip(facts, keras, litert, language), n)


def digit_set_title(digits: DigitsRecord, language: str = "en") -> str:
    """Name a digit set as readers know it; the title of an upload is anybody's text."""
    return digits.title or say("source", language, source=digits.source)


def ensure_not_exists(path: Path) -> None:
    """Refuse a place where something lies already.

    Raises:
        WorkError: `file-exists`.
    """
    if os.path.lexists(path):
        raise WorkError("file-exists", path=path)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, replacing what was there.

    Raises:
        StoreError: `cannot-write-file`; what was there before is unchanged.
    """
    try:
        temporary = path.with_name(f".misread-{uuid.uuid4().hex}")
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            "cannot-write-file", path=path, reason=reason(error)
        ) from error


def _export_mistakes(
    run: RunRecord, digits: DigitsRecord, evaluation: Evaluation, language: str
) -> Export:
    rows = np.flatnonzero(evaluation.mistaken)
    if not len(rows):
        raise WorkError(
            "no-mistakes", run=run.id, name=digit_set_title(digits, language)
        )
    images = np.asarray(load_digits(digits).images)[evaluation.position[rows]]
    return Export(mistakes_zip(evaluation, rows, images), len(rows))


def _is_training_data(run: RunRecord, digits: DigitsRecord) -> bool:
    source = MNIST_TRAIN if run.data == "mnist" else run.data
    return digits.source == source and not run.out_of_fold
