"""Words and numbers in the user's language, for screens and screen readers."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from functools import wraps
from itertools import chain, count
from pathlib import Path
from typing import Any, Final, ParamSpec
from zoneinfo import ZoneInfo

import streamlit as st

from core import wording
from core.analysis.confidence import MAY_BE_NO_DIGIT
from core.analysis.findings import Finding
from core.errors import MisreadError
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.wording import titles
from dashboard import access, reading, session
from dashboard.figures.style import Theme

P = ParamSpec("P")

# Each run of the script has a thread, and so a context, of its own.
_resolved: ContextVar[str | None] = ContextVar("language", default=None)
# Where a joiner breaks an address of the web or of mail.
_LINKED: Final = re.compile(r"www(?=\.)|:(?=//)|(?<=.)(?=@)", re.IGNORECASE)


def current_language() -> str:
    """Return the language that the user chose, or else that the browser prefers."""
    return _resolved.get() or _find_language()


def resolve_language() -> str:
    """Find the language, and keep it for this run of the script."""
    language = _find_language()
    _resolved.set(language)
    return language


def _find_language() -> str:
    chosen = st.session_state.get(session.LANGUAGE)
    if chosen in wording.LANGUAGES:
        return str(chosen)
    preferred = (st.context.locale or "").partition("-")[0].lower()
    return preferred if preferred in wording.LANGUAGES else wording.LANGUAGES[0]


def theme() -> Theme:
    """Return the theme of the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def say(message: str, /, **values: object) -> str:
    """Return a message in the user's language; see `core.wording.say`."""
    return wording.say(message, current_language(), **values)


def _in_language(function: Callable[P, str]) -> Callable[P, str]:
    """Decorate a function of `core.wording` to use the user's language."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> str:
        kwargs["language"] = current_language()
        return function(*args, **kwargs)

    return call


def error_sentence(error: MisreadError) -> str:
    """Return an error in the user's language, on a shared server without folders."""
    values = dict(error.values)
    if "path" in values and access.is_shared():
        values["path"] = Path(str(values["path"])).name
    return say(f"error-{error.kind}", **values)


format_list = _in_language(wording.format_list)
join_sentences = _in_language(wording.join_sentences)
percent = _in_language(wording.percent)
format_confidence = _in_language(wording.format_confidence)
duration = _in_language(wording.duration)
run_title = _in_language(titles.run_title)
array_summary = _in_language(titles.array_summary)


def finding_sentence(finding: Finding) -> str:
    """Return a finding in words."""
    language, source = current_language(), str(finding.values.get("source", ""))
    named = {}
    if source:
        title = reading.title(source)
        named[source] = titles.digit_set_title(source, title, language)
    return wording.say_finding(finding, language, named)


def escape_markdown(text: str) -> str:
    """Return untrusted text that Markdown shows unchanged, without links.

    Streamlit makes links of addresses even if their signs are escaped; invisible word
    joiners, U+2060, break these.
    """
    text = _LINKED.sub("\\g<0>\u2060", text)
    return re.sub(r"([!-,./:-@\[-`{-~])", r"\\\1", text)


def format_local_time(moment: str) -> str:
    """Return a moment, given in ISO 8601, in the time zone of the user's browser."""
    zone: tzinfo = UTC
    name = st.context.timezone
    if name:
        # The browser may send anything.
        with suppress(KeyError, ValueError, OSError):
            zone = ZoneInfo(name)
    try:
        local = datetime.fromisoformat(moment).astimezone(zone)
    except OverflowError:  # An untrusted file may name a year near 1 or 9999.
        return moment
    return f"{local:%Y-%m-%d %H:%M}{' UTC' if zone is UTC else ''}"


def framing_warning(warning: str, confidence: float) -> str:
    """Return why a picture may not show one digit, "" if it seems to.

    The warning is that of framing; the confidence is 1 where a person labelled it.
    """
    if not warning and confidence < MAY_BE_NO_DIGIT:
        warning = "unsure"
    return say("digits-doubt", kind=warning) if warning else ""


def digit_set_title(digits: DigitsRecord) -> str:
    """Return the name of a digit set; the title of an upload is untrusted text."""
    return titles.digit_set_title(digits.source, digits.title, current_language())


def digit_set_markdown(digits: DigitsRecord) -> str:
    """Return the name of a digit set, escaped for Markdown."""
    title = escape_markdown(digits.title)
    return titles.digit_set_title(digits.source, title, current_language())


def digit_set_options(records: Iterable[DigitsRecord]) -> dict[str, str]:
    """Return a distinct label for each digit set of a choice, by source."""
    ordered = sorted(records, key=lambda each: each.source)
    return disambiguate({each.source: digit_set_markdown(each) for each in ordered})


def disambiguate(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels where equal ones have a number added."""
    found: dict[str, str] = {}
    for name, label in labels.items():
        names = chain([label], (f"{label} ({number})" for number in count(2)))
        found[name] = next(each for each in names if each not in found.values())
    return found


def setting_value(name: str, value: Any) -> str:
    """Return the value of a setting of a recipe."""
    if name == "shear":
        # A shear of this factor tilts a vertical stroke by this angle, in degrees.
        value = round(math.degrees(math.atan(value)))
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return say("compare-value", name=name, value=value)


def describe_run(run: RunRecord) -> str:
    """Return the label of a run in a choice: its recipe, its data and its time."""
    if run.recipe is None:
        created = format_local_time(run.created)
        return say("frame-run-elsewhere", title=run.title, created=created)
    return say(
        "frame-reference" if run.is_example else "frame-run-option",
        preset=run.recipe.preset,
        data=say("data-name", name=run.data),
        epochs=run.recipe.epochs,
        created=format_local_time(run.created),
    )


def describe_run_in_markdown(run: RunRecord) -> str:
    """Return the label of a run, escaped if its title is untrusted text."""
    text = describe_run(run)
    return text if run.has_network else escape_markdown(text)
