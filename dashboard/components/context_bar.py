"""What is being looked at, above every page: test sets, and the run that read them."""

import streamlit as st

from core.share.wording import LANGUAGES
from core.work.catalogue import MNIST_TRAIN
from dashboard import loading, mode, state
from dashboard.components.counting import counting_choice, nothing_counts
from dashboard.components.findings import problem
from dashboard.components.fresh_key import fresh_key
from dashboard.components.words import (
    describe_run_in_markdown,
    plain,
    source_label,
    source_labels,
)
from dashboard.language import say
from dashboard.view import View


def context_bar(view: View) -> None:
    """Draw the choice of test sets and of the run, and what must be said about them."""
    names = " + ".join(f"**{source_label(each.source)}**" for each in view.records)
    with st.container(horizontal=True, vertical_alignment="center"):
        title = say("frame-looking-at", sources=names, n=view.evaluation.n)
        with st.popover(title, type="tertiary", help=say("frame-sets")):
            _choose_sets(view)
        with st.popover(_run_label(view.run), type="tertiary", help=say("frame-run")):
            _choose_run(view)
        counting_choice(view)
        st.space("stretch")
        _choose_language()


def notices(view: View) -> None:
    """Say what does not go without saying: what a link meant, and what is missing."""
    wanted = state.run_id()
    if wanted is not None and wanted != view.run.id:
        st.warning(say("frame-unknown-run", id=plain(wanted[:40])))
    _say_what_is_not_here(view)
    nothing_counts(view)
    for record in view.records:
        if not record.has_images:
            text = say("frame-no-pictures", source=source_label(record.source))
            st.markdown(f":small[:gray[{text}]]")
        _say_overlap(view, record)
    own = view.run.data in view.evaluation.sources or not view.run.has_network
    if view.run.out_of_fold and own:
        st.markdown(f":small[:gray[{say('frame-out-of-fold')}]]")
    _, problems = loading.all_runs()
    for error in problems:
        problem(error)


def _say_what_is_not_here(view: View) -> None:
    known: set[str | None] = {each.source for each in view.test_sets}
    # How the import ended that this session waits for is said on its page.
    known.add(state.awaited())
    missing = [source for source in state.sources() if source not in known]
    if not missing:
        return
    here = {each.source for each in loading.all_digits()}
    kind = "frame-only-brought"
    if view.run.has_network:
        here, kind = here & {MNIST_TRAIN}, "frame-only-unseen"
    for source in [each for each in missing if each in here]:
        values = {"title": plain(view.run.title), "name": source_label(source)}
        st.warning(say(kind, **values))
        missing.remove(source)
    if any(loading.is_being_read(source) for source in missing):
        st.markdown(f":small[:gray[{say('frame-being-read')}]]")
        missing = [each for each in missing if not loading.is_being_read(each)]
    if any(source.startswith(state.OWN) for source in missing):
        where = "shared" if mode.is_shared() else "personal"
        st.warning(say("frame-unknown-upload", where=where))
    for source in missing:
        if not source.startswith(state.OWN):
            st.warning(say("frame-unknown-set", name=plain(source[:40])))


def _say_overlap(view: View, record: loading.DigitsRecord) -> None:
    """Say so where the network has learned from some of an upload's very images."""
    if not record.source.startswith(state.OWN):
        return
    count = loading.overlap(view.run, record)
    if count:
        source = source_label(record.source)
        text = say("frame-overlap", source=source, count=count, n=record.n)
        st.markdown(f":small[:gray[{text}]]")


def _run_label(run: loading.RunRecord) -> str:
    if run.recipe is None:
        return say("frame-run-label-elsewhere", title=plain(run.title))
    data = say("data-name", name=run.data)
    return say("frame-run-label", preset=run.recipe.preset, data=data)


def _choose_sets(view: View) -> None:
    chosen = [each.source for each in view.records]
    key = fresh_key("set_choice", chosen)

    def keep() -> None:
        picked = st.session_state[key]
        # The last one stays: a page must be about something.
        state.choose_sets(*(picked or chosen))
        if len(picked) > state.MOST_SETS:
            st.toast(say("frame-most-sets", most=state.MOST_SETS))

    st.session_state[key] = chosen
    counts = {each.source: each.n for each in view.test_sets}
    labels = source_labels(list(counts))
    st.pills(
        say("frame-sets"),
        list(counts),
        selection_mode="multi",
        format_func=lambda source: say(
            "frame-set-option", source=labels[source], n=counts[source]
        ),
        key=key,
        on_change=keep,
    )


def _choose_run(view: View) -> None:
    labels = {run.id: describe_run_in_markdown(run) for run in view.runs}
    key = fresh_key("run_choice", view.run.id)

    def keep() -> None:
        state.choose_run(st.session_state[key])

    st.session_state[key] = view.run.id
    st.radio(
        say("frame-run"),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=keep,
    )


def _choose_language() -> None:
    """Offer the other language, by its own name."""
    for other in LANGUAGES:
        if other != state.language():
            st.button(
                say("frame-other-language"),
                type="tertiary",
                key="other_language",
                on_click=state.choose_language,
                args=(other,),
            )
