import numpy as np
import pytest

from core.analysis import corrections
from core.analysis.causes import CAUSES
from core.analysis.diagnosis import diagnose
from core.analysis.properties import measure

CAUSE = {cause.kind: cause for cause in CAUSES}


def fake_network(reads, sure=0.91, otherwise=0.01):
    """A model whose probability of a 1 depends on a predicate."""

    def score(images):
        ones = np.array([sure if reads(image) else otherwise for image in images])
        probabilities = np.zeros((len(ones), 10), np.float32)
        probabilities[:, 1], probabilities[:, 7] = ones, 1 - ones
        return probabilities

    return score


def one(degrees=0):
    """A stroke from top to bottom, turned to the left."""
    image = np.zeros((28, 28), np.uint8)
    image[5:24, 13:16] = 255
    # Fade all sides: a stroke that ends at full strength looks cut.
    image[[4, 24], 13:16] = image[5:24, [12]] = image[5:24, [16]] = 85
    return corrections.rotate(image[None], degrees)[0]


def diagnose_image(image, score):
    (found,) = diagnose(image[None], np.array([1], np.int8), score)
    return found


def leans_little(most):
    """True if the digit is within so many degrees of upright, by `upright`."""
    min_confidence = np.cos(np.radians(2 * most)) * 0.9

    def reads(image):
        return measure(image[None]).upright[0] > min_confidence

    return reads


def test_leaning_digit_is_tilted():
    found = diagnose_image(one(50), fake_network(leans_little(25)))

    assert found.causes == ("tilted",)
    assert found.amount in {-30, -40, -50, -60}


def test_sideways_digit_is_tilted():
    found = diagnose_image(one(90), fake_network(leans_little(25)))

    assert found.causes == ("tilted",)
    assert abs(found.amount) == 90


def test_a_single_helpful_angle_is_not_enough():
    lucky = corrections.rotate(one(50)[None], -50)[0]

    found = diagnose_image(
        one(50), fake_network(lambda image: np.array_equal(image, lucky))
    )

    assert found.causes == ()


def test_typical_posture_is_not_tilted():
    upright = one(10)

    found = diagnose_image(
        upright, fake_network(lambda image: not np.array_equal(image, upright))
    )

    assert found.causes == ()


def test_tilt_is_not_measured_with_several_pieces():
    image = one(50)
    image[20:26, 2:6] = 255

    assert CAUSE["tilted"].detect(measure(one(50)[None]), np.array([1])).all()
    assert not CAUSE["tilted"].detect(measure(image[None]), np.array([1])).any()


@pytest.mark.parametrize(
    ("digit", "degrees", "may"),
    [
        (0, 30, True),
        (0, -40, False),
        (6, 60, True),
        (6, -90, False),
        (8, 90, False),
        (9, 90, False),
        (7, -90, True),
    ],
)
def test_large_turns_are_not_permitted_for_symmetric_digits(digit, degrees, may):
    allowed = CAUSE["tilted"].is_permitted(
        np.array([degrees]), np.array([digit], np.int8)
    )

    assert allowed.tolist() == [may]


def test_nothing_is_turned_upside_down():
    taken = [way for way in CAUSE["tilted"].corrections if not way.is_check_only]

    assert max(abs(way.amount) for way in taken) == 90
    # Each correction to choose has close neighbours on both sides.
    amounts = [way.amount for way in CAUSE["tilted"].corrections]
    for before, way, after in zip(
        amounts, CAUSE["tilted"].corrections[1:], amounts[2:], strict=False
    ):
        assert way.is_check_only or abs(after - before) == 20


@pytest.mark.parametrize("kind", [cause.kind for cause in CAUSES if cause.corrections])
def test_every_correction_needs_at_least_even_confidence(kind):
    assert CAUSE[kind].min_confidence >= 0.5


@pytest.mark.parametrize(
    ("before", "after", "causes"),
    [(0.1, 0.45, ()), (0.1, 0.55, ("off-centre",)), (0.45, 0.55, ())],
)
def test_correction_needs_confidence_and_gain(before, after, causes):
    image = np.roll(one(), 6, axis=1)

    def score(images):
        centred = np.array([each[:, 14].any() for each in images])
        probabilities = np.full((len(images), 10), 0.0, np.float32)
        probabilities[:, 1] = np.where(centred, after, before)
        # Below 0.5 the label may still be the most probable digit.
        rest = 1 - probabilities[:, 1]
        probabilities[:, 7] = np.where(centred, 0.3, rest)
        probabilities[:, 4] = np.where(centred, rest - 0.3, 0)
        return probabilities

    assert diagnose_image(image, score).causes == causes


def test_extra_pieces_are_removed():
    image = one()
    image[4:26, 22] = image[4:26, 24] = 90
    image[4:26, 23] = 200

    found = diagnose_image(
        image, fake_network(lambda image: measure(image[None]).pieces[0] == 1)
    )

    assert found.causes == ("pieces",)
    assert measure(found.image[None]).width[0] < 6


def test_gaps_in_strokes_are_closed_and_loops_are_not():
    image = one()
    image[5:15, 8:21] = 255
    image[4, 8:21] = 120
    image[8:12, 11:18] = 0
    image[17:20] = 0

    found = diagnose_image(image, fake_network(lambda image: image[16:21, 14].all()))

    assert found.causes == ("broken",)
    assert (found.image[17:20, 13:16] > 0).all()
    assert not found.image[9:11, 12:17].any()


def test_uncorrected_pieces_get_no_cause():
    image = one()
    image[4:26, 22] = image[4:26, 24] = 90
    image[4:26, 23] = 200

    assert diagnose_image(image, fake_network(lambda _: False)).causes == ()
