import io
import warnings

import numpy as np
import pytest
from PIL import Image

from core.data.pictures import MAX_SIDE, encode_original, read_picture
from core.data.signatures import detect_format
from tests import hostile

RAMP = np.arange(0, 240, 5, dtype=np.uint8).reshape(6, 8)
WHOLE = hostile.valid_pictures()
HIDDEN = b"metadata with a private address"


def picture(values, form="PNG", mode=None, **options):
    image = Image.fromarray(np.asarray(values))
    return hostile.saved(image.convert(mode) if mode else image, form, **options)


@pytest.mark.parametrize("name", WHOLE)
def test_every_kind_of_picture_is_read(name):
    grey = read_picture(WHOLE[name]).grey

    assert grey.dtype == np.uint8
    assert grey.shape == (40, 40)
    assert grey.max() > 240
    assert grey.min() < 40


@pytest.mark.parametrize("form", ["PNG", "BMP", "GIF", "TIFF"])
def test_grey_levels_come_back_as_they_were(form):
    np.testing.assert_array_equal(read_picture(picture(RAMP, form)).grey, RAMP)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA"])
def test_grey_levels_written_as_colours_come_back_as_they_were(mode):
    np.testing.assert_array_equal(read_picture(picture(RAMP, mode=mode)).grey, RAMP)


def test_16_bits_are_scaled_by_their_whole_range():
    np.testing.assert_array_equal(
        read_picture(picture(RAMP.astype(np.uint16) * 257)).grey, RAMP
    )


def test_12_bits_in_16_are_scaled_by_the_range_of_12_bits():
    wide = (RAMP.astype(np.uint16) * 16) + 8

    found = read_picture(picture(wide)).grey.astype(int)

    assert np.abs(found - RAMP).max() <= 1


def test_shares_of_1_are_scaled_to_255():
    found = read_picture(picture(RAMP / np.float32(255), "TIFF")).grey

    np.testing.assert_array_equal(found, RAMP)


def test_nan_pixels_are_read_as_0():
    shares = RAMP / np.float32(255)
    shares[0, 0], shares[0, 1] = np.nan, -np.inf

    assert read_picture(picture(shares, "TIFF")).grey.shape == RAMP.shape


def test_transparent_pixels_become_white():
    values = np.zeros((2, 2, 4), np.uint8)
    values[0, 0, 3] = 255
    values[0, 1, 3] = 128

    found = read_picture(picture(values)).grey

    assert found.tolist() == [[0, 127], [255, 255]]


def test_white_ink_on_transparency_is_kept():
    values = np.full((2, 2, 4), 255, np.uint8)
    values[0, :, 3] = 0

    assert read_picture(picture(values)).grey.tolist() == [[0, 0], [255, 255]]


def test_a_clear_colour_of_a_palette_becomes_white():
    image = Image.fromarray(np.array([[0, 1], [2, 0]], np.uint8))
    image.putpalette([255, 0, 0, 0, 0, 0, 90, 90, 90])

    found = read_picture(hostile.saved(image, "PNG", transparency=0)).grey

    assert found.tolist() == [[255, 0], [90, 255]]


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright(form, orientation):
    upright = np.full((24, 48), 255, np.uint8)
    upright[:8, :16] = 0
    undone = [None, None, 0, 3, 1, 5, 2, 6, 4][orientation]
    image = Image.fromarray(upright)
    if undone is not None:
        image = image.transpose(Image.Transpose(undone))
    options = {"lossless": True} if form == "WEBP" else {}

    found = read_picture(
        hostile.saved(
            image, form, exif=hostile.exif_orientation(orientation), **options
        )
    )

    assert (found.height, found.width) == (24, 48)
    assert found.grey.shape == (24, 48)
    assert np.abs(found.grey.astype(int) - upright).max() < 90
    assert found.grey[2, 2] < 60
    assert found.grey[20, 40] > 200


def test_damaged_metadata_leaves_a_picture_upright():
    content = picture(RAMP, "PNG", exif=b"Exif\0\0rubbish, and no camera")
    with Image.open(io.BytesIO(content)) as image, pytest.raises(SyntaxError):
        image.getexif()

    assert read_picture(content).grey.shape == RAMP.shape


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
def test_large_pictures_are_shrunk(form):
    values = np.full((1500, 3001), 255, np.uint8)
    values[:750] = 0

    found = read_picture(picture(values, form))

    assert (found.height, found.width) == (1500, 3001)
    assert found.grey.shape == (512, MAX_SIDE)
    assert found.grey[100].max() < 30
    assert found.grey[400].min() > 225


def test_a_thin_line_survives_being_shrunk():
    values = np.full((4000, 4000), 255, np.uint8)
    values[:, 2000:2004] = 0

    assert read_picture(picture(values)).grey.min() < 80


def test_a_strip_keeps_a_pixel_of_width():
    assert read_picture(picture(np.zeros((1, 4000), np.uint8))).grey.shape == (
        1,
        MAX_SIDE,
    )


def test_the_first_of_several_frames_is_read():
    first = Image.fromarray(np.full((9, 9), 255, np.uint8))
    black = [Image.fromarray(np.zeros((9, 9), np.uint8))] * 2

    for form in ("GIF", "TIFF", "WEBP", "PNG", "MPO"):
        content = hostile.saved(first, form, save_all=True, append_images=black)
        assert read_picture(content).grey.min() > 250


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("png 50k x 50k", "picture-too-large"),
        ("png 2g x 2g", "picture-too-large"),
        ("bmp 50k x 50k", "picture-too-large"),
        ("gif 65k x 65k", "picture-too-large"),
        ("gif frame outside", "picture-too-large"),
        ("webp 16k x 16k", "picture-too-large"),
        ("tiff 50k x 50k", "picture-too-large"),
        ("jpeg 65k x 65k", "picture-too-large"),
        ("png text bomb", "picture-damaged"),
        ("png profile bomb", "picture-damaged"),
        ("png 7k x 7k cut", "picture-damaged"),
        ("jpeg cut", "picture-damaged"),
        ("tiff loop", "picture-damaged"),
        ("eps", "picture-other-kind"),
        ("pdf", "picture-other-kind"),
        ("svg", "picture-other-kind"),
        ("mp4", "picture-other-kind"),
        ("text", "picture-other-kind"),
        ("heic", "picture-heic"),
        ("avif", "picture-avif"),
        ("rar", "archive-other-kind"),
        ("tar", "archive-other-kind"),
        ("noise", "picture-unknown"),
        ("empty", "picture-blank-file"),
    ],
)
def test_files_that_are_not_pictures_are_refused_with_their_kind(
    error_kind, name, kind
):
    assert error_kind(read_picture, hostile.picture_bombs()[name]) == kind


def test_avif_that_pillow_writes_is_named(error_kind):
    assert error_kind(read_picture, picture(RAMP, "AVIF")) == "picture-avif"


def test_51_million_pixels_are_refused(error_kind):
    assert error_kind(read_picture, hostile.png_of(51_000, 1000)) == "picture-too-large"


def test_no_format_is_opened_but_the_one_that_was_recognised(error_kind):
    # Pillow by itself finds a Kodak Photo CD, whose signature is further on.
    content = b"RIFF\0\0\0\0WEBPnone".ljust(2048, b"\0") + b"PCD_".ljust(10**6, b"\x60")
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PCD"

    assert detect_format(content) == "WEBP"
    assert error_kind(read_picture, content) == "picture-damaged"


def test_picture_bomb_by_pillows_warning_is_refused(error_kind, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    assert error_kind(read_picture, WHOLE["png grey"]) == "picture-too-large"


def test_pillow_warnings_are_suppressed():
    content = picture(RAMP, "TIFF")[:-40]

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(Exception, match="picture-damaged"):
            read_picture(content)

    assert caught == []


def test_small_originals_are_kept_exactly():
    grey = hostile.digit_picture(3, 64)

    with Image.open(io.BytesIO(encode_original(grey))) as kept:
        assert kept.format == "PNG"
        np.testing.assert_array_equal(np.asarray(kept), grey)


@pytest.mark.parametrize(
    ("shape", "size"), [((65, 30), (30, 65)), ((512, 1024), (512, 256))]
)
def test_other_originals_are_kept_small(shape, size):
    with Image.open(io.BytesIO(encode_original(np.zeros(shape, np.uint8)))) as kept:
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "L", size)


def test_originals_have_no_metadata():
    exif = hostile.exif_orientation(6)
    exif[0x010E] = HIDDEN.decode()
    content = picture(np.tile(RAMP, (20, 20)), "JPEG", exif=exif, comment=HIDDEN)
    assert content.count(HIDDEN) == 2

    original = encode_original(read_picture(content).grey)

    assert HIDDEN not in original
    assert b"Exif" not in original


def on_colour(ink, paper):
    """Return a thick ring of ink on paper, as a PNG."""
    rows, columns = np.mgrid[0:90, 0:70] - np.array([44.5, 34.5])[:, None, None]
    ring = np.abs(np.hypot(rows * 0.8, columns) - 22) < 4
    return ring, picture(np.where(ring[..., None], ink, paper).astype(np.uint8))


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((235, 130, 40), (110, 195, 110)),
        ((255, 240, 60), (250, 250, 250)),
        ((200, 60, 60), (70, 120, 90)),
    ],
)
def test_ink_as_bright_as_its_paper_is_found_by_colour(ink, paper):
    ring, content = on_colour(ink, paper)

    grey = read_picture(content).grey.astype(int)

    assert grey[~ring].min() - grey[ring].max() > 40


def test_ink_that_is_darker_than_its_paper_is_as_dark_as_it_looks():
    ring, content = on_colour((35, 55, 140), (245, 240, 225))

    grey = read_picture(content).grey

    # 0.299, 0.587 and 0.114 of red, green and blue
    assert set(grey[ring].tolist()) == {59}
    assert set(grey[~ring].tolist()) == {240}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"P2\n3 2\n255\n0 10 20 30 40 250\n", [[0, 10, 20], [30, 40, 250]]),
        (b"P5 # grey\n2 1\n255\n\x07\xff", [[7, 255]]),
        (b"P5\n2 1\n65535\n\0\0\xff\xff", [[0, 255]]),
        (b"P1\n3 1\n1 0 1\n", [[0, 255, 0]]),
        (b"P6\n1 1\n255\n\xff\xff\xff", [[255]]),
    ],
)
def test_netpbm_is_read(content, expected):
    assert read_picture(content).grey.tolist() == expected


@pytest.mark.parametrize("picture_format", ["TIFF", "GIF"])
def test_further_pages_are_noticed(picture_format):
    pages = [Image.new("L", (9, 9), shade) for shade in (0, 100, 200)]
    one, several = io.BytesIO(), io.BytesIO()
    pages[0].save(one, picture_format)
    pages[0].save(several, picture_format, save_all=True, append_images=pages[1:])

    assert not read_picture(one.getvalue()).has_more_frames
    assert read_picture(several.getvalue()).has_more_frames
