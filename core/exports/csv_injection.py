"""Text in a CSV file that a program for tables could take for a formula, and run.

Source: OWASP, "CSV Injection".
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re
from typing import Final

# Full-width and small signs are formulas too where Chinese and Japanese are written.
_SIGNS: Final = r"=+\-@＝＋－＠﹦﹢﹣﹫"
_UNSEEN: Final = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Where a cell begins, and where one does for a program that parts cells otherwise.
_BEGIN: Final = r'(^|[\t\r\n,;|"])'
_FORMULA: Final = re.compile(rf"{_BEGIN}(?=[{_UNSEEN}]*[{_SIGNS}])")
_QUOTED: Final = re.compile(rf"{_BEGIN}(?='*[{_UNSEEN}]*[{_SIGNS}])")
_UNQUOTED: Final = re.compile(rf"{_BEGIN}'(?='*[{_UNSEEN}]*[{_SIGNS}])")
_BLANKS: Final = ("\t", "\r", "\n")


def escape_formulas(text: str) -> str:
    """Put an apostrophe before whatever could begin a formula in a text."""
    marked = _FORMULA.sub(r"\1'", text)
    return f"'{marked}" if marked.startswith(_BLANKS) else marked


def escape_line(line: str) -> str:
    """Make one line harmless so that `unescape_line` gives it back, apostrophes and all."""
    return _QUOTED.sub(r"\1'", line)


def unescape_line(line: str) -> str:
    """Undo `escape_line`; a line that nobody quoted and that needed none stays."""
    return _UNQUOTED.sub(r"\1", line)
