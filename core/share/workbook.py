"""One sheet as an Excel file, written part by part.

The cells are written here and not by a library: none can become a formula, since no
formula is ever written, and 10,000 rows take a tenth of the time.

Source: ECMA-376, "Office Open XML File Formats", part 1, chapter 18, SpreadsheetML.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

Kind = Literal["text", "number", "share", "truth"]
"""What a column holds: text, numbers, fractions to show as percent, or 0 and 1."""

LONGEST_TEXT: Final = 32_767
"""Most UTF-16 units that Excel keeps in a cell."""

THE_PAST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP made here: the same content is the same ZIP."""

# What XML cannot hold, or reads as something else.
_UNSTORABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_UNNAMEABLE: Final = re.compile(r"[\[\]:*?/\\\t\r\n]")
_LONGEST_NAME: Final = 31
_WIDTHS: Final = (9, 40)

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES: Final = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package\
.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>\
</Types>"""
_TO_WORKBOOK: Final = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>\
</Relationships>"""
_TO_SHEET: Final = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>"""
# A softmax is never sure: like everywhere in Misread, 0 and 100 % are not shown.
_PERCENT: Final = '[>=0.99995]">99.99%";[<0.00005]"<0.01%";0.00%'
_BARE: Final = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES: Final = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">\
<numFmt numFmtId="164" formatCode={quoteattr(_PERCENT)}/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf {_BARE}/></cellStyleXfs><cellXfs count="4">\
<xf {_BARE} xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf {_BARE} xfId="0" quotePrefix="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""
# Behind the place of a cell: `quotePrefix` keeps a text one also when it is edited.
_OPENED: Final = {
    "heading": ' s="1" t="inlineStr"><is><t xml:space="preserve">',
    "text": ' s="3" t="inlineStr"><is><t xml:space="preserve">',
    "number": "><v>",
    "share": ' s="2"><v>',
    "truth": ' t="b"><v>',
}
_CLOSED: Final = dict.fromkeys(_OPENED, "</v></c>") | dict.fromkeys(
    ("heading", "text"), "</t></is></c>"
)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Attributes:
        heading: What stands above it.
        kind: What it holds.
        values: One text for each row: a number as Python writes it, and "" where the
            cell is empty.
    """

    heading: str
    kind: Kind
    values: Sequence[str]


def workbook_bytes(columns: Sequence[SheetColumn], title: str) -> bytes:
    """Write an Excel file with one sheet: frozen headings, and a filter on each.

    Args:
        columns: At least one, all as long; Excel shows no more than 1,048,575 rows.
        title: What the sheet is called; cut to 31 characters.

    Returns:
        An XLSX; the same for the same content.
    """
    name = sheet_name(title)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _TO_WORKBOOK,
        "xl/workbook.xml": _workbook(name, _extent(columns, "$")),
        "xl/_rels/workbook.xml.rels": _TO_SHEET,
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(columns),
    }
    return zip_bytes((path, part.encode()) for path, part in parts.items())


def zip_bytes(files: Iterable[tuple[str, bytes]], *, packed: bool = True) -> bytes:
    """Write a ZIP that is the same for the same files.

    Args:
        files: Paths, with "/" between, and contents.
        packed: Whether to make them smaller; not worth it for PNGs.
    """
    content = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method, compresslevel=3) as archive:
        for path, file in files:
            about = zipfile.ZipInfo(path, THE_PAST)
            about.create_system = 3  # Else it is that of the computer.
            about.external_attr = 0o644 << 16
            about.compress_type = method
            archive.writestr(about, file)
    return content.getvalue()


def storable(text: str) -> str:
    """Leave out the characters that no cell can hold, and what is beyond its end."""
    text = _UNSTORABLE.sub("", text)
    if 2 * len(text) <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")[: 2 * LONGEST_TEXT]
    return units.decode("utf-16-le", "ignore")


def breadth(text: str) -> int:
    """Count letters; a Chinese one takes the room of two."""
    return len(text) + sum(letter >= "\u2e80" for letter in text)


def sheet_name(title: str) -> str:
    """Make a title one that Excel lets a sheet have."""
    name = _UNNAMEABLE.sub(" ", storable(title))[:_LONGEST_NAME].strip(" '")
    return name or "Misread"


def _workbook(name: str, extent: str) -> str:
    filtered = "'{}'!{}".format(name.replace("'", "''"), extent)
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><bookViews>'
        f"<workbookView/></bookViews><sheets><sheet name={quoteattr(name)} "
        'sheetId="1" r:id="rId1"/></sheets><definedNames><definedName '
        'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"{escape(filtered)}</definedName></definedNames></workbook>"
    )


def _sheet(columns: Sequence[SheetColumn]) -> str:
    letters = [_letter(index) for index in range(len(columns))]
    headings = [
        _cell(f"{letter}1", "heading", _text(column.heading))
        for letter, column in zip(letters, columns, strict=True)
    ]
    extent = _extent(columns)
    return "".join(
        [
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="{extent}"/>',
            '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane '
            'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft"/></sheetView></sheetViews>'
            '<sheetFormatPr defaultRowHeight="15"/><cols>',
            *(_width(number, each) for number, each in enumerate(columns, 1)),
            f'</cols><sheetData><row r="1">{"".join(headings)}</row>',
            *_rows(letters, columns),
            f'</sheetData><autoFilter ref="{extent}"/></worksheet>',
        ]
    )


def _rows(letters: Sequence[str], columns: Sequence[SheetColumn]) -> Iterable[str]:
    cells = [
        _cells(letter, column) for letter, column in zip(letters, columns, strict=True)
    ]
    for number, row in enumerate(zip(*cells, strict=True), 2):
        yield f'<row r="{number}">{"".join(row)}</row>'


def _cells(letter: str, column: SheetColumn) -> list[str]:
    is_text = column.kind == "text"
    return [
        _cell(f"{letter}{row}", column.kind, _text(value) if is_text else value)
        for row, value in enumerate(column.values, 2)
    ]


def _cell(place: str, kind: str, value: str) -> str:
    return f'<c r="{place}"{_OPENED[kind]}{value}{_CLOSED[kind]}' if value else ""


def _text(text: str) -> str:
    # A bare carriage return is read as a line feed.
    return escape(storable(text), {"\r": "&#13;"})


def _width(number: int, column: SheetColumn) -> str:
    """Make room for the heading with its arrow, and for the longest text."""
    least, most = _WIDTHS
    texts = column.values if column.kind == "text" else ()
    longest = max((breadth(each[:most]) for each in texts), default=0)
    width = min(max(least, breadth(column.heading) + 4, longest + 2), most)
    return f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'


def _extent(columns: Sequence[SheetColumn], mark: str = "") -> str:
    last = f"{mark}{_letter(len(columns) - 1)}{mark}{len(columns[0].values) + 1}"
    return f"{mark}A{mark}1:{last}"


def _letter(index: int) -> str:
    """Name a column as Excel does: A to Z, AA, AB, ..."""
    before, last = divmod(index, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
