"""What the columns of a file of predictions are, by their names and number."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.data.digits import NUM_CLASSES
from core.data.name_parts import split_name
from core.errors import DatasetError

PIXEL_COLUMNS: Final = tuple(f"pixel{place}" for place in range(28 * 28))
# Of several names the first counts.
KAGGLE_NUMBER: Final = "imageid"
"""The column of image numbers in Kaggle's submissions, which count from 1."""
NUMBER_NAMES: Final = ("number", "image", KAGGLE_NUMBER)
LABEL_NAMES: Final = (
    *("label", "labels", "true_label", "y_true", "true", "truth", "target", "actual"),
    *("y", "y_test", "标签", "真值"),
)
NAME_COLUMNS: Final = ("name", "filename", "file", "path", "image", "picture")
READ_DIGIT_NAMES: Final = ("prediction", "predictions", "predicted", "pred", "y_pred")
"""Names of the digit that was read."""

_NUMBERED: Final = re.compile(r"(\D*)(\d{1,2})(\D.*)?")
_PROBABILITY: Final = re.compile(r"p|.*(prob|softmax|confidence|概率).*")
_FROM_ZERO: Final = set(range(NUM_CLASSES))
_FROM_ONE: Final = set(range(1, NUM_CLASSES + 1))
_INDEX: Final = frozenset(["", "index", "id", "unnamed: 0"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table of predictions, by their names.

    Attributes:
        probabilities: Of the digits 0 to 9, in this order; none if only the digit that
            was read is known.
        digit: The digit that was read, None with probabilities.
        pixels: All pixels row by row, or none.
    """

    probabilities: tuple[str, ...]
    number: str | None
    label: str | None
    name: str | None
    pixels: tuple[str, ...]
    digit: str | None = None

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns of numbers."""
        others = filter(None, (self.digit, self.number, self.label))
        return (*self.probabilities, *others, *self.pixels)


def find_columns(
    columns: Sequence[str], texts: Sequence[str], label: str | None, path: Path
) -> Columns | None:
    """Return what the columns of a table are, None without predictions.

    Columns are in lower case. Those in `texts` hold names; `label` is known already,
    and `path` is for error messages.

    Raises:
        DatasetError: `predictions-columns`, some pixels are missing;
            `predictions-two-sets`, several sets of ten may be the probabilities;
            `predictions-two-digits`, several columns may be the digit that was read.
    """
    numeric = [each for each in columns if each not in texts]
    number = next((each for each in NUMBER_NAMES if each in numeric), None)
    label = label or next((each for each in LABEL_NAMES if each in columns), None)
    pixels = PIXEL_COLUMNS if PIXEL_COLUMNS[0] in columns else ()
    missing = [each for each in pixels if each not in columns]
    if missing:
        text = ", ".join(missing[:3])
        raise DatasetError("predictions-columns", path=path, missing=text)
    known = {number, label, *pixels}
    rest = [each for each in numeric if each not in known]
    probabilities = _numbered_columns(rest, path) or _only_columns(rest)
    digit = None
    if probabilities is None:
        is_kaggle = {*columns} - _INDEX == {KAGGLE_NUMBER, "label"}
        digit = "label" if is_kaggle else find_read_digit(columns, path)
        if digit is None:
            return None
        label = None if is_kaggle else label
    return Columns(
        probabilities=probabilities or (),
        digit=digit,
        number=number,
        label=label,
        name=texts[0] if texts else None,
        pixels=pixels,
    )


def _numbered_columns(columns: Sequence[str], path: Path) -> tuple[str, ...] | None:
    """Return ten columns with the digits in their names, such as p0 to p9.

    Digits may be numbers or words; 1 to 10 are the ten classes in order.
    """
    groups: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for column in columns:
        for key, number in _readings(column):
            groups[key].setdefault(number, column)
    complete = {
        key: tuple(group[number] for number in sorted(group))
        for key, group in groups.items()
        if group.keys() in (_FROM_ZERO, _FROM_ONE)
    }
    likely = [key for key in complete if _PROBABILITY.fullmatch(key[0].rstrip("_ -."))]
    chosen = likely or list(complete)
    if len(chosen) > 1:
        examples = ", ".join(complete[key][0] for key in chosen)
        raise DatasetError("predictions-two-sets", path=path, columns=examples)
    return complete[chosen[0]] if chosen else None


def _readings(column: str) -> list[tuple[tuple[str, str], int]]:
    """Return what surrounds a number or a digit's word in a name, and its value."""
    if match := _NUMBERED.fullmatch(column):
        return [((match[1], match[3] or ""), int(match[2]))]
    parts = split_name(column)
    words = [at for at, part in enumerate(parts) if part.kind == "@"]
    if len(words) != 1:
        return []
    texts = [part.text for part in parts]
    before, after = texts[: words[0]], texts[words[0] + 1 :]
    return [(("".join(before), "".join(after)), parts[words[0]].digit)]


def _only_columns(columns: Sequence[str]) -> tuple[str, ...] | None:
    """Return ten columns in their order, if there are no others."""
    left = tuple(each for each in columns if each not in (*_INDEX, *READ_DIGIT_NAMES))
    return left if len(left) == NUM_CLASSES else None


def find_read_digit(names: Collection[str], path: Path) -> str | None:
    """Return the name of the digit that was read, None if there is none.

    Raises:
        DatasetError: `predictions-two-digits`, several names may be it.
    """
    found = [each for each in READ_DIGIT_NAMES if each in names]
    if len(found) > 1:
        raise DatasetError(
            "predictions-two-digits", path=path, columns=", ".join(found)
        )
    return found[0] if found else None
