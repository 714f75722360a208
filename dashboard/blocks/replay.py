"""The blocks of the page Replay: images learned and forgotten in each epoch."""

from functools import partial
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.replay import (
    best_epoch_finding,
    epoch_finding,
    kept_weights_finding,
)
from core.charts.curves import Measure
from core.charts.matrix import matrix_words
from core.data.uploaded_files import sanitize_text
from dashboard import address, session
from dashboard.blocks.common import (
    caption,
    image_grid,
    image_name,
    lead,
    lead_text,
    learning_curve,
    note_hidden,
)
from dashboard.navigation import page
from dashboard.text import (
    current_language,
    digit_set_markdown,
    finding_sentence,
    format_confidence,
    format_list,
    join_sentences,
    say,
)
from dashboard.views.replay import ReplayView, replayable_sets
from dashboard.views.view import View
from dashboard.widgets.epoch_slider import epoch_slider
from dashboard.widgets.gallery import Tile
from dashboard.widgets.matrix import static_matrix

MAX_IMAGES: Final = 18
_MAX_NEVER_LEARNED: Final = 48
_SIZE: Final = 60


def no_replay_notice(view: View) -> None:
    """Draw why there is nothing to replay, and what to do."""
    if not view.run.has_network:
        lead_text(say("replay-none-elsewhere", title=sanitize_text(view.run.title)))
        return
    records = replayable_sets(view)
    if not records:
        lead_text(say("replay-none"))
        st.page_link(page("training"), label=say("replay-none-link"))
        return
    lead_text(say("replay-none-set"))
    with st.container(horizontal=True):
        for record in records:
            text = say("replay-none-choose", source=digit_set_markdown(record))
            choose = partial(session.choose_sets, record.source)
            st.button(text, key=f"replay_set_{record.source}", on_click=choose)


@st.fragment
def replay_block(seen: ReplayView) -> None:
    """Draw the slider and everything that follows it.

    A fragment, so that the slider does not rerun the whole page.
    """
    if st.session_state.pop(session.CASE_OPENED, False):
        st.rerun()  # The drawer is outside of the fragment.
    epoch = seen.epoch
    lead([epoch_finding(seen.replay, epoch)])
    bar = st.container(key="replay_bar")
    _summary(seen)
    _changes(seen, epoch)
    left, right = st.columns([11, 9], gap="large")
    with left:
        st.header(say("replay-matrix", epoch=epoch), anchor=False)
        static_matrix(
            seen.replay.matrix(epoch),
            key="replay_matrix",
            largest=seen.replay.largest_confusion,
            words={
                **matrix_words(current_language()),
                "legend": say("replay-matrix-legend"),
                "legend_narrow": say("replay-matrix-legend-narrow"),
            },
        )
    with right:
        _curves(seen, epoch)
    # Last, since the slider requests the next epoch as soon as it receives this one.
    with bar:
        epoch_slider(
            epoch,
            [_value(seen, each) for each in range(1, seen.replay.epochs + 1)],
            key="replay_slider",
            marks=_marks(seen),
            on_choose=seen.look_at,
        )
    address.write()


def never_learned(seen: ReplayView) -> None:
    """Draw the images that were misread after every epoch."""
    rows = seen.replay.never_learned
    n = seen.replay.accuracies[0].n
    if not n:
        return
    st.header(say("replay-never"), anchor=False)
    caption(say("replay-never-caption", count=len(rows), n=n))
    shown = rows[:_MAX_NEVER_LEARNED]
    last = seen.replay.epochs
    tiles = [_tile(seen, int(row), last, before=None) for row in shown]
    _grid(seen, shown, tiles, key="replay_never_grid")
    note_hidden(len(rows), len(shown))


def missing_sets_note(seen: ReplayView) -> None:
    """Draw the names of test sets in view that the replay lacks."""
    if seen.missing:
        names = format_list(digit_set_markdown(each) for each in seen.missing)
        caption(say("replay-missing", sources=names))


def _value(seen: ReplayView, epoch: int) -> str:
    measured = seen.replay.accuracies[epoch - 1]
    counts = {"mistakes": measured.mistakes, "n": measured.n}
    return say("replay-value", epoch=epoch, epochs=seen.replay.epochs, **counts)


def _marks(seen: ReplayView) -> list[tuple[int, str]]:
    """Return the epochs marked on the slider, each with its words."""
    if seen.replay.epochs == 1:
        return []
    marks = [
        ("best", seen.replay.best_epoch),
        (_lowest_loss(seen), seen.lowest_loss),
    ]
    return [
        (epoch, say("replay-mark", what=what, epoch=epoch))
        for what, epoch in marks
        if epoch is not None
    ]


def _lowest_loss(seen: ReplayView) -> str:
    return "over" if seen.is_overfitted else "lowest"


def _summary(seen: ReplayView) -> None:
    """Draw which epoch was best, where overfitting began, and which was kept."""
    found = [best_epoch_finding(seen.replay), seen.validation]
    recipe = seen.view.run.recipe
    if recipe is not None:
        found.append(kept_weights_finding(recipe.keep, recipe.members, seen.history))
    st.markdown(
        join_sentences(finding_sentence(each) for each in found if each is not None)
    )


def _changes(seen: ReplayView, epoch: int) -> None:
    if not seen.replay.accuracies[0].n:
        return
    changes = {
        "learned": seen.replay.learned(epoch),
        "forgotten": seen.replay.forgotten(epoch),
    }
    columns = st.columns(2, gap="large")
    for column, (kind, rows) in zip(columns, changes.items(), strict=True):
        with column, st.container(key=f"replay_{kind}"):
            st.header(say("replay-change", kind=kind, count=len(rows)), anchor=False)
            shown = rows[:MAX_IMAGES]
            what = "first" if epoch == 1 else kind
            values = {"kind": what, "count": len(rows), "previous": epoch - 1}
            caption(say("replay-change-caption", **values))
            before = None if epoch == 1 else epoch - 1
            tiles = [_tile(seen, int(row), epoch, before=before) for row in shown]
            _grid(seen, shown, tiles, key=f"replay_{kind}_grid")
            note_hidden(len(rows), len(shown))


def _grid(
    seen: ReplayView, rows: NDArray[np.int64], tiles: list[Tile], *, key: str
) -> None:
    """Draw images of the replay; a click opens the case."""
    if len(rows):
        label = say("replay-grid", shown=len(rows))
        image_grid(
            seen.view, seen.rows[rows], tiles=tiles, key=key, label=label, size=_SIZE
        )


def _tile(seen: ReplayView, row: int, epoch: int, *, before: int | None) -> Tile:
    """Return the tile of an image with its predictions before and after an epoch.

    Without `before`, the tile shows the label instead.
    """
    replay, number = seen.replay, int(seen.rows[row])
    now = str(replay.predictions[epoch - 1, row])
    sure = format_confidence(int(replay.percent[epoch - 1, row]) / 100)
    label = int(replay.labels[row])
    values = {"name": image_name(seen.view, number), "true": label, "now": now}
    if before is None:
        text = say("replay-image-never", **values, sure=sure)
        return Tile(number, text, str(label), now, sure)
    was = str(replay.predictions[before - 1, row])
    text = say(
        "replay-image", **values, was=was, previous=before, epoch=epoch, sure=sure
    )
    return Tile(number, text, note=f"{was} → {now}")


def _curves(seen: ReplayView, epoch: int) -> None:
    history, best = seen.history, seen.replay.best_epoch
    # If the test set is the validation set, one line is enough.
    is_out_of_fold = seen.view.run.out_of_fold and not seen.view.counts_verdicts
    is_same = is_out_of_fold and best is not None
    if best is not None and not is_same:
        tested = [each.value for each in seen.replay.accuracies]
        history = history.assign(test_accuracy=tested)
    marked: list[tuple[Measure, int | None, str]] = [
        ("loss", seen.lowest_loss, _lowest_loss(seen)),
        ("accuracy", best, "best"),
    ]
    for measure, at, what in marked:
        learning_curve(
            history,
            measure,
            key=f"replay_{measure}",
            alt=say("replay-curve-alt", measure=measure, epoch=epoch),
            mark=(at if len(history) > 1 else None, say("replay-line", what=what)),
            shown=epoch,
        )
