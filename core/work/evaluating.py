"""Looking at a run on a digit set: stored predictions, or new ones."""

from functools import lru_cache
from pathlib import Path

from core.analysis.evaluation import Evaluation
from core.model.scoring import Scorer
from core.store.digit_sets import DigitsRecord, load_digits, load_labels
from core.store.runs import LITERT_FILE, RunRecord, load_predictions, save_predictions


def evaluate(run: RunRecord, digits: DigitsRecord) -> Evaluation:
    """Join what a run predicts for a digit set with the labels of today.

    Predictions are made once and kept.

    Raises:
        StoreError: Something stored is damaged, or the images are not here and the
            run never predicted them.
    """
    probabilities = load_predictions(run, digits.id)
    if probabilities is None:
        images = load_digits(digits).images
        probabilities = scorer(run.folder).score(images).probabilities
        save_predictions(run, digits.id, probabilities)
    return Evaluation.of(run.id, digits.source, load_labels(digits), probabilities)


@lru_cache(maxsize=4)
def scorer(run_folder: Path) -> Scorer:
    """Return the scorer of a published run, shared by whoever asks."""
    return Scorer(run_folder / LITERT_FILE)
