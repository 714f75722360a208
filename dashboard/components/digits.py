"""The blocks of the Data page that show digits."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from core.share.wording import say
from dashboard import figures, loading
from dashboard.components.digit_grid import Tile, digit_grid
from dashboard.components.findings import plain_lead
from dashboard.components.words import plain, source_name

_SAMPLES = 40


def digit_sets_lead(records: list[loading.DigitsRecord]) -> None:
    """Say how many digits are at hand."""
    here = [record for record in records if record.has_images]
    plain_lead(say("data-lead", n=sum(each.n for each in here), sets=len(here)))


def class_counts(records: list[loading.DigitsRecord]) -> None:
    """Draw the counts of each digit, set by set, and where the set comes from."""
    columns = st.columns(max(2, len(records)), gap="large")
    for column, record in zip(columns, records, strict=False):
        with column:
            name = source_name(record.source)
            origin = say("data-from", source=record.source)
            st.markdown(f"**{name}** {record.n:,}  \n:small[:gray[{origin}]]")
            st.plotly_chart(
                figures.class_counts(loading.labels(record)),
                key=f"counts_{record.id}",
                config={"displayModeBar": False},
                alt=say("data-counts-alt", name=name),
            )


def set_choice(records: list[loading.DigitsRecord]) -> loading.DigitsRecord:
    """Draw the choice of a digit set and return it."""
    names = {source_name(record.source): record for record in records}
    if len(names) == 1:
        return records[0]
    picked = st.segmented_control(
        say("data-set"), list(names), default=next(iter(names)), required=True
    )
    return names[picked or next(iter(names))]


def average_digits(record: loading.DigitsRecord) -> None:
    """Draw the mean image of every digit."""
    images = loading.images(record)
    if images is None:
        st.markdown(say("data-no-pictures"))
        return
    labels = loading.labels(record)
    digits = [digit for digit in range(NUM_CLASSES) if (labels == digit).any()]
    tiles = [Tile(digit, str(digit), str(digit), None) for digit in digits]
    digit_grid(
        loading.average_images(record)[digits],
        tiles,
        key=f"average_{record.id}",
        chosen=None,
        on_choose=lambda _: None,
        label=say("data-average"),
        size=66,
    )


def samples(record: loading.DigitsRecord) -> None:
    """Draw some images, or the one that was asked for by number or name."""
    images = loading.images(record)
    if images is None:
        st.markdown(say("data-no-pictures"))
        return
    by_digit, by_name = st.columns(2, gap="large")
    with by_digit:
        digit = st.pills(say("data-samples-digit"), range(NUM_CLASSES))
    with by_name:
        text = st.text_input(say("data-open"), help=say("data-open-help")).strip()
    labels = loading.labels(record)
    if text:
        rows = find_images(text, loading.names(record))
        if not len(rows):
            values = {"text": plain(text), "last": record.n - 1}
            name = source_name(record.source)
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
    record: loading.DigitsRecord, images: NDArray[np.uint8], rows: NDArray[np.int64]
) -> None:
    labels = loading.labels(record)
    name = source_name(record.source)
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
