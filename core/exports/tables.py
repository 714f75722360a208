"""Export an evaluation: a table as CSV or Excel, and misread pictures as a ZIP.

Titles and file names are untrusted text. A spreadsheet may run a cell as a formula, so
no exported text begins like one.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from core.analysis.evaluation import Evaluation
from core.charts.sprites import png_bytes
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.exports.csv_injection import escape_formulas
from core.exports.workbook import (
    CellType,
    SheetColumn,
    clean_cell_text,
    workbook_bytes,
    zip_bytes,
)
from core.wording import say

TABLE_COLUMNS: Final = ("source", "number", "name", "label", "prediction", "confidence")
PROBABILITY_COLUMNS: Final = tuple(f"p{digit}" for digit in range(NUM_CLASSES))

_SAFE_SOURCE: Final = re.compile("[a-z]+(-[a-z]+)*")
_LONGEST_SOURCE: Final = 20


def prediction_table(
    evaluation: Evaluation,
    rows: NDArray[np.int64],
    *,
    names: Sequence[str] | None = None,
    titles: Mapping[str, str],
) -> pd.DataFrame:
    """Return a table of images with their predictions.

    Args:
        evaluation: Source of the images.
        rows: Row numbers, shape (m,), in the order of the table.
        names: Name of every image of the evaluation.
        titles: Title of each source. The sources are left out of the table, because
            the source of an upload gives access to it.

    Returns:
        One row each: ``source``; ``number``, its place in its digit set, from 0;
        ``name``, if there are names; ``label``, Int8, empty if there is none;
        ``prediction``; ``confidence``, float32, 0 to 1; ``mistake``, empty without a
        label; and ``p0`` to ``p9``, the probabilities, float32. ``confidence`` and the
        probabilities are left out if only the digit that was read is known.

    Raises:
        KeyError: A source has no title.
        ValueError: The numbers of names and images differ.
    """
    if names is not None and len(names) != evaluation.n:
        raise ValueError(f"{evaluation.n} images need as many names, got {len(names)}")
    chosen = evaluation.take(rows)
    sources = np.array(
        [clean_cell_text(titles[each]) for each in evaluation.sources], object
    )
    columns: dict[str, object] = {
        "source": pd.array(sources[chosen.source_of], dtype="str"),
        "number": chosen.position,
        "label": pd.arrays.IntegerArray(chosen.labels.copy(), ~chosen.labelled),
        "prediction": chosen.predictions,
        "mistake": pd.arrays.BooleanArray(chosen.mistaken.copy(), ~chosen.labelled),
    }
    if names is not None:
        columns["name"] = pd.array(
            [clean_cell_text(names[row]) for row in rows], dtype="str"
        )
    table = pd.DataFrame(columns)
    if chosen.has_confidence:
        table["confidence"] = chosen.confidence
        table[list(PROBABILITY_COLUMNS)] = chosen.probabilities
    order = [
        each
        for each in (*TABLE_COLUMNS, "mistake", *PROBABILITY_COLUMNS)
        if each in table
    ]
    return table[order]


def headings(language: str = "en") -> dict[str, str]:
    """Return headings for the columns of `prediction_table`."""
    said = {each: say(f"export-column-{each}", language) for each in TABLE_COLUMNS}
    said["mistake"] = say("export-column-mistake", language)
    for digit, name in enumerate(PROBABILITY_COLUMNS):
        said[name] = say("export-column-probability", language, digit=str(digit))
    return said


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a `prediction_table` as CSV that Excel opens correctly.

    UTF-8 with a byte order mark, CRLF at the end of lines, the names of the columns
    first. Numbers are the shortest that parse as the same float32. Texts that could
    begin a formula have an apostrophe before it.
    """
    columns = []
    for name in table.columns:
        texts = _texts(table[name])
        is_text = _cell_type(table[name]) == "text"
        columns.append([escape_formulas(each) for each in texts] if is_text else texts)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def excel_bytes(table: pd.DataFrame, headings: Mapping[str, str], title: str) -> bytes:
    """Return a `prediction_table` as an XLSX with the same numbers as the CSV.

    Texts are text cells, unchanged, however they begin; fractions are numbers shown as
    percent.

    Raises:
        KeyError: A column has no heading.
    """
    columns = [
        SheetColumn(
            headings[name], _cell_type(table[name]), _texts(table[name], truth="10")
        )
        for name in table.columns
    ]
    return workbook_bytes(columns, title)


def mistakes_zip(
    evaluation: Evaluation, rows: NDArray[np.int64], images: NDArray[np.uint8]
) -> bytes:
    """Pack misread images so that Misread can import them again unchanged.

    The ZIP has grey PNGs, one folder for each label. A file name has the prediction,
    its confidence, if known, and the source; an upload has a number, since its id gives
    access to it and its title is untrusted. The same mistakes give the same bytes.

    Args:
        evaluation: Source of the images.
        rows: Row numbers of mistakes, shape (m,).
        images: The images of these rows, uint8, shape (m, 28, 28).

    Raises:
        ValueError: A row is not a mistake, or the number of images differs.
    """
    if images.shape != (len(rows), *IMAGE_SHAPE) or images.dtype != np.uint8:
        raise ValueError(
            f"{len(rows)} rows need as many uint8 images of 28x28, "
            f"got {images.dtype} of shape {images.shape}"
        )
    chosen = evaluation.take(rows)
    if not chosen.mistaken.all():
        raise ValueError(f"row {rows[chosen.mistaken.argmin()]} is no mistake")
    names = _picture_names(chosen)
    files = ((name, png_bytes(each)) for name, each in zip(names, images, strict=True))
    return zip_bytes(files, compressed=False)


def _picture_names(chosen: Evaluation) -> list[str]:
    sources = [
        each
        if _SAFE_SOURCE.fullmatch(each) and len(each) <= _LONGEST_SOURCE
        else f"digits-{number}"
        for number, each in enumerate(chosen.sources, 1)
    ]
    # Five digits at the end keep the importer from parsing a label.
    return [
        f"{label}/read-as-{read}_{sure}{sources[source]}-{position:05}.png"
        for label, read, sure, source, position in zip(
            chosen.labels,
            chosen.predictions,
            _confidence_parts(chosen),
            chosen.source_of,
            chosen.position,
            strict=True,
        )
    ]


def _confidence_parts(chosen: Evaluation) -> list[str]:
    if not chosen.has_confidence:
        return [""] * chosen.n
    rounded = [round(100 * each) for each in chosen.confidence.tolist()]
    return ["over-99-percent_" if each > 99 else f"{each}-percent_" for each in rounded]


def _cell_type(column: "pd.Series[Any]") -> CellType:
    if types.is_bool_dtype(column.dtype):
        return "truth"
    if types.is_float_dtype(column.dtype):
        return "share"
    return "number" if types.is_numeric_dtype(column.dtype) else "text"


def _texts(
    column: "pd.Series[Any]", truth: Sequence[str] = ("true", "false")
) -> list[str]:
    """Return each value as text, "" if there is none."""
    kind = _cell_type(column)
    if kind == "share":
        # NumPy writes the fewest decimals that parse as the same number.
        texts = column.to_numpy().astype(str)
        return ["" if each == "nan" else each for each in texts.tolist()]
    values = ["" if each is pd.NA else each for each in column.astype(object)]
    if kind == "truth":
        return [each if each == "" else truth[not each] for each in values]
    return [str(each) for each in values]
