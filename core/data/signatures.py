"""Detecting the format of a file from its first bytes."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from core.errors import DatasetError

HEAD_BYTES: Final = 512
"""Number of bytes needed to detect a format."""

PictureFormat = Literal["PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM"]

_PICTURES: Final[Mapping[bytes, PictureFormat]] = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",
    b"MM\0+": "TIFF",
}
# Netpbm: PBM, PGM and PPM, as text or binary.
_NETPBM: Final = re.compile(rb"P[1-6](\s|#)")
_BMP_HEADERS: Final = {bytes([n, 0, 0, 0]) for n in (12, 16, 40, 52, 56, 64, 108, 124)}
# Names of formats, displayed without translation.
_ARCHIVES: Final = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_OTHERS: Final = {
    b"%PDF": "PDF",
    b"%!PS": "PostScript",
    b"\xc5\xd0\xd3\xc6": "PostScript",
    b"8BPS": "Photoshop",
    b"\0\0\1\0": "ICO",
    b"\0\0\2\0": "ICO",
    b"icns": "ICNS",
    b"gimp xcf": "GIMP",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"IIRO": "RAW",
    b"FUJIFILM": "RAW",
    b"\x1a\x45\xdf\xa3": "Matroska",
    b"FLV": "FLV",
    b"ID3": "MP3",
    b"OggS": "Ogg",
    b"fLaC": "FLAC",
    b"\0\0\1\xba": "MPEG",
    b"\0\0\1\xb3": "MPEG",
    b"\xd0\xcf\x11\xe0": "Microsoft Office",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
}
_ARRAYS: Final = {
    **{bytes([0x80, version]): "pickle" for version in range(2, 6)},
    b"MATLAB ": "MATLAB",
    b"\x89HDF": "HDF5",
    b"ARROW1": "Feather",
}
_HEIC: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF: Final = {b"avif", b"avis"}
_TEXT: Final = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]+")


def is_zip(head: bytes) -> bool:
    """True if a file starts as a ZIP archive does, even an empty one."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_text(head: bytes) -> bool:
    """True if a file starts as text does, and not as a drawing in SVG."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        bool(_TEXT.fullmatch(head))
        and not head.lstrip().startswith(b"<")
        and not _NETPBM.match(head)
    )


def detect_format(head: bytes) -> PictureFormat:
    """Return the format of a picture from the first `HEAD_BYTES` bytes of its file.

    Raises:
        DatasetError: `picture-blank-file`, `picture-heic`, `picture-avif`,
            `archive-nested`, `archive-other-kind`, `array-other-kind`,
            `picture-other-kind` (a known format that Misread does not read) or
            `picture-unknown`.
    """
    for start, picture in _PICTURES.items():
        if head.startswith(start):
            return picture
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    # Two letters are weak evidence; the length of the next header is stronger.
    if head.startswith(b"BM") and head[14:18] in _BMP_HEADERS:
        return "BMP"
    if _NETPBM.match(head):
        return "PPM"
    raise _refusal(head)


def _refusal(head: bytes) -> DatasetError:
    if not head:
        return DatasetError("picture-blank-file")
    if is_zip(head):
        return DatasetError("archive-nested")
    if head[4:8] == b"ftyp":
        return _boxed(head)
    archive = "TAR" if head[257:262] == b"ustar" else _find_by_start(head, _ARCHIVES)
    if archive:
        return DatasetError("archive-other-kind", found=archive)
    if arrays := _find_by_start(head, _ARRAYS):
        return DatasetError("array-other-kind", found=arrays)
    other = _find_by_start(head, _OTHERS) or _other(head)
    if other:
        return DatasetError("picture-other-kind", found=other)
    return DatasetError("picture-unknown")


def _find_by_start(head: bytes, names: Mapping[bytes, str]) -> str | None:
    return next((names[start] for start in names if head.startswith(start)), None)


def _boxed(head: bytes) -> DatasetError:
    """Return the error for a file of the family of HEIC, AVIF and MP4."""
    length = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[i : i + 4] for i in range(16, min(length, 64), 4))}
    if brands & _AVIF:
        return DatasetError("picture-avif")
    if brands & _HEIC:
        return DatasetError("picture-heic")
    raw = head[8:11] == b"crx"
    return DatasetError("picture-other-kind", found="RAW" if raw else "MP4")


def _other(head: bytes) -> str | None:
    if head.startswith(b"RIFF"):
        return {b"AVI ": "AVI", b"WAVE": "WAV"}.get(head[8:12])
    if head.lstrip().startswith(b"<") and b"<svg" in head.lower():
        return "SVG"
    return "TXT" if _TEXT.fullmatch(head) else None
