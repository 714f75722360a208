"""Verdicts: what a person decided about an image: who is wrong, model or label."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from core.data.arrivals import shown_text
from core.data.digits import NUM_CLASSES, UNKNOWN

Kind = Literal["model", "ambiguous", "label"]
"""Who is wrong: the model; nobody, since it can be read both ways; or the label."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LONGEST_AUTHOR: Final = 60
LONGEST_NOTE: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one person decided about one image of a digit set.

    Attributes:
        position: Of the image in its digit set, from 0.
        kind: Who is wrong.
        digit: For ``label`` the digit it really is, -1 if none can be told; else None.
        author: Who says so, one line of a stranger's text; empty if nobody is named.
        note: Why, one line of a stranger's text; may be empty.
        made: When, ISO 8601 with the offset of its zone.

    Raises:
        ValueError: A field is not as it should be; the text begins with its name.
    """

    position: int
    kind: Kind
    digit: int | None = None
    author: str = ""
    note: str = ""
    made: str

    def __post_init__(self) -> None:
        digits = range(UNKNOWN, NUM_CLASSES) if self.kind == "label" else (None,)
        as_expected = {
            "position": self.position >= 0,
            "kind": self.kind in KINDS,
            "digit": self.digit in digits,
            "author": self.author == clean_line(self.author, LONGEST_AUTHOR),
            "note": self.note == clean_line(self.note, LONGEST_NOTE),
            "made": _is_moment(self.made),
        }
        for field, is_right in as_expected.items():
            if not is_right:
                raise ValueError(f"{field} cannot be {getattr(self, field)!r}")

    @property
    def decision(self) -> tuple[Kind, int | None]:
        """What is decided; two people agree if theirs are equal."""
        return self.kind, self.digit

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made)


def clean_line(text: str, longest: int) -> str:
    """Make a stranger's text one line that can be shown, `longest` letters at most."""
    line = " ".join(shown_text(text).split())
    return unicodedata.normalize("NFC", line)[:longest].rstrip()


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
