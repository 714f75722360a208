from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.analysis.evaluation import Evaluation
from core.report.page import write_report
from core.report.values import Report, TrainingFacts

MADE = TrainingFacts(
    id="07a35c846d97",
    preset="accurate",
    data="mnist",
    n=60000,
    epochs=12,
    batch_size=256,
    seed=0,
    members=1,
    seconds=213.1,
    parameters=189610,
    out_of_fold=False,
    created="2026-11-22T10:00:00+00:00",
    versions={"python": "3.11.7", "keras": "3.15.1"},
)


def evaluation(counts, sure=0.97, source="test"):
    """The evaluation of {(true, predicted): images}; sure falls from image to image."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    labels = np.array([true for true, _ in pairs], np.int8)
    first = np.array([predicted for _, predicted in pairs], int)
    confidence = np.linspace(sure, sure - 0.3, len(pairs))
    probabilities = np.repeat(((1 - confidence) / 9)[:, None], 10, axis=1)
    probabilities[np.arange(len(pairs)), first] = confidence
    return Evaluation.of("run", source, labels, probabilities.astype(np.float32))


def pictures(rows):
    """An image whose ink tells its row."""
    images = np.zeros((len(rows), 28, 28), np.uint8)
    images[:, 10:18, 10:18] = (rows % 255 + 1).astype(np.uint8)[:, None, None]
    return images


@pytest.fixture(name="evaluation", scope="session")
def evaluation_fixture():
    return evaluation


def plain_report(about, **changes):
    """A report of an evaluation, with other values changed."""
    plain = Report(
        language="en",
        origin=MADE,
        evaluation=about,
        titles=[f"The set {name}" for name in about.sources],
        pictures=pictures,
        history=pd.DataFrame(
            {
                "epoch": [1, 2],
                "accuracy": [0.9, 0.95],
                "val_accuracy": [0.96, 0.97],
                "loss": [0.3, 0.2],
                "val_loss": [0.15, 0.1],
            }
        ),
        date="2026-11-26",
    )
    return replace(plain, **changes)


@pytest.fixture
def report():
    """Factory: a report of counts, or of an evaluation, with other values changed."""

    def make(counts, **changes):
        about = counts if isinstance(counts, Evaluation) else evaluation(counts)
        return plain_report(about, **changes)

    return make


@pytest.fixture
def write(report):
    """Write such a report: its HTML."""

    def make(counts, **changes):
        return write_report(report(counts, **changes))

    return make
