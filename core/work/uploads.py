"""Digits of one's own: taking them in, and deleting them."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from core.data.picture_preparation import find_uploaded_files
from core.data.uploaded_files import IgnoredFiles, Refusal
from core.data.zip_directory import find_directory
from core.errors import WorkError
from core.store import manual_labels, verdicts
from core.store.artefacts import remove_stale_staging
from core.store.digit_sets import DigitsRecord, list_digits, load_digits
from core.store.runs import RunRecord, delete_predictions
from core.store.uploads import (
    UploadRecord,
    delete_upload,
    list_uploads,
    new_upload_id,
    purge_uploads,
    restore_upload,
    save_upload,
    uploads_folder,
)
from core.work.catalogue import training_digits
from core.work.decoding import Result, prepare_all

TRASH_RETENTION_SECONDS: Final = 24 * 3600
"""So long a deleted upload can be brought back."""
SHARED_RETENTION_SECONDS: Final = 7 * 24 * 3600
"""So long an upload stays on a server that strangers use."""

Progress = Callable[[int, int], None]


def import_upload(  # noqa: PLR0913 (three of the seven are ears)
    paths: Sequence[Path],
    *,
    title: str,
    names: Mapping[Path, str] | None = None,
    upload_id: str | None = None,
    progress: Progress = lambda _done, _total: None,
    refused: Callable[[Refusal], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> UploadRecord:
    """Take in folders, ZIPs and pictures as one upload.

    Args:
        paths: Where they lie.
        title: What to call the upload; a stranger's text.
        names: What the reader calls files that lie under other names.
        upload_id: From `new_upload_id`, where somebody waits for it.
        progress: Told how many of how many files are done. The second number is an
            estimate, but never below the first.
        refused: Told of every file that is not taken in.
        is_cancelled: Asked after every file.

    Raises:
        DatasetError: A path is missing, or there is no picture in any; nothing was
            stored.
        StoreError: It cannot be stored.
        WorkError: It was cancelled.
    """
    total = sum(_estimate_num_files(path) for path in paths)
    remove_stale_staging(uploads_folder())
    # Closed at once if this is cancelled, so that its processes end.
    prepared = cast("Generator[Result]", prepare_all(find_uploaded_files(paths, names)))
    with closing(prepared) as items:
        watched = _with_progress(items, total, progress, refused, is_cancelled)
        return save_upload(upload_id or new_upload_id(), watched, title=title)


def delete(upload_id: str) -> None:
    """Delete an upload; for a day it can be brought back.

    Raises:
        StoreError: The system refuses.
    """
    delete_upload(upload_id)


def deleted() -> list[UploadRecord]:
    """List what was deleted within the last day, newest first."""
    return list_uploads(deleted=True)


def undo_delete(upload_id: str) -> UploadRecord | None:
    """Bring a deleted upload back, with its labels; None if it is too late.

    Raises:
        StoreError: The system refuses.
    """
    return restore_upload(upload_id)


def purge() -> None:
    """Remove for good what was deleted a day ago, and all that was said about it."""
    for upload in purge_uploads(TRASH_RETENTION_SECONDS):
        _delete_annotations(upload)


def purge_upload(upload_id: str) -> None:
    """Remove a deleted upload for good, at once."""
    for upload in purge_uploads(0, only=upload_id):
        _delete_annotations(upload)


def delete_expired() -> None:
    """Remove for good what was uploaded more than seven days ago."""
    for upload in list_uploads():
        if has_expired(upload):
            delete_upload(upload.id)
            purge_upload(upload.id)
    purge()


def has_expired(upload: UploadRecord) -> bool:
    """Whether an upload is too old for a server that strangers use."""
    return upload.age > SHARED_RETENTION_SECONDS


def count_training_overlap(digits: DigitsRecord, run: RunRecord) -> int | None:
    """Count the images, bit for bit, among those that a run learned from.

    Returns:
        How many; None where the images that it learned from are not here.
    """
    learned = training_digits(run)
    if learned is None:
        return None
    known = _training_hashes(learned)
    return sum(each in known for each in _hashes(digits))


def _estimate_num_files(path: Path) -> int:
    """Return how many files a folder has, or a ZIP declares; 1 for anything else."""
    if path.is_dir():
        return sum(len(files) for _, _, files in os.walk(path))
    try:
        with path.open("rb") as file:
            location = find_directory(file)
    except OSError:
        return 1
    return max(1, location.num_entries) if location else 1


def _with_progress(
    items: Iterable[Result],
    total: int,
    progress: Progress,
    refused: Callable[[Refusal], None],
    is_cancelled: Callable[[], bool],
) -> Iterator[Result]:
    done = 0
    for item in items:
        if is_cancelled():
            raise WorkError("cancelled")
        done += item.count if isinstance(item, IgnoredFiles) else 1
        if isinstance(item, Refusal):
            refused(item)
        yield item
        progress(done, max(done, total))


def _delete_annotations(upload: UploadRecord) -> None:
    manual_labels.delete_all(upload.id)
    known = {each.images_id for each in list_uploads()}
    known |= {each.id for each in list_digits()}
    if upload.images_id not in known:
        delete_predictions(upload.images_id)
    # Those that may be brought back bring back what was said about them.
    known |= {each.images_id for each in list_uploads(deleted=True)}
    if upload.images_id not in known:
        verdicts.delete_all(upload.images_id)


@lru_cache(maxsize=4)
def _training_hashes(record: DigitsRecord) -> frozenset[bytes]:
    return frozenset(_hashes(record))


def _hashes(record: DigitsRecord) -> Iterator[bytes]:
    for image in load_digits(record).images:
        yield sha256(image.tobytes()).digest()
