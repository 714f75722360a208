"""Tables and labels beside the pictures of an upload."""

from collections.abc import Iterator
from typing import Final

from core.data.array_labels import match_labels
from core.data.label_tables import (
    MAX_TABLE_BYTES,
    TableMatch,
    match_table,
    read_rows,
)
from core.data.name_matching import NameIndex
from core.data.picture_preparation import PreparedPicture
from core.data.uploaded_files import Refusal, UploadedArray, UploadedTable
from core.errors import DatasetError
from core.work.decoding import Result

MAX_TABLES: Final = 20
"""Most text and Excel files that are read beside the pictures of one upload."""


class UploadTables:
    """Tables beside pictures, which are matched when all pictures are known."""

    def __init__(self) -> None:
        self.pictures: list[str] = []
        self._arrays: list[UploadedArray] = []
        self._tables: list[UploadedTable] = []
        self._refusals: list[Refusal] = []

    def add(self, item: Result) -> None:
        """Add a table, an array or a picture; ignore anything else."""
        if isinstance(item, UploadedTable):
            self._add_table(item)
        elif isinstance(item, UploadedArray):
            self._arrays.append(item)
        elif isinstance(item, PreparedPicture):
            self.pictures.append(item.name)

    def match(self) -> Iterator[TableMatch | Refusal]:
        """Yield what each table says, or why it is refused."""
        index = NameIndex(self.pictures)
        for table in self._tables:
            try:
                rows = read_rows(table.content)
                match = match_labels(table.name, rows, self._arrays, self.pictures)
                yield match or match_table(table.name, rows, index, len(self.pictures))
            except DatasetError as error:
                yield Refusal(table.name, error)
        yield from self._refusals

    def _add_table(self, table: UploadedTable) -> None:
        """Add a table; further ones are refused, so that time and memory suffice."""
        num_bytes = sum(len(each.content) for each in (*self._tables, table))
        if num_bytes <= MAX_TABLE_BYTES and len(self._tables) < MAX_TABLES:
            self._tables.append(table)
        else:
            megabytes = MAX_TABLE_BYTES >> 20
            error = DatasetError("table-too-many", limit=MAX_TABLES, size=megabytes)
            self._refusals.append(Refusal(table.name, error))
