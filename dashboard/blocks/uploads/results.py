"""The blocks of the page Your digits that say what an upload is and how it was read."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import num_pages
from core.data.digits import UNKNOWN
from core.work import labelling
from dashboard import access, address, cache, reading, session
from dashboard.blocks.common import caption, lead_text
from dashboard.blocks.uploads.deletion import delete_button
from dashboard.blocks.uploads.refusals import refused_files
from dashboard.text import (
    escape_markdown,
    format_confidence,
    format_local_time,
    framing_warning,
    join_sentences,
    say,
)
from dashboard.views.upload import UploadView
from dashboard.widgets.gallery import Group, Tile, gallery

PAGE_SIZE = 24
_SIDES = ("top", "left", "bottom", "right")


def upload_choice(records: Sequence[cache.UploadRecord], upload: UploadView) -> None:
    """Draw the choice between several uploads."""
    if len(records) < 2:
        return
    by_id = {record.id: record for record in records}
    # A busy browser may still send what was chosen before another upload came into
    # view; that must not be taken for a choice made now.
    key = f"upload_choice_{upload.record.id}"
    in_view = session.sources()

    def store_choice() -> None:
        if session.sources() == in_view:
            session.select_upload(st.session_state[key])

    st.selectbox(
        say("digits-choice"),
        list(by_id),
        index=list(by_id).index(upload.record.id),
        format_func=lambda each: say(
            "digits-choice-option",
            title=by_id[each].title,
            n=by_id[each].n,
            created=format_local_time(by_id[each].created),
        ),
        key=key,
        on_change=store_choice,
        label_visibility="collapsed",
        width=420,
    )


def select_by_default(upload: UploadView) -> None:
    """Make the upload what every page is about, unless something was chosen."""
    if not session.sources() and not address.went_back():
        session.choose_sets(upload.record.source)
        st.rerun()


def upload_headline(upload: UploadView) -> None:
    """Say how many pictures were read right."""
    n, labelled, right = upload.record.n, upload.num_labelled, upload.num_correct
    kind = "all" if labelled == n else "some" if labelled else "none"
    text = say("digits-headline", kind=kind, n=n, labelled=labelled, right=right)
    st.title(text, anchor=False)


def upload_lead(upload: UploadView) -> None:
    """Say what preparation did for them, and what is left."""
    evaluation = upload.view.evaluation
    if not upload.num_labelled:
        lead_text(say("digits-lead-unlabelled"))
        return
    if not upload.view.run.has_network:
        lead_text(say("elsewhere-digits-known"))
        return
    came = upload.preparation_steps()[0].accuracy.correct
    sentences = [say("digits-lead-came", right=came)]
    misread = np.flatnonzero(evaluation.mistaken)
    if len(misread) == 1:
        (row,) = misread
        digit, predicted = evaluation.labels[row], evaluation.predictions[row]
        values = {"digit": int(digit), "predicted": int(predicted)}
        sentences.append(say("digits-lead-one", **values))
    lead_text(join_sentences(sentences))


def upload_summary(upload: UploadView) -> None:
    """Say what came of the files, with the ways to labels, more files and deletion."""
    record = upload.record
    with st.container(horizontal=True, vertical_alignment="center", key="upload_line"):
        text = say(
            "digits-files-line",
            title=escape_markdown(record.title),
            n=record.n,
            refused=record.num_refused,
            total=record.n + record.num_refused,
            labels=_label_origins(upload),
        )
        st.markdown(f":small[{text}]", width="content")
        for name, show in [
            ("digits-see-labels", session.show_labels),
            ("digits-add-more", session.show_add_digits),
        ]:
            st.button(say(name), type="tertiary", on_click=show, args=(True,))
        delete_button(record, key="delete_upload")
    if access.is_shared():
        caption(say("digits-shared"))


def _label_origins(upload: UploadView) -> str:
    """Name the places that labels come from."""
    labels = upload.view.evaluation.labels
    read = upload.table["label"].to_numpy()
    if not labelling.uses_name_labels(upload.record.id):
        read = np.full_like(read, UNKNOWN)
    rules = np.where(labels == read, upload.table["rule"], "hand")
    places = set(rules[labels != UNKNOWN])
    names = [each for each in ("folder", "name", "hand") if each in places]
    return "-".join(names) or "none"


def refusals(upload: UploadView) -> None:
    """List what was refused of an upload, and count what was passed over."""
    record = upload.record
    refused = reading.refusals(record) if record.num_refused else []
    refused_files(refused, count=record.num_refused, ignored=record.num_ignored)


def prepared_pictures(upload: UploadView) -> None:
    """Draw how every picture was prepared and read, a page at a time."""
    st.header(say("digits-strips"), anchor=False)
    order = upload.review_order()
    pages = num_pages(len(order), PAGE_SIZE)
    number = st.session_state.get(session.STRIPS_PAGE, 1) if pages > 1 else 1
    number = min(number, pages)
    kind = "mistakes" if upload.view.evaluation.num_mistakes else "doubt"
    caption(say("digits-strips-caption", kind=kind, page=number, pages=pages))
    rows = order[(number - 1) * PAGE_SIZE :][:PAGE_SIZE]

    def open_case(position: int) -> None:
        session.open_case(upload.record.source, position)

    gallery(
        [Group(tiles=_tiles(upload, rows))],
        upload.images(rows),
        key="strips",
        layout="framings",
        on_tile=open_case,
    )
    if pages > 1:
        st.pagination(pages, key=session.STRIPS_PAGE)


def _tiles(upload: UploadView, rows: NDArray[np.int64]) -> list[Tile]:
    originals = reading.originals(upload.record, rows.tolist())
    return [
        _tile(upload, int(position), original)
        for position, original in zip(rows, originals, strict=True)
    ]


def _tile(upload: UploadView, position: int, original: bytes) -> Tile:
    evaluation = upload.view.evaluation
    about = upload.table.iloc[position]
    label = int(evaluation.labels[position])
    true = None if label == UNKNOWN else str(label)
    read = int(evaluation.predictions[position])
    predicted = str(read)
    confidence = float(evaluation.confidence[position])
    sure = format_confidence(confidence)
    polarity = "dark" if about["inverted"] else "light"
    size = {"width": int(about["width"]), "height": int(about["height"])}
    top, left, bottom, right = (float(about[side]) for side in _SIDES)
    return Tile(
        number=position,
        original=original,
        box=(top, left, bottom, right),
        true=true,
        predicted=predicted,
        note=sure if true else say("digits-unlabelled", confidence=sure),
        warning=framing_warning(about["doubt"], 1.0 if true else confidence),
        details=[about["name"], say("digits-size", kind=polarity, **size)],
        description=_description(about["name"], label, read, sure),
    )


def _description(name: str, label: int, predicted: int, sure: str) -> str:
    unlabelled = label == UNKNOWN
    kind = "unlabelled" if unlabelled else "right" if label == predicted else "mistake"
    return say(
        f"image-{kind}",
        name=name,
        true=label,
        predicted=predicted,
        confidence=sure,
    )
