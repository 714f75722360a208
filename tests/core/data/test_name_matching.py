import pytest

from core.data.name_matching import match_names

KNOWN = ("set/1.png", "set/2.png", "set/10.png")


@pytest.mark.parametrize(
    "names",
    [
        ("set/10.png", "set/1.png", "set/2.png"),
        ("10.png", "1.png", "2.png"),
        ("10", "1", "2"),
        ("C:\\set\\10.PNG", "C:\\set\\1.PNG", "C:\\set\\2.PNG"),
        ("elsewhere/10.jpg", "elsewhere/1.jpg", "elsewhere/2.jpg"),
    ],
)
def test_names_are_matched_whole_or_by_their_last_part(names):
    assert match_names(names, KNOWN).tolist() == [2, 0, 1]


def test_a_name_of_two_images_matches_neither():
    known = ("a/1.png", "b/1.png", "b/2.png")

    assert match_names(["1.png", "2.png"], known).tolist() == [-1, 2]
    assert match_names(["a/1.png", "b/2.png", "b/1.png"], known).tolist() == [0, 2, 1]


def test_unknown_names_match_nothing():
    assert match_names(["7.png", ""], KNOWN).tolist() == [-1, -1]
