"""Reading the label of a picture from its folder and file name.

The first match counts:

1. The nearest folder named after a digit: ``7/scan.png``, also ``７`` and ``七``.
2. The digit after the last underscore, right before the extension: ``0012_7.png``.
3. A file name that is only a digit: ``7.png``.
4. Otherwise the picture has no label.
"""

import re
from typing import Final, Literal, NamedTuple

from core.data.digits import UNKNOWN

Rule = Literal["folder", "name", "none"]
"""Source of a label."""

_FOLDERS: Final = {
    name: digit
    for names in ("0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇")
    for digit, name in enumerate(names)
}
_NAME: Final = re.compile(r"(?:.*_)?([0-9])", re.DOTALL)


class ParsedLabel(NamedTuple):
    """The label in the path of a picture, -1 for none.

    Attributes:
        other: The digit in the file name if the folder has another one, else -1.
    """

    digit: int
    rule: Rule
    other: int = UNKNOWN


def parse_label(name: str) -> ParsedLabel:
    """Parse the label of a picture from its path in the folder or ZIP, with "/"."""
    *folders, file = name.split("/")
    named = _digit_of_name(file)
    for folder in reversed(folders):
        digit = _FOLDERS.get(folder.strip())
        if digit is not None:
            other = UNKNOWN if named == digit else named
            return ParsedLabel(digit=digit, rule="folder", other=other)
    return ParsedLabel(digit=named, rule="none" if named == UNKNOWN else "name")


def _digit_of_name(file: str) -> int:
    stem, dot, _ = file.rpartition(".")
    match = _NAME.fullmatch(stem if dot else file)
    return int(match[1]) if match else UNKNOWN
