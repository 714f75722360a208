"""Escape text in CSV files that a spreadsheet could run as a formula.

Source: OWASP, "CSV Injection".
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re
from typing import Final

# Full-width and small signs are formulas too where Chinese and Japanese are written.
_SIGNS: Final = r"=+\-@＝＋－＠﹦﹢﹣﹫"
_UNSEEN: Final = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# The start of a cell, also for programs with another separator.
_BEGIN: Final = r'(^|[\t\r\n,;|"])'
_FORMULA: Final = re.compile(rf"{_BEGIN}(?=[{_UNSEEN}]*[{_SIGNS}])")
_QUOTED: Final = re.compile(rf"{_BEGIN}(?='*[{_UNSEEN}]*[{_SIGNS}])")
_UNQUOTED: Final = re.compile(rf"{_BEGIN}'(?='*[{_UNSEEN}]*[{_SIGNS}])")
_BLANKS: Final = ("\t", "\r", "\n")


def escape_formulas(text: str) -> str:
    """Return a text with an apostrophe before anything that could begin a formula."""
    marked = _FORMULA.sub(r"\1'", text)
    return f"'{marked}" if marked.startswith(_BLANKS) else marked


def escape_line(line: str) -> str:
    """Escape one line so that `unescape_line` restores it, including apostrophes."""
    return _QUOTED.sub(r"\1'", line)


def unescape_line(line: str) -> str:
    """Reverse `escape_line`. Lines that were never escaped are returned unchanged."""
    return _UNQUOTED.sub(r"\1", line)
