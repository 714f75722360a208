import base64
import io

import numpy as np
import pytest
from PIL import Image

from core.charts.sprites import data_uri, num_rows, png_bytes, sprite_sheet


def test_a_sheet_has_every_image_in_its_place():
    images = np.arange(23, dtype=np.uint8)[:, None, None] * np.ones((2, 3), np.uint8)

    sheet = sprite_sheet(images)

    assert sheet.shape == (2 * 2, 20 * 3)
    assert (sheet[0:2, 19 * 3 :] == 19).all()
    assert (sheet[2:4, 2 * 3 : 3 * 3] == 22).all()


def test_places_left_over_are_paper():
    sheet = sprite_sheet(np.full((21, 2, 2), 255, np.uint8))

    assert (sheet[2:, 2:] == 0).all()


@pytest.mark.parametrize(("n", "rows"), [(0, 0), (1, 1), (20, 1), (21, 2), (200, 10)])
def test_a_row_holds_twenty_images(n, rows):
    assert num_rows(n) == rows


def test_a_sheet_is_not_tilted_or_mirrored():
    image = np.arange(6, dtype=np.uint8).reshape(1, 2, 3)

    assert (sprite_sheet(image)[:, :3] == [[0, 1, 2], [3, 4, 5]]).all()


def test_a_png_keeps_every_grey():
    sheet = np.arange(256, dtype=np.uint8).reshape(8, 32)

    with Image.open(io.BytesIO(png_bytes(sheet))) as picture:
        assert picture.format == "PNG"
        assert picture.mode == "L"
        assert (np.asarray(picture) == sheet).all()


def test_two_hundred_random_images_make_a_small_sheet():
    strokes = np.zeros((200, 28, 28), np.uint8)
    strokes[:, 6:22, 12:16] = np.random.default_rng(0).integers(
        256, size=(200, 16, 4), dtype=np.uint8
    )

    assert len(png_bytes(sprite_sheet(strokes))) < 40_000


def test_an_address_holds_the_whole_png():
    address = data_uri(b"\x89PNG")

    assert address.startswith("data:image/png;base64,")
    assert base64.b64decode(address.split(",")[1]) == b"\x89PNG"


@pytest.mark.parametrize(
    "images",
    [
        np.zeros((0, 28, 28), np.uint8),
        np.zeros((28, 28), np.uint8),
        np.zeros((1, 28, 28), np.float32),
    ],
    ids=["no image", "no list", "floats"],
)
def test_what_is_not_a_list_of_grey_images_is_refused(images):
    with pytest.raises(ValueError, match="a sheet needs"):
        sprite_sheet(images)
