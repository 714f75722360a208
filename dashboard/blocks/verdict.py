"""The verdict on one image, in its case: the model is wrong, or the label."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

import streamlit as st

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.verdicts import MAX_AUTHOR_LENGTH, MAX_NOTE_LENGTH, Verdict, VerdictKind
from core.errors import StoreError
from core.work import verdict_actions
from dashboard import cache, session
from dashboard.access import may_give_verdict
from dashboard.blocks.common import caption, show_error, text_button
from dashboard.text import escape_markdown, format_local_time, say
from dashboard.views.view import View

# Streamlit uses C and R; Left and Right step from case to case.
_KEYS: Final[dict[VerdictKind, str]] = {"model": "M", "ambiguous": "A", "label": "L"}
_NO_DIGIT_KEY: Final = "N"
_MAX_SHOWN: Final = 20


class _VerdictTarget(NamedTuple):
    """The image of a verdict, bound to its widgets.

    A busy browser may send a click when the drawer shows another image already; the
    keys of the widgets name their image.
    """

    record: cache.DigitsRecord
    position: int
    label: int

    def key(self, name: str) -> str:
        return f"verdict_{name}_{self.record.id}_{self.position}"


def verdict_panel(view: View, row: int) -> None:
    """Draw the verdicts on an image that has a label, and the buttons that give one."""
    evaluation = view.evaluation
    label = int(evaluation.labels[row])
    if label == UNKNOWN:
        return
    record = view.record_at(row)
    image = _VerdictTarget(record, int(evaluation.position[row]), label)
    given = verdict_actions.verdicts_of(record, image.position)
    if not may_give_verdict(record):
        if given:
            _verdicts(image, given)
            caption(say("verdict-not-yours"))
        return
    own = _own_verdict(image)
    with st.container(key="verdict"):
        st.markdown(f"**{say('verdict-question')}**")
        _buttons(image, own)
        if st.session_state.get(session.CORRECTING_IMAGE) == image:
            _digits(image)
        _verdicts(image, given)
        _undo(image)
        _author_and_note(image, own)
    if trouble := st.session_state.pop(session.VERDICT_ERROR, None):
        show_error(trouble)


def _author() -> str:
    return str(st.session_state.get(session.AUTHOR, ""))


def _own_verdict(image: _VerdictTarget) -> Verdict | None:
    given = verdict_actions.verdicts_of(image.record, image.position)
    return next((each for each in given if each.author == _author()), None)


def _buttons(image: _VerdictTarget, own: Verdict | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind, key in _KEYS.items():
            chosen = own is not None and own.kind == kind
            st.button(
                say("verdict-button", kind=kind),
                key=image.key(kind),
                shortcut=key,
                type="primary" if chosen else "secondary",
                on_click=_toggle_digit_choice if kind == "label" else _decide,
                args=(image,) if kind == "label" else (image, kind),
            )


def _digits(image: _VerdictTarget) -> None:
    st.markdown(say("verdict-which"))
    with st.container(horizontal=True, gap="xsmall", key="verdict_digits"):
        digits = [(f"digit{digit}", str(digit), digit) for digit in range(NUM_CLASSES)]
        none = ("nodigit", say("verdict-no-digit"), UNKNOWN)
        for name, text, digit in [*digits, none]:
            st.button(
                text,
                key=image.key(name),
                shortcut=_NO_DIGIT_KEY if digit == UNKNOWN else text,
                disabled=digit == image.label,
                on_click=_decide,
                args=(image, "label", digit),
            )


def _verdicts(image: _VerdictTarget, given: Sequence[Verdict]) -> None:
    """Draw the verdicts, one line for each author, and then the former ones."""
    lines = [_sentence(each) for each in given[:_MAX_SHOWN]]
    if len(given) > _MAX_SHOWN:
        lines.append(say("verdict-more-lines", count=len(given) - _MAX_SHOWN))
    if len({each.decision for each in given}) > 1:
        lines.append(say("verdict-disputed"))
    if lines:
        st.markdown("  \n".join(lines))
    former = verdict_actions.former_verdicts(image.record, image.position)
    for each in former[-_MAX_SHOWN:]:
        when = say("verdict-former", time=format_local_time(each.made))
        caption(f"{when} {_sentence(each)}")


def _sentence(verdict: Verdict) -> str:
    name = verdict.author.removeprefix(verdict_actions.ANONYMOUS_PREFIX)
    is_marked = name != verdict.author
    text = say(
        "verdict-sentence",
        author=escape_markdown(name) or "none",
        named="marked" if is_marked else "yes" if name else "no",
        kind="unreadable" if verdict.digit == UNKNOWN else verdict.kind,
        digit=str(verdict.digit),
    )
    if not verdict.note:
        return text
    return f"{text} {say('verdict-note-quoted', note=escape_markdown(verdict.note))}"


def _undo(image: _VerdictTarget) -> None:
    change = verdict_actions.last_change(image.record, image.position, _author())
    if change:
        # The key numbers the change, so that a late click undoes nothing else.
        key = image.key(f"undo{change}")
        undo = partial(_undo_verdict, image, change)
        text_button(say("verdict-undo"), undo, key=key, shortcut="U")


def _author_and_note(image: _VerdictTarget, own: Verdict | None) -> None:
    with st.expander(say("verdict-more")):
        st.session_state[session.AUTHOR_FIELD] = _author()
        st.text_input(
            say("verdict-author"),
            key=session.AUTHOR_FIELD,
            max_chars=MAX_AUTHOR_LENGTH,
            on_change=_save_author,
        )
        if own is None:
            caption(say("verdict-note-later"))
            return
        key = image.key("note")
        st.session_state[key] = own.note
        st.text_input(
            say("verdict-note"),
            key=key,
            max_chars=MAX_NOTE_LENGTH,
            on_change=_save_note,
            args=(image, own.author, key),
        )


def _toggle_digit_choice(image: _VerdictTarget) -> None:
    is_asked = st.session_state.get(session.CORRECTING_IMAGE) == image
    st.session_state[session.CORRECTING_IMAGE] = None if is_asked else image


def _decide(image: _VerdictTarget, kind: VerdictKind, digit: int | None = None) -> None:
    st.session_state[session.CORRECTING_IMAGE] = None
    own = _own_verdict(image)
    _save(image, kind, digit, "" if own is None else own.note)


def _save(
    image: _VerdictTarget, kind: VerdictKind, digit: int | None, note: str
) -> None:
    # The error handler of the page does not cover callbacks.
    try:
        verdict_actions.save_verdict(
            image.record, image.position, kind, digit, author=_author(), note=note
        )
    except StoreError as error:
        st.session_state[session.VERDICT_ERROR] = error


def _undo_verdict(image: _VerdictTarget, change: int) -> None:
    st.session_state[session.CORRECTING_IMAGE] = None
    try:
        verdict_actions.undo(image.record, image.position, _author(), change)
    except StoreError as error:
        st.session_state[session.VERDICT_ERROR] = error


def _save_author() -> None:
    name = verdict_actions.clean_author(st.session_state[session.AUTHOR_FIELD])
    st.session_state[session.AUTHOR] = name


def _save_note(image: _VerdictTarget, author: str, key: str) -> None:
    # The current decision, since a click may arrive together with the note.
    own = _own_verdict(image)
    if own is not None and own.author == author:
        _save(image, own.kind, own.digit, st.session_state[key])
