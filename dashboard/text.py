"""Words and numbers in the language of whoever looks at the page."""

from collections.abc import Iterable

from core import wording
from core.errors import MisreadError
from dashboard import session


def say(message: str, /, **values: object) -> str:
    """Return a message in the reader's language; see `core.wording.say`."""
    return wording.say(message, session.language(), **values)


def error_sentence(error: MisreadError) -> str:
    """Say an error in words: what happened, what was expected, what to do."""
    return wording.error_sentence(error, session.language())


def format_list(items: Iterable[object]) -> str:
    """Write things one after the other."""
    return wording.format_list(items, session.language())


def join_sentences(sentences: Iterable[str]) -> str:
    """Let sentences follow one another."""
    return wording.join_sentences(sentences, session.language())


def percent(share: float, digits: int = 0) -> str:
    """Format a fraction, 0 to 1, as percent."""
    return wording.percent(share, digits, session.language())


def format_confidence(probability: float) -> str:
    """Format how sure a network is."""
    return wording.format_confidence(probability, session.language())


def duration(seconds: float) -> str:
    """Format a length of time as far as anybody wants to know it."""
    return wording.duration(seconds, session.language())
