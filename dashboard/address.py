"""The address of a page: the run, test sets and filters, as parameters of its URL.

Session state is the master. The address is read when a session starts or the browser
goes back or forward, and follows after every run of the script. It carries ids and
filters, never names, and is at most 300 characters long.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from core.analysis.confidence import DEFAULT_THRESHOLD, THRESHOLDS
from core.analysis.selection import Selection
from core.store.digit_sets import UPLOAD_PREFIX
from core.wording import LANGUAGES
from dashboard import session
from dashboard.session import Case
from dashboard.text import current_language

# What 300 characters leave beside the address of the page.
_MAX_LENGTH: Final = 300 - len("http://127.0.0.1:8501/your_digits?")
# As much of a run's id as there is room for, and enough to know it by.
_RUN_ID_LENGTH: Final = 8
# Names in the URL; others belong to `Selection.to_query`.
_RUN: Final = "run"
_SETS: Final = "on"
_COMPARED: Final = "vs"
_CASE: Final = "case"
_PAGE: Final = "page"
_LANGUAGE: Final = "lang"
_FILTERED_SETS: Final = "in"
_THRESHOLD: Final = "at"
_EPOCH: Final = "epoch"
_COUNTED: Final = "count"
_BY_VERDICTS: Final = "verdicts"


def read(page_name: str = "") -> None:
    """Copy the query parameters of a link, once, and again when the browser goes back.

    Another page without parameters comes from the menu and changes nothing; the same
    page is where the user began.
    """
    given = st.query_params.to_dict()
    written = st.session_state.get(session.WRITTEN_PARAMETERS)
    is_same_page = st.session_state.get(session.WRITTEN_PAGE) == page_name
    if not is_same_page:
        st.session_state[session.WENT_BACK] = False
    if given == (written or {}) or not (given or is_same_page):
        return
    if written is not None and parameters() != written:
        return  # A callback changed something since; what the browser sent is older.
    st.session_state[session.WENT_BACK] = not given
    st.session_state[session.WRITTEN_PARAMETERS] = given
    _restore(given)


def went_back() -> bool:
    """True if the user went back to where nothing was chosen yet."""
    return bool(st.session_state.get(session.WENT_BACK))


def write(page_name: str | None = None) -> None:
    """Write session state to the address; while a page runs, without its name."""
    wanted = parameters()
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
    st.session_state[session.WRITTEN_PARAMETERS] = wanted
    if page_name is not None:
        st.session_state[session.WRITTEN_PAGE] = page_name


def link_parameters(
    run_id: str, sources: Sequence[str], other: str | None = None
) -> dict[str, str]:
    """Return the query parameters for another user, whose defaults may differ.

    They name the run and the test sets in view and what these are compared with.
    """
    required = {**_required_parameters(), _RUN: run_id, _SETS: _join_sources(sources)}
    partner = {} if other is None else {_COMPARED: _shorten_target(other)}
    return _fill_up(required, {**_optional_parameters(), **partner})


def parameters() -> dict[str, str]:
    """Return session state as query parameters."""
    return _fill_up(_required_parameters(), _optional_parameters())


def _fill_up(found: dict[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters with as many more as fit."""
    for name, value in more.items():
        if len(urlencode({**found, name: value})) <= _MAX_LENGTH:
            found[name] = value
    return found


def _required_parameters() -> dict[str, str]:
    """Return the parameters of every address, however long it becomes."""
    chosen, sets = session.selection(), session.sources()
    found = chosen.to_query()
    if chosen.sources and chosen.sources <= set(sets):
        found[_FILTERED_SETS] = ".".join(
            str(sets.index(each)) for each in sorted(chosen.sources)
        )
    if st.session_state.get(session.LANGUAGE) in LANGUAGES:
        found[_LANGUAGE] = current_language()
    if session.run_id() is not None:
        found[_RUN] = str(session.run_id())
    if sets:
        found[_SETS] = _join_sources(sets)
    if session.page() > 0:
        found[_PAGE] = str(session.page() + 1)
    opened = session.case()
    if opened is not None:
        is_set = opened.source in sets
        source = sets.index(opened.source) if is_set else shorten_source(opened.source)
        found[_CASE] = f"{source}~{opened.position}"
    return found


def _join_sources(sources: Sequence[str]) -> str:
    return "~".join(map(shorten_source, sources))


def _restore(given: Mapping[str, str]) -> None:
    """Copy the query parameters into session state."""
    named = filter(None, given.get(_SETS, "").split("~"))
    sets = tuple(dict.fromkeys(map(_expand_source, named)))[: session.MOST_SETS]
    compared = _expand_source(given.get(_COMPARED, ""))
    st.session_state[session.SETS] = sets
    for source in (*sets, compared):
        if source.startswith(UPLOAD_PREFIX):
            session.remember_upload(source.removeprefix(UPLOAD_PREFIX))
    chosen = {**given, _FILTERED_SETS: _sources_at(given.get(_FILTERED_SETS, ""), sets)}
    st.session_state[session.SELECTION] = Selection.from_query(chosen)
    st.session_state[session.RUN] = given.get(_RUN)
    st.session_state[session.COMPARISON_TARGET] = compared or None
    st.session_state[session.LANGUAGE] = given.get(_LANGUAGE)
    st.session_state[session.PAGE] = max(_number(given.get(_PAGE, "")) or 1, 1) - 1
    steps = {_percent(each): each for each in THRESHOLDS}
    session.choose_threshold(steps.get(given.get(_THRESHOLD, ""), DEFAULT_THRESHOLD))
    session.choose_epoch(_number(given.get(_EPOCH, "")) or None)
    st.session_state[session.VERDICTS_ACCEPTED] = given.get(_COUNTED) == _BY_VERDICTS
    source, _, position = given.get(_CASE, "").rpartition("~")
    if source and _number(position) is not None:
        named_source = _sources_at(source, sets) or _expand_source(source)
        st.session_state[session.CASE] = Case(named_source, int(position))
    else:
        st.session_state.pop(session.CASE, None)


def _sources_at(places: str, sets: Sequence[str]) -> str:
    """Return positions among the test sets as their sources; keep sources."""
    if not re.fullmatch(r"\d(\.\d)*", places):
        return places
    return ",".join(
        sets[int(each)] for each in places.split(".") if int(each) < len(sets)
    )


def shorten_source(source: str) -> str:
    """Return a source for an address: an upload's 32 hex digits in 22 characters."""
    upload_id = source.removeprefix(UPLOAD_PREFIX)
    if source == upload_id or not re.fullmatch("[0-9a-f]{32}", upload_id):
        return source
    code = base64.urlsafe_b64encode(bytes.fromhex(upload_id)).decode()
    return f"{UPLOAD_PREFIX}{code.rstrip('=')}"


def _expand_source(source: str) -> str:
    """Return what `shorten_source` shortened; keep anything else."""
    code = source.removeprefix(UPLOAD_PREFIX)
    if source == code or len(code) != 22:
        return source
    try:
        return f"{UPLOAD_PREFIX}{base64.urlsafe_b64decode(f'{code}==').hex()}"
    except (binascii.Error, ValueError):
        return source


def _optional_parameters() -> dict[str, str]:
    """Return the parameters that an address has room for, most important first."""
    found = {}
    other = session.comparison_target()
    if other:
        found[_COMPARED] = _shorten_target(other)
    if session.accepts_verdicts():
        found[_COUNTED] = _BY_VERDICTS
    if session.threshold() != DEFAULT_THRESHOLD:
        found[_THRESHOLD] = _percent(session.threshold())
    if session.epoch() is not None:
        found[_EPOCH] = str(session.epoch())
    return found


def _shorten_target(other: str) -> str:
    """Return the shortest form of a run or a test set to compare with."""
    is_run = re.fullmatch(f"[0-9a-f]{{{_RUN_ID_LENGTH},}}", other)
    return other[:_RUN_ID_LENGTH] if is_run else shorten_source(other)


def _percent(threshold: float) -> str:
    """Return a threshold in percent, with all its decimals."""
    return f"{100 * threshold:.6g}"


def _number(text: str) -> int | None:
    """Return a number of at most nine digits, None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None
