"""The parts of a file's path that may hold a label: numbers, and words for digits."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_WORDS: Final = (
    ("zero", "零", "〇", "cero", "null"),
    ("one", "一", "uno", "un", "eins"),
    ("two", "二", "dos", "deux", "zwei"),
    ("three", "三", "tres", "trois", "drei"),
    ("four", "四", "cuatro", "quatre", "vier"),
    ("five", "五", "cinco", "cinq", "funf", "fuenf"),
    ("six", "六", "seis", "sechs"),
    ("seven", "七", "siete", "sept", "sieben"),
    ("eight", "八", "ocho", "huit", "acht"),
    ("nine", "九", "nueve", "neuf", "neun"),
)
_DIGITS: Final = {word: digit for digit, all_ in enumerate(_WORDS) for word in all_}
_CHINESE_DIGITS: Final = frozenset(word for word in _DIGITS if not word.isascii())
CLASS_WORDS: Final = frozenset(
    [
        *("c", "class", "cls", "digit", "label", "num", "number"),
        *("数", "数字", "标签", "标注", "类", "类别"),
        *("clase", "digito", "etiqueta", "numero"),
        *("chiffre", "classe", "etiquette", "nombre"),
        *("klasse", "zahl", "ziffer"),
    ]
)
"""Words after which a name states a label, without accents."""
_ARCHIVE: Final = re.compile(r"\.(zip)$", re.IGNORECASE)
# Misread's own exports state what the model read; that is no label.
_PREDICTION: Final = re.compile(r"^read-as-\d_")
# The number of an image in an array, and the end of an IDX file's name.
_INDEX: Final = re.compile(r"([.-]idx[13][.-]ubyte(\.gz)?)?\[\d+\]$", re.IGNORECASE)
_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_CHUNK: Final = re.compile(r"[^\W_]+|[\W_]+")
# Letters change from small to capital inside a word such as digitSeven.
_RUN: Final = re.compile(r"\d+|[A-Z]?[a-z]+|[A-Z]+|[^\W\da-zA-Z_]+")
_CHANGES: Final = re.compile(r"[0-9]+|[^0-9]+")
_MANY_CHANGES: Final = 3
_HEX: Final = re.compile(r"[0-9a-f]{6,}", re.IGNORECASE)
_ANY_ID: Final = "x0x0x0"
_UUID_DASHES: Final = 4
_MAX_LENGTH: Final = 240


class Part(NamedTuple):
    """A part of a name: a number, a word for a digit, another word, or an id.

    Attributes:
        kind: ``#`` for a number, ``@`` for a digit's word, ``a`` for another word,
            ``x`` for an id of letters and digits, or the separator itself.
        text: In small letters, without accents, with ASCII digits.
    """

    kind: str
    text: str

    @property
    def digit(self) -> int:
        """Return the digit of a word or of a number with one digit, else -1."""
        if self.kind == "@":
            return _DIGITS[self.text]
        return int(self.text) if self.kind == "#" and len(self.text) == 1 else -1


@lru_cache(maxsize=4096)
def folder_parts(name: str) -> tuple[Part, ...]:
    """Return the parts of a folder's name, or of that of an archive."""
    return split_name(_ARCHIVE.sub("", name.strip()))


def file_parts(name: str) -> tuple[Part, ...]:
    """Return the parts of a file's name, without its extension."""
    stem, dot, _ = _INDEX.sub("", name).rpartition(".")
    return split_name(_PREDICTION.sub("", stem if dot else name))


def split_name(name: str) -> tuple[Part, ...]:
    """Return the parts of a name, with its separators."""
    name = name[:_MAX_LENGTH]
    if not name.isascii():
        # Full-width and circled digits become ASCII digits.
        name = unicodedata.normalize("NFKC", name)
        decomposed = unicodedata.normalize("NFD", name)
        name = "".join(each for each in decomposed if not _is_accent(each))
    if name.count("-") >= _UUID_DASHES:
        name = _UUID.sub(_ANY_ID, name)
    return tuple(part for chunk in _CHUNK.findall(name) for part in _split(chunk))


def shape(parts: tuple[Part, ...]) -> str:
    """Return what names of one pattern have in common, such as ``a_#``."""
    return "".join([part.kind for part in parts])


def words(parts: tuple[Part, ...]) -> str:
    """Return what names of the same words have in common, such as ``scan_#``."""
    return "".join([part.text if part.kind == "a" else part.kind for part in parts])


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


@lru_cache(maxsize=2**14)
def _split(chunk: str) -> tuple[Part, ...]:
    """Return the parts of letters and digits, or of what separates them."""
    if not chunk[0].isalnum():
        kind = re.sub("[#@]", "~", chunk)
        return (Part(kind, chunk),)
    if _is_id(chunk):
        return (Part("x", chunk.casefold()),)
    parts = []
    for run in _RUN.findall(chunk):
        text = run.casefold()
        if text.isdecimal():
            parts.append(Part("#", text))
        elif text in _DIGITS:
            parts.append(Part("@", text))
        elif text[-1] in _CHINESE_DIGITS and text[:-1] in CLASS_WORDS:
            parts += [Part("a", text[:-1]), Part("@", text[-1])]
        else:
            parts.append(Part("a", text))
    return tuple(parts)


def _is_id(chunk: str) -> bool:
    """True for part of a hash or UUID, in which digits mean nothing."""
    if not chunk.isascii() or chunk.isalpha() or chunk.isdigit():
        return False
    changes = len(_CHANGES.findall(chunk)) - 1
    return changes >= _MANY_CHANGES or (
        changes == 2 and _HEX.fullmatch(chunk) is not None
    )
