import numpy as np
import pytest

from core.analysis.evaluation import Evaluation
from core.analysis.properties import measure
from core.analysis.slices import ANY_DIGIT, count_loops, find_slices, measure_traits


def evaluation_of(labels, predictions):
    probabilities = np.full((len(labels), 10), 0.01, np.float32)
    probabilities[np.arange(len(labels)), predictions] = 0.91
    return Evaluation.of("run", "set", np.array(labels, np.int8), probabilities)


@pytest.fixture
def thick_eights():
    """3,000 digits, of which only eights are misread, mostly thick ones."""
    rng = np.random.default_rng(0)
    labels = np.tile(np.arange(10), 300)
    traits = {
        "stroke": rng.uniform(1, 4, 3000).astype(np.float32),
        "slant": rng.normal(size=3000).astype(np.float32),
    }
    predictions = labels.copy()
    eights = np.flatnonzero(labels == 8)
    thickest = eights[np.argsort(-traits["stroke"][eights])]
    predictions[thickest[:12]] = 3
    predictions[thickest[200]] = 3
    return evaluation_of(labels, predictions), traits, thickest


def test_slice_is_found(thick_eights):
    evaluation, traits, thickest = thick_eights

    first = find_slices(evaluation, traits)[0]

    assert (first.digit, first.trait, first.side) == (8, "stroke", "high")
    assert sorted(first.rows) == sorted(thickest[:60])
    assert (first.n, first.mistakes) == (60, 12)
    assert first.overall == 13 / 300
    assert first.is_significant
    assert first.finding.values["times"] == pytest.approx(12 / 60 / (13 / 300))


def test_slices_with_too_few_images_are_not_listed(thick_eights):
    evaluation, traits, _ = thick_eights

    assert all(data_slice.n >= 30 for data_slice in find_slices(evaluation, traits))


def test_all_candidates_count_for_the_correction(thick_eights):
    evaluation, traits, _ = thick_eights
    noise = {
        f"noise {number}": np.random.default_rng(number).normal(size=3000)
        for number in range(20)
    }

    alone = find_slices(evaluation, traits)
    among = find_slices(evaluation, {**traits, **noise})

    key = [(each.digit, each.trait, each.side) for each in alone]
    for data_slice in among:
        if (data_slice.digit, data_slice.trait, data_slice.side) in key:
            before = alone[
                key.index((data_slice.digit, data_slice.trait, data_slice.side))
            ]
            assert data_slice.p_value > before.p_value or data_slice.p_value == 1
            break
    else:
        pytest.fail("the slice was lost")


def test_false_positive_rate_is_low():
    false_alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 10, 2000)
        wrong = rng.random(2000) < 0.05
        evaluation = evaluation_of(labels, np.where(wrong, (labels + 1) % 10, labels))
        traits = {str(each): rng.normal(size=2000) for each in range(6)}
        slices = find_slices(evaluation, traits)
        false_alarms += any(data_slice.is_significant for data_slice in slices)

    # The correction promises at most one in twenty.
    assert false_alarms <= 6


def test_overlapping_slices_are_listed_once(thick_eights):
    evaluation, traits, _ = thick_eights

    slices = find_slices(evaluation, {**traits, "ink": traits["stroke"]})

    assert len(
        {(data_slice.digit, tuple(data_slice.rows)) for data_slice in slices}
    ) == len(slices)


@pytest.mark.parametrize("kind", ["none", "unlabelled", "all right", "all wrong"])
def test_no_slices_in_degenerate_evaluations(kind):
    n = 0 if kind == "none" else 200
    labels = np.arange(n) % 10
    predictions = (labels + (kind == "all wrong")) % 10
    if kind == "unlabelled":
        labels = np.full(n, -1)
    traits = {"stroke": np.linspace(1, 2, n), "loops": np.arange(n) % 4}

    assert find_slices(evaluation_of(labels, predictions), traits) == []


def drawn(*holes):
    """A full block of ink with rectangular holes: rows and columns from, to."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 4:24] = 255
    for top, bottom, left, right in holes:
        image[top:bottom, left:right] = 0
    return image


def test_loops_are_counted():
    images = np.stack(
        [
            drawn(),
            drawn((6, 10, 6, 10)),
            drawn((6, 10, 6, 10), (14, 20, 6, 20)),
            # Open to the right, and a single pixel: no loop.
            drawn((6, 10, 6, 28)),
            drawn((6, 7, 6, 7)),
            np.zeros((28, 28), np.uint8),
        ]
    )
    many = np.concatenate([images] * 100)

    assert count_loops(images).tolist() == [0, 1, 2, 0, 0, 0]
    assert count_loops(many).tolist() == [0, 1, 2, 0, 0, 0] * 100
    assert count_loops(images[:0]).shape == (0,)


def test_traits_are_measured_row_by_row():
    images = np.stack([drawn((6, 10, 6, 10)), drawn()])
    images[1, :, :14] = 0

    traits = measure_traits(measure(images), images, np.array([1, 2], np.float32))

    assert traits["height"].tolist() == [1, 2]
    assert traits["loops"].tolist() == [1, 0]
    assert traits["strangeness"].tolist() == [1, 2]
    # The middle of columns 14 to 23 is 18.5; that of MNIST is 14.
    assert traits["offset"][1] == pytest.approx(np.hypot(13.5 - 14, 18.5 - 14))
    assert ANY_DIGIT == -1


def test_slices_are_worse_than_their_group():
    # Twos have far fewer mistakes than the others, and wide twos a few more.
    rng = np.random.default_rng(1)
    labels = np.tile(np.arange(10), 200)
    predictions = np.where(rng.random(2000) < 0.3, (labels + 1) % 10, labels)
    twos = np.flatnonzero(labels == 2)
    predictions[twos] = 2
    predictions[twos[:5]] = 7
    traits = {"height": np.where(np.isin(np.arange(2000), twos[:40]), 0.0, 1.0)}

    slices = find_slices(evaluation_of(labels, predictions), traits)

    (data_slice,) = [each for each in slices if each.digit == 2]
    assert data_slice.finding.values["times"] == pytest.approx(5)
    assert all(each.finding.values["times"] > 1 for each in slices)


def test_significant_slices_are_all_counted():
    rng = np.random.default_rng(0)
    labels = np.tile(np.arange(10), 300)
    traits = {"stroke": rng.uniform(1, 4, 3000).astype(np.float32)}
    predictions = labels.copy()
    for digit in range(10):
        rows = np.flatnonzero(labels == digit)
        thickest = rows[np.argsort(-traits["stroke"][rows])]
        predictions[thickest[:30]] = (digit + 1) % 10

    slices = find_slices(evaluation_of(labels, predictions), traits)

    assert sum(data_slice.is_significant for data_slice in slices) == 11
