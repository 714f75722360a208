"""Verdicts: what a person decided about an image: who is wrong, model or label."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.uploaded_files import sanitize_text

VerdictKind = Literal["model", "ambiguous", "label"]
"""Who is wrong: the model; nobody, since it can be read both ways; or the label."""

VERDICT_KINDS: Final[tuple[VerdictKind, ...]] = get_args(VerdictKind)
MAX_AUTHOR_LENGTH: Final = 60
MAX_NOTE_LENGTH: Final = 300


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
    kind: VerdictKind
    digit: int | None = None
    author: str = ""
    note: str = ""
    made: str

    def __post_init__(self) -> None:
        digits = range(UNKNOWN, NUM_CLASSES) if self.kind == "label" else (None,)
        as_expected = {
            "position": self.position >= 0,
            "kind": self.kind in VERDICT_KINDS,
            "digit": self.digit in digits,
            "author": self.author == sanitize_line(self.author, MAX_AUTHOR_LENGTH),
            "note": self.note == sanitize_line(self.note, MAX_NOTE_LENGTH),
            "made": _is_aware_timestamp(self.made),
        }
        for field, is_right in as_expected.items():
            if not is_right:
                raise ValueError(f"{field} cannot be {getattr(self, field)!r}")

    @property
    def decision(self) -> tuple[VerdictKind, int | None]:
        """What is decided; two people agree if theirs are equal."""
        return self.kind, self.digit

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made)


def sanitize_line(text: str, longest: int) -> str:
    """Make a stranger's text one line that can be shown, `longest` letters at most."""
    line = " ".join(sanitize_text(text).split())
    return unicodedata.normalize("NFC", line)[:longest].rstrip()


def _is_aware_timestamp(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
