"""The result of an upload: its accuracy, its refusals and its prepared pictures."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import streamlit as st

from core.analysis.mistakes import num_pages, slice_page
from core.data.connected_components import NOT_ONE_DIGIT
from core.data.digits import UNKNOWN
from core.data.labels import FOLDER_PLACES
from core.data.uploaded_files import Refusal
from dashboard import access, address, cache, reading, session
from dashboard.blocks.common import (
    caption,
    confidence_text,
    describe_image,
    lead_text,
    text_button,
)
from dashboard.blocks.deletion import delete_button
from dashboard.text import (
    array_summary,
    error_sentence,
    escape_markdown,
    format_list,
    format_local_time,
    framing_warning,
    join_sentences,
    say,
)
from dashboard.views.upload import UploadView
from dashboard.widgets.gallery import Group, Tile, gallery

_PAGE_SIZE: Final = 24
_MAX_REFUSALS: Final = 5
_ORIGINS: Final[dict[str, str]] = {
    "table": "table",
    **dict.fromkeys(FOLDER_PLACES, "folder"),
}
_SIDES: Final = ("top", "left", "bottom", "right")


def upload_choice(records: Sequence[cache.UploadRecord], upload: UploadView) -> None:
    """Draw the choice between several uploads."""
    if len(records) < 2:
        return
    by_id = {record.id: record for record in records}
    # A busy browser may send an old choice after another upload came into view.
    key = f"upload_choice_{upload.record.id}"
    in_view = session.sources()

    def choose() -> None:
        if session.sources() == in_view:
            session.select_upload(st.session_state[key])

    st.selectbox(
        say("digits-choice"),
        list(by_id),
        index=list(by_id).index(upload.record.id),
        format_func=lambda upload_id: say(
            "digits-choice-option",
            title=by_id[upload_id].title,
            n=by_id[upload_id].n,
            created=format_local_time(by_id[upload_id].created),
        ),
        key=key,
        on_change=choose,
        label_visibility="collapsed",
        width=420,
    )


def twin_notice(records: Sequence[cache.UploadRecord], upload: UploadView) -> None:
    """Draw that the same pictures were added before, and as what."""
    record = upload.record
    earlier = [
        each
        for each in records
        if each.images_id == record.images_id and each.created < record.created
    ]
    if earlier:
        title = escape_markdown(earlier[-1].title)
        created = format_local_time(earlier[-1].created)
        caption(say("digits-twin", title=title, created=created))


def select_by_default(upload: UploadView) -> None:
    """Choose the upload on every page, unless the user chose test sets."""
    if not session.sources() and not address.went_back():
        session.choose_sets(upload.record.source)
        st.rerun()


def upload_headline(upload: UploadView) -> None:
    """Draw how many pictures the model reads correctly, as the title."""
    n, labelled, right = upload.record.n, upload.num_labelled, upload.num_correct
    kind = "all" if labelled == n else "some" if labelled else "none"
    text = say("digits-headline", kind=kind, n=n, labelled=labelled, right=right)
    st.title(text, anchor=False)


def upload_lead(upload: UploadView) -> None:
    """Draw the result without preparation, and what there is to look at."""
    sentences = _lead_sentences(upload)
    if num_doubted := int(upload.doubted().sum()):
        sentences.append(say("digits-lead-doubted", n=num_doubted))
    lead_text(join_sentences(sentences))


def _lead_sentences(upload: UploadView) -> list[str]:
    evaluation = upload.view.evaluation
    if not upload.num_labelled:
        return [say("digits-lead-unlabelled")]
    if not upload.view.run.has_network:
        return [say("elsewhere-digits-known")]
    unprepared = upload.preparation_steps()[0].accuracy
    sentences = [say("digits-lead-came", right=unprepared.correct)]
    misread = np.flatnonzero(evaluation.mistaken)
    if len(misread) == 1:
        (row,) = misread
        digit, predicted = int(evaluation.labels[row]), int(evaluation.predictions[row])
        sentences.append(say("digits-lead-one", digit=digit, predicted=predicted))
    return sentences


def upload_summary(upload: UploadView) -> None:
    """Draw the counts of files, and buttons for labels, more digits and deletion."""
    record, origins = upload.record, _label_origins(upload)
    with st.container(horizontal=True, vertical_alignment="center", key="upload_line"):
        text = say(
            "digits-files-line",
            title=escape_markdown(record.title),
            n=record.n,
            refused=record.num_refused,
            total=record.n + record.num_refused,
            labels="some" if origins else "none",
            origins=origins,
        )
        st.markdown(f":small[{text}]", width="content")
        text_button(say("digits-see-labels"), session.show_labels, True)
        text_button(say("digits-add-more"), session.show_add_digits, True)
        delete_button(record, key="delete_upload")
    if access.is_shared():
        caption(say("digits-shared"))


def upload_contents(upload: UploadView) -> None:
    """Draw what arrays hold, what tables label, and their names without a picture."""
    record = upload.record
    lines = [
        array_summary(array, escape_markdown(array["name"])) for array in record.arrays
    ]
    for table in record.tables:
        name, labelled = escape_markdown(table["name"]), table["labelled"]
        lines.append(say("digits-table", name=name, labelled=labelled, total=record.n))
        unmatched = table["unknown"] + table["ambiguous"]
        if unmatched:
            names = format_list(escape_markdown(each) for each in table["examples"])
            lines.append(say("digits-table-names", count=unmatched, names=names))
    if lines:
        text = "  \n".join(lines)
        st.markdown(f":small[{text}]")


def _label_origins(upload: UploadView) -> str:
    """Return where the labels come from, as a list in words, "" without labels."""
    labels = upload.view.evaluation.labels
    named, places = upload.name_labels()
    kinds = [_ORIGINS.get(place, "name") for place in places]
    present = set(np.where(labels == named, kinds, "hand")[labels != UNKNOWN])
    origins = [each for each in ("table", "folder", "name", "hand") if each in present]
    return format_list(say("labels-origin", origin=each) for each in origins)


def refusals(upload: UploadView) -> None:
    """Draw the refused files of an upload, and the number of ignored files."""
    record = upload.record
    refused = reading.refusals(record) if record.num_refused else []
    refused_files(refused, count=record.num_refused, ignored=record.num_ignored)


def refused_files(refusals: Sequence[Refusal], *, count: int, ignored: int) -> None:
    """Draw refused files, a long list behind an expander.

    `count` refused files include those whose refusal is not stored; `ignored` is the
    number of ignored system files.
    """
    if count:
        st.markdown(f"**{say('digits-refused', count=count)}**")
        lines = [
            f"- **{escape_markdown(refusal.name)}**  \n"
            f"  {escape_markdown(error_sentence(refusal.error))}"
            for refusal in refusals
        ]
        st.markdown("\n".join(lines[:_MAX_REFUSALS]))
        if len(lines) > _MAX_REFUSALS:
            hidden = count - _MAX_REFUSALS
            with st.expander(say("digits-refused-more", count=hidden)):
                st.markdown("\n".join(lines[_MAX_REFUSALS:]))
    if ignored:
        caption(say("digits-ignored", count=ignored))


def prepared_pictures(upload: UploadView) -> None:
    """Draw the preparation and the prediction of each picture, in pages."""
    st.header(say("digits-strips"), anchor=False)
    order = upload.review_order()
    pages = num_pages(len(order), _PAGE_SIZE)
    number = st.session_state.get(session.STRIPS_PAGE, 1) if pages > 1 else 1
    number = min(number, pages)
    evaluation = upload.view.evaluation
    if evaluation.has_confidence:
        kind = "mistakes" if evaluation.num_mistakes else "doubt"
    else:
        kind = "misread" if evaluation.num_mistakes else "file"
    caption(say("digits-strips-caption", kind=kind, page=number, pages=pages))
    rows = slice_page(order, number - 1, _PAGE_SIZE)

    originals = reading.originals(upload.record, rows.tolist())
    tiles = [
        _tile(upload, int(position), original)
        for position, original in zip(rows, originals, strict=True)
    ]
    gallery(
        [Group(tiles=tiles)],
        upload.images(rows),
        key="strips",
        layout="framings",
        on_tile=partial(session.open_case, upload.record.source),
    )
    if pages > 1:
        st.pagination(pages, key=session.STRIPS_PAGE)


def _tile(upload: UploadView, position: int, original: bytes) -> Tile:
    evaluation = upload.view.evaluation
    row = upload.table.iloc[position]
    label = int(evaluation.labels[position])
    true = None if label == UNKNOWN else str(label)
    predicted = int(evaluation.predictions[position])
    confidence = float(evaluation.confidence[position])
    # How sure the model is of one digit says nothing about several.
    is_one = true is not None or row["doubt"] not in NOT_ONE_DIGIT
    sure = confidence_text(evaluation, position) if is_one else ""
    polarity = "dark" if row["inverted"] else "light"
    size = {"width": int(row["width"]), "height": int(row["height"])}
    top, left, bottom, right = (float(row[side]) for side in _SIDES)
    return Tile(
        number=position,
        original=original,
        box=(top, left, bottom, right),
        true=true,
        predicted=str(predicted),
        note=sure if true else say("digits-unlabelled", confidence=sure or "unknown"),
        warning=framing_warning(row["doubt"], 1.0 if true else confidence),
        details=[row["name"], say("digits-size", kind=polarity, **size)],
        description=describe_image(row["name"], label, predicted, sure),
    )
