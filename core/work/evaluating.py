"""Evaluate a run on a digit set, and classify a drawing."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import log
from core.analysis.evaluation import Evaluation
from core.analysis.replay import Replay
from core.data.digit_arrays import is_one_hot
from core.data.framing import frame
from core.errors import StoreError, WorkError
from core.model.scoring import Scorer
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.runs import (
    LITERT_FILE,
    RunRecord,
    load_epochs,
    load_model_file,
    load_predictions,
    save_predictions,
    truncate_probabilities,
)
from core.work.labelling import labels_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnDigit:
    """A drawing with its frames and its prediction.

    Attributes:
        steps: uint8, shape (5, 28, 28), one frame for each of
            `core.data.framing.FRAMING_STEPS`; the last one is classified.
        box: Top, left, bottom and right of the digit, as fractions 0 to 1.
        warning: Why it may not show one digit, "" without a warning.
        probabilities: float32, shape (10,).
    """

    steps: NDArray[np.uint8]
    box: tuple[float, float, float, float]
    warning: str
    probabilities: NDArray[np.float32]


def evaluate(run: RunRecord, digits: DigitsRecord) -> Evaluation:
    """Evaluate a run on a digit set with its current labels.

    Predictions are made once and stored, unless the disk is full. The confidence of an
    imported run is not known if each of its predictions has the probability 1.

    Raises:
        ImagesMissingError: There are neither images nor stored predictions.
        StoreError: Stored data is damaged.
        WorkError: `only-predictions`, the run is imported and has no predictions for
            this digit set.
    """
    probabilities = load_predictions(run, digits.id)
    if probabilities is None:
        if not run.has_network:
            name = digits.title or digits.source
            raise WorkError("only-predictions", title=run.title, id=run.id, name=name)
        images = load_digits(digits).images
        predicted = scorer(run.folder).probabilities(images)
        probabilities = truncate_probabilities(predicted)
        try:
            save_predictions(run, digits.id, probabilities)
        except StoreError as error:
            # What is only looked at is shown also on a full disk.
            if error.kind != "cannot-write":
                raise
            log.warning("predictions-not-stored", reason=error.values["reason"])
    labels = labels_of(digits)
    return Evaluation.of(
        run.id,
        digits.source,
        labels,
        probabilities,
        has_confidence=run.has_network or not is_one_hot(probabilities),
    )


def replay(run: RunRecord, digits: DigitsRecord) -> Replay | None:
    """Join the predictions of every epoch, None if there are none, with the labels."""
    epochs = load_epochs(run, digits.id)
    if epochs is None:
        return None
    labels = labels_of(digits)
    return Replay(predictions=epochs.predictions, percent=epochs.percent, labels=labels)


def summarise_evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """Return the key figures of an evaluation, ready for JSON.

    Returns:
        ``n`` labelled images, ``unlabelled``, ``mistakes``, ``accuracy`` and its 95 %
        ``interval``, both None if no image has a label, and ``confusion``.
    """
    measured = evaluation.accuracy
    return {
        "n": measured.n,
        "unlabelled": evaluation.n - measured.n,
        "mistakes": measured.mistakes,
        "accuracy": measured.value if measured.n else None,
        "interval": [measured.low, measured.high] if measured.n else None,
        "confusion": evaluation.confusion_matrix.tolist(),
    }


def predict_drawing(picture: NDArray[np.uint8], run: RunRecord) -> DrawnDigit:
    """Frame a grey picture, uint8 of shape (height, width), and classify it.

    Raises:
        DatasetError: `picture-empty`.
    """
    framed = frame(picture)
    height, width = picture.shape
    top, left, bottom, right = framed.box
    return DrawnDigit(
        steps=framed.steps,
        box=(top / height, left / width, bottom / height, right / width),
        warning=framed.warning or "",
        probabilities=scorer(run.folder).probabilities(framed.steps[-1:])[0],
    )


@lru_cache(maxsize=4)
def scorer(run_folder: Path) -> Scorer:
    """Return the scorer of a published run, shared by all callers."""
    return Scorer(load_model_file(run_folder, LITERT_FILE))
