"""What people decided, as a sentence, and as a file to take home or bring in."""

from functools import partial

import streamlit as st

from core.errors import MisreadError
from core.share.judged import judged_sentence
from core.share.verdict_table import LARGEST_FILE
from core.work import judging
from dashboard import state
from dashboard.components.export_block import titles_of
from dashboard.components.findings import caption, problem
from dashboard.components.report_block import file_stem, has_names
from dashboard.judging import may_judge
from dashboard.language import say
from dashboard.view import View

_MOST_LINES = 20


def verdicts_sentence(view: View) -> None:
    """Say what verdicts would change, if there are any."""
    text = judged_sentence(view.judged(), state.language())
    if text:
        st.markdown(text, help=say("meaning-verdict"))


def verdicts_block(view: View) -> None:
    """Draw the button that hands verdicts out, and the way to bring some in."""
    st.markdown(say("verdicts-what"))
    if any(judging.verdicts_of(each) for each in view.records):
        titles = titles_of(view)
        st.download_button(
            say("verdicts-save"),
            data=partial(
                judging.export_verdicts, view.records, titles, with_names=has_names()
            ),
            file_name=f"{file_stem(view)}-verdicts.csv",
            mime="text/csv",
            on_click="ignore",
            key="export_verdicts",
        )
    else:
        caption(say("verdicts-none-yet"))
    if any(may_judge(each) for each in view.test_sets):
        _bring_in(view)


def _bring_in(view: View) -> None:
    number = st.session_state.get(state.VERDICT_FILE, 0)
    # Numbered: the next file has another place, so that none is taken in twice.
    key = f"verdict_file_{number}"

    def take_in() -> None:
        file = st.session_state[key]
        if file is None:
            return
        st.session_state[state.VERDICT_FILE] = number + 1
        own = [each for each in view.test_sets if may_judge(each)]
        try:
            found = judging.import_verdicts(file.getvalue(), own, view.test_sets)
        except MisreadError as error:
            st.session_state[state.VERDICTS_TAKEN] = error
        else:
            st.session_state[state.VERDICTS_TAKEN] = found

    st.file_uploader(
        say("verdicts-bring"),
        type=["csv"],
        max_upload_size=LARGEST_FILE // 2**20,
        key=key,
        on_change=take_in,
    )
    _outcome()


def _outcome() -> None:
    found = st.session_state.pop(state.VERDICTS_TAKEN, None)
    if isinstance(found, MisreadError):
        problem(found)
    elif found is not None:
        bad = found.bad[:_MOST_LINES]
        lines = [
            say("verdicts-bad-line", line=each.number, reason=each.reason)
            for each in bad
        ]
        if len(found.bad) > len(bad):
            lines.append(say("verdicts-more-lines", count=len(found.bad) - len(bad)))
        values = {"taken": found.taken, "known": found.known, "bad": len(found.bad)}
        text = say("verdicts-taken", **values)
        st.info("\n".join([text, "", *(f"- {line}" for line in lines)]))
