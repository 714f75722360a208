"""Find an upload of the same files: a twin, as a repeated import would make it."""

from collections.abc import Iterable
from pathlib import Path

from core.errors import DuplicateError
from core.store.artefacts import has_same_files
from core.store.uploads import UploadRecord, list_uploads


def find_twin(
    folder: Path, images_id: str, uploads: Iterable[UploadRecord]
) -> UploadRecord | None:
    """Find the upload whose files are byte for byte those in a folder."""
    for upload in uploads:
        if upload.images_id == images_id and has_same_files(upload.folder, folder):
            return upload
    return None


def refuse_twin(folder: Path, images_id: str) -> None:
    """Raise an error if an upload of the same files is stored, for `save_upload`.

    Raises:
        DuplicateError: `upload-exists`, with the id of that upload.
    """
    twin = find_twin(folder, images_id, list_uploads())
    if twin is not None:
        raise DuplicateError("upload-exists", id=twin.id, title=twin.title)
