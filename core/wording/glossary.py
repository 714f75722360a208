"""The words that readers may not know, each explained in one sentence."""

from dataclasses import dataclass
from typing import Final

from core.wording import say

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
    "calibration",
)
# For whoever wants to know more than most: on the page How sure alone.
SCORES: Final = ("calibration-error", "log-loss", "brier", "temperature")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    name: str
    meaning: str


def glossary(language: str) -> list[Term]:
    """List all words with their meanings."""
    return [term(each, language) for each in TERMS]


def term(name: str, language: str) -> Term:
    """Explain one word of `TERMS` or `SCORES`."""
    return Term(say(f"term-{name}", language), say(f"meaning-{name}", language))
