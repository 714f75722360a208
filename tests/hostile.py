"""Hostile pictures and archives: damaged, with false headers, or oversized.

All of them are generated from seeds; no foreign file is stored. The tests of untrusted
input use them, and `tests/benchmarks/hostile.py` in large numbers.
"""

import io
import struct
import zlib
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin

from core.data.archives import read_zip
from core.data.picture_preparation import prepare_picture
from core.data.signatures import HEAD_BYTES, is_zip
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedFile
from core.errors import DatasetError

# Reasons to refuse a picture or an archive.
REFUSAL_KINDS = {
    "archive-budget",
    "archive-damaged",
    "archive-empty",
    "archive-encrypted",
    "archive-member-damaged",
    "archive-method",
    "archive-nested",
    "archive-other-kind",
    "archive-overlap",
    "archive-too-large",
    "archive-too-many",
    "array-columns",
    "array-damaged",
    "array-labels",
    "array-other-kind",
    "array-predictions",
    "array-shape",
    "array-too-large",
    "array-too-many",
    "array-type",
    "array-values",
    "picture-avif",
    "picture-blank-file",
    "picture-damaged",
    "picture-empty",
    "picture-file-too-large",
    "picture-heic",
    "picture-memory",
    "picture-other-kind",
    "picture-too-large",
    "picture-too-slow",
    "picture-unknown",
}
STORED, DEFLATED = 0, 8
IS_UTF8 = 0x800


def digit_picture(seed=0, side=28):
    """Return a grey picture that resembles a digit: uint8, (side, side)."""
    random = np.random.default_rng(seed)
    image = Image.new("L", (side, side), 255)
    points = [
        tuple(random.integers(side // 5, side * 4 // 5, 2).tolist()) for _ in "123"
    ]
    ImageDraw.Draw(image).line(points, fill=0, width=max(2, side // 12))
    return np.asarray(image)


def saved(image, form, **options):
    """Encode an array or a Pillow image in a format."""
    content = io.BytesIO()
    if not isinstance(image, Image.Image):
        image = Image.fromarray(image)
    image.save(content, form, **options)
    return content.getvalue()


def png(seed=0, side=28):
    """Return the bytes of a valid PNG."""
    return saved(digit_picture(seed, side), "PNG")


@cache
def valid_pictures():
    """Return valid pictures in each format and its main variants, as bytes."""
    grey = Image.fromarray(digit_picture(1, 40))
    colour = grey.convert("RGB")
    clear = Image.merge(
        "RGBA", (*colour.split(), grey.point(lambda level: 255 - level))
    )
    wide = Image.fromarray(digit_picture(1, 40).astype(np.uint16) * 257)
    frames = {"save_all": True, "append_images": [colour.rotate(90)] * 2}
    return {
        "png grey": saved(grey, "PNG"),
        "png bilevel": saved(grey.convert("1"), "PNG"),
        "png palette": saved(colour.quantize(8), "PNG", transparency=0),
        "png colour": saved(colour, "PNG"),
        "png clear": saved(clear, "PNG"),
        "png 16 bit": saved(wide, "PNG"),
        "png moving": saved(colour, "PNG", **frames),
        "jpeg": saved(colour, "JPEG"),
        "jpeg progressive": saved(colour, "JPEG", progressive=True),
        "jpeg cmyk": saved(colour.convert("CMYK"), "JPEG"),
        "jpeg turned": saved(colour, "JPEG", exif=exif_orientation(6)),
        "mpo": saved(colour, "MPO", **frames),
        "bmp": saved(colour, "BMP"),
        "bmp palette": saved(colour.quantize(8), "BMP"),
        "bmp bilevel": saved(grey.convert("1"), "BMP"),
        "gif": saved(colour.quantize(8), "GIF"),
        "gif moving": saved(colour, "GIF", **frames),
        "webp": saved(colour, "WEBP"),
        "webp lossless": saved(clear, "WEBP", lossless=True),
        "webp moving": saved(colour, "WEBP", **frames),
        "tiff": saved(colour, "TIFF"),
        "tiff lzw": saved(colour, "TIFF", compression="tiff_lzw"),
        "tiff deflate": saved(grey, "TIFF", compression="tiff_adobe_deflate"),
        "tiff fax": saved(grey.convert("1"), "TIFF", compression="group4"),
        "tiff jpeg": saved(colour, "TIFF", compression="jpeg"),
        "tiff 16 bit": saved(wide, "TIFF"),
        "tiff float": saved(
            Image.fromarray(np.asarray(grey) / np.float32(255)), "TIFF"
        ),
    }


def exif_orientation(orientation):
    """Return EXIF metadata with an orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def png_chunk(kind, content):
    """Return one chunk of a PNG."""
    checksum = zlib.crc32(kind + content)
    return (
        struct.pack(">L", len(content)) + kind + content + struct.pack(">L", checksum)
    )


def png_of(width, height, *chunks, depth=8, colours=0):
    """Return a PNG that declares a size, with these chunks after its header."""
    header = struct.pack(">2L5B", width, height, depth, colours, 0, 0, 0)
    end = png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join([png_chunk(b"IHDR", header), *chunks, end])


def bmp_of(width, height):
    """Return a BMP that declares a size and has almost no content."""
    header = struct.pack("<L2l2H6L", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<L2HL", 54 + 64, 0, 0, 54) + header + bytes(64)


def gif_of(width, height, num_frames=1):
    """Return a GIF that declares a size, with this number of tiny frames."""
    frame = b"\x2c" + struct.pack("<4H", 0, 0, 1, 1) + b"\0\x02\x02\x44\x01\0"
    screen = struct.pack("<2H3B", width, height, 0x80, 0, 0)
    return b"GIF89a" + screen + b"\0\0\0\xff\xff\xff" + frame * num_frames + b"\x3b"


def webp_of(width, height):
    """Return a WebP that declares a canvas and has no frame."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<L", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<L", len(body)) + body


def tiff_of(width, height, tags=()):
    """Return a TIFF that declares a size in one strip, which is missing."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 4, 1, height),
        (279, 4, 1, min(width * height, 2**32 - 1)),
        *tags,
    ]
    packed = b"".join(struct.pack("<2H2L", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<LH", 8, len(entries)) + packed + bytes(4)


@cache
def picture_bombs():
    """Return picture bombs, and files that only have the name of a picture."""
    flat = zlib.compress(bytes(10**6), 9)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * (8 * 2**20), zip=True)
    rows = zlib.compress(bytes(30 * 2**20), 9)
    return {
        "png 50k x 50k": png_of(50_000, 50_000, png_chunk(b"IDAT", flat)),
        "png 2g x 2g": png_of(2**31 - 1, 2**31 - 1, png_chunk(b"IDAT", flat)),
        "png 7k x 7k cut": png_of(7000, 7000, png_chunk(b"IDAT", flat)),
        "png no pixels": png_of(0, 0),
        "png no data": png_of(28, 28),
        "png bad depth": png_of(28, 28, png_chunk(b"IDAT", flat), depth=7, colours=9),
        "png too much data": png_of(28, 28, png_chunk(b"IDAT", rows)),
        "png text bomb": saved(digit_picture(), "PNG", pnginfo=text),
        "png profile bomb": png_of(
            28, 28, png_chunk(b"iCCP", b"p\0\0" + rows), png_chunk(b"IDAT", flat)
        ),
        "png 100k chunks": png_of(28, 28, *[png_chunk(b"teXt", b"")] * 100_000),
        "png huge chunk": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR" + bytes(40),
        "bmp 50k x 50k": bmp_of(50_000, 50_000),
        "bmp negative": bmp_of(-1, -(2**31)),
        "bmp 7k x 7k cut": bmp_of(7000, 7000),
        "gif 65k x 65k": gif_of(65_535, 65_535),
        "gif 10k frames": gif_of(28, 28, 10_000),
        "gif frame outside": gif_of(1, 1)[:19]
        + b"\x2c"
        + struct.pack("<4H", 60_000, 60_000, 5_000, 5_000)
        + b"\0\x02\x02\x44\x01\0\x3b",
        "webp 16k x 16k": webp_of(16_384, 16_384),
        "webp 16m x 16m": webp_of(2**24, 2**24),
        "tiff 50k x 50k": tiff_of(50_000, 50_000),
        "tiff cut": tiff_of(5_000, 5_000),
        "tiff 4g tags": b"II*\0\x08\0\0\0\xff\xff" + b"\0\1\4\0\xff\xff\xff\xff" * 40,
        "tiff loop": b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
        "tiff far away": b"II*\0\xff\xff\xff\xff",
        "jpeg start alone": b"\xff\xd8\xff",
        "jpeg 65k x 65k": b"\xff\xd8\xff\xc0\0\x0b\x08"
        + b"\xff\xff\xff\xff\x01\x01\x11\0\xff\xd9",
        "jpeg cut": saved(digit_picture(2, 400), "JPEG")[:900],
        "jpeg thrice": saved(digit_picture(2, 64), "JPEG", progressive=True)[:-60] * 3,
        "one shade": saved(np.full((28, 28), 200, np.uint8), "PNG"),
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
        "eps dos": b"\xc5\xd0\xd3\xc6" + bytes(40),
        "pdf": b"%PDF-1.7\n1 0 obj\n",
        "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "html": b"<html><script>alert(1)</script></html>",
        "text": b"7\n",
        "utf-16 text": "\ufeffseven".encode("utf-16-le"),
        "empty": b"",
        "zeros": bytes(5000),
        "noise": np.random.default_rng(5).bytes(5000),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
        "avif": b"\0\0\0\x1cftypavif\0\0\0\0mif1avif" + bytes(40),
        "mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(40),
        "psd": b"8BPS\0\1" + bytes(40),
        "rar": b"Rar!\x1a\x07\1\0" + bytes(40),
        "7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
        "gzip": b"\x1f\x8b\x08" + bytes(40),
        "tar": bytes(257) + b"ustar\x0000" + bytes(300),
        "ico": b"\0\0\1\0\1\0" + bytes(40),
        "exe": b"MZ" + bytes(400),
        "fits": b"SIMPLE  =                    T" + b" " * 3000,
    }


@dataclass(frozen=True)
class Member:
    """A file of an archive and its declared properties; None declares the true value.

    Attributes:
        name: Name in the table.
        body: Unpacked content.
        own_name: Name in the file's own header, if different.
        packed_body: Packed content, if different.
        at: Offset in the table, if different.
        absent: True if only the table has it.
    """

    name: bytes
    body: bytes = b""
    method: int = DEFLATED
    flags: int = 0
    extra: bytes = b""
    comment: bytes = b""
    own_name: bytes | None = None
    packed_body: bytes | None = None
    checksum: int | None = None
    packed: int | None = None
    unpacked: int | None = None
    at: int | None = None
    name_length: int | None = None
    extra_length: int | None = None
    absent: bool = False
    start: bytes = b"PK\x01\x02"
    own_start: bytes = b"PK\x03\x04"
    own_method: int | None = None
    attributes: int = 0


def first(*values):
    """Return the first value that is not None."""
    return next(value for value in values if value is not None)


def deflated(body, level=6):
    """Return raw deflated bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def archive(members, *, prefix=b"", comment=b"", suffix=b"", end=None, count=None):
    """Return the bytes of a ZIP with these members, as they declare themselves."""
    content, table = bytearray(prefix), bytearray()
    for member in members:
        at = len(content)
        body = member.packed_body
        if body is None:
            packs = member.method == DEFLATED
            body = deflated(member.body) if packs else member.body
        checksum = first(member.checksum, zlib.crc32(member.body))
        packed = first(member.packed, len(body))
        unpacked = first(member.unpacked, len(member.body))
        shared = (0, 33, checksum, packed, unpacked)
        if not member.absent:
            own = first(member.own_name, member.name)
            method = first(member.own_method, member.method)
            content += member.own_start + struct.pack(
                "<3H2H3L2H", 20, member.flags, method, *shared, len(own), 0
            )
            content += own + body
        name_length = first(member.name_length, len(member.name))
        lengths = (name_length, first(member.extra_length, len(member.extra)))
        table += member.start + struct.pack(
            "<4H2H3L5H2L",
            *(0x0314, 20, member.flags, member.method, *shared, *lengths),
            *(len(member.comment), 0, 0, member.attributes, first(member.at, at)),
        )
        table += member.name + member.extra + member.comment
    count = first(count, len(members)) & 0xFFFF
    place = (count, count, len(table), len(content))
    record = first(
        end, b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, *place, len(comment))
    )
    return bytes(content) + bytes(table) + record + comment + suffix


def large_extra(*numbers):
    """Return the ZIP64 extra field with these numbers."""
    content = struct.pack(f"<{len(numbers)}Q", *numbers)
    return struct.pack("<2H", 1, len(content)) + content


def unicode_path_extra(raw, name):
    """Return the extra field with the name in UTF-8."""
    content = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    return struct.pack("<2H", 0x7075, len(content)) + content


@cache
def hostile_members():
    """Return members by name; each is refused without effect on other members."""
    good, bomb = png(99), bytes(49 * 2**20)
    packed = deflated(good)
    lying = {
        "encrypted": Member(b"x.png", good, flags=1),
        "strongly encrypted": Member(b"x.png", good, flags=0x41),
        "method 99": Member(b"x.png", good, method=99),
        "method 9": Member(b"x.png", good, method=9),
        "bzip2": Member(b"x.png", good, method=12),
        "lzma": Member(b"x.png", good, method=14),
        "wrong checksum": Member(b"x.png", good, checksum=1),
        "declares more bytes": Member(b"x.png", good, unpacked=len(good) + 1),
        "declares fewer bytes": Member(b"x.png", good, unpacked=len(good) - 1),
        "declares no bytes": Member(b"x.png", good, unpacked=0),
        "declares 4 GB": Member(b"x.png", good, unpacked=2**32 - 1),
        "declares 10 EB": Member(
            b"x.png", good, unpacked=2**32 - 1, extra=large_extra(10**19)
        ),
        "declares no packed bytes": Member(b"x.png", good, packed=0),
        "declares 4 GB packed": Member(b"x.png", good, packed=2**32 - 1),
        "packed over others": Member(b"x.png", good, packed=len(packed) + 400),
        "stored, declared deflated": Member(b"x.png", good, packed_body=good),
        "deflated, declared stored": Member(
            b"x.png", good, method=STORED, packed_body=packed
        ),
        "torn": Member(b"x.png", good, packed_body=packed[:-30] + bytes(30)),
        "cut short": Member(b"x.png", good, packed_body=packed[:-30]),
        "other name before it": Member(b"x.png", good, own_name=b"y.png"),
        "other method before it": Member(b"x.png", good, own_method=0),
        "no header before it": Member(b"x.png", good, own_start=b"PK\x07\x08"),
        "absent": Member(b"x.png", good, absent=True),
        "begins after the end": Member(b"x.png", good, at=2**31),
        "begins at 18 EB": Member(
            b"x.png", good, at=2**32 - 1, extra=large_extra(2**64 - 1)
        ),
        "begins within another": Member(b"x.png", good, at=40),
        "offset of another": Member(b"x.png", good, own_name=b"y.png", at=0),
        "bomb of zeros": Member(b"x.png", bomb),
        "bomb that begins as a picture": Member(b"x.png", good[:60] + bomb),
        "bomb beyond its size": Member(
            b"x.png", good, packed_body=deflated(good + bomb), checksum=0
        ),
        "bomb over the limit": Member(b"x.png", good + bytes(51 * 2**20)),
        "no entry": Member(b"x.png", good, start=b"PK\xff\xff"),
        "name swallows the next": Member(b"x.png", good, name_length=5 + 46 + 9),
        "name beyond the table": Member(b"x.png", good, name_length=65_535),
        "name cut short": Member(b"x.png", good, name_length=3),
        "extra beyond the table": Member(b"x.png", good, extra_length=65_535),
        "entry within its name": Member(b"PK\x01\x02" * 9, b"none"),
        "link": Member(b"x.png", b"../../etc/passwd", attributes=0o120777 << 16),
        "zip within": Member(b"x.zip", archive([Member(b"y.png", good)])),
        "stored zip within": Member(
            b"x.zip", archive([Member(b"y.png", good)]), method=STORED
        ),
        "bad utf-8": Member(b"\xff\xfe\x80.png", b"none", flags=IS_UTF8),
        "nul in its name": Member(b"x\0y.png", b"none"),
        "3,000 characters": Member(b"x" * 3000 + b".png", b"none"),
        "no name": Member(b"", b"none"),
        "path upwards": Member(b"../../x.png", b"none"),
        "absolute path": Member(b"/etc/x.png", b"none"),
        "path of windows": Member(b"C:\\..\\x.png", b"none"),
        "device of windows": Member(b"CON.png", b"none"),
        "file like a folder": Member(b"folder/", b"none"),
    }
    inside = {
        name: Member(b"x.png", content) for name, content in picture_bombs().items()
    }
    return lying | inside


@cache
def hostile_archive(name):
    """Return the bytes of one of `hostile_archives`."""
    return hostile_archives()[name]()


@cache
def hostile_archives():
    """Return archives with false headers or oversized content, by name.

    Each is a function that builds it: some take long.
    """
    good = [Member(b"%d.png" % number, png(number)) for number in range(3)]
    plain = archive(good)
    table = plain.index(b"PK\x01\x02")
    body = png(9)
    kernel = Member(b"x.png", body)
    same = [kernel, *[replace(kernel, at=0, absent=True)] * 5000]
    return {
        "nothing": lambda: b"",
        "start alone": lambda: b"PK\x03\x04",
        "empty": lambda: archive([]),
        "end alone, lying": lambda: archive([], count=5),
        "100,001 empty": lambda: blank_entries(100_001, 0xFFFF),
        "100,001, declared as 5": lambda: archive(
            [Member(b"", method=STORED)] * 100_001, count=5
        ),
        "70,000, declared as 4,464": lambda: blank_entries(70_000, 4_464),
        "5,000 for one body": lambda: archive(same),
        "overlapping": lambda: overlapping(300),
        "two bombs": lambda: archive(
            [Member(b"%d.png" % n, body + bytes(48 * 2**20)) for n in range(2)]
        ),
        "10 GB of zeros": lambda: archive([swollen()]),
        "42 times nested": lambda: archive(
            [Member(b"%d.zip" % n, plain) for n in range(42)]
        ),
        "prefix": lambda: b"PK\x03\x04" + bytes(500) + plain,
        "prefix, declared": lambda: archive(good, prefix=b"PK\x03\x04" + bytes(500)),
        "prefix, a zip": lambda: plain + plain,
        "suffix": lambda: archive(good, suffix=bytes(500)),
        "comment is a zip": lambda: archive(good, comment=plain),
        "comment is an end": lambda: archive(good, comment=b"PK\x05\x06" + bytes(18)),
        "comment of ends": lambda: archive(good, comment=b"PK\x05\x06" * 16_000),
        "cut": lambda: plain[:-10],
        "no table": lambda: plain[:table] + plain[-22:],
        "table alone": lambda: plain[table:],
        "wrong offset of the table": lambda: archive(good, end=end_of(3, 100, 0)),
        "table of 4 GB": lambda: archive(good, end=end_of(3, 2**32 - 1, 0)),
        "table beyond": lambda: archive(good, end=end_of(3, 100, 2**32 - 1)),
        "zip64 end, lying": lambda: archive(
            good, end=zip64_end(2**64 - 1, 2**64 - 1, 2**64 - 1)
        ),
        "zip64 end, of zeros": lambda: archive(good, end=zip64_end(0, 0, 0)),
        "zip64 end, of 9 million": lambda: archive(
            good, end=zip64_end(9 * 10**6, len(plain) - table - 22, table)
        ),
        "zip64 end, wrong offset": lambda: archive(
            good, end=zip64_end(3, 150, table, at=10**9)
        ),
        "zip64 end, of another table": lambda: two_tables(good),
        "zip64 end, alone": lambda: zip64_end(1, 1, 1),
        "folders only": lambda: archive([Member(b"a/"), Member(b"a/b/")]),
        "system files only": lambda: archive(
            [Member(b"__MACOSX/._x.png", b"\0\5\x16\7")]
        ),
        "all encrypted": lambda: archive([replace(each, flags=1) for each in good]),
        "same name 500 times": lambda: archive([kernel] * 500),
        "extra of rubbish": lambda: archive(
            [replace(kernel, extra=b"\1\0\xff\xff\x75\x70")]
        ),
        "names of 60,000": lambda: archive(
            [Member(b"%060000d" % n, body) for n in range(50)]
        ),
        "text": lambda: b"PK are the letters of Phil Katz",
    }


def swollen():
    """Return a member of 49 MB that declares 10 GB."""
    zeros = deflated(bytes(49 * 2**20), 9)
    return Member(
        b"x.png",
        packed_body=zeros,
        packed=len(zeros),
        unpacked=2**32 - 1,
        extra=large_extra(10 * 2**30),
    )


def blank_entries(num_entries, count):
    """Return an archive of empty entries that declares another number of them."""
    one = archive([Member(b"")])
    start = one.index(b"PK\x01\x02")
    table = one[start:-22] * num_entries
    return one[:start] + table + end_of(count, len(table), start)


def end_of(count, size, start):
    """Return an end-of-directory record."""
    return b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, count, count, size, start, 0)


def two_tables(members):
    """Return an archive whose ordinary and ZIP64 end records have different tables.

    Source:
        CVE-2025-8291: readers disagreed about which of the two is valid.
    """
    whole = archive(members)
    start = whole.index(b"PK\x01\x02")
    table = whole[start:-22]
    place = start + len(table)
    ends = zip64_end(len(members), len(table), place)[:-22]
    return whole[:-22] + table + ends + end_of(1, len(table), start)


def zip64_end(count, size, start, at=None):
    """Return a ZIP64 end record, followed by an ordinary one that refers to it."""
    record = b"PK\x06\x06" + struct.pack(
        "<Q2H2L4Q", 44, 45, 45, 0, 0, count, count, size, start
    )
    place = first(at, min(start + size, 2**64 - 1))
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, place, 1)
    return record + locator + end_of(0xFFFF, 2**32 - 1, 2**32 - 1)


def overlapping(num_members):
    """Return a bomb whose members quote the headers of all others, and share a body.

    Source:
        Fifield, "A better zip bomb", WOOT 2019, section "Quoting local file headers".
    """
    body = png(9) + bytes(2**20)
    kernel = deflated(body, 9)
    content, entries = kernel, []
    unpacked, checksum = body, zlib.crc32(body)
    for number in reversed(range(num_members)):
        name = b"%05d.png" % number
        header = b"PK\x03\x04" + struct.pack(
            "<3H2H3L2H",
            *(20, 0, DEFLATED, 0, 33, checksum, len(content), len(unpacked)),
            *(len(name), 0),
        )
        sizes = len(content), len(unpacked)
        entries.append((name, checksum, *sizes, len(header) + len(name)))
        # The next member unpacks to this one, stored in one block, and so on.
        quoted = header + name
        block = struct.pack("<B2H", 0, len(quoted), len(quoted) ^ 0xFFFF)
        content = block + quoted + content
        unpacked = quoted + unpacked
        checksum = zlib.crc32(unpacked)
    content = content[5:]
    offsets = {}
    at = 0
    for name, *_, length in reversed(entries):
        offsets[name] = at
        at += length + 5
    table = b""
    for name, crc, packed, size, _ in entries:
        table += b"PK\x01\x02" + struct.pack(
            "<4H2H3L5H2L",
            *(20, 20, 0, DEFLATED, 0, 33, crc, packed, size),
            *(len(name), 0, 0, 0, 0, 0, offsets[name]),
        )
        table += name
    return content + table + end_of(num_members, len(table), len(content))


def mutate(content, random):
    """Return a copy with some bytes changed, removed, doubled or zeroed."""
    changed = bytearray(content)
    for _ in range(int(random.integers(1, 5))):
        if not changed:
            break
        at = int(random.integers(len(changed)))
        length = int(random.integers(1, 1 + min(64, len(changed) - at)))
        match int(random.integers(8)):
            case 0:
                del changed[at:]
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at : at + length] = bytes(length)
            case 4:
                special = [0, 1, 0x7F, 0x80, 0xFF][int(random.integers(5))]
                changed[at : at + 4] = bytes([special] * 4)
            case _:
                changed[at] ^= 1 << int(random.integers(8))
    return bytes(changed)


def payload_names():
    """Return names with a meaning for HTML, spreadsheets, terminals or shells."""
    return [
        "<script>alert(1)</script>.png",
        "<img src=x onerror=alert(1)>.png",
        '"><svg onload=alert(1)>.png',
        "</script><script>alert(1)</script>.png",
        "javascript:alert(1).png",
        "![x](https://example.org/x.png).png",
        "[x](javascript:alert(1)).png",
        ":red[x] $x^2$ **x** `x`.png",
        "{{7*7}}${7*7}#{7*7}.png",
        '=HYPERLINK("https://example.org","x").png',
        "www.example.org_x.png",
        "https://example.org/x.png",
        "see http://example.org now.png",
        "anna@example.org.png",
        "=1+1_7.png",
        "+1+1_7.png",
        "-1+1_7.png",
        "@SUM(A1)_7.png",
        "\t=1+1_7.png",
        "\r=1+1_7.png",
        "7,=1+1_7.png",
        "'; DROP TABLE labels; --.png",
        "$(touch x)`touch x`;touch x.png",
        "%s%n%00%2e%2e%2f.png",
        "\x1b[2J\x1b]0;x\x07.png",
        "line\nline.png",
        "nul\0.png",
        "\u202egnp.exe",
        "\u2066x\u2069.png",
        "../../../etc/passwd.png",
        "/etc/passwd_7.png",
        "C:\\Windows\\x.png",
        "\\\\server\\share\\x.png",
        "CON.png",
        "x.png:stream",
        "x. . .",
        "\ufeff７_7.png",
        "💥" * 200 + ".png",
        "z\u0300\u0301\u0302\u0303\u0304" * 40 + ".png",
    ]


def outcomes(content, known):
    """Return the outcome of an uploaded file, or of each file in an archive.

    Args:
        content: The bytes of the file.
        known: Outcomes of pictures by their bytes; new ones are added.

    Returns:
        "accepted", or the kind of the refusal, for each picture.
    """
    try:
        is_archive = is_zip(content[:HEAD_BYTES])
        items = (
            read_zip(io.BytesIO(content))
            if is_archive
            else [UploadedFile("x", content)]
        )
        return [
            _outcome(item, known)
            for item in items
            if not isinstance(item, IgnoredFiles)
        ]
    except DatasetError as error:
        return [error.kind]


def _outcome(item, known):
    if isinstance(item, Refusal):
        return item.error.kind
    if item.content not in known:
        try:
            prepare_picture(item.name, item.content)
            known[item.content] = "accepted"
        except DatasetError as error:
            known[item.content] = error.kind
    return known[item.content]


def mixed_archive():
    """Return a small archive with all features of archives."""
    extra = unicode_path_extra(b"7/b.png", "7/б.png")
    return archive(
        [
            Member(b"7/"),
            Member(b"7/a.png", png(1)),
            Member(b"7/b.png", png(2), method=STORED, extra=extra),
            Member("七/c.gif".encode("gbk"), valid_pictures()["gif"]),
            Member(b"7/d.jpg", valid_pictures()["jpeg"], flags=IS_UTF8),
            Member(b"__MACOSX/._a.png", b"\0\5\x16\7"),
            Member(b"notes.txt", b"seven", comment=b"a comment"),
        ],
        comment=b"digits",
    )
