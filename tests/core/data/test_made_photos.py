import numpy as np
import pytest

from core.data.framing import frame
from core.data.pictures import read_picture
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.photos import (
    DAMAGES,
    EVERYDAY,
    ONLY,
    STRANGERS,
    frame_or_none,
    photograph,
)
from tests.sheets import photograph_several

NUM_PHOTOS = 12
LEAST_SHARE = 0.75
"""Least share of photos read correctly. Chance is 0.1."""
FLOORS = {
    EVERYDAY: 0.6,
    "broken": 0.6,
    "tiny file": 0.7,
    "thick": 0.7,
    "printed box": 0.6,
}


@pytest.fixture(scope="module")
def scorer():
    [run] = (EXAMPLES / "runs").iterdir()
    return Scorer(run / LITERT_FILE)


@pytest.fixture(scope="module")
def clear_digits(scorer, builtin_digits):
    """Return built-in digits that the network reads correctly and confidently."""
    digits = builtin_digits
    probabilities = scorer.score(digits.images).probabilities
    right = probabilities.argmax(axis=1) == digits.labels
    sure = np.flatnonzero(right & (probabilities.max(axis=1) > 0.98))
    return digits.images[sure], digits.labels[sure]


def num_read(damage, number, scorer, clear_digits):
    """How many photos of one kind of damage the network reads correctly."""
    images, labels = clear_digits
    rng = np.random.default_rng([7, *damage.encode()])
    pool = np.flatnonzero(np.isin(labels, ONLY.get(damage, range(10))))
    chosen = pool[rng.integers(len(pool), size=number)]
    framed = [
        frame(read_picture(photograph(images[i], damage, rng)).grey).image
        for i in chosen
    ]
    read = scorer.score(np.stack(framed)).probabilities.argmax(axis=1)
    return int((read == labels[chosen]).sum())


def test_most_photos_are_read(scorer, clear_digits):
    kinds = [*DAMAGES, EVERYDAY, *STRANGERS]

    read = sum(num_read(each, 3, scorer, clear_digits) for each in kinds)

    assert read >= LEAST_SHARE * 3 * len(kinds)


@pytest.mark.slow
@pytest.mark.parametrize("damage", [*DAMAGES, EVERYDAY, *STRANGERS])
def test_photos_of_each_damage_are_read(damage, scorer, clear_digits):
    read = num_read(damage, NUM_PHOTOS, scorer, clear_digits)

    assert read >= FLOORS.get(damage, LEAST_SHARE) * NUM_PHOTOS


@pytest.mark.parametrize("kind", ["vignette", "dark board"])
def test_dark_corners_do_not_decide_polarity(kind, clear_digits):
    images, _ = clear_digits
    rng = np.random.default_rng(3)

    inverted = [
        frame(read_picture(photograph(image, kind, rng)).grey).inverted
        for image in images[:6]
    ]

    assert inverted == [kind == "vignette"] * 6


def test_printed_lines_do_not_change_the_digit(clear_digits):
    images, _ = clear_digits

    for seed in range(8):
        boxed, plain = (
            frame(
                read_picture(
                    photograph(images[seed], kind, np.random.default_rng(seed))
                ).grey
            )
            for kind in ("printed box", "printed box, erased")
        )
        assert boxed.box == pytest.approx(plain.box, abs=12)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("page of boxes", 2),
        ("small rows", 2),
        ("askew row", 2),
        ("block", 2),
        ("two in 28 px", 1),
    ],
)
def test_most_pictures_of_several_digits_have_a_warning(kind, least, clear_digits):
    images, _ = clear_digits
    rng = np.random.default_rng(1)

    warned = 0
    for _ in range(3):
        content = photograph_several(images, kind, rng)
        framed = frame_or_none(read_picture(content).grey)
        warned += framed is not None and framed.warning is not None

    assert warned >= least
