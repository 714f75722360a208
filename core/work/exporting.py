"""Export predictions, misread pictures and networks as files."""

import os
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from core.analysis.evaluation import Evaluation
from core.errors import StoreError, WorkError
from core.exports.model_package import DigitSetAccuracy, RunFacts, model_zip
from core.exports.tables import (
    csv_bytes,
    excel_bytes,
    headings,
    mistakes_zip,
    prediction_table,
)
from core.store.data_folder import os_error_text
from core.store.digit_sets import DigitsRecord, load_digits, load_names
from core.store.durability import replace_file
from core.store.runs import KERAS_FILE, LITERT_FILE, RunRecord, load_model_file
from core.wording.titles import digit_set_title
from core.work.catalogue import is_training_set
from core.work.evaluating import evaluate

ExportFormat = Literal["table", "excel", "zip", "model"]
"""A table as CSV or for Excel, the misread pictures, or the network."""

_DRAFT_PREFIX: Final = ".misread-"
# Longer than any file takes to write.
_DRAFT_SECONDS: Final = 60.0
FORMAT_BY_SUFFIX: Final[dict[str, ExportFormat]] = {
    ".csv": "table",
    ".xlsx": "excel",
    ".zip": "zip",
}


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """An exported file with n digits, or with a network evaluated on n digits."""

    content: bytes
    n: int


def export(
    run: RunRecord,
    digits: DigitsRecord,
    export_format: ExportFormat,
    language: str = "en",
) -> Export:
    """Export the predictions of a run for a digit set, or its network.

    Tables hold every digit, a ZIP the misread ones.

    Raises:
        StoreError: Stored data is damaged, or the images are missing.
        WorkError: `no-mistakes`, a ZIP would be empty; `no-network`, the run is
            imported.
    """
    evaluation = evaluate(run, digits)
    if export_format == "model":
        return export_model(run, [(digits, evaluation)], language)
    if export_format == "zip":
        return _export_mistakes(run, digits, evaluation, language)
    # Names in other digit sets are numbers, which the table has already.
    names = load_names(digits) if digits.is_upload else None
    title = digit_set_title(digits.source, digits.title, language)
    rows = np.arange(evaluation.n)
    table = prediction_table(
        evaluation, rows, names=names, titles={digits.source: title}
    )
    if export_format == "table":
        return Export(csv_bytes(table), len(table))
    return Export(excel_bytes(table, headings(language), title), len(table))


def export_model(
    run: RunRecord,
    evaluated: list[tuple[DigitsRecord, Evaluation]],
    language: str = "en",
) -> Export:
    """Export the network of a run with instructions that state its accuracy.

    Raises:
        StoreError: A file of the run is damaged or cannot be read.
        WorkError: `no-network`, the run is imported.
    """
    if run.recipe is None:
        raise WorkError("no-network", title=run.title)
    results = [
        DigitSetAccuracy(
            title=digit_set_title(digits.source, digits.title, language),
            accuracy=evaluation.accuracy,
            is_training_data=is_training_set(run, digits) and not run.out_of_fold,
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
    keras, litert = (
        load_model_file(run.folder, name) for name in (KERAS_FILE, LITERT_FILE)
    )
    n = sum(each.accuracy.n for each in results)
    return Export(model_zip(facts, keras, litert, language), n)


def ensure_not_exists(path: Path) -> None:
    """Raise the `WorkError` `file-exists` if there is anything at a path."""
    if os.path.lexists(path):
        raise WorkError("file-exists", path=path)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file atomically, replacing an existing one.

    What a killed process left beside it more than a minute ago is deleted.

    Raises:
        StoreError: `cannot-write-file`; an existing file is unchanged.
    """
    try:
        _remove_stale_drafts(path.parent)
        temporary = path.with_name(f"{_DRAFT_PREFIX}{uuid.uuid4().hex}")
        try:
            temporary.write_bytes(content)
            replace_file(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            "cannot-write-file", path=path, reason=os_error_text(error)
        ) from error


def _remove_stale_drafts(folder: Path) -> None:
    for draft in folder.glob(f"{_DRAFT_PREFIX}{'[0-9a-f]' * 32}"):
        # It may be another user's.
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > _DRAFT_SECONDS:
                draft.unlink()


def _export_mistakes(
    run: RunRecord, digits: DigitsRecord, evaluation: Evaluation, language: str
) -> Export:
    rows = np.flatnonzero(evaluation.mistaken)
    if not len(rows):
        raise WorkError(
            "no-mistakes",
            run=run.id,
            name=digit_set_title(digits.source, digits.title, language),
        )
    images = np.asarray(load_digits(digits).images)[evaluation.position[rows]]
    return Export(mistakes_zip(evaluation, rows, images), len(rows))
