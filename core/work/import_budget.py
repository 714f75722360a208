"""What one import may cost on a shared server."""

import shutil
from dataclasses import dataclass
from typing import Final

from core.data.digits import IMAGE_SHAPE
from core.data.framing import FRAMING_STEPS
from core.data.picture_preparation import PreparedPicture
from core.data.uploaded_files import UploadedFile, UploadItem
from core.errors import DatasetError
from core.store.data_folder import data_folder

MAX_SECONDS: Final = 600.0
"""Processor time of decoding, in seconds."""
FIRST_SECONDS: Final = 5.0
SECONDS_PER_PICTURE: Final = 0.1
SECONDS_PER_MEGABYTE: Final = 0.5
"""Decoding may take `FIRST_SECONDS`, and these per picture and per megabyte of it.

A photo of 12 million pixels takes 0.1 s and has 1 to 5 MB; a few bytes that unfold into
50 million pixels take 0.7 s.
"""
MAX_STORED_BYTES: Final = 2**30
FREE_SHARE: Final = 0.05
"""Share of the disk that stays free."""

_FRAME_BYTES: Final = (len(FRAMING_STEPS) + 1) * IMAGE_SHAPE[0] * IMAGE_SHAPE[1]


@dataclass(slots=True)
class ImportBudget:
    """What an import has used so far.

    Attributes:
        num_pictures: Pictures that decoders have answered, refused ones included.
        read_bytes: Bytes of the files of these pictures.
        stored_bytes: Bytes that these pictures take on disk.
    """

    num_pictures: int = 0
    read_bytes: int = 0
    stored_bytes: int = 0

    def count(self, item: UploadItem, result: object) -> None:
        """Count what a decoder made of one item."""
        if isinstance(item, UploadedFile):
            self.num_pictures += 1
            self.read_bytes += len(item.content)
        if isinstance(result, PreparedPicture):
            self.stored_bytes += len(result.original) + _FRAME_BYTES

    def excess(self, seconds: float) -> DatasetError | None:
        """Return why no further picture is read, None within the budget.

        `seconds` is the processor time that decoding has taken.
        """
        allowed = FIRST_SECONDS + SECONDS_PER_PICTURE * self.num_pictures
        allowed += SECONDS_PER_MEGABYTE * self.read_bytes / 2**20
        if seconds > min(allowed, MAX_SECONDS):
            return DatasetError("import-too-slow", count=self.num_pictures)
        if self.stored_bytes > MAX_STORED_BYTES:
            limit = MAX_STORED_BYTES // 10**6
            return DatasetError("import-too-large", limit=limit)
        return DatasetError("disk-nearly-full") if is_disk_nearly_full() else None


def is_disk_nearly_full() -> bool:
    """True if less than `FREE_SHARE` of the disk with the data folder is free."""
    usage = shutil.disk_usage(data_folder())
    return usage.free < FREE_SHARE * usage.total
