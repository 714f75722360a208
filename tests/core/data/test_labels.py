import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.labels import ParsedLabel, parse_label


@pytest.mark.parametrize(
    ("name", "digit", "rule"),
    [
        ("7/scan.png", 7, "folder"),
        ("digits/7/scan.png", 7, "folder"),
        ("7/by hand/scan.png", 7, "folder"),
        ("3/7/scan.png", 7, "folder"),
        ("７/scan.png", 7, "folder"),
        ("七/scan.png", 7, "folder"),
        ("〇/scan.png", 0, "folder"),
        ("零/scan.png", 0, "folder"),
        (" 7 /scan.png", 7, "folder"),
        ("0012_7.png", 7, "name"),
        ("IMG_3.jpg", 3, "name"),
        ("mine/a_b_4.jpeg", 4, "name"),
        ("_4.png", 4, "name"),
        ("scan.old_4.png", 4, "name"),
        ("4.png", 4, "name"),
        ("4", 4, "name"),
        ("x_4", 4, "name"),
        ("digits_0/scan.png", -1, "none"),
        ("07/scan.png", -1, "none"),
        ("10/scan.png", -1, "none"),
        ("scan.png", -1, "none"),
        ("0012_17.png", -1, "none"),
        ("7 (1).png", -1, "none"),
        ("x_7_copy.png", -1, "none"),
        ("seven_７.png", -1, "none"),
        ("17.png", -1, "none"),
        ("x-7.png", -1, "none"),
        (".7", -1, "none"),
        ("", -1, "none"),
    ],
)
def test_label_is_read_by_the_rule(name, digit, rule):
    assert parse_label(name) == ParsedLabel(digit=digit, rule=rule)


def test_folder_label_wins_and_conflicting_name_is_reported():
    assert parse_label("7/0012_1.png") == ParsedLabel(digit=7, rule="folder", other=1)
    assert parse_label("7/1.png") == ParsedLabel(digit=7, rule="folder", other=1)


def test_folder_and_name_that_agree_leave_no_other_digit():
    assert parse_label("7/0012_7.png") == ParsedLabel(digit=7, rule="folder")


@given(st.text())
def test_any_name_gives_a_digit_or_none(name):
    label = parse_label(name)

    assert -1 <= label.digit <= 9
    assert (label.digit == -1) == (label.rule == "none")
    assert label.other == -1 or label.rule == "folder"
