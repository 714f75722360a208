"""The glossary: terms, each explained in one sentence."""

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
# Only the page How sure shows these.
SCORES: Final = ("calibration-error", "log-loss", "brier", "temperature")


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its meaning."""

    name: str
    meaning: str


def glossary(language: str) -> list[Term]:
    """Return all of `TERMS` with their meanings."""
    return [term(name, language) for name in TERMS]


def term(name: str, language: str) -> Term:
    """Return one of `TERMS` or `SCORES` with its meaning."""
    return Term(say(f"term-{name}", language), say(f"meaning-{name}", language))
