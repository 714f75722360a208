"""Tables beside the pictures of an upload."""

from collections.abc import Iterator

from core.data.label_tables import (
    MAX_TABLE_BYTES,
    TableMatch,
    match_table,
    read_rows,
)
from core.data.uploaded_files import Refusal, UploadedTable
from core.errors import DatasetError


class UploadTables:
    """Tables beside pictures, which are matched when all pictures are known."""

    def __init__(self) -> None:
        self.pictures: list[str] = []
        self._tables: list[UploadedTable] = []
        self._refusals: list[Refusal] = []

    def add(self, table: UploadedTable) -> None:
        """Add a table; further ones are refused, so that memory suffices."""
        num_bytes = sum(len(each.content) for each in self._tables)
        if num_bytes + len(table.content) > MAX_TABLE_BYTES:
            error = DatasetError("table-too-many", limit=MAX_TABLE_BYTES >> 20)
            self._refusals.append(Refusal(table.name, error))
        else:
            self._tables.append(table)

    def match(self) -> Iterator[TableMatch | Refusal]:
        """Yield what each table says, or why it is refused."""
        for table in self._tables:
            try:
                rows = read_rows(table.content)
                yield match_table(table.name, rows, self.pictures)
            except DatasetError as error:
                yield Refusal(table.name, error)
        yield from self._refusals
