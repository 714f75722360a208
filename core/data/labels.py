"""Reading the label of a picture from its folder and file name.

The first match counts:

1. The nearest folder named after a digit: ``7/scan.png``, also ``７`` and ``七``.
2. The digit after the last underscore, right before the extension: ``0012_7.png``.
3. A file name that is only a digit: ``7.png``.
4. Otherwise the picture has no label.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from core.data.digits import UNKNOWN

Rule = Literal["folder", "name", "none"]
"""Source of a label."""

_FOLDERS: Final = {
    name: digit
    for digit, names in enumerate(
        (
            "0０〇零",
            "1１一",
            "2２二",
            "3３三",
            "4４四",
            "5５五",
            "6６六",
            "7７七",
            "8８八",
            "9９九",
        )
    )
    for name in names
}
_NAME: Final = re.compile(r"(?:.*_)?([0-9])", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLabel:
    """The label in the path of a picture.

    Attributes:
        digit: The label, -1 for none.
        rule: Source of the label.
        other: The digit in the file name if the folder has another one, else -1.
    """

    digit: int = UNKNOWN
    rule: Rule = "none"
    other: int = UNKNOWN


def parse_label(name: str) -> ParsedLabel:
    """Parse the label of a picture from its name.

    Args:
        name: Path inside the folder or ZIP, separated by "/".
    """
    *folders, file = name.split("/")
    named = _digit_of_name(file)
    for folder in reversed(folders):
        digit = _FOLDERS.get(folder.strip())
        if digit is not None:
            other = UNKNOWN if named == digit else named
            return ParsedLabel(digit=digit, rule="folder", other=other)
    if named == UNKNOWN:
        return ParsedLabel()
    return ParsedLabel(digit=named, rule="name")


def _digit_of_name(file: str) -> int:
    stem, dot, _ = file.rpartition(".")
    found = _NAME.fullmatch(stem if dot else file)
    return int(found[1]) if found else UNKNOWN
