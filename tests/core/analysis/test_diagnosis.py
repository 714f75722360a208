from collections import Counter

import numpy as np
import pandas as pd
import pytest

from core.analysis.causes import CAUSES
from core.analysis.diagnosis import Diagnosis, count_causes, diagnose, evaluate_steps
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.corruptions import CORRUPTIONS
from tests.cpu_time import is_quick

# The nine most common kinds of damage, tested on MNIST.
DAMAGES = (
    *("invert", "shrink", "shift", "thin", "thicken", "blur", "speckle", "cut"),
    "rotate",
)
GOAL = 0.9
# A turned digit is called tilted only if the turn can be measured.
MEASURABLY_TURNED = 0.65


@pytest.fixture(scope="module")
def score():
    scorer = Scorer(next(EXAMPLES.glob(f"runs/*/{LITERT_FILE}")))
    return lambda images: scorer.score(images).probabilities


@pytest.fixture(scope="module")
def built_in(score):
    """Built-in digits that are predicted correctly, and their labels."""
    (path,) = EXAMPLES.glob("digits/*/images.npy")
    images = np.load(path)
    labels = pd.read_parquet(path.parent / "table.parquet")["label"].to_numpy(np.int8)
    right = np.flatnonzero(score(images).argmax(axis=1) == labels)
    chosen = np.random.default_rng(0).permutation(right)[:400]
    return images[chosen], labels[chosen]


@pytest.fixture(scope="module")
def mnist(mnist_path):
    with np.load(mnist_path) as arrays:
        return arrays["x_test"], arrays["y_test"].astype(np.int8)


def fake_network(reads):
    """A model that is sure of the digit that a function returns."""

    def score(images):
        read = [reads(image) for image in images]
        probabilities = np.full((len(read), 10), 0.01, np.float32)
        probabilities[np.arange(len(read)), np.array(read, int)] = 0.91
        return probabilities

    return score


def bar(top=4, left=12, bottom=24, right=15, rim=0):
    """A filled box, perhaps with weaker ink on its sides, as strokes have."""
    image = np.zeros((28, 28), np.uint8)
    image[top:bottom, left:right] = 255
    if rim:
        image[top:bottom, [left, right - 1]] = rim
    return image


def diagnose_damage(corruption, images, labels, score, strengths=None):
    """Count diagnoses of damage: right, other, none."""
    counts = Counter()
    for strength in strengths or corruption.strengths:
        damaged = corruption.apply(images, strength, np.random.default_rng(2))
        for each in diagnose(damaged, labels, score):
            if not each.causes:
                counts["none"] += 1
            elif set(each.causes) & corruption.causes:
                counts["right"] += 1
            else:
                counts["other"] += 1
    return counts


# The built-in digits were 8x8 pixels: blurred, and with strokes unlike MNIST's.
# The included run reads most of what is slightly damaged, and what is left is hard.
@pytest.mark.parametrize(
    ("name", "goal"),
    [
        *(("invert", GOAL), ("fade", GOAL), ("grey paper", GOAL)),
        *(("speckle", 0.79), ("salt and pepper", 0.82)),
    ],
)
def test_diagnosis_names_damage_to_builtin_digits(name, goal, built_in, score):
    counts = diagnose_damage(CORRUPTIONS[name], *built_in, score)

    assert counts.total() > 50
    assert counts["right"] >= goal * counts.total(), counts


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("shift", 0.75),
        ("rotate", MEASURABLY_TURNED),
        *(
            pytest.param(name, 0.75, marks=pytest.mark.slow)
            for name in ("shrink", "thicken", "cut at the edge")
        ),
    ],
)
def test_diagnosis_names_most_damage_to_builtin_digits(name, goal, built_in, score):
    counts = diagnose_damage(CORRUPTIONS[name], *built_in, score)

    assert counts["right"] >= goal * counts.total(), counts
    assert counts["other"] <= 0.25 * counts.total(), counts


@pytest.mark.slow
def test_diagnosis_names_damage_to_mnist(mnist, score):
    images, labels = mnist
    right = np.flatnonzero(score(images).argmax(axis=1) == labels)
    chosen = np.random.default_rng(1).permutation(right)[:1000]

    shares = {}
    for name in DAMAGES:
        counts = diagnose_damage(
            CORRUPTIONS[name], images[chosen], labels[chosen], score
        )
        shares[name] = counts["right"] / counts.total()

    # Each kind has the same weight, however few images it makes misread.
    assert np.mean(list(shares.values())) >= 0.83, shares
    assert shares.pop("rotate") >= MEASURABLY_TURNED
    assert min(shares.values()) >= 0.65, shares


@pytest.mark.slow
def test_clean_digits_rarely_get_a_cause(mnist, score):
    images, labels = mnist

    found = diagnose(images, labels, score)

    assert sum(bool(each.causes) for each in found) <= 0.01 * len(images)


def test_correct_predictions_are_not_diagnosed(built_in, score):
    assert diagnose(*built_in, score) == []


def test_corrected_image_is_predicted_as_the_label(built_in, score):
    images, labels = built_in
    damaged = CORRUPTIONS["invert"].apply(images[:100], 1.0, None)

    found = diagnose(damaged, labels[:100], score)

    cured = [each for each in found if each.image is not None]
    probabilities = score(np.stack([each.image for each in cured]))
    assert [each.label for each in cured] == probabilities.argmax(axis=1).tolist()
    for each, row in zip(cured, probabilities, strict=True):
        assert each.label == labels[each.position]
        assert each.predicted != each.label
        assert each.sure == pytest.approx(row[each.label], abs=1e-4)


def test_no_cause_without_a_changed_prediction():
    shifted = bar(left=19, right=23, rim=120)

    (found,) = diagnose(
        shifted[None], np.array([1], np.int8), fake_network(lambda _: 7)
    )

    assert found.causes == ()
    assert found.cause == "none"
    assert found.image is None
    assert "column" in found.out_of_range


def test_the_first_cause_in_the_order_counts():
    # Both too small and off centre: either correction is enough.
    small = bar(top=10, bottom=18, left=19, right=22, rim=120)
    score = fake_network(lambda image: 1 if image[14, 14] else 7)

    (found,) = diagnose(small[None], np.array([1], np.int8), score)

    order = [cause.kind for cause in CAUSES]
    assert order.index("off-centre") < order.index("small")
    assert found.causes == ("off-centre",)
    assert (found.label, found.predicted) == (1, 7)
    assert found.sure == pytest.approx(0.91)


def test_cause_masked_by_inversion_is_found():
    # Dark on light, and off centre: only both corrections together help.
    image = 255 - bar(left=20, right=23, rim=120)
    score = fake_network(
        lambda image: 1 if image[:, 14].sum() > 1000 > image[0].sum() else 7
    )

    (found,) = diagnose(image[None], np.array([1], np.int8), score)

    assert found.causes == ("inverted", "off-centre")
    assert found.cause == "inverted"
    np.testing.assert_array_equal(found.image[:, 13:16], bar(rim=120)[:, 12:15])


def test_cut_digit_is_named_without_correction():
    ring = bar(left=6, right=22) - bar(top=7, left=9, bottom=21, right=19)
    ring[:13] = 0

    (found,) = diagnose(ring[None], np.array([0], np.int8), fake_network(lambda _: 7))

    assert found.causes == ("cut",)
    assert (found.image, found.sure) == (None, 0)


def test_unlabelled_digits_are_not_diagnosed():
    images = np.stack([bar(), bar()])

    (found,) = diagnose(images, np.array([-1, 1], np.int8), fake_network(lambda _: 7))

    assert found.position == 1


@pytest.mark.parametrize("shade", [0, 100, 255])
def test_blank_images_have_no_cause(shade):
    blank = np.full((2, 28, 28), shade, np.uint8)

    found = diagnose(blank, np.array([3, 4], np.int8), fake_network(lambda _: 7))

    assert [each.causes for each in found] == [(), ()]


def test_empty_input_gives_no_diagnoses():
    nothing = np.empty((0, 28, 28), np.uint8)

    assert diagnose(nothing, np.empty(0, np.int8), fake_network(lambda _: 7)) == []


def test_images_and_labels_must_match():
    with pytest.raises(ValueError, match="1 images, but 2 labels"):
        diagnose(bar()[None], np.array([1, 2], np.int8), fake_network(lambda _: 7))


def test_causes_are_counted_most_frequent_first_and_none_last():
    def case(*causes):
        return Diagnosis(position=0, label=1, predicted=7, confidence=1, causes=causes)

    found = [case(), case(), case(), case("small"), case("inverted", "small")]

    assert count_causes(found) == [("inverted", 1), ("small", 1), ("none", 3)]
    assert count_causes([*found, case("small")])[0] == ("small", 2)
    assert count_causes([]) == []


def test_evaluate_steps_counts_fixed_and_broken():
    # The prediction depends on the first pixel.
    reads = np.array([[7, 1, 1], [2, 2, 7], [3, 3, 3], [7, 7, 7], [7, 5, 5]])
    steps = np.zeros((5, 3, 28, 28), np.uint8)
    steps[:, :, 0, 0] = reads
    labels = np.array([1, 2, 3, 4, -1], np.int8)

    came, second, last = evaluate_steps(
        steps,
        ["came", "second", "last"],
        labels,
        fake_network(lambda image: image[0, 0]),
    )

    assert [each.name for each in (came, second, last)] == ["came", "second", "last"]
    assert [each.accuracy.correct for each in (came, second, last)] == [2, 3, 2]
    assert [(each.rescued, each.spoiled) for each in (came, second, last)] == [
        (0, 0),
        (1, 0),
        (0, 1),
    ]
    assert came.mistaken.tolist() == [True, False, False, True, False]
    assert last.predictions.tolist() == [1, 7, 3, 7, 5]
    assert came.accuracy.n == 4


def test_steps_need_a_name_and_a_label_each():
    with pytest.raises(ValueError, match="2 images for each of 1 labels"):
        evaluate_steps(
            np.zeros((1, 3, 28, 28), np.uint8),
            ["came", "last"],
            np.array([1], np.int8),
            fake_network(lambda _: 7),
        )


def test_two_hundred_mistakes_are_diagnosed_in_interactive_time(built_in, score):
    images, labels = built_in
    damaged = CORRUPTIONS["rotate"].apply(images, 75, np.random.default_rng(0))
    wrong = np.flatnonzero(score(damaged).argmax(axis=1) != labels)[:200]
    assert len(wrong) == 200

    # 0.6 s on a quiet machine.
    assert is_quick(lambda: diagnose(damaged[wrong], labels[wrong], score), 40)
