"""What a file of an upload is: a picture, or a table beside the pictures."""

import io
from collections.abc import Callable

from core.data.label_tables import MAX_TABLE_BYTES
from core.data.office_files import SPREADSHEETS, office_format
from core.data.pictures import check_picture
from core.data.signatures import HEAD_BYTES, is_text, is_zip
from core.data.uploaded_files import UploadedFile, UploadedTable
from core.errors import DatasetError


def upload_item(
    name: str, start: bytes, size: int, read: Callable[[], bytes]
) -> UploadedFile | UploadedTable:
    """Return a file of an upload, which starts with some bytes, and is read if needed.

    Raises:
        DatasetError: What `read` or `check_picture` raises.
    """
    head = start[:HEAD_BYTES]
    if (is_text(head) or is_zip(head)) and size <= MAX_TABLE_BYTES:
        content = read()
        if is_text(head):
            return UploadedTable(name, content)
        office = office_format(io.BytesIO(content))
        if office in SPREADSHEETS:
            return UploadedTable(name, content)
        if office:
            raise DatasetError("picture-other-kind", found=office)
    check_picture(start, size)
    return UploadedFile(name, read())
