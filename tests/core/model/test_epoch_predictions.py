import numpy as np
import pytest

from core.model.epoch_predictions import EpochPredictions, EpochRecorder


def drawn(seed, n=7):
    numbers = np.random.default_rng(seed).random((n, 10), np.float32)
    return numbers / numbers.sum(axis=1, keepdims=True)


def test_probabilities_become_a_digit_and_a_whole_percent():
    epochs = [drawn(1), drawn(2)]

    kept = EpochPredictions.from_probabilities(epochs)

    for row, probabilities in enumerate(epochs):
        assert kept.predictions[row].tolist() == probabilities.argmax(axis=1).tolist()
        off = kept.percent[row] - 100 * probabilities.max(axis=1)
        assert np.abs(off).max() <= 0.5
    assert kept.predictions.dtype == kept.percent.dtype == np.int8


def test_probability_slightly_above_1_is_100_percent():
    sure = np.zeros((1, 10), np.float32)
    sure[0, 3] = 1.0000002

    kept = EpochPredictions.from_probabilities([sure])

    assert (kept.predictions[0, 0], kept.percent[0, 0]) == (3, 100)


def test_concat_joins_blocks_of_images():
    first, second = (
        EpochPredictions.from_probabilities([drawn(1)]),
        EpochPredictions.from_probabilities([drawn(2, 3)]),
    )

    both = EpochPredictions.concat([first, second])

    assert both.predictions[0].tolist() == [
        *first.predictions[0],
        *second.predictions[0],
    ]
    assert both.percent.shape == (1, 10)


def test_probabilities_are_recorded_after_every_epoch():
    images = {"set": np.zeros((7, 28, 28), np.uint8)}
    recorder = EpochRecorder(images, lambda seed, _: drawn(seed))
    for seed in (1, 2):
        recorder.record(seed)

    recorded = recorder.probabilities()

    assert list(recorded) == ["set"]
    np.testing.assert_array_equal(recorded["set"], [drawn(1), drawn(2)])


@pytest.mark.parametrize(
    ("predictions", "percent"),
    [
        (np.zeros((2, 3), np.int8), np.zeros((3, 2), np.int8)),
        (np.zeros(3, np.int8), np.zeros(3, np.int8)),
        (np.zeros((2, 3), np.int64), np.zeros((2, 3), np.int8)),
    ],
)
def test_misaligned_arrays_raise_value_error(predictions, percent):
    with pytest.raises(ValueError, match="int8"):
        EpochPredictions(predictions=predictions, percent=percent)
