"""Turn all pictures of an upload, as a new upload."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core import log
from core.analysis.orientation import (
    Orientation,
    straighten,
    straighten_box,
    straighten_frames,
)
from core.data.digits import UNKNOWN
from core.data.label_tables import TableMatch
from core.data.picture_preparation import PreparedPicture
from core.data.pictures import encode_original
from core.data.upload_paths import UploadContent
from core.data.uploaded_files import UploadedArray
from core.errors import CancelledError, StoreError, WorkError
from core.store import manual_labels
from core.store.uploads import (
    UploadRecord,
    find_upload,
    load_framing_steps,
    load_originals,
    load_upload_table,
    save_upload,
)

_BATCH = 256


def turn_upload(
    source: str,
    orientation: Orientation,
    *,
    upload_id: str,
    title: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> UploadRecord:
    """Store the pictures of an upload with their orientation undone, as a new upload.

    Names and labels are the same; the upload itself is unchanged.

    Args:
        source: Source or id of the upload.
        orientation: How its pictures are.
        upload_id: Of the new upload.
        title: Of the new upload, untrusted text.
        progress: Called with the number of finished pictures, and of all.
        is_cancelled: Called after every picture; True cancels.

    Raises:
        CancelledError: It was cancelled; nothing is stored.
        StoreError: The upload is damaged, or the new one cannot be stored.
        WorkError: `unknown-upload`, there is no such upload.
    """
    upload = find_upload(source)
    if upload is None:
        raise WorkError("unknown-upload", name=source)

    def pictures() -> Iterator[UploadContent]:
        for done, picture in enumerate(_turned(upload, orientation), 1):
            if is_cancelled():
                raise CancelledError("cancelled")
            yield picture
            progress(done, upload.n)
        yield from _contents(upload)

    # First, since the upload is finished once it is published.
    manual_labels.copy_labels(upload.id, upload_id)
    try:
        turned = save_upload(
            upload_id,
            pictures(),
            title=title,
            place=upload.place,
            has_root=upload.has_root,
        )
    except (CancelledError, StoreError):
        manual_labels.delete_all(upload_id)
        raise
    log.event("upload-accepted", images=turned.n, refused=0, ignored=0)
    return turned


def _turned(
    upload: UploadRecord, orientation: Orientation
) -> Iterator[PreparedPicture]:
    rows = load_upload_table(upload).to_dict("records")
    for start in range(0, upload.n, _BATCH):
        positions = range(start, min(start + _BATCH, upload.n))
        steps = load_framing_steps(upload, positions)
        originals = load_originals(upload, positions)
        turned = np.ascontiguousarray(straighten(steps, orientation))
        turned[:, -1] = straighten_frames(steps[:, -1], orientation)
        for at, position in enumerate(positions):
            yield _picture(rows[position], originals[at], turned[at], orientation)


def _picture(
    row: Mapping[Any, Any],
    original: bytes,
    steps: NDArray[np.uint8],
    orientation: Orientation,
) -> PreparedPicture:
    with Image.open(io.BytesIO(original)) as image:
        grey = np.asarray(image.convert("L"))
    straight = np.ascontiguousarray(straighten(grey, orientation))
    height, width = int(row["height"]), int(row["width"])
    if straight.shape != grey.shape:
        height, width = width, height
    box = (row["top"], row["left"], row["bottom"], row["right"])
    return PreparedPicture(
        name=row["name"],
        original=encode_original(straight),
        height=height,
        width=width,
        box=straighten_box(box, orientation),
        inverted=bool(row["inverted"]),
        warning=row["doubt"],
        steps=steps,
    )


def _contents(upload: UploadRecord) -> Iterator[TableMatch | UploadedArray]:
    """Yield the arrays and tables of an upload, all labels in its first table."""
    for array in upload.arrays:
        yield UploadedArray(**array)
    labels = load_upload_table(upload)["listed"].to_numpy(np.int8)
    for number, table in enumerate(upload.tables):
        yield TableMatch(
            name=table["name"],
            labels=labels if number == 0 else np.full(upload.n, UNKNOWN, np.int8),
            unknown=(),
            ambiguous=(),
            columns=tuple(table["columns"]),
        )
