"""Each uploaded file is accepted or refused by name, independent of the others."""

import io
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.archives import read_zip
from core.data.labels import parse_labels
from core.data.picture_preparation import prepare_picture
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import MAX_NAME_LENGTH, Refusal, UploadedFile
from tests import hostile
from tests.hostile import REFUSAL_KINDS, Member

VALID = [Member(b"digits/%d_7.png" % n, hostile.png(n)) for n in range(30)]
BODIES = sorted(each.body for each in VALID)
HOSTILE = hostile.hostile_members()
WHOLE = hostile.valid_pictures()
SEED = 20_261

watched = []
watching = False


def watch(event, arguments):
    """Record the side effects of this process."""
    if not watching:
        return
    writes = event == "open" and any(c in str(arguments[1]) for c in "wax+")
    if writes or event.startswith(("os.", "shutil.", "socket.", "subprocess.")):
        watched.append((event, *map(str, arguments)))


sys.addaudithook(watch)


@pytest.fixture
def side_effects():
    """Return the side effects of this process during the test."""
    global watching
    watched.clear()
    watching = True
    yield watched
    watching = False


def test_corpus_has_at_least_80_members_and_30_archives():
    assert len(HOSTILE) >= 80
    assert len(hostile.hostile_archives()) >= 30


@pytest.mark.parametrize("position", [0, 15, 30], ids=["first", "middle", "last"])
@pytest.mark.parametrize("name", HOSTILE)
def test_one_hostile_member_does_not_affect_the_others(name, position):
    among = [*VALID[:position], HOSTILE[name], *VALID[position:]]

    taken, reasons = [], []
    for each in read_zip(io.BytesIO(hostile.archive(among))):
        if isinstance(each, Refusal):
            reasons.append(each.error.kind)
        elif each.content in BODIES:
            taken.append(each.content)
        else:
            reasons += hostile.outcomes(each.content, {})

    assert sorted(taken) == BODIES
    assert len(reasons) == 1
    assert reasons[0] in REFUSAL_KINDS


@pytest.mark.parametrize("name", hostile.hostile_archives())
def test_hostile_archive_ends_in_named_refusals(name):
    found = hostile.outcomes(hostile.hostile_archive(name), {})

    assert set(found) <= REFUSAL_KINDS | {"accepted"}


def test_mutated_pictures_are_accepted_or_refused_with_a_known_kind():
    random = np.random.default_rng(SEED)
    known = {}

    for content in WHOLE.values():
        for _ in range(25):
            hostile.outcomes(hostile.mutate(content, random), known)

    assert len(known) > 600
    assert set(known.values()) <= REFUSAL_KINDS | {"accepted"}
    assert {"accepted", "picture-damaged", "picture-unknown"} <= set(known.values())


def test_mutated_archives_are_accepted_or_refused_with_a_known_kind():
    random = np.random.default_rng(SEED)
    content = hostile.mixed_archive()
    known, found = {}, set()

    for _ in range(2000):
        found.update(hostile.outcomes(hostile.mutate(content, random), known))

    assert found <= REFUSAL_KINDS | {"accepted"}
    assert len(found) > 8


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_accepted_or_refused_with_a_known_kind(content):
    for start in (b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0"):
        assert set(hostile.outcomes(start + content, {})) <= REFUSAL_KINDS | {
            "accepted"
        }


def test_reading_hostile_files_has_no_side_effects(side_effects, tmp_path):
    path = tmp_path / "digits.zip"
    names = [name.encode() for name in hostile.payload_names()]
    bad = list(hostile.picture_bombs().values())
    content = hostile.archive(
        [Member(name, body) for body in (hostile.png(), *bad[:3]) for name in names]
        + [Member(b"%d.png" % number, body) for number, body in enumerate(bad)]
    )
    path.write_bytes(content)
    watched.clear()

    for each in find_uploaded_files([path]):
        if isinstance(each, UploadedFile):
            hostile.outcomes(each.content, {})

    assert side_effects == []


def test_audit_hook_notices_a_write(side_effects, tmp_path):
    (tmp_path / "x").write_bytes(b"x")

    assert side_effects


@pytest.mark.parametrize("name", hostile.payload_names())
def test_payload_in_a_file_name_is_only_displayed_text(name):
    content = hostile.archive([Member(name.encode(), hostile.png(), flags=0x800)])

    (found,) = read_zip(io.BytesIO(content))
    prepared = prepare_picture(found.name, found.content)

    assert prepared.name == found.name
    assert 0 < len(found.name) <= MAX_NAME_LENGTH
    assert found.name.isprintable() or "\ufeff" in found.name


@pytest.mark.parametrize(
    "encoding", ["gbk", "big5", "shift-jis", "euc-kr", "utf-8", "cp437", "latin-1"]
)
@pytest.mark.parametrize("flags", [0, 0x800])
def test_any_name_encoding_keeps_the_picture(encoding, flags):
    raw = b"7/" + "七八ß数é".encode(encoding, "replace") + b"_7.png"

    content = hostile.archive([*VALID, Member(raw, hostile.png(), flags=flags)])

    found = list(read_zip(io.BytesIO(content)))
    assert len(found) == len(VALID) + 1
    assert all(isinstance(each, UploadedFile) for each in found)
    names = [each.name for each in found]
    assert parse_labels(names, has_root=False).choose("folder").labels.max() == 7


@pytest.mark.parametrize(
    ("encoding", "flags"), [("gbk", 0), ("utf-8", 0), ("utf-8", 0x800)]
)
def test_chinese_folder_names_are_parsed_as_labels(encoding, flags):
    names = [f"数字/{folder}/图.png" for folder in "〇一二三四五六七八九"]

    content = hostile.archive(
        [Member(name.encode(encoding), hostile.png(), flags=flags) for name in names]
    )

    found = list(read_zip(io.BytesIO(content)))
    labels = parse_labels([each.name for each in found]).default.labels
    assert sorted(labels) == list(range(10))
