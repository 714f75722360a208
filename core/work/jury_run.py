"""Train and publish a jury. Imports TensorFlow, so only the worker imports this."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.jury import convene
from core.data.digits import NUM_CLASSES, DigitSet
from core.model import training
from core.model.jury import folds, jury_for
from core.model.recipes import Recipe
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.events import Event, Phase
from core.store.imported_runs import save_imported_run
from core.store.juries import JuryRecord, save_jury
from core.work.catalogue import MNIST_TRAIN
from core.work.jury import jury_job_id, jury_training_set
from core.work.training_progress import ProgressReporter, ReportEvent

RUN_TITLE: Final = "Jury"


def train_jury(
    digits: DigitsRecord,
    *,
    report: ReportEvent = lambda _: None,
    root: Path | None = None,
) -> JuryRecord:
    """Train the networks of a jury, and publish what each reads in some digits.

    Digits of the set that the networks learn from are read out of fold. On MNIST's
    training digits, the jury also becomes a run of its own. ``root`` is the
    data folder to publish to, by default that of the user.
    """
    started = time.perf_counter()
    training_set = jury_training_set(digits)
    learned, judged = load_digits(training_set), load_digits(digits)
    is_own = training_set.id == digits.id
    parts = folds(len(judged)) if is_own else []
    recipes = jury_for(len(learned))
    num_networks = len(recipes) * max(len(parts), 1)
    reporter = ProgressReporter(report, num_networks, num_kept=num_networks)
    read = [
        read_out_of_fold(recipe, learned, parts, reporter)
        if is_own
        else _read(recipe, learned, judged.images, reporter)
        for recipe in recipes
    ]
    report(Event(phase=Phase.SAVING))
    metadata = {
        "id": jury_job_id(digits, training_set),
        "digits": digits.id,
        "data": training_set.source,
        "out_of_fold": is_own,
        "n": len(judged),
        "members": len(recipes),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - started, 1),
    }
    if digits.source == MNIST_TRAIN:
        # Without a run that has read them, no page can show these digits.
        pooled = convene(len(judged), ((each, True) for each in read)).probabilities
        created = str(metadata["created"])
        run = save_imported_run(
            RUN_TITLE, digits.id, pooled, created, out_of_fold=True, root=root
        )
        metadata["run"] = run.id
    return save_jury(metadata, np.stack(read), root=root)


def read_out_of_fold(
    recipe: Recipe,
    digits: DigitSet,
    parts: Sequence[NDArray[np.int64]],
    reporter: ProgressReporter,
) -> NDArray[np.float32]:
    """Return what networks of a recipe read that did not learn from the image.

    Each of `parts`, positions that together are all, is read by a network that learned
    from the others. The result is float32, shape (n, 10).
    """
    read = np.empty((len(digits), NUM_CLASSES), np.float32)
    for part in parts:
        others = digits.take(np.setdiff1d(np.arange(len(digits)), part))
        read[part] = _read(recipe, others, digits.images[part], reporter)
    return read


def _read(
    recipe: Recipe,
    learned: DigitSet,
    images: NDArray[np.uint8],
    reporter: ProgressReporter,
) -> NDArray[np.float32]:
    trained = training.train(recipe, learned, report=reporter.next_network())
    return training.predict(trained.model, images)
