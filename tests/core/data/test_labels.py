import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.labels import parse_labels
from tests.naming import COUNTED, LABELLED, name_pictures


def picture_digits(rng, n):
    """Return the digits of n pictures: sorted, at random, or 0 to 9 in turn."""
    at_random = rng.choices(range(10), k=n)
    return rng.choice([sorted(at_random), at_random, [i % 10 for i in range(n)]])


def labels(*names):
    return parse_labels(names).default.labels.tolist()


@pytest.mark.parametrize("template", LABELLED)
def test_an_unmistakable_place_is_found(template):
    for seed in range(4):
        rng = random.Random(f"{template}{seed}")
        digits = rng.choices(range(10), k=200)
        names = name_pictures(template, digits, rng)

        parsed = parse_labels(names).default

        assert parsed.labels.tolist() == digits, names[:9]
        assert "" not in parsed.places


@pytest.mark.parametrize("template", COUNTED)
def test_a_counter_is_no_label(template):
    for n in (*range(2, 22), 30, 50, 80):
        rng = random.Random(f"{template}{n}")
        names = name_pictures(template, picture_digits(rng, n), rng)

        found = parse_labels(names)

        assert not any(found.default.places), names[:9]


def mixture(rng):
    """Return up to three parts of one upload: names, and their digits or None."""
    parts = []
    for number in range(rng.choice([1, 2, 2, 3])):
        is_labelled = rng.random() < 0.6
        template = rng.choice(LABELLED if is_labelled else COUNTED)
        digits = picture_digits(rng, rng.choice([3, 5, 8, 12, 20, 30, 60]))
        folder = rng.choice(
            ["", "", "set a/", "mine/train/", "数据/", f"part{number}/"]
        )
        names = [folder + each for each in name_pictures(template, digits, rng)]
        parts.append((names, digits if is_labelled else None))
    return parts


@pytest.mark.parametrize(
    "seeds", [range(500), pytest.param(range(500, 5000), marks=pytest.mark.slow)]
)
def test_mixtures_give_no_wrong_label(seeds):
    found = total = 0
    for seed in seeds:
        parts = mixture(random.Random(seed))
        names = [name for some, _ in parts for name in some]
        if len(set(names)) < len(names):
            continue  # Two files of one name do not exist.

        read = parse_labels(names).default.labels.tolist()

        for some, digits in parts:
            own, read = read[: len(some)], read[len(some) :]
            right = digits or [-1] * len(some)
            wrong = [pair for pair in zip(own, right, strict=True) if pair[0] != -1]
            assert all(label == digit for label, digit in wrong), (seed, some)
            if digits and len(some) >= 20:
                total += 1
                found += own == digits
    assert found >= 0.99 * total, (found, total)


@given(st.lists(st.text(), max_size=30))
def test_any_names_give_digits_or_nothing(names):
    for parsed in (parse_labels(names).default, *parse_labels(names).choices):
        assert ((parsed.labels >= -1) & (parsed.labels <= 9)).all()
        assert [place == "" for place in parsed.places] == (
            parsed.labels == -1
        ).tolist()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("7/scan.png", "3/scan.png"), [7, 3]),
        (("mine/7/scan.png",), [7]),
        (("7/by hand/a.png", "3/by hand/a.png"), [7, 3]),
        ((" 7 /a.png", "〇/a.png"), [7, 0]),
        (("0.zip/1.jpg", "0.zip/2.jpg", "7.zip/1.jpg", "7.zip/2.jpg"), [0, 0, 7, 7]),
    ],
)
def test_a_folder_named_by_a_digit_is_a_label(names, expected):
    assert labels(*names) == expected


def test_the_folder_that_was_handed_over_is_no_label():
    assert labels("7/a.png", "7/b.png") == [-1, -1]
    inside = parse_labels(["7/a.png", "7/b.png"], has_root=False)
    assert inside.default.labels.tolist() == [7, 7]
    (offer,) = parse_labels(["7/a.png", "7/b.png"]).choices
    assert (offer.place, offer.labels.tolist()) == ("folder", [7, 7])


def test_ten_folders_that_count_from_1_have_10_for_zero():
    names = [f"{number}/{each}.png" for number in range(1, 11) for each in "ab"]

    assert labels(*names) == [number % 10 for number in range(1, 11) for _ in "ab"]
    assert set(labels(*names, "11/a.png")) == {-1}


def test_ten_folders_that_differ_in_one_number_are_classes():
    names = [f"set{number}/{each}.png" for number in range(10) for each in "ab"]

    assert labels(*names) == [number for number in range(10) for _ in "ab"]
    assert set(labels(*names[:-2])) == {-1}


def test_two_places_are_a_choice():
    names = [f"{first}_{last}.png" for first in range(10) for last in range(10)]

    found = parse_labels(names)

    assert found.is_ambiguous
    assert not any(found.default.places)
    assert [each.place for each in found.choices] == ["first", "last"]
    assert found.choose("last").labels.tolist() == list(range(10)) * 10
    assert found.choose("name").labels.tolist() == found.choose("first").labels.tolist()
    assert not any(found.choose("none").places)
    assert found.choose("") is found.default


def test_folder_against_name_is_a_choice():
    names = ["7/a_3.png", "7/b_3.png", "2/a_5.png", "2/b_5.png", "2/c_7.png"]

    found = parse_labels(names)

    assert found.is_ambiguous
    assert found.choose("folder").labels.tolist() == [7, 7, 2, 2, 2]
    assert found.choose("last").labels.tolist() == [3, 3, 5, 5, 7]


def test_folder_and_name_that_agree_are_no_choice():
    found = parse_labels(["7/a_7.png", "7/b_7.png", "2/a_2.png", "2/b_2.png"])

    assert not found.is_ambiguous
    assert found.default.place == "folder"


def test_one_picture_has_no_place_of_its_own():
    found = parse_labels(["7.png"])

    assert found.default.labels.tolist() == [-1]
    assert found.choose("first").labels.tolist() == [7]


def test_a_table_precedes_names():
    names = [f"tr_{number}.png" for number in range(20)]
    names += [f"more/tr_{number}_c{number % 3}.png" for number in range(20)]
    listed = np.array([number % 7 for number in range(20)] + [-1] * 20, np.int8)

    parsed = parse_labels(names, listed).default

    assert parsed.labels[:20].tolist() == listed[:20].tolist()
    assert parsed.labels[20:].tolist() == [number % 3 for number in range(20)]
    assert set(parsed.places[:20]) == {"table"}


def test_what_the_model_read_is_no_label():
    names = [
        f"{label}/read-as-{label + 1}_98_built-in-{label:05}.png" for label in (3, 4)
    ]

    assert labels(*names) == [3, 4]
