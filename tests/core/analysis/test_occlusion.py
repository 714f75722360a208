import numpy as np
import pytest

from core.analysis.occlusion import PATCH_SIDE, occlusion_finding, occlusion_sensitivity


def reader():
    """A model that checks two places: ink at the top left is a 4, else it is a 9.

    How sure it is of the 9 grows with the ink at the bottom right.
    """

    def score(images):
        found = np.full((len(images), 10), 0.01, np.float32)
        has_top = images[:, 6:9, 6:9].astype(float).mean(axis=(1, 2)) > 40
        bottom = images[:, 20:23, 20:23].astype(float).mean(axis=(1, 2)) / 255
        found[:, 4] = np.where(has_top, 0.7, 0.1)
        found[:, 9] = np.where(has_top, 0.22, 0.5 + 0.3 * bottom)
        found[:, 0] += 1 - found.sum(axis=1)
        return found

    return score


@pytest.fixture
def image():
    made = np.zeros((28, 28), np.uint8)
    made[6:9, 6:9] = 255
    made[20:23, 20:23] = 255
    return made


def test_patch_that_changes_the_prediction_is_found(image):
    found = occlusion_sensitivity(image, reader())

    assert (found.prediction, found.occluded_prediction) == (4, 9)
    assert found.confidence == pytest.approx(0.7)
    assert found.sure == pytest.approx(0.8)
    rows = slice(found.top, found.top + PATCH_SIDE)
    columns = slice(found.left, found.left + PATCH_SIDE)
    # The square covers ink at the top only.
    assert image[rows, columns].any()
    assert found.top < 10 > found.left
    expected = image.copy()
    expected[rows, columns] = 0
    np.testing.assert_array_equal(found.occluded_image, expected)
    finding = occlusion_finding(found)
    assert finding.kind == "occlusion-changes"
    assert (finding.values["row"], finding.values["column"]) == ("top", "left")


def test_patch_that_lowers_the_confidence_is_found(image):
    image[6:9, 6:9] = 0

    found = occlusion_sensitivity(image, reader())

    assert not found.changes_prediction
    assert found.prediction == 9
    assert found.remaining_probability < found.confidence == pytest.approx(0.8)
    finding = occlusion_finding(found)
    assert finding.kind == "occlusion-weakens"
    assert (finding.values["row"], finding.values["column"]) == ("bottom", "right")


def test_patch_that_gives_the_label_comes_first(image):
    def score(images):
        """Ink on either side makes it a 9; without the fainter one it is a 5."""
        left, right = images[:, 6:9, 6:9].any((1, 2)), images[:, 20, 20] > 0
        digit = np.where(left & right, 9, np.where(left, 5, 3))
        found = np.full((len(images), 10), 0.01, np.float32)
        sure = np.where(digit == 5, 0.6, 0.9)
        found[np.arange(len(images)), digit] = sure
        found[:, 0] += 1 - found.sum(axis=1)
        return found

    assert occlusion_sensitivity(image, score).occluded_prediction == 3
    assert occlusion_sensitivity(image, score, label=5).occluded_prediction == 5
    # The label is predicted already.
    assert occlusion_sensitivity(image, score, label=9).occluded_prediction == 3


def test_the_heat_is_the_mean_loss_of_all_squares_over_a_pixel(image):
    score = reader()
    found = occlusion_sensitivity(image, score)

    sums, counts = np.zeros((28, 28)), np.zeros((28, 28))
    for top in range(24):
        for left in range(24):
            covered = image.copy()
            covered[top : top + 5, left : left + 5] = 0
            (probabilities,) = score(covered[np.newaxis])
            sums[top : top + 5, left : left + 5] += 0.7 - probabilities[4]
            counts[top : top + 5, left : left + 5] += 1
    np.testing.assert_allclose(found.heatmap, np.maximum(sums / counts, 0), atol=1e-5)


def test_blank_image_is_not_sensitive():
    def score(images):
        return np.tile(np.eye(10, dtype=np.float32)[1], (len(images), 1))

    found = occlusion_sensitivity(np.zeros((28, 28), np.uint8), score)

    assert not found.is_sensitive
    assert occlusion_finding(found).kind == "occlusion-none"
    assert not found.heatmap.any()


@pytest.mark.parametrize(
    "image", [np.zeros((27, 28), np.uint8), np.zeros((28, 28), np.float32)]
)
def test_wrong_shape_or_type_is_rejected(image):
    with pytest.raises(ValueError, match="image must be uint8"):
        occlusion_sensitivity(image, reader())
