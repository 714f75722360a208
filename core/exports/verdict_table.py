"""Export verdicts as CSV, and parse them.

No cell contains a line break, so a damaged line does not affect others.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, cast

from core.data.digits import UNKNOWN
from core.data.verdicts import (
    MAX_NOTE_LENGTH,
    VERDICT_KINDS,
    Verdict,
    sanitize_author,
    sanitize_line,
)
from core.errors import DatasetError
from core.exports.csv_injection import escape_formulas, escape_line, unescape_line

MAX_VERDICTS_BYTES: Final = 8 * 2**20
MAX_VERDICTS: Final = 20_000
_COLUMNS: Final = (
    "digit_set",
    "digits",
    "position",
    "image_sha256",
    "label",
    "kind",
    "digit",
    "author",
    "note",
    "time",
    "before",
)
_OPTIONAL_COLUMNS: Final = {"digits", "image_sha256", "label", "before"}
_NO_DIGIT: Final = "none"

RejectionReason = Literal[
    "columns", "set", "theirs", "position", "image", "full", "kind", "digit", "time"
]
"""The reason why a line is not imported."""


class RejectedLine(NamedTuple):
    """A line that is not imported, counted from 1, the heading included."""

    number: int
    reason: RejectionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """A verdict with the identity of its image.

    Attributes:
        title: Of the digit set; untrusted text.
        image: SHA-256 of the image in hex, empty if this computer does not have it.
        name: Of the image; untrusted text.
        label: The label, -1 if there is none.
        former: Earlier verdicts of the same person, the earliest first.
    """

    digits_id: str
    title: str
    image: str
    name: str
    label: int
    verdict: Verdict
    former: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedVerdict:
    """A verdict in a file, about an image that may not be on this computer.

    Lines are counted from 1. The SHA-256 of the image may be empty.
    """

    number: int
    digits_id: str
    image: str
    verdict: Verdict


def verdicts_csv(listed: Iterable[VerdictRow], *, with_names: bool) -> bytes:
    """Return verdicts as CSV that Excel opens correctly and `parse_verdicts` reads.

    UTF-8 with a byte order mark, CRLF at the end of lines. Formulas are escaped.
    `parse_verdicts` ignores the column ``before``, which is for people.
    """
    columns = [*_COLUMNS]
    if with_names:
        columns.insert(columns.index("label"), "name")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(_fields, listed))
    return text.getvalue().encode("utf-8-sig")


def _fields(listed: VerdictRow) -> dict[str, object]:
    verdict = listed.verdict
    return {
        "digit_set": listed.digits_id,
        "digits": escape_formulas(listed.title),
        "position": verdict.position,
        "image_sha256": listed.image,
        "name": escape_formulas(listed.name),
        "label": "" if listed.label == UNKNOWN else listed.label,
        "kind": verdict.kind,
        "digit": _format_digit(verdict.digit),
        "author": escape_line(verdict.author),
        "note": escape_line(verdict.note),
        "time": verdict.made,
        "before": "; ".join(
            f"{each.kind} {_format_digit(each.digit)}".rstrip() + f" {each.made}"
            for each in listed.former
        ),
    }


def _format_digit(digit: int | None) -> str:
    if digit is None:
        return ""
    return _NO_DIGIT if digit == UNKNOWN else str(digit)


def parse_verdicts(content: bytes) -> tuple[list[ParsedVerdict], list[RejectedLine]]:
    """Parse the output of `verdicts_csv`, which a spreadsheet may have saved again.

    The file is untrusted. Texts that are too long are cut.

    Returns:
        The verdicts, and the rejected lines.

    Raises:
        DatasetError: `verdicts-too-large` or `verdicts-too-many`, or
            `verdicts-unknown` if it is not a table of verdicts.
    """
    if len(content) > MAX_VERDICTS_BYTES:
        raise DatasetError("verdicts-too-large", limit=MAX_VERDICTS_BYTES // 2**20)
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DatasetError("verdicts-unknown") from error
    heading, separator = _parse_header(lines[0])
    if sum(bool(line.strip()) for line in lines[1:]) > MAX_VERDICTS:
        raise DatasetError("verdicts-too-many", limit=MAX_VERDICTS)
    found, rejected = [], []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            found.append(_read(number, _split_cells(line, separator), heading))
        except ValueError as error:
            word = str(error).split()[0]
            reason = cast("RejectionReason", "time" if word == "made" else word)
            rejected.append(RejectedLine(number, reason))
    return found, rejected


def _parse_header(line: str) -> tuple[list[str], str]:
    """Return the names of the columns and the separator."""
    for separator in ",;\t":
        names = [name.strip().casefold() for name in line.strip().split(separator)]
        names = [name.strip('"') for name in names]
        if set(_COLUMNS) - _OPTIONAL_COLUMNS <= set(names):
            return names, separator
    raise DatasetError("verdicts-unknown")


def _split_cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=separator, strict=True))
    except csv.Error as error:
        raise ValueError("columns cannot be separated") from error


def _read(number: int, cells: Sequence[str], heading: Sequence[str]) -> ParsedVerdict:
    """Parse one line.

    Raises:
        ValueError: It is not a verdict; the text begins with the reason.
    """
    if len(cells) != len(heading):
        raise ValueError("columns are missing or too many")
    row = dict(zip(heading, cells, strict=True))
    if not re.fullmatch("[0-9]{1,9}", row["position"].strip()):
        raise ValueError("position is no number")
    kind = row["kind"].strip().casefold()
    if kind not in VERDICT_KINDS:
        raise ValueError("kind is unknown")
    verdict = Verdict(
        position=int(row["position"]),
        kind=cast("Any", kind),
        digit=_digit(row["digit"].strip().casefold()),
        author=sanitize_author(unescape_line(row["author"])),
        note=sanitize_line(unescape_line(row["note"]), MAX_NOTE_LENGTH),
        made=row["time"].strip(),
    )
    return ParsedVerdict(
        number=number,
        digits_id=row["digit_set"].strip(),
        image=row.get("image_sha256", "").strip().casefold(),
        verdict=verdict,
    )


def _digit(text: str) -> int | None:
    if text in ("", _NO_DIGIT):
        return UNKNOWN if text else None
    if not re.fullmatch("[0-9]|-1", text):
        raise ValueError("digit is none")
    return int(text)
