"""What a file of an upload is: a picture, or a table beside the pictures."""

import io
from collections.abc import Callable

from core.data.label_tables import MAX_TABLE_BYTES
from core.data.office_files import EXCEL, office_format
from core.data.pictures import check_picture
from core.data.signatures import HEAD_BYTES, is_text, is_zip
from core.data.uploaded_files import UploadedFile, UploadedTable
from core.errors import DatasetError


def upload_item(
    name: str, start: bytes, size: int, read: Callable[[], bytes | bytearray]
) -> UploadedFile | UploadedTable:
    """Return a file of an upload, which starts with some bytes, and is read if needed.

    Raises:
        DatasetError: What `read` or `check_picture` raises.
    """
    head = start[:HEAD_BYTES]
    if is_text(head) and size <= MAX_TABLE_BYTES:
        return UploadedTable(name, bytes(read()))
    if is_zip(head) and size <= MAX_TABLE_BYTES:
        content = bytes(read())
        office = office_format(io.BytesIO(content))
        if office == EXCEL:
            return UploadedTable(name, content)
        if office:
            raise DatasetError("picture-other-kind", found=office)
    check_picture(start, size)
    return UploadedFile(name, bytes(read()))
