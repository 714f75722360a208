import base64
import io
import json

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.charts.matrix import matrix_words
from core.wording import LANGUAGES
from dashboard.widgets.gallery import Tile, digit_grid
from dashboard.widgets.matrix import (
    REQUIRED_WORDS,
    confusion_matrix,
    difference_words,
    parse_pair,
)


def sent(app, key):
    assert not app.exception
    return json.loads(app.get_by_key(key).proto.json)


def matrix(chosen=None, mode="count"):
    import numpy as np

    from dashboard.widgets.matrix import REQUIRED_WORDS, confusion_matrix

    counts = np.diag(np.arange(10))
    counts[9, 4] = 13
    confusion_matrix(
        counts,
        key="matrix",
        chosen=chosen,
        on_choose=print,
        mode=mode,
        words=dict.fromkeys(REQUIRED_WORDS, "word"),
    )


def grid(with_pictures=True, chosen=None):
    import numpy as np

    from dashboard.widgets.gallery import Tile, digit_grid

    images = np.full((2, 28, 28), [[[10]], [[20]]], np.uint8)
    tiles = [
        Tile(553, "Image 553: 9", "9", "4", "97 %"),
        Tile(7, "Image 7", None, None),
    ]
    digit_grid(
        images if with_pictures else None,
        tiles,
        key="grid",
        chosen=chosen,
        on_choose=print,
        label="Mistakes",
    )


def test_the_matrix_sends_its_counts_row_by_row():
    data = sent(AppTest.from_function(matrix, default_timeout=60).run(), "matrix")

    assert data["counts"][9] == [0, 0, 0, 0, 13, 0, 0, 0, 0, 9]
    assert data["mode"] == "count"
    assert data["words"] == dict.fromkeys(REQUIRED_WORDS, "word")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(None, None), ((9, 4), [9, 4]), ((9, None), [9, None]), ((None, 4), [None, 4])],
)
def test_the_matrix_sends_its_choice(chosen, expected):
    app = AppTest.from_function(
        matrix, default_timeout=60, kwargs={"chosen": chosen}
    ).run()

    assert sent(app, "matrix")["chosen"] == expected


def test_a_matrix_of_another_size_is_refused():
    with pytest.raises(ValueError, match=r"\(10, 10\)"):
        confusion_matrix(
            np.zeros((9, 10), np.int64),
            key="matrix",
            chosen=None,
            on_choose=print,
            mode="count",
            words={},
        )


def test_a_missing_text_is_named():
    words = dict.fromkeys(REQUIRED_WORDS - {"cell", "rows"}, "")

    with pytest.raises(ValueError, match="words without cell, rows"):
        confusion_matrix(
            np.zeros((10, 10), np.int64),
            key="matrix",
            chosen=None,
            on_choose=print,
            mode="count",
            words=words,
        )


@pytest.mark.parametrize("pair", [[9, 4], [9, None], [None, 4], [None, None]])
def test_digits_and_nulls_from_the_browser_are_a_choice(pair):
    assert parse_pair(pair) == tuple(pair)


@pytest.mark.parametrize(
    "value", [None, [9], [9, 10], [-1, 4], ["9", 4], [True, 4], [9, 4.0], {"true": 9}]
)
def test_anything_else_from_the_browser_is_no_choice(value):
    assert parse_pair(value) is None


def test_the_grid_sends_its_tiles():
    data = sent(
        AppTest.from_function(grid, default_timeout=60, kwargs={"chosen": 7}).run(),
        "grid",
    )

    assert data["tiles"][0] == {
        "number": 553,
        "description": "Image 553: 9",
        "true": "9",
        "predicted": "4",
        "note": "97 %",
    }
    assert data["tiles"][1]["true"] is None
    assert (data["label"], data["chosen"], data["size"]) == ("Mistakes", 7, 72)


def test_the_grid_sends_all_images_as_one_picture():
    data = sent(AppTest.from_function(grid, default_timeout=60).run(), "grid")
    png = base64.b64decode(data["sprite"].removeprefix("data:image/png;base64,"))

    with Image.open(io.BytesIO(png)) as picture:
        sheet = np.asarray(picture)

    assert sheet.shape == (data["rows"] * 28, data["columns"] * 28)
    assert sheet[5, 5] == 10
    assert sheet[5, 28 + 5] == 20


def test_a_grid_without_pictures_sends_none():
    app = AppTest.from_function(
        grid, default_timeout=60, kwargs={"with_pictures": False}
    ).run()

    assert sent(app, "grid")["sprite"] is None


def test_a_grid_needs_one_tile_for_each_image():
    with pytest.raises(ValueError, match="3 images, but 1 tiles"):
        digit_grid(
            np.zeros((3, 28, 28), np.uint8),
            [Tile(1, "", None, None)],
            key="grid",
            chosen=None,
            on_choose=print,
            label="",
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_difference_say_more_and_fewer(language):
    words = difference_words(language)

    assert matrix_words(language).keys() < words.keys()
    for name in ("cell", "row", "column"):
        assert words[name] != words[f"{name}_fewer"] != words[f"{name}_none"]
        assert "{count}" in words[name]
        assert "{count}" in words[f"{name}_fewer"]


def causes():
    import numpy as np

    from dashboard.widgets.gallery import Group, Tile, gallery

    def tile(number, level=None):
        corrected = None if level is None else np.full((28, 28), level, np.uint8)
        return Tile(number, f"Image {number}", "6", "9", corrected=corrected)

    gallery(
        [
            Group(title="Tilted", tiles=[tile(5), tile(3, 30)], more="Show 2 more"),
            Group(title="Thin", tiles=[tile(8, 40)]),
        ],
        np.full((3, 28, 28), [[[10]], [[11]], [[12]]], np.uint8),
        key="causes",
        layout="causes",
        on_tile=print,
    )


def strips():
    from dashboard.widgets.gallery import Group, Tile, gallery

    gallery(
        [Group(pair=("9", "4"), tiles=[Tile(7, "Image 7")], more="+4")],
        None,
        key="strips",
        layout="strips",
        on_tile=print,
    )


def test_groups_share_one_picture_with_corrected_images_last():
    data = sent(AppTest.from_function(causes, default_timeout=60).run(), "causes")
    png = base64.b64decode(data["sprite"].removeprefix("data:image/png;base64,"))

    with Image.open(io.BytesIO(png)) as picture:
        levels = np.asarray(picture)[0, ::28][:5]

    assert levels.tolist() == [10, 11, 12, 30, 40]
    assert [tile["number"] for tile in data["tiles"]] == [5, 3, 8]
    assert [tile.get("corrected") for tile in data["tiles"]] == [None, 3, 4]
    assert [(each["start"], each["length"]) for each in data["groups"]] == [
        (0, 2),
        (2, 1),
    ]


def test_strips_without_pictures_keep_their_headings():
    data = sent(AppTest.from_function(strips, default_timeout=60).run(), "strips")

    assert (data["sprite"], data["tiles"]) == (None, [])
    assert data["groups"][0]["pair"] == ["9", "4"]
    assert data["groups"][0]["more"] == "+4"
