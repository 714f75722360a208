"""Verdicts: a person's decision on an image: is the model wrong, or the label?"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.uploaded_files import sanitize_text

VerdictKind = Literal["model", "ambiguous", "label"]
"""The model is wrong; the image is ambiguous; or the label is wrong."""

VERDICT_KINDS: Final[tuple[VerdictKind, ...]] = get_args(VerdictKind)
MAX_AUTHOR_LENGTH: Final = 60
MAX_NOTE_LENGTH: Final = 300
MAX_VERDICTS_PER_IMAGE: Final = 50
"""Most verdicts on one image, each of another author."""
MAX_FORMER_VERDICTS: Final = 20
"""Most former verdicts of one author on one image; older ones are dropped."""
_JOINERS: Final = re.compile("[\u200c\u200d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One person's decision on one image of a digit set.

    Attributes:
        position: Of the image in its digit set, from 0.
        digit: For ``label`` the true digit, -1 if it is illegible; otherwise None.
        author: Name of the person; like `note`, a line of untrusted text, or empty.
        made: Time of the decision, ISO 8601 with a time zone offset.

    Raises:
        ValueError: A field is invalid; the text starts with the name of the field.
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
            "author": self.author == sanitize_author(self.author),
            "note": self.note == sanitize_line(self.note, MAX_NOTE_LENGTH),
            "made": _is_aware_timestamp(self.made),
        }
        for field, is_right in as_expected.items():
            if not is_right:
                raise ValueError(f"{field} cannot be {getattr(self, field)!r}")

    @property
    def decision(self) -> tuple[VerdictKind, int | None]:
        """Return kind and digit; two people agree if these are equal."""
        return self.kind, self.digit

    @property
    def made_at(self) -> datetime:
        """Return the time of the decision."""
        return datetime.fromisoformat(self.made)


def sanitize_author(name: str) -> str:
    """Return an untrusted name as one line without any invisible character."""
    return sanitize_line(_JOINERS.sub("", name), MAX_AUTHOR_LENGTH)


def sanitize_line(text: str, longest: int) -> str:
    """Return untrusted text as one line, at most `longest` characters long."""
    line = " ".join(sanitize_text(text).split())
    return unicodedata.normalize("NFC", line)[:longest].rstrip()


def _is_aware_timestamp(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
