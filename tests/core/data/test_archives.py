import io
import struct
import zipfile

import pytest

from core.data import archives, zip_directory, zip_members
from core.data.archives import read_zip
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedFile
from tests import hostile
from tests.hostile import IS_UTF8, Member

GOOD = [Member(b"%d_%d.png" % (n, n % 10), hostile.png(n)) for n in range(3)]


def read(content):
    return list(read_zip(io.BytesIO(content)))


def accepted_names(content):
    """Return the names of the pictures read from an archive."""
    return [each.name for each in read(content) if isinstance(each, UploadedFile)]


def refused_kinds(content):
    """Return the names and kinds of its refusals."""
    return [
        (each.name, each.error.kind)
        for each in read(content)
        if isinstance(each, Refusal)
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_round_trip_unchanged(method):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.mkdir("digits")
        for number in (10, 9, 1):
            archive.writestr(f"digits/{number}.png", hostile.png(number))

    found = read(content.getvalue())

    assert [each.name for each in found] == [f"digits/{n}.png" for n in (1, 9, 10)]
    assert [each.content for each in found] == [hostile.png(n) for n in (1, 9, 10)]


def test_archive_that_was_written_as_a_stream_is_read():
    class Stream(io.RawIOBase):
        content = b""

        def writable(self):
            return True

        def write(self, content):
            self.content += bytes(content)
            return len(content)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", hostile.png())
        with archive.open("b.png", "w", force_zip64=True) as file:
            file.write(hostile.png())

    assert accepted_names(stream.content) == ["a.png", "b.png"]


def test_zip64_archive_is_read():
    plain = hostile.archive(GOOD)
    start = plain.index(b"PK\x01\x02")
    end = hostile.zip64_end(3, len(plain) - start - 22, start)

    assert len(accepted_names(hostile.archive(GOOD, end=end))) == 3


def test_zip64_sizes_are_read_from_the_extra_field():
    body = hostile.png()
    packed = len(hostile.deflated(body))
    full = 2**32 - 1
    extra = hostile.large_extra(len(body), packed, 0)
    large = Member(b"x.png", body, packed=full, unpacked=full, at=full, extra=extra)

    assert accepted_names(hostile.archive([large])) == ["x.png"]


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        ("数字/七/图.png".encode("gbk"), 0, "数字/七/图.png"),
        ("数字/七/图.png".encode(), 0, "数字/七/图.png"),
        ("数字/七/图.png".encode(), IS_UTF8, "数字/七/图.png"),
        ("жук_7.png".encode(), 0, "жук_7.png"),
        ("été.png".encode("cp437"), 0, "été.png"),
        ("e\u0301.png".encode(), IS_UTF8, "\u00e9.png"),
        ("🖊_7.png".encode(), IS_UTF8, "🖊_7.png"),
        ("\u202egnp.7".encode(), IS_UTF8, "gnp.7"),
        (b"a\0b.png", 0, "ab.png"),
        (b"digits\\7\\x.png", 0, "digits/7/x.png"),
    ],
)
def test_names_are_decoded(raw, flags, name):
    assert accepted_names(
        hostile.archive([Member(raw, hostile.png(), flags=flags)])
    ) == [name]


@pytest.mark.parametrize("encoding", ["big5", "shift-jis", "koi8-r", "latin-1"])
def test_wrongly_decoded_name_keeps_the_picture(encoding):
    raw = "été.png" if encoding == "latin-1" else "七.png"
    raw = "семь.png" if encoding == "koi8-r" else raw

    assert (
        len(
            accepted_names(
                hostile.archive([Member(raw.encode(encoding), hostile.png())])
            )
        )
        == 1
    )


def test_unicode_path_is_used_only_with_a_matching_checksum():
    raw = b"????_7.png"
    right = hostile.unicode_path_extra(raw, "семь_7.png")
    stale = hostile.unicode_path_extra(b"other", "семь_7.png")

    for extra, name in ((right, "семь_7.png"), (stale, "????_7.png")):
        content = hostile.archive([Member(raw, hostile.png(), extra=extra)])
        assert accepted_names(content) == [name]


def test_utf8_flag_takes_precedence_over_unicode_path():
    extra = hostile.unicode_path_extra(b"7.png", "8.png")

    content = hostile.archive(
        [Member(b"7.png", hostile.png(), flags=IS_UTF8, extra=extra)]
    )

    assert accepted_names(content) == ["7.png"]


def test_invalid_utf8_name_falls_back_to_another_encoding():
    broken = Member(b"\xff\xfe.png", hostile.png(9), flags=IS_UTF8)

    assert len(accepted_names(hostile.archive([*GOOD, broken]))) == 4


def test_system_files_are_only_counted():
    junk = [
        Member(b"__MACOSX/._0_0.png", b"\0\5\x16\7"),
        Member(b".DS_Store", bytes(9)),
        Member(b"7/Thumbs.db", bytes(9)),
        Member(b"7/Icon\r"),
    ]

    found = read(hostile.archive([junk[0], *GOOD, *junk[1:]]))

    assert sum(each.count for each in found if isinstance(each, IgnoredFiles)) == 4
    assert len(found) == 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("encrypted", "archive-encrypted"),
        ("strongly encrypted", "archive-encrypted"),
        ("method 99", "archive-method"),
        ("bzip2", "archive-method"),
        ("wrong checksum", "archive-member-damaged"),
        ("declares more bytes", "archive-member-damaged"),
        ("declares fewer bytes", "archive-member-damaged"),
        ("declares 4 GB", "picture-file-too-large"),
        ("declares 10 EB", "picture-file-too-large"),
        ("declares 4 GB packed", "archive-overlap"),
        ("packed over others", "archive-overlap"),
        ("stored, declared deflated", "archive-member-damaged"),
        ("torn", "archive-member-damaged"),
        ("cut short", "archive-member-damaged"),
        ("other name before it", "archive-member-damaged"),
        ("no header before it", "archive-member-damaged"),
        ("absent", "archive-member-damaged"),
        ("begins after the end", "archive-member-damaged"),
        ("begins at 18 EB", "archive-member-damaged"),
        ("offset of another", "archive-member-damaged"),
        ("bomb of zeros", "picture-unknown"),
        ("bomb beyond its size", "archive-member-damaged"),
        ("bomb over the limit", "picture-file-too-large"),
        ("no entry", "archive-member-damaged"),
        ("entry within its name", "archive-member-damaged"),
        ("zip within", "archive-nested"),
        ("stored zip within", "archive-nested"),
        ("empty", "picture-blank-file"),
        ("heic", "picture-heic"),
    ],
)
def test_member_is_refused_for_what_it_is(name, kind):
    member = hostile.hostile_members()[name]

    found = refused_kinds(hostile.archive([GOOD[0], member, GOOD[1]]))

    assert [each for _, each in found] == [kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nothing", "archive-damaged"),
        ("start alone", "archive-damaged"),
        ("empty", "archive-empty"),
        ("folders only", "archive-empty"),
        ("100,001 empty", "archive-too-many"),
        ("100,001, declared as 5", "archive-too-many"),
        ("prefix", "archive-damaged"),
        ("cut", "archive-damaged"),
        ("wrong offset of the table", "archive-damaged"),
        ("table of 4 GB", "archive-damaged"),
        ("table beyond", "archive-damaged"),
        ("zip64 end, lying", "archive-damaged"),
        ("zip64 end, of zeros", "archive-damaged"),
        ("zip64 end, of 9 million", "archive-too-many"),
        ("zip64 end, wrong offset", "archive-damaged"),
        ("zip64 end, of another table", "archive-damaged"),
    ],
)
def test_archive_is_refused_for_what_it_is(error_kind, name, kind):
    assert error_kind(read, hostile.hostile_archive(name)) == kind


@pytest.mark.parametrize(
    "name",
    [
        "suffix",
        "prefix, declared",
        "comment is a zip",
        "comment is an end",
        "comment of ends",
    ],
)
def test_bytes_around_an_archive_do_not_mislead(name):
    assert accepted_names(hostile.hostile_archive(name)) == ["0.png", "1.png", "2.png"]


def test_one_body_is_unpacked_once():
    found = read(hostile.hostile_archive("5,000 for one body"))

    kinds = [each.error.kind for each in found if isinstance(each, Refusal)]
    assert kinds == ["archive-overlap"] * 5000
    assert len(found) == 5001


def test_bodies_that_overlap_are_not_unpacked():
    assert len(accepted_names(hostile.hostile_archive("overlapping"))) == 1


def test_separate_members_with_one_name_are_all_accepted():
    assert len(accepted_names(hostile.hostile_archive("same name 500 times"))) == 500


def test_archive_that_is_too_large_is_refused(error_kind, monkeypatch):
    content = hostile.archive(GOOD)
    monkeypatch.setattr(archives, "MAX_ARCHIVE_BYTES", len(content))
    assert len(accepted_names(content)) == 3

    monkeypatch.setattr(archives, "MAX_ARCHIVE_BYTES", len(content) - 1)

    assert error_kind(read, content) == "archive-too-large"


def test_unpacked_size_per_archive_is_limited(monkeypatch):
    sizes = [len(each.body) for each in GOOD]
    monkeypatch.setattr(zip_members, "MAX_UNPACKED_BYTES", sum(sizes) - 1)
    content = hostile.archive(GOOD)

    assert accepted_names(content) == ["0_0.png", "1_1.png"]
    assert refused_kinds(content) == [("2_2.png", "archive-budget")]


def test_number_of_members_has_a_limit(error_kind, monkeypatch):
    monkeypatch.setattr(zip_directory, "MAX_MEMBERS", 3)
    assert len(accepted_names(hostile.archive(GOOD))) == 3

    assert error_kind(read, hostile.archive([*GOOD, GOOD[0]])) == "archive-too-many"


def test_table_of_contents_has_a_limit(error_kind):
    content = hostile.archive(GOOD)
    size = content.count(b"PK\x01\x02") * (46 + len("0_0.png"))
    file = io.BytesIO(content)
    read_directory = zip_directory.read_central_directory

    assert len(read_directory(file, size).entries) == 3
    assert error_kind(read_directory, file, size - 1) == "archive-damaged"


def test_members_that_are_not_pictures_are_not_unpacked(monkeypatch):
    # With a budget of 0 bytes, unpacking a whole file raises another error.
    monkeypatch.setattr(zip_members, "MAX_UNPACKED_BYTES", 0)
    content = hostile.archive([Member(b"x.mp4", hostile.picture_bombs()["mp4"])])

    assert refused_kinds(content) == [("x.mp4", "picture-other-kind")]


def test_entry_with_rubbish_in_its_extra_field_is_read():
    rubbish = struct.pack("<2H", 1, 60_000) + b"\x75\x70"

    content = hostile.archive([Member(b"x.png", hostile.png(), extra=rubbish)])

    assert accepted_names(content) == ["x.png"]
