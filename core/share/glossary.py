"""The words that readers may not know, each explained in one sentence."""

from dataclasses import dataclass
from typing import Final

from core.share.wording import say

TERMS: Final = (
    "accuracy",
    "interval",
    "mistake",
    "label",
    "confidence",
    "matrix",
    "test-set",
    "framing",
    "epoch",
    "loss",
    "validation",
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    name: str
    meaning: str


def glossary(language: str) -> list[Term]:
    """List all words with their meanings."""
    return [
        Term(say(f"term-{each}", language), say(f"meaning-{each}", language))
        for each in TERMS
    ]
