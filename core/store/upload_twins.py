"""Find an upload of the same files: a twin, as a repeated import would make it."""

from pathlib import Path

from core.errors import DuplicateError
from core.store.artefacts import has_same_files
from core.store.uploads import list_uploads


def refuse_twin(folder: Path, images_id: str) -> None:
    """Raise an error if an upload of the same files is stored, for `save_upload`.

    Raises:
        DuplicateError: `upload-exists`, with the id of that upload.
    """
    for upload in list_uploads():
        if upload.images_id == images_id and has_same_files(upload.folder, folder):
            raise DuplicateError("upload-exists", id=upload.id, title=upload.title)
