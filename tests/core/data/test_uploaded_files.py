import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.uploaded_files import (
    MAX_NAME_LENGTH,
    is_system_file,
    natural_sort_key,
    sanitize_name,
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("digits/7/scan.png", "digits/7/scan.png"),
        ("digits/七/жук «1».png", "digits/七/жук «1».png"),
        ("a\nb\tc\0d\x1b[31m.png", "abcd[31m.png"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066a\u2069\u2028b", "ab"),
        ("a\u200eb\u200fc\u061cd\u200be\ufefff\u2060g\xadh.png", "abcdefgh.png"),
        ("\u3164\u2800\uffa0\U000e0041", "?"),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f.png",) * 2,
        ("\u200da\u200d\u200c\u200db\u200c c", "a\u200db c"),
        ("\U0001f468\u200d\U0001f467.png",) * 2,
        ("e\u0301.png", "\u00e9.png"),
        ("\udcff.png", "\ufffd.png"),
        ("\n", "?"),
        ("", "?"),
        ("=HYPERLINK(1).png", "=HYPERLINK(1).png"),
    ],
)
def test_control_characters_are_removed_from_names(name, shown):
    assert sanitize_name(name) == shown


def test_long_name_keeps_its_beginning_and_its_end():
    name = sanitize_name("7/" + "x" * 3000 + "_7.png")

    assert len(name) == MAX_NAME_LENGTH
    assert name.startswith("7/xx")
    assert name.endswith("xx_7.png")


@given(st.text())
def test_sanitized_name_is_one_encodable_line(name):
    shown = sanitize_name(name)

    assert 0 < len(shown) <= MAX_NAME_LENGTH
    assert not [each for each in shown if unicodedata.category(each) in ("Cc", "Cs")]
    assert sanitize_name(shown) == shown


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/7/._scan.png",
        "digits/__MACOSX/scan.png",
        "digits/._scan.png",
        ".DS_Store",
        "7/.DS_Store",
        "7/Thumbs.db",
        "7/ehthumbs.db",
        "desktop.ini",
        "DESKTOP.INI",
        "~$digits.docx",
        ".git/objects/ab",
        ".gitignore",
        "7/@eaDir/scan.png",
        "7/Icon\r",
        "$RECYCLE.BIN/x.png",
    ],
)
def test_system_files_are_recognised(name):
    assert is_system_file(name)


@pytest.mark.parametrize(
    "name",
    ["7/scan.png", ".png", "_scan.png", "MACOSX/7.png", "thumbs.png", "7/Icon.png"],
)
def test_pictures_are_not_system_files(name):
    assert not is_system_file(name)


def test_numbers_in_names_are_in_order():
    names = ["b", "a10", "a9", "A1_20", "a1_3", "7/10", "7/9", "10", "9", ""]

    assert sorted(names, key=natural_sort_key) == [
        "",
        "7/9",
        "7/10",
        "9",
        "10",
        "a1_3",
        "A1_20",
        "a9",
        "a10",
        "b",
    ]


def test_numbers_of_any_length_are_in_order():
    names = ["9" * 5000, "1" + "0" * 5000, "0" * 6000 + "8"]

    assert sorted(names, key=natural_sort_key) == [names[2], names[0], names[1]]


@given(st.lists(st.text().map(sanitize_name)))
def test_all_sanitized_names_are_sortable(names):
    assert len(sorted(names, key=natural_sort_key)) == len(names)
