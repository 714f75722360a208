"""Import and delete uploads."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from core import log
from core.data.upload_paths import UploadContent, find_uploaded_files
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedArray, UploadedTable
from core.data.zip_directory import find_directory
from core.errors import CancelledError, DatasetError
from core.store import database, manual_labels, verdicts
from core.store.data_folder import data_folder
from core.store.digit_sets import DigitsRecord, list_digits, load_digits
from core.store.jobs import DOWNLOADS, IMPORTS, JobFolder
from core.store.juries import delete_jury
from core.store.runs import RunRecord, delete_predictions
from core.store.staging import remove_stale_staging
from core.store.stale_jobs import remove_stale_jobs
from core.store.upload_trash import delete_upload, purge_uploads, restore_upload
from core.store.upload_twins import refuse_twin
from core.store.uploads import (
    UploadRecord,
    list_uploads,
    new_upload_id,
    save_upload,
    uploads_folder,
)
from core.work.catalogue import finish_mnist_import, training_digits
from core.work.decoding import Result, prepare_all
from core.work.import_budget import ImportBudget
from core.work.upload_tables import UploadTables

__all__ = [
    "count_training_overlap",
    "delete_expired",
    "delete_upload",
    "has_expired",
    "import_upload",
    "list_uploads",
    "purge",
    "purge_upload",
    "restore_upload",
    "sweep",
]
TRASH_RETENTION_SECONDS: Final = 24 * 3600
"""A deleted upload can be restored for this long."""
SHARED_RETENTION_SECONDS: Final = 7 * 24 * 3600
"""An upload stays on a shared server for this long."""

Progress = Callable[[int, int], None]


def import_upload(  # noqa: PLR0913 (three of the ten are callbacks)
    paths: Sequence[Path],
    *,
    title: str,
    place: str = "",
    names: Mapping[Path, str] | None = None,
    upload_id: str | None = None,
    progress: Progress = lambda _done, _total: None,
    on_refusal: Callable[[Refusal], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    budget: ImportBudget | None = None,
    again: bool = True,
) -> UploadRecord:
    """Import folders, ZIPs and pictures as one upload.

    Args:
        paths: Folders and files.
        title: Untrusted text.
        place: Of the labels in the names, for `LabelCandidates.choose`.
        names: Original names of spooled files.
        upload_id: From `new_upload_id`, if the caller knows it already.
        progress: Called with the number of finished files and an estimate of the total,
            which is never smaller.
        on_refusal: Called with every refused file.
        is_cancelled: Called after every file; True cancels the import.
        budget: Files beyond it are refused.
        again: Store the same files as another upload's a second time.

    Raises:
        CancelledError: The import was cancelled.
        DuplicateError: The same files are stored, and they shall not be again.
        DatasetError: A path is missing, or none contains a picture; nothing is stored.
        StoreError: The upload cannot be stored.
    """
    total = sum(map(_estimate_num_files, paths))
    remove_stale_staging(uploads_folder())
    # Closed at once after cancellation, so that its processes end.
    found = find_uploaded_files(paths, names)
    prepared = cast("Generator[Result]", prepare_all(found, budget=budget))
    with closing(prepared) as items:
        watched = _with_progress(items, total, progress, on_refusal, is_cancelled)
        try:
            upload = save_upload(
                upload_id or new_upload_id(),
                watched,
                title=title,
                place=place,
                has_root=any(path.is_dir() for path in paths)
                or any("/" in name for name in (names or {}).values()),
                check=None if again else refuse_twin,
            )
        except DatasetError as error:
            num_refused = error.values.get("refused", 0)
            log.event("upload-refused", error=error.kind, refused=num_refused)
            raise
    log.event(
        "upload-accepted",
        images=upload.n,
        refused=upload.num_refused,
        ignored=upload.num_ignored,
    )
    return upload


def purge(older_than: float = TRASH_RETENTION_SECONDS, only: str | None = None) -> None:
    """Remove permanently what was deleted some seconds ago, with its annotations."""
    purged = purge_uploads(older_than, only, _forget)
    if purged:
        log.event("tidied-up", kind="uploads", uploads=len(purged))


def purge_upload(upload_id: str) -> None:
    """Remove a deleted upload permanently, at once."""
    purge(0, only=upload_id)


def sweep(*, shared: bool) -> None:
    """Remove permanently what is due, and what dead processes left behind.

    On a shared server, this includes uploads that are older than seven days.
    """
    delete_expired() if shared else purge()
    remove_stale_staging(data_folder())
    remove_stale_jobs(IMPORTS)
    # Before the downloads, because its file may be that of one.
    finish_mnist_import()
    remove_stale_jobs(DOWNLOADS)


def delete_expired() -> None:
    """Delete uploads permanently that are older than seven days."""
    for upload in list_uploads():
        if has_expired(upload):
            delete_upload(upload.id)
            purge_upload(upload.id)
    purge()


def has_expired(upload: UploadRecord) -> bool:
    """True if an upload is too old for a shared server."""
    return upload.age > SHARED_RETENTION_SECONDS


def count_training_overlap(digits: DigitsRecord, run: RunRecord) -> int | None:
    """Count the images that are bit for bit among the training digits of a run.

    Return None if those are not on this computer.
    """
    training = training_digits(run)
    if training is None:
        return None
    known = _training_hashes(training)
    return sum(digest in known for digest in _hashes(digits))


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
    on_refusal: Callable[[Refusal], None],
    is_cancelled: Callable[[], bool],
) -> Iterator[UploadContent]:
    done = 0
    tables = UploadTables()
    for item in items:
        if is_cancelled():
            raise CancelledError("cancelled")
        done += item.count if isinstance(item, IgnoredFiles) else 1
        total += item.n if isinstance(item, UploadedArray) else 0
        if isinstance(item, Refusal):
            on_refusal(item)
        tables.add(item)
        if not isinstance(item, UploadedTable):
            yield item
        progress(done, max(done, total))
    for match in tables.match():
        if isinstance(match, Refusal):
            on_refusal(match)
        yield match


def _forget(upload: UploadRecord) -> None:
    """Delete what is stored elsewhere about an upload, which is in the trash."""
    JobFolder(IMPORTS, upload.id).remove()
    manual_labels.delete_all(upload.id)
    verdicts.forget_upload(upload.digits.source)
    known = {each.images_id for each in list_uploads()}
    known |= {each.id for each in list_digits()}
    if upload.images_id not in known:
        delete_predictions(upload.images_id)
        delete_jury(upload.images_id)
    # Verdicts are kept for deleted uploads, which may be restored.
    trash = list_uploads(deleted=True)
    known |= {each.images_id for each in trash if each.id != upload.id}
    if upload.images_id not in known:
        verdicts.delete_all(upload.images_id)
    database.delete_copies()


@lru_cache(maxsize=4)
def _training_hashes(record: DigitsRecord) -> frozenset[bytes]:
    return frozenset(_hashes(record))


def _hashes(record: DigitsRecord) -> Iterator[bytes]:
    for image in load_digits(record).images:
        yield sha256(image.tobytes()).digest()
