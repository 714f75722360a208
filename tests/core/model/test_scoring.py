import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.model.scoring import Scorer


@pytest.fixture
def scorer(reference_model):
    return Scorer(reference_model)


def test_probabilities_and_features_have_the_order_of_the_images(scorer, builtin):
    scores = scorer.score(builtin.images)

    assert scores.probabilities.shape == (1797, 10)
    assert scores.probabilities.dtype == np.float32
    assert scores.features.shape == (1797, 128)
    assert scores.features.dtype == np.float32
    np.testing.assert_allclose(scores.probabilities.sum(axis=1), 1, atol=1e-5)
    assert (scores.probabilities.argmax(axis=1) == builtin.labels).mean() > 0.9


@pytest.mark.parametrize("n", [1, 2, 255, 256, 257, 600])
def test_scores_do_not_depend_on_batch_content(scorer, builtin, n):
    images = builtin.images[:n]
    alone = [scorer.score(images[number : number + 1]) for number in (0, n - 1)]

    together = scorer.score(images)

    np.testing.assert_array_equal(scorer.probabilities(images), together.probabilities)
    assert len(together.probabilities) == len(together.features) == n
    for number, scores in zip((0, -1), alone, strict=True):
        np.testing.assert_allclose(
            together.probabilities[number], scores.probabilities[0], atol=1e-5
        )
        np.testing.assert_allclose(
            together.features[number], scores.features[0], rtol=1e-4, atol=1e-4
        )


def test_scorer_is_thread_safe(scorer, builtin):
    # Of different lengths, so that each call resizes the input of the network.
    pieces = [
        builtin.images[start : start + 20 + start % 37] for start in range(0, 800, 11)
    ]
    serial = [scorer.score(piece).probabilities for piece in pieces]

    with ThreadPoolExecutor(8) as pool:
        parallel = [each.probabilities for each in pool.map(scorer.score, pieces)]

    for one, other in zip(serial, parallel, strict=True):
        np.testing.assert_array_equal(one, other)


def test_returned_arrays_are_not_overwritten(scorer, builtin):
    first = scorer.score(builtin.images[:5])
    before = first.probabilities.copy()

    scorer.score(builtin.images[5:10])

    np.testing.assert_array_equal(first.probabilities, before)


def test_no_images_give_empty_arrays(scorer):
    scores = scorer.score(np.empty((0, 28, 28), np.uint8))

    assert scores.probabilities.shape == (0, 10)
    assert scores.probabilities.dtype == np.float32
    assert len(scores.features) == 0
    assert scorer.probabilities(np.empty((0, 28, 28), np.uint8)).shape == (0, 10)


@pytest.mark.parametrize(
    "images",
    [
        np.zeros((28, 28), np.uint8),
        np.zeros((1, 27, 28), np.uint8),
        np.zeros((1, 28, 28, 1), np.uint8),
        np.zeros((1, 28, 28), np.float32),
        np.zeros((1, 28, 28), np.int8),
        np.zeros(0, np.uint8),
    ],
)
def test_images_of_another_shape_or_type_are_refused(scorer, images):
    for score in (scorer.score, scorer.probabilities):
        with pytest.raises(ValueError, match="images must be uint8 of shape"):
            score(images)


def test_scorer_does_not_need_its_file_after_loading(
    reference_model, builtin, tmp_path
):
    path = tmp_path / "model.tflite"
    shutil.copyfile(reference_model, path)
    scorer = Scorer(path, num_threads=1)
    path.unlink()

    assert len(scorer.score(builtin.images[:3]).probabilities) == 3
