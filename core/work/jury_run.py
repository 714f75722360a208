"""Train and publish a jury. Imports TensorFlow, so only the worker imports this."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES, DigitSet
from core.model import training
from core.model.jury import folds, jury_for
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.events import Event, Phase
from core.store.juries import JuryRecord, save_jury
from core.work.jury import jury_job_id, jury_school

# Seconds between events.
_REPORT_INTERVAL: Final = 0.25


def train_jury(
    digits: DigitsRecord,
    *,
    report: Callable[[Event], None] = lambda _: None,
    root: Path | None = None,
) -> JuryRecord:
    """Train the networks of a jury, and publish what each reads in some digits.

    Digits of the set that the networks learn from are read out of fold. ``root`` is the
    data folder to publish to, by default that of the user.
    """
    started = time.perf_counter()
    school = jury_school(digits)
    learned, judged = load_digits(school), load_digits(digits)
    is_school = school.id == digits.id
    everything = np.arange(len(judged))
    parts = folds(len(judged)) if is_school else [everything]
    recipes = jury_for(len(learned))
    progress = _Progress(report, len(recipes) * len(parts))
    read = np.empty((len(recipes), len(judged), NUM_CLASSES), np.float32)
    for recipe, member in zip(recipes, read, strict=True):
        for part in parts:
            progress.network += 1
            others = _without(learned, part) if is_school else learned
            trained = training.train(recipe, others, report=progress.report)
            member[part] = training.predict(trained.model, judged.images[part])
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
    return save_jury(metadata, read, root=root)


def _without(digits: DigitSet, positions: NDArray[np.int64]) -> DigitSet:
    left = np.setdiff1d(np.arange(len(digits)), positions)
    return DigitSet(
        source=digits.source,
        images=digits.images[left],
        labels=digits.labels[left],
        names=tuple(digits.names[each] for each in left),
    )


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
