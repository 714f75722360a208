"""The frame around every page: style, context bar, label basis and notices."""

from pathlib import Path

import streamlit as st

import core.charts.assets
from core._version import VERSION
from core.wording import LANGUAGES
from core.wording.verdict_impact import verdict_impact_sentence
from core.work.catalogue import MNIST_TRAIN
from dashboard import access, cache, navigation, reading, session
from dashboard.blocks.common import caption, show_error, text_button
from dashboard.session import fresh_key
from dashboard.text import (
    current_language,
    describe_run_in_markdown,
    digit_set_markdown,
    digit_set_options,
    error_sentence,
    escape_markdown,
    say,
    theme,
)
from dashboard.views.view import View, refresh_view

_ASSETS = Path(core.charts.assets.__file__).parent
_STYLE = Path(__file__).parents[1] / "widgets" / "page.css"


def page_style() -> None:
    """Draw the logo, and load the styles that the theme has no settings for."""
    st.html(_STYLE)
    st.logo(_ASSETS / f"wordmark-{theme()}.svg", size="large")


def frame() -> None:
    """Draw the context bar and the notices of every page."""
    navigation.follow_redirect()
    # A whole run draws the drawer; only a fragment must request one for it.
    st.session_state.pop(session.CASE_OPENED, None)
    trouble = cache.register_mnist()
    if trouble is not None:
        reason = escape_markdown(error_sentence(trouble))
        st.warning(say("frame-mnist-trouble", reason=reason))
    view = refresh_view()
    context_bar(view)
    notices(view)


def foot() -> None:
    """Draw the version at the foot of the page."""
    with st.container(key="foot"):
        caption(say("foot-version", version=VERSION))


def context_bar(view: View) -> None:
    """Draw the choice of test sets, run, label basis and language."""
    names = " + ".join(f"**{digit_set_markdown(each)}**" for each in view.records)
    with st.container(horizontal=True, vertical_alignment="center"):
        title = say("frame-looking-at", sources=names, n=view.evaluation.n)
        with st.popover(title, type="tertiary", help=say("frame-sets")):
            _choose_sets(view)
        with st.popover(_run_label(view.run), type="tertiary", help=say("frame-run")):
            _choose_run(view)
        label_basis_choice(view)
        st.space("stretch")
        _choose_language()


def notices(view: View) -> None:
    """Draw notices: unknown names in a link, missing images, damage."""
    wanted = session.run_id()
    if wanted is not None and wanted != view.run.id:
        st.warning(say("frame-unknown-run", id=escape_markdown(wanted[:40])))
    _missing_sets_notice(view)
    if view.original_evaluation.num_labelled and not view.evaluation.num_labelled:
        st.warning(say("counting-none"))
    for record in view.records:
        if not record.has_images:
            source = digit_set_markdown(record)
            caption(say("frame-no-pictures", source=source))
        _overlap_notice(view, record)
    own = view.run.data in view.evaluation.sources or not view.run.has_network
    if view.run.out_of_fold and own:
        caption(say("frame-out-of-fold"))
    for error in view.damage:
        show_error(error)


def _missing_sets_notice(view: View) -> None:
    known: set[str | None] = {each.source for each in view.test_sets}
    # The page of an import shows how it ended.
    known.add(session.pending_source())
    missing = [source for source in session.sources() if source not in known]
    if not missing:
        return
    here = {each.source: each for each in view.digit_sets}
    kind = "frame-only-unseen" if view.run.has_network else "frame-only-brought"
    title = escape_markdown(view.run.title)
    for source in [each for each in missing if each in here]:
        if not view.run.has_network or source == MNIST_TRAIN:
            name = digit_set_markdown(here[source])
            st.warning(say(kind, title=title, name=name))
            missing.remove(source)
    importing = {each for each in missing if reading.is_being_imported(each)}
    if importing:
        caption(say("frame-being-read"))
        missing = [each for each in missing if each not in importing]
    if any(source.startswith(session.UPLOAD_PREFIX) for source in missing):
        where = "shared" if access.is_shared() else "personal"
        st.warning(say("frame-unknown-upload", where=where))
    for source in missing:
        if not source.startswith(session.UPLOAD_PREFIX):
            st.warning(say("frame-unknown-set", name=escape_markdown(source[:40])))


def _overlap_notice(view: View, record: cache.DigitsRecord) -> None:
    count = cache.count_training_overlap(view.run, record) if record.is_upload else 0
    if count:
        source = digit_set_markdown(record)
        caption(say("frame-overlap", source=source, count=count, n=record.n))


def _run_label(run: cache.RunRecord) -> str:
    if run.recipe is None:
        return say("frame-run-label-elsewhere", title=escape_markdown(run.title))
    data = say("data-name", name=run.data)
    return say("frame-run-label", preset=run.recipe.preset, data=data)


def _choose_sets(view: View) -> None:
    chosen = [each.source for each in view.records]
    key = fresh_key("set_choice", chosen)

    def store_choice() -> None:
        picked = st.session_state[key]
        # At least one test set stays chosen.
        session.choose_sets(*(picked or chosen))
        if len(picked) > session.MOST_SETS:
            st.toast(say("frame-most-sets", most=session.MOST_SETS))

    st.session_state[key] = chosen
    counts = {each.source: each.n for each in view.test_sets}
    labels = digit_set_options(view.test_sets)
    st.pills(
        say("frame-sets"),
        list(counts),
        selection_mode="multi",
        format_func=lambda source: say(
            "frame-set-option", source=labels[source], n=counts[source]
        ),
        key=key,
        on_change=store_choice,
    )


def _choose_run(view: View) -> None:
    labels = {run.id: describe_run_in_markdown(run) for run in view.runs}
    key = fresh_key("run_choice", view.run.id)

    st.session_state[key] = view.run.id
    st.radio(
        say("frame-run"),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=lambda: session.choose_run(st.session_state[key]),
    )


def _choose_language() -> None:
    for other in LANGUAGES:
        if other != current_language():
            text = say("frame-other-language")
            text_button(text, session.choose_language, other, key="other_language")


def label_basis_choice(view: View) -> None:
    """Draw the choice of labels, if any image in view has a verdict."""
    found, accepted = view.verdict_impact(), session.accepts_verdicts()
    if not (found.num_images or accepted):
        return
    key = fresh_key("counting_choice", accepted)
    title = say("counting-label", by=_basis(accepted))
    with st.popover(title, type="tertiary", help=say("counting")):
        st.session_state[key] = accepted
        st.radio(
            say("counting"),
            [False, True],
            format_func=lambda accepted: say("counting-option", by=_basis(accepted)),
            key=key,
            on_change=lambda: session.accept_verdicts(st.session_state[key]),
        )
        if found.num_images:
            st.markdown(verdict_impact_sentence(found, current_language()))
        caption(say("counting-what"))


def _basis(accepted: bool) -> str:
    return "verdicts" if accepted else "labels"
