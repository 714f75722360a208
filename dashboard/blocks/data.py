"""The blocks of the Data page that show digits."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from dashboard import cache, figures, reading
from dashboard.blocks.common import caption, lead_text
from dashboard.blocks.uploads.deletion import delete_button
from dashboard.text import (
    digit_set_markdown,
    digit_set_options,
    digit_set_title,
    escape_markdown,
    format_local_time,
    say,
)
from dashboard.widgets.gallery import Tile, digit_grid

_SAMPLES = 40
_SETS_IN_A_ROW = 3
_UPLOADS_IN_A_ROW = 3


def digit_sets_lead(records: list[cache.DigitsRecord]) -> None:
    """Say how many digits are at hand."""
    here = [record for record in records if record.has_images]
    lead_text(say("data-lead", n=sum(each.n for each in here), sets=len(here)))


def class_counts(records: list[cache.DigitsRecord]) -> None:
    """Draw the counts of each digit, set by set, and where the set comes from."""
    standard = [each for each in records if reading.upload_of(each) is None]
    for first in range(0, len(standard), _SETS_IN_A_ROW):
        row = standard[first : first + _SETS_IN_A_ROW]
        width = min(max(2, len(standard)), _SETS_IN_A_ROW)
        columns = st.columns(width, gap="large")
        for column, record in zip(columns, row, strict=False):
            with column:
                _counts(record, _origin(record))


def _origin(record: cache.DigitsRecord) -> str:
    if record.title:
        return say("elsewhere-digit-set")
    return say("data-from", source=record.source)


def upload_counts(run: cache.RunRecord, uploads: list[cache.UploadRecord]) -> None:
    """Draw the counts of each digit, upload by upload, with the way to delete it."""
    if not uploads:
        return
    st.header(say("data-uploads"), anchor=False)
    if not run.has_network:
        caption(say("elsewhere-overlap"))
    elif cache.count_training_overlap(run, uploads[0].digits) is None:
        caption(say("data-overlap-unknown"))
    for first in range(0, len(uploads), _UPLOADS_IN_A_ROW):
        columns = st.columns(_UPLOADS_IN_A_ROW, gap="large")
        row = uploads[first : first + _UPLOADS_IN_A_ROW]
        for column, upload in zip(columns, row, strict=False):
            with column:
                _upload(run, upload)


def _upload(run: cache.RunRecord, upload: cache.UploadRecord) -> None:
    labelled = int((cache.labels(upload.digits) >= 0).sum())
    origin = say(
        "data-from-upload",
        created=format_local_time(upload.created),
        unlabelled=upload.n - labelled,
        refused=upload.num_refused,
    )
    _counts(upload.digits, origin, has_labels=labelled > 0)
    count = cache.count_training_overlap(run, upload.digits)
    if count is not None:
        caption(say("data-overlap", count=count))
    delete_button(upload, key=f"delete_{upload.id}")


def _counts(
    record: cache.DigitsRecord, origin: str, *, has_labels: bool = True
) -> None:
    label = digit_set_markdown(record.source)
    st.markdown(f"**{label}** {record.n:,}  \n:small[:gray[{origin}]]")
    if not has_labels:
        st.markdown(say("data-no-labels"))
        return
    st.plotly_chart(
        figures.class_counts(cache.labels(record)),
        key=f"counts_{record.source}",
        config={"displayModeBar": False},
        alt=say("data-counts-alt", name=digit_set_title(record.source)),
    )


def set_choice(records: list[cache.DigitsRecord]) -> cache.DigitsRecord:
    """Draw the choice of a digit set and return it."""
    by_source = {record.source: record for record in records}
    if len(records) == 1:
        return records[0]
    picked = st.segmented_control(
        say("data-set"),
        list(by_source),
        format_func=digit_set_options(list(by_source)).__getitem__,
        default=records[0].source,
        required=True,
    )
    return by_source.get(picked or "", records[0])


def average_digits(record: cache.DigitsRecord) -> None:
    """Draw the mean image of every digit."""
    images = cache.images(record)
    if images is None:
        st.markdown(say("data-no-pictures"))
        return
    labels = cache.labels(record)
    digits = [digit for digit in range(NUM_CLASSES) if (labels == digit).any()]
    if not digits:
        st.markdown(say("data-no-labels"))
        return
    tiles = [Tile(digit, str(digit), str(digit), None) for digit in digits]
    digit_grid(
        cache.average_images(record)[digits],
        tiles,
        key=f"average_{record.source}",
        chosen=None,
        on_choose=lambda _: None,
        label=say("data-average"),
        size=66,
    )


def samples(record: cache.DigitsRecord) -> None:
    """Draw some images, or the one that was asked for by number or name."""
    images = cache.images(record)
    if images is None:
        st.markdown(say("data-no-pictures"))
        return
    by_digit, by_name = st.columns(2, gap="large")
    with by_digit:
        digit = st.pills(say("data-samples-digit"), range(NUM_CLASSES))
    with by_name:
        text = st.text_input(say("data-open"), help=say("data-open-help")).strip()
    labels = cache.labels(record)
    if text:
        rows = find_images(text, cache.names(record))
        if not len(rows):
            values = {"text": escape_markdown(text), "last": record.n - 1}
            name = digit_set_markdown(record.source)
            st.warning(say("data-open-none", source=name, **values))
            return
    else:
        rows = (
            np.flatnonzero(labels == digit)
            if digit is not None
            else np.arange(record.n)
        )
        rows = np.random.default_rng(0).permutation(rows)
    shown = rows[:_SAMPLES]
    _sample_grid(record, images[shown], shown)
    caption = say("data-samples-caption", shown=len(shown), count=len(rows))
    st.markdown(f":small[:gray[{caption}]]")


def find_images(text: str, names: tuple[str, ...]) -> NDArray[np.int64]:
    """Find images by number, from 0, or by part of their name."""
    if text.isdecimal() and int(text) < len(names):
        return np.array([int(text)])
    found = pd.Series(names).str.contains(text, case=False, regex=False)
    return np.flatnonzero(found)


def _sample_grid(
    record: cache.DigitsRecord, images: NDArray[np.uint8], rows: NDArray[np.int64]
) -> None:
    labels = cache.labels(record)
    name = digit_set_title(record.source)
    tiles = [
        Tile(
            int(row),
            say("image-name", source=name, number=int(row)),
            str(labels[row]) if labels[row] >= 0 else None,
            None,
            f"{row:,}",
        )
        for row in rows
    ]
    digit_grid(
        images,
        tiles,
        key="samples",
        chosen=None,
        on_choose=lambda _: None,
        label=say("data-samples"),
        size=66,
    )
