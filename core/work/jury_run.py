"""Train and publish a jury. Imports TensorFlow, so only the worker imports this."""

import time
from collections.abc import Callable, Sequence
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
from core.work.jury import jury_job_id, jury_school

RUN_TITLE: Final = "Jury"
# Seconds between events.
_REPORT_INTERVAL: Final = 0.25


def train_jury(
    digits: DigitsRecord,
    *,
    report: Callable[[Event], None] = lambda _: None,
    root: Path | None = None,
) -> JuryRecord:
    """Train the networks of a jury, and publish what each reads in some digits.

    Digits of the set that the networks learn from are read out of fold. On MNIST's
    training digits, the jury also becomes a run of its own. ``root`` is the
    data folder to publish to, by default that of the user.
    """
    started = time.perf_counter()
    school = jury_school(digits)
    learned, judged = load_digits(school), load_digits(digits)
    is_school = school.id == digits.id
    parts = folds(len(judged)) if is_school else []
    recipes = jury_for(len(learned))
    progress = _Progress(report, len(recipes) * max(len(parts), 1))
    read = [
        read_out_of_fold(recipe, learned, parts, progress)
        if is_school
        else _read(recipe, learned, judged.images, progress)
        for recipe in recipes
    ]
    report(Event(phase=Phase.SAVING))
    metadata = {
        "id": jury_job_id(digits, school),
        "digits": digits.id,
        "data": school.source,
        "out_of_fold": is_school,
        "n": len(judged),
        "members": len(recipes),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - started, 1),
    }
    if digits.source == MNIST_TRAIN:
        # No other run may show these digits, so that pages could not.
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
    progress: "_Progress | None" = None,
) -> NDArray[np.float32]:
    """Return what networks of a recipe read that did not learn from the image.

    Each of `parts`, positions that together are all, is read by a network that learned
    from the others. The result is float32, shape (n, 10).
    """
    read = np.empty((len(digits), NUM_CLASSES), np.float32)
    for part in parts:
        left = np.setdiff1d(np.arange(len(digits)), part)
        others = DigitSet(
            source=digits.source,
            images=digits.images[left],
            labels=digits.labels[left],
            names=tuple(digits.names[each] for each in left),
        )
        read[part] = _read(recipe, others, digits.images[part], progress)
    return read


def _read(
    recipe: Recipe,
    learned: DigitSet,
    images: NDArray[np.uint8],
    progress: "_Progress | None",
) -> NDArray[np.float32]:
    if progress is None:
        trained = training.train(recipe, learned)
    else:
        progress.network += 1
        trained = training.train(recipe, learned, report=progress.report)
    return training.predict(trained.model, images)


class _Progress:
    """Reports the progress of successive networks as events of the whole job."""

    def __init__(self, report: Callable[[Event], None], networks: int) -> None:
        self.network = 0
        self._networks = networks
        self._report = report
        self._last_report = 0.0

    def report(self, progress: training.TrainingProgress) -> None:
        now = time.monotonic()
        if now - self._last_report < _REPORT_INTERVAL:
            return
        self._last_report = now
        epochs_done = progress.epoch - 1 + progress.step / progress.steps
        done = self.network - 1 + epochs_done / progress.epochs
        self._report(
            Event(
                phase=Phase.TRAINING,
                share=min(done / self._networks, 1.0),
                network=self.network,
                networks=self._networks,
                epoch=progress.epoch,
                epochs=progress.epochs,
            )
        )
