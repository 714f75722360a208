"""What people decided, as a sentence, and as a file to take home or bring in."""

from functools import partial

import streamlit as st

from core.errors import MisreadError
from core.exports.verdict_table import MAX_VERDICTS_BYTES
from core.wording.verdict_impact import verdict_impact_sentence
from core.work import verdict_actions
from dashboard import session
from dashboard.access import may_give_verdict
from dashboard.blocks.common import caption, show_error
from dashboard.blocks.export_block import source_titles
from dashboard.blocks.report_block import file_stem, includes_names
from dashboard.text import current_language, say
from dashboard.views.view import View

_MAX_LINES = 20


def verdict_impact_text(view: View) -> None:
    """Say what verdicts would change, if there are any."""
    text = verdict_impact_sentence(view.verdict_impact(), current_language())
    if text:
        st.markdown(text, help=say("meaning-verdict"))


def verdicts_block(view: View) -> None:
    """Draw the button that hands verdicts out, and the way to bring some in."""
    st.markdown(say("verdicts-what"))
    if any(verdict_actions.verdicts_of(each.id) for each in view.records):
        titles = source_titles(view)
        st.download_button(
            say("verdicts-save"),
            data=partial(
                verdict_actions.export_verdicts,
                view.records,
                titles,
                with_names=includes_names(),
            ),
            file_name=f"{file_stem(view)}-verdicts.csv",
            mime="text/csv",
            on_click="ignore",
            key="export_verdicts",
        )
    else:
        caption(say("verdicts-none-yet"))
    if any(may_give_verdict(each) for each in view.test_sets):
        _import_form(view)


def _import_form(view: View) -> None:
    number = st.session_state.get(session.VERDICT_UPLOADER, 0)
    # Numbered: the next file has another place, so that none is taken in twice.
    key = f"verdict_file_{number}"

    def take_in() -> None:
        file = st.session_state[key]
        if file is None:
            return
        st.session_state[session.VERDICT_UPLOADER] = number + 1
        own = [each for each in view.test_sets if may_give_verdict(each)]
        try:
            found = verdict_actions.import_verdicts(
                file.getvalue(), own, view.test_sets
            )
        except MisreadError as error:
            st.session_state[session.VERDICT_IMPORT_RESULT] = error
        else:
            st.session_state[session.VERDICT_IMPORT_RESULT] = found

    st.file_uploader(
        say("verdicts-bring"),
        type=["csv"],
        max_upload_size=MAX_VERDICTS_BYTES // 2**20,
        key=key,
        on_change=take_in,
    )
    _import_result()


def _import_result() -> None:
    found = st.session_state.pop(session.VERDICT_IMPORT_RESULT, None)
    if isinstance(found, MisreadError):
        show_error(found)
    elif found is not None:
        bad = found.rejected[:_MAX_LINES]
        lines = [
            say("verdicts-bad-line", line=each.number, reason=each.reason)
            for each in bad
        ]
        if len(found.rejected) > len(bad):
            lines.append(
                say("verdicts-more-lines", count=len(found.rejected) - len(bad))
            )
        values = {
            "taken": found.num_imported,
            "known": found.num_known,
            "bad": len(found.rejected),
        }
        text = say("verdicts-taken", **values)
        st.info("\n".join([text, "", *(f"- {line}" for line in lines)]))
