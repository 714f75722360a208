"""A run with its epochs, as a short training leaves one."""

import numpy as np
import pandas as pd

from core.model.epoch_predictions import EpochPredictions
from core.store import runs
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from tests.run_copies import save_another_run

EPOCHS = 4
RUN_ID = "e90c4e90c4e9"


def epoch_predictions(predictions, epochs=EPOCHS, seed=0):
    """Ever fewer images are read at random; after the last epoch none is.

    Args:
        predictions: Of the finished network, int8, shape (n,).
        epochs: How many there are.
        seed: Start of the randomness.
    """
    random = np.random.default_rng(seed)
    digits = np.stack([predictions] * epochs)
    for epoch, share in enumerate(np.linspace(0.2, 0, epochs)):
        unsure = random.random(len(predictions)) < share
        digits[epoch, unsure] = random.integers(0, 10, int(unsure.sum()))
    percent = random.integers(30, 101, digits.shape).astype(np.int8)
    return EpochPredictions(predictions=digits, percent=percent)


def save_run_with_epochs(source="built-in"):
    """Save a run whose network is the one that ships, and which kept its epochs.

    Validation loss is lowest after the second epoch, and rises by half.

    Args:
        source: The test set of which it kept them.
    """
    reference, record = runs.list_runs()[0][-1], find_digits(source)
    evaluation = evaluate(reference, record)
    numbers = np.arange(1, EPOCHS + 1)
    history = pd.DataFrame(
        {
            "epoch": numbers,
            "loss": 1 / numbers,
            "accuracy": 1 - 0.2 / numbers,
            "val_loss": [0.5, 0.2, 0.25, 0.3],
            "val_accuracy": 1 - 0.3 / numbers,
            "learning_rate": 0.01,
            "seconds": 1.0,
        }
    )
    return save_another_run(
        RUN_ID,
        created="2026-02-03T00:00:00+00:00",
        history=history,
        predictions={record.id: evaluation.probabilities},
        epochs={record.id: epoch_predictions(evaluation.predictions)},
    )
