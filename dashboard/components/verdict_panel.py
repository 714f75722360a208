"""Deciding about one image, in the drawer of its case: who is wrong, model or label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.verdicts import LONGEST_AUTHOR, LONGEST_NOTE, Kind, Verdict
from core.errors import StoreError
from core.work import judging
from dashboard import loading, state
from dashboard.components.findings import caption, problem
from dashboard.components.words import local_time, plain
from dashboard.judging import may_judge
from dashboard.language import say
from dashboard.view import View

# C and R belong to Streamlit, Left and Right to the steps from case to case.
_KEYS: Final[dict[Kind, str]] = {"model": "M", "ambiguous": "A", "label": "L"}
_NO_DIGIT_KEY: Final = "N"


@dataclass(frozen=True, slots=True)
class _Image:
    """The image that is decided about, bound to its widgets.

    A busy browser may send a click when another image is in the drawer already; the
    keys of the widgets tell them apart.
    """

    record: loading.DigitsRecord
    position: int
    label: int

    def key(self, name: str) -> str:
        return f"verdict_{name}_{self.record.id}_{self.position}"


def verdict_panel(view: View, row: int) -> None:
    """Draw what people decided about an image, and the ways to decide.

    Where there is no label, none can be wrong; nothing is drawn.
    """
    evaluation = view.evaluation
    label = int(evaluation.labels[row])
    if label == UNKNOWN:
        return
    record = view.records[int(evaluation.source_of[row])]
    image = _Image(record, int(evaluation.position[row]), label)
    given = judging.verdicts_of(record, image.position)
    if not may_judge(record):
        if given:
            _present(given)
            _former(image)
            caption(say("verdict-not-yours"))
        return
    own = _own(image)
    with st.container(key="verdict"):
        st.markdown(f"**{say('verdict-question')}**")
        _buttons(image, own)
        if st.session_state.get(state.JUDGED) == image:
            _digits(image)
        _present(given)
        _former(image)
        _undo(image)
        _more(image, own)
    trouble = st.session_state.pop(state.TROUBLE, None)
    if trouble is not None:
        problem(trouble)


def _author() -> str:
    return str(st.session_state.get(state.AUTHOR, ""))


def _own(image: _Image) -> Verdict | None:
    """What whoever is named now decided about the image."""
    given = judging.verdicts_of(image.record, image.position)
    return next((each for each in given if each.author == _author()), None)


def _buttons(image: _Image, own: Verdict | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind, key in _KEYS.items():
            chosen = own is not None and own.kind == kind
            st.button(
                say("verdict-button", kind=kind),
                key=image.key(kind),
                shortcut=key,
                type="primary" if chosen else "secondary",
                on_click=_ask if kind == "label" else _decide,
                args=(image,) if kind == "label" else (image, kind),
            )


def _digits(image: _Image) -> None:
    """Ask which digit it really is; all but the label."""
    st.markdown(say("verdict-which"))
    with st.container(horizontal=True, gap="xsmall", key="verdict_digits"):
        for digit in range(NUM_CLASSES):
            st.button(
                str(digit),
                key=image.key(f"digit{digit}"),
                shortcut=str(digit),
                disabled=digit == image.label,
                on_click=_decide,
                args=(image, "label", digit),
            )
        st.button(
            say("verdict-no-digit"),
            key=image.key("nodigit"),
            shortcut=_NO_DIGIT_KEY,
            on_click=_decide,
            args=(image, "label", UNKNOWN),
        )


def _present(given: Sequence[Verdict]) -> None:
    """Say what was decided, one line for each person."""
    lines = [_sentence(each) for each in given]
    if len({each.decision for each in given}) > 1:
        lines.append(say("verdict-disputed"))
    if lines:
        st.markdown("  \n".join(lines))


def _former(image: _Image) -> None:
    """Say what people had decided before they changed their mind."""
    for each in judging.former_verdicts(image.record, image.position):
        when = say("verdict-former", time=local_time(each.made))
        caption(f"{when} {_sentence(each)}")


def _sentence(verdict: Verdict) -> str:
    text = say(
        "verdict-sentence",
        author=plain(verdict.author.removeprefix(judging.UNNAMED)) or "none",
        named=_named(verdict.author),
        kind="untold" if verdict.digit == UNKNOWN else verdict.kind,
        digit=str(verdict.digit),
    )
    if not verdict.note:
        return text
    return f"{text} {say('verdict-note-quoted', note=plain(verdict.note))}"


def _named(author: str) -> str:
    if author.startswith(judging.UNNAMED):
        return "marked"
    return "yes" if author else "no"


def _undo(image: _Image) -> None:
    change = judging.last_change(image.record, image.position, _author())
    if change:
        # The number is in the key: a click that comes late undoes nothing else.
        st.button(
            say("verdict-undo"),
            key=image.key(f"undo{change}"),
            shortcut="U",
            type="tertiary",
            on_click=_take_back,
            args=(image, change),
        )


def _more(image: _Image, own: Verdict | None) -> None:
    with st.expander(say("verdict-more")):
        st.session_state["verdict_author_field"] = _author()
        st.text_input(
            say("verdict-author"),
            key="verdict_author_field",
            max_chars=LONGEST_AUTHOR,
            on_change=_keep_author,
        )
        if own is None:
            caption(say("verdict-note-later"))
            return
        key = image.key("note")
        st.session_state[key] = own.note
        st.text_input(
            say("verdict-note"),
            key=key,
            max_chars=LONGEST_NOTE,
            on_change=_keep_note,
            args=(image, own.author, key),
        )


def _ask(image: _Image) -> None:
    is_asked = st.session_state.get(state.JUDGED) == image
    st.session_state[state.JUDGED] = None if is_asked else image


def _decide(image: _Image, kind: Kind, digit: int | None = None) -> None:
    st.session_state[state.JUDGED] = None
    own = _own(image)
    _save(image, kind, digit, "" if own is None else own.note)


def _save(image: _Image, kind: Kind, digit: int | None, note: str) -> None:
    # A callback runs outside of what shows errors on a page.
    try:
        judging.decide(
            image.record, image.position, kind, digit, author=_author(), note=note
        )
    except StoreError as error:
        st.session_state[state.TROUBLE] = error


def _take_back(image: _Image, change: int) -> None:
    st.session_state[state.JUDGED] = None
    try:
        judging.undo(image.record, image.position, _author(), change)
    except StoreError as error:
        st.session_state[state.TROUBLE] = error


def _keep_author() -> None:
    name = judging.clean_author(st.session_state["verdict_author_field"])
    st.session_state[state.AUTHOR] = name


def _keep_note(image: _Image, author: str, key: str) -> None:
    # With the decision as it is now: a click may have come with the note.
    own = _own(image)
    if own is not None and own.author == author:
        _save(image, own.kind, own.digit, st.session_state[key])
