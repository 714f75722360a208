"""Sentences for page, report and command line: one folder of Fluent files a language.

Numbers stay numbers until here. Fluent chooses plurals; the functions below format:
``PERCENT($share)``, ``CERTAINTY($sure)``, ``POINTS($margin)``, ``DURATION($seconds)``.
"""

import locale
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.errors import MisreadError
from core.settings import Settings
from core.wording.messages import Messages, sources

if TYPE_CHECKING:
    # Terminals say their sentences before anything large is imported.
    from core.analysis.findings import Finding


@dataclass(frozen=True, slots=True)
class _LocaleFormat:
    """How a language writes what is no sentence.

    Attributes:
        before_percent: Between a number and its percent sign.
        before_unit: Between a number and its unit.
        seconds: The unit.
        minutes: The unit.
        between_items: In a list.
        between_sentences: In a paragraph.
    """

    before_percent: str
    before_unit: str
    seconds: str
    minutes: str
    between_items: str
    between_sentences: str


# Narrow no-break spaces: a number and its sign stay together.
_LOCALE_FORMATS: Final = {
    "en": _LocaleFormat("\u202f", "\u202f", "s", "min", ", ", " "),
    "zh": _LocaleFormat("", " ", "秒", "分钟", "、", ""),
}
LANGUAGES: Final = ("en", "zh")
# What Fluent puts into one blank of a message.
_LONGEST_VALUE: Final = 2000


def preferred_language(environment: Mapping[str, str]) -> str:
    """Choose the language of a terminal, as other commands do.

    Args:
        environment: ``MISREAD_LANG`` goes first, then ``LC_ALL``, ``LC_MESSAGES`` and
            ``LANG``; where none is set, as on Windows, the system is asked.
    """
    requested = Settings.from_environment(environment).language
    wanted = requested or locale.getlocale()[0] or ""
    is_chinese = wanted.lower().startswith(("zh", "chinese"))
    return "zh" if is_chinese and "zh" in LANGUAGES else "en"


def say(message: str, language: str = "en", /, **values: object) -> str:
    """Return a message in a language.

    Args:
        message: Id of the message; ``page.note`` is its attribute ``note``.
        language: One of `LANGUAGES`.
        values: What the message is filled with. A digit whose noun is chosen, such as
            ``nines``, is a number; one that is only shown may be text. A tuple becomes
            a list in words.

    Raises:
        KeyError: There is no such message.
        ValueError: A value that the message needs is missing.
    """
    filled = {name: _to_fluent_value(value, language) for name, value in values.items()}
    return _format_cached(message, language, **filled)


# A page says the same again on every run. Typed, since 1 and 1.0 may read differently.
@lru_cache(maxsize=4096, typed=True)
def _format_cached(message: str, language: str, /, **values: object) -> str:
    text, errors = _messages(language).format(message, values)
    if errors:
        raise ValueError(f"{message}: {errors[0]}")
    return text


def error_sentence(error: MisreadError, language: str = "en") -> str:
    """Say an error in words: what happened, what was expected, what to do."""
    return say(f"error-{error.kind}", language, **error.values)


def say_finding(
    finding: "Finding", language: str = "en", titles: Mapping[str, str] | None = None
) -> str:
    """Say a finding in words.

    Args:
        finding: What was found.
        language: One of `LANGUAGES`.
        titles: What digit sets are called, by source; needed where one is named.
    """
    values = dict(finding.values)
    if "source" in values:
        values["source"] = (titles or {})[str(values["source"])]
    return say(f"finding-{finding.kind}", language, **values)


def format_list(items: Iterable[object], language: str = "en") -> str:
    """Write things one after the other: ``0, 1, 4``."""
    return _LOCALE_FORMATS[language].between_items.join(map(str, items))


def join_sentences(sentences: Iterable[str], language: str = "en") -> str:
    """Let sentences follow one another."""
    return _LOCALE_FORMATS[language].between_sentences.join(sentences)


def percent(share: float, digits: int = 0, language: str = "en") -> str:
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
    return f"{text}{_LOCALE_FORMATS[language].before_percent}%"


def format_confidence(probability: float, language: str = "en") -> str:
    """Format how sure a network is: never 0 % and never 100 %, to whatever it rounds.

    A softmax never quite reaches either; only float32 makes it seem so.
    """
    nearly = 1e-9
    return percent(min(max(probability, nearly), 1 - nearly), language=language)


def points(margin: float, digits: int = 2) -> str:
    """Format a difference of fractions in percentage points: ``0.17``."""
    return f"{100 * margin:.{digits}f}"


def duration(seconds: float, language: str = "en") -> str:
    """Format a length of time as far as anybody wants to know it: ``2 min``."""
    habits = _LOCALE_FORMATS[language]
    if seconds < 10:
        return f"{max(1, math.ceil(seconds))}{habits.before_unit}{habits.seconds}"
    if seconds < 90:
        return f"{5 * math.ceil(seconds / 5)}{habits.before_unit}{habits.seconds}"
    return f"{math.ceil(seconds / 60)}{habits.before_unit}{habits.minutes}"


def _to_fluent_value(value: object, language: str) -> object:
    """Make a list of words a text, and leave the middle out of a very long one."""
    if isinstance(value, tuple):
        value = format_list(value, language)
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        half = _LONGEST_VALUE // 2
        return f"{value[:half]}…{value[1 - half :]}"
    return value


def message_ids(language: str = "en") -> set[str]:
    """List the ids of all messages of a language."""
    return set(sources(language))


def _functions(language: str) -> dict[str, Callable[..., Any]]:
    """Collect what messages of a language may call."""
    return {
        "PERCENT": lambda share, digits=0: percent(float(share), int(digits), language),
        "CERTAINTY": lambda probability: format_confidence(
            float(probability), language
        ),
        "POINTS": lambda margin, digits=2: points(float(margin), int(digits)),
        "DURATION": lambda seconds: duration(float(seconds), language),
    }


@lru_cache
def _messages(language: str) -> Messages:
    return Messages(language, _functions(language))
