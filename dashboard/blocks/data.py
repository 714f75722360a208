"""The blocks of the page Data: counts, samples, average digits, and getting MNIST."""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.errors import DatasetError
from core.work import catalogue, jobs
from dashboard import access, cache
from dashboard.blocks.common import caption, chart, lead_text, show_error
from dashboard.blocks.deletion import delete_button
from dashboard.text import (
    digit_set_markdown,
    digit_set_options,
    digit_set_title,
    escape_markdown,
    format_local_time,
    say,
)
from dashboard.widgets.gallery import Tile, digit_grid

_MAX_SAMPLES: Final = 40
_COLUMNS: Final = 3
_TILE_SIZE: Final = 66  # Pixels.
_MAX_MNIST_MB: Final = 64
_REFRESH_SECONDS: Final = 0.5


def digit_sets_lead(records: list[cache.DigitsRecord]) -> None:
    """Draw how many digits there are, in how many digit sets."""
    with_images = [record for record in records if record.has_images]
    n = sum(record.n for record in with_images)
    lead_text(say("data-lead", n=n, sets=len(with_images)))


def class_counts(records: list[cache.DigitsRecord]) -> None:
    """Draw the counts of each digit and the origin of each digit set, but no upload."""
    standard = [record for record in records if not record.is_upload]

    def draw(record: cache.DigitsRecord) -> None:
        imported = say("elsewhere-digit-set")
        origin = imported if record.title else say("data-from", source=record.source)
        _counts(record, origin)

    _in_columns(standard, draw, per_row=min(max(2, len(standard)), _COLUMNS))


def upload_counts(run: cache.RunRecord, uploads: list[cache.UploadRecord]) -> None:
    """Draw the counts of each digit, upload by upload, each with its deletion."""
    if not uploads:
        return
    st.header(say("data-uploads"), anchor=False)
    if not run.has_network:
        caption(say("elsewhere-overlap"))
    elif cache.count_training_overlap(run, uploads[0].digits) is None:
        caption(say("data-overlap-unknown"))
    _in_columns(uploads, partial(_upload, run), per_row=_COLUMNS)


def _in_columns(
    items: Sequence[Any], draw: Callable[[Any], None], *, per_row: int
) -> None:
    for first in range(0, len(items), per_row):
        columns = st.columns(per_row, gap="large")
        for column, item in zip(columns, items[first : first + per_row], strict=False):
            with column:
                draw(item)


def _upload(run: cache.RunRecord, upload: cache.UploadRecord) -> None:
    num_labelled = int((cache.labels(upload.digits) != UNKNOWN).sum())
    origin = say(
        "data-from-upload",
        created=format_local_time(upload.created),
        unlabelled=upload.n - num_labelled,
        refused=upload.num_refused,
    )
    _counts(upload.digits, origin, has_labels=num_labelled > 0)
    count = cache.count_training_overlap(run, upload.digits)
    if count is not None:
        caption(say("data-overlap", count=count))
    delete_button(upload, key=f"delete_{upload.id}")


def _counts(
    record: cache.DigitsRecord, origin: str, *, has_labels: bool = True
) -> None:
    label = digit_set_markdown(record)
    st.markdown(f"**{label}** {record.n:,}  \n:small[:gray[{origin}]]")
    if not has_labels:
        st.markdown(say("data-no-labels"))
        return
    figure = cache.class_counts(record)
    alt = say("data-counts-alt", name=digit_set_title(record))
    chart(figure, key=f"counts_{record.source}", alt=alt)


def set_choice(records: list[cache.DigitsRecord]) -> cache.DigitsRecord:
    """Draw the choice of a digit set and return it."""
    if len(records) == 1:
        return records[0]
    by_source = {record.source: record for record in records}
    picked = st.segmented_control(
        say("data-set"),
        list(by_source),
        format_func=digit_set_options(records).__getitem__,
        default=records[0].source,
        required=True,
    )
    return by_source.get(picked or "", records[0])


def average_digits(record: cache.DigitsRecord) -> None:
    """Draw the mean image of every digit."""
    if not record.has_images:
        st.markdown(say("data-no-pictures"))
        return
    labels = cache.labels(record)
    digits = [digit for digit in range(NUM_CLASSES) if (labels == digit).any()]
    if not digits:
        st.markdown(say("data-no-labels"))
        return
    tiles = [Tile(digit, str(digit), str(digit)) for digit in digits]
    images = cache.average_images(record)[digits]
    key, label = f"average_{record.source}", say("data-average")
    digit_grid(images, tiles, key=key, label=label, size=_TILE_SIZE)


def samples(record: cache.DigitsRecord) -> None:
    """Draw a random sample of the images, or those that a number or a name finds."""
    images = cache.images(record)
    if images is None:
        st.markdown(say("data-no-pictures"))
        return
    by_digit, by_name = st.columns(2, gap="large")
    with by_digit:
        digit = st.pills(say("data-samples-digit"), range(NUM_CLASSES))
    with by_name:
        text = st.text_input(say("data-open"), help=say("data-open-help")).strip()
    if text:
        rows = find_images(text, cache.names(record))
        if not len(rows):
            values = {"text": escape_markdown(text), "last": record.n - 1}
            name = digit_set_markdown(record)
            st.warning(say("data-open-none", source=name, **values))
            return
    else:
        rows = np.arange(record.n)
        if digit is not None:
            rows = np.flatnonzero(cache.labels(record) == digit)
        rows = np.random.default_rng(0).permutation(rows)
    shown = rows[:_MAX_SAMPLES]
    tiles = _sample_tiles(record, shown)
    label = say("data-samples")
    digit_grid(images[shown], tiles, key="samples", label=label, size=_TILE_SIZE)
    caption(say("data-samples-caption", shown=len(shown), count=len(rows)))


def find_images(text: str, names: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the images that match a number, from 0, or part of a name, int64 (m,)."""
    if text.isdecimal() and int(text) < len(names):
        return np.array([int(text)])
    found = pd.Series(names).str.contains(text, case=False, regex=False)
    return np.flatnonzero(found)


def _sample_tiles(record: cache.DigitsRecord, rows: NDArray[np.int64]) -> list[Tile]:
    labels = cache.labels(record)
    name = digit_set_title(record)
    return [
        Tile(
            number=int(row),
            description=say("image-name", source=name, number=int(row)),
            true=None if labels[row] == UNKNOWN else str(labels[row]),
            note=f"{row:,}",
        )
        for row in rows
    ]


def get_mnist() -> None:
    """Draw how to get MNIST: a download, or files to upload."""
    st.header(say("data-get"), anchor="mnist")
    if catalogue.has_mnist():
        st.markdown(say("data-here"))
        return
    st.markdown(say("data-get-lead"))
    if access.is_shared():
        st.markdown(say("data-shared"))
        return
    download, upload = st.columns(2, gap="large")
    with download:
        job = jobs.latest_job(jobs.DOWNLOADS)
        running = job is not None and jobs.read_state(job).is_running
        st.fragment(_download_form, run_every=_REFRESH_SECONDS if running else None)()
    with upload:
        _upload_form()


def _download_form() -> None:
    job = jobs.latest_job(jobs.DOWNLOADS)
    state = None if job is None else jobs.read_state(job)
    if state is not None and state.is_running:
        text = say("data-fetching", phase=state.phase, share=state.share)
        st.progress(state.share, text=text)
        st.button(say("data-fetch-cancel"), on_click=state.job.request_cancel)
        return
    if catalogue.has_mnist():
        st.rerun()  # The whole page: every block may show MNIST now.
    if state is not None and state.error is not None:
        show_error(state.error)
    host = urlsplit(jobs.mnist_url()).hostname or ""
    st.markdown(say("data-fetch-lead", host=host))
    if st.button(say("data-fetch")):
        jobs.start_download()
        st.rerun()


def _upload_form() -> None:
    files = st.file_uploader(
        say("data-hand-over"),
        accept_multiple_files=True,
        max_upload_size=_MAX_MNIST_MB,
        key="mnist_files",
    )
    caption(say("data-hand-over-lead"))
    if files and st.button(say("data-hand-over-button")):
        import_mnist_files(files)
        st.rerun()


def import_mnist_files(files: Sequence[Any]) -> None:
    """Import MNIST from uploaded files.

    Raises:
        MisreadError: They are not MNIST, or cannot be stored; nothing was stored.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = {folder: say("data-handed-over")}
        paths = []
        for number, file in enumerate(files):
            # The name that the browser sends is untrusted.
            path = Path(folder) / f"file-{number}"
            path.write_bytes(file.getvalue())
            paths.append(path)
            names |= {str(path): file.name, path.name: file.name}
        try:
            catalogue.import_mnist(paths)
        except DatasetError as error:
            # The user knows the uploaded names, not the temporary ones.
            named = {key: names.get(str(it), it) for key, it in error.values.items()}
            raise DatasetError(error.kind, **named) from error
