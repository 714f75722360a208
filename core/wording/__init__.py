"""Sentences in every language, from Fluent files, and numbers as text.

The folders beside this module hold the messages of core: findings, errors, the command
line, exports and the report. `core.wording.messages.add_folder` adds others.

Callers pass numbers. Fluent chooses plurals, and messages format with functions:
``PERCENT($share)``, ``CERTAINTY($sure)``, ``POINTS($margin)``, ``DURATION($seconds)``.
"""

import locale
import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.errors import MisreadError
from core.settings import Settings
from core.wording.messages import Messages, sources

if TYPE_CHECKING:
    # The command line shows its help before it imports NumPy.
    from core.analysis.findings import Finding


class _LocaleFormat(NamedTuple):
    """Separators and units of a language."""

    before_percent: str
    before_unit: str
    seconds: str
    minutes: str
    between_items: str
    between_sentences: str


# Narrow no-break spaces keep a number and its sign together.
_LOCALE_FORMATS: Final = {
    "en": _LocaleFormat("\u202f", "\u202f", "s", "min", ", ", " "),
    "zh": _LocaleFormat("", " ", "秒", "分钟", "、", ""),
}
LANGUAGES: Final = ("en", "zh")
# Fluent refuses longer values of a variable.
_MAX_VALUE_LENGTH: Final = 2000


def preferred_language(environment: Mapping[str, str]) -> str:
    """Return the language of a terminal, one of `LANGUAGES`.

    The first of ``MISREAD_LANG``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is set
    decides. If none is set, as on Windows, the locale of the system does.
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
        values: Variables of the message. A digit whose noun is chosen, such as
            ``nines``, is a number; any other digit may be text. A tuple becomes a
            list in words.

    Raises:
        KeyError: There is no such message.
        ValueError: The message needs a variable that is missing.
    """
    filled = {name: _to_fluent_value(value, language) for name, value in values.items()}
    return _format_cached(message, language, **filled)


def say_all(prefix: str, language: str) -> dict[str, str]:
    """Return the messages whose ids begin with a prefix, by the rest of the id."""
    return {
        name.removeprefix(prefix): say(name, language)
        for name in sources(language)
        if name.startswith(prefix)
    }


# Every rerun of a page formats the same messages. Typed, because 1 and 1.0 may differ.
@lru_cache(maxsize=4096, typed=True)
def _format_cached(message: str, language: str, /, **values: object) -> str:
    text, errors = _messages(language).format(message, values)
    if errors:
        raise ValueError(f"{message}: {errors[0]}")
    return text


def error_sentence(error: MisreadError, language: str = "en") -> str:
    """Return an error in words: what happened, what was expected, what to do."""
    return say(f"error-{error.kind}", language, **error.values)


def say_finding(
    finding: "Finding", language: str = "en", titles: Mapping[str, str] | None = None
) -> str:
    """Return a finding in words; if it names a source, the titles are required."""
    values = dict(finding.values)
    if "source" in values:
        values["source"] = (titles or {})[str(values["source"])]
    return say(f"finding-{finding.kind}", language, **values)


def format_list(items: Iterable[object], language: str = "en") -> str:
    """Return items as a list in words: ``0, 1, 4``."""
    return _LOCALE_FORMATS[language].between_items.join(map(str, items))


def join_sentences(sentences: Iterable[str], language: str = "en") -> str:
    """Return sentences as one paragraph."""
    return _LOCALE_FORMATS[language].between_sentences.join(sentences)


def percent(share: float, digits: int = 0, language: str = "en") -> str:
    """Format a fraction, 0 to 1, as percent: ``97 %``.

    Only 0 is written as 0 % and only 1 as 100 %. Rounding never reaches them: it gives
    ``<1 %`` and ``>99 %``.
    """
    text = f"{100 * share:.{digits}f}"
    step = 10**-digits
    if share > 0 and float(text) == 0:
        text = f"<{step:.{digits}f}"
    elif share < 1 and float(text) == 100:
        text = f">{100 - step:.{digits}f}"
    return f"{text}{_LOCALE_FORMATS[language].before_percent}%"


def format_confidence(probability: float, language: str = "en") -> str:
    """Format a probability of a network, never as 0 % or 100 %.

    A softmax reaches neither; only float32 rounds to them.
    """
    nearly = 1e-9
    return percent(min(max(probability, nearly), 1 - nearly), language=language)


def points(margin: float, digits: int = 2) -> str:
    """Format a difference of fractions in percentage points: ``0.17``."""
    return f"{100 * margin:.{digits}f}"


def duration(seconds: float, language: str = "en") -> str:
    """Format a duration, rounded up to 1 s, 5 s or 1 min: ``2 min``."""
    formats = _LOCALE_FORMATS[language]
    if seconds >= 90:
        return f"{math.ceil(seconds / 60)}{formats.before_unit}{formats.minutes}"
    step = 1 if seconds < 10 else 5
    rounded = max(1, step * math.ceil(seconds / step))
    return f"{rounded}{formats.before_unit}{formats.seconds}"


def _to_fluent_value(value: object, language: str) -> object:
    """Join a tuple, and cut the middle out of a text that Fluent would refuse."""
    if isinstance(value, tuple):
        value = format_list(value, language)
    if isinstance(value, str) and len(value) > _MAX_VALUE_LENGTH:
        half = _MAX_VALUE_LENGTH // 2
        return f"{value[:half]}…{value[1 - half :]}"
    return value


@lru_cache
def _messages(language: str) -> Messages:
    functions: dict[str, Callable[..., Any]] = {
        "PERCENT": lambda share, digits=0: percent(float(share), int(digits), language),
        "CERTAINTY": lambda probability: format_confidence(
            float(probability), language
        ),
        "POINTS": lambda margin, digits=2: points(float(margin), int(digits)),
        "DURATION": lambda seconds: duration(float(seconds), language),
    }
    return Messages(language, functions)
