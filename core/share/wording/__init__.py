"""Sentences for page, report and command line: one folder of Fluent files a language.

Numbers stay numbers until here. Fluent chooses plurals; the functions below format:
``PERCENT($share)``, ``CERTAINTY($sure)``, ``POINTS($margin)``, ``DURATION($seconds)``.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

from core.errors import MisreadError

LANGUAGES: Final = ("en",)
_FOLDER: Final = Path(__file__).parent
# Narrow no-break space: a number and its percent sign stay together.
_THIN: Final = "\u202f"


def say(message: str, language: str = "en", /, **values: object) -> str:
    """Return a message in a language.

    Args:
        message: Id of the message; ``page.note`` is its attribute ``note``.
        language: One of `LANGUAGES`.
        values: What the message is filled with. A digit whose noun is chosen, such as
            ``nines``, is a number; one that is only shown may be text.

    Raises:
        KeyError: There is no such message.
        ValueError: A value that the message needs is missing.
    """
    bundle = _bundle(language)
    name, _, attribute = message.partition(".")
    entry = bundle.get_message(name)
    pattern = entry.attributes[attribute] if attribute else entry.value
    if pattern is None:
        raise KeyError(message)
    text, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise ValueError(f"{message}: {errors[0]}")
    return str(text)


def error_sentence(error: MisreadError, language: str = "en") -> str:
    """Say an error in words: what happened, what was expected, what to do."""
    return say(f"error-{error.kind}", language, **error.values)


def percent(share: float, digits: int = 0) -> str:
    """Format a fraction, 0 to 1, as percent: ``97 %``.

    Only nothing is 0 % and only everything is 100 %: between them stand ``<1 %`` and
    ``>99 %``.
    """
    text = f"{100 * share:.{digits}f}"
    step = 10**-digits
    if share > 0 and float(text) == 0:
        text = f"<{step:.{digits}f}"
    elif share < 1 and float(text) == 100:
        text = f">{100 - step:.{digits}f}"
    return f"{text}{_THIN}%"


def certainty(probability: float) -> str:
    """Format how sure a network is: never 0 % and never 100 %, to whatever it rounds.

    A softmax never quite reaches either; only float32 makes it seem so.
    """
    nearly = 1e-9
    return percent(min(max(probability, nearly), 1 - nearly))


def points(margin: float, digits: int = 2) -> str:
    """Format a difference of fractions in percentage points: ``0.17``."""
    return f"{100 * margin:.{digits}f}"


def duration(seconds: float) -> str:
    """Format a length of time as far as anybody wants to know it: ``2 min``."""
    if seconds < 10:
        return f"{max(1, math.ceil(seconds))}{_THIN}s"
    if seconds < 90:
        return f"{5 * math.ceil(seconds / 5)}{_THIN}s"
    return f"{math.ceil(seconds / 60)}{_THIN}min"


def message_ids(language: str = "en") -> set[str]:
    """List the ids of all messages of a language."""
    return set(_bundle(language)._messages)


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "PERCENT": lambda share, digits=0: percent(float(share), int(digits)),
    "CERTAINTY": lambda probability: certainty(float(probability)),
    "POINTS": lambda margin, digits=2: points(float(margin), int(digits)),
    "DURATION": lambda seconds: duration(float(seconds)),
}


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], functions=_FUNCTIONS, use_isolating=False)
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
