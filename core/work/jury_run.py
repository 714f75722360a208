"""Train and publish a jury. Imports TensorFlow, so only the worker imports this."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.jury import convene
from core.data.digits import DigitSet
from core.model.jury import jury_for, num_folds
from core.model.recipes import Recipe
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.events import Event, Phase
from core.store.imported_runs import save_imported_run
from core.store.juries import JuryRecord, save_jury
from core.work.catalogue import MNIST_TRAIN
from core.work.jury import jury_job_id, jury_training_set
from core.work.network_training import train_part
from core.work.parts import divide_images, divide_jury, join_jury
from core.work.places import Here, Place, Task, do_parts
from core.work.training_progress import ProgressReporter, ReportEvent

RUN_TITLE: Final = "Jury"


def train_jury(
    digits: DigitsRecord,
    *,
    report: ReportEvent = lambda _: None,
    root: Path | None = None,
    parts_folder: Path | None = None,
    place: Place | None = None,
) -> JuryRecord:
    """Train the networks of a jury, and publish what each reads in some digits.

    Digits of the set that the networks learn from are read out of fold. On MNIST's
    training digits, the jury also becomes a run of its own. ``root`` is the
    data folder to publish to, by default that of the user. ``parts_folder`` keeps what
    each network reads, so that an interrupted call is resumed. ``place`` is where
    networks are trained, by default this process.
    """
    started = time.perf_counter()
    training_set = jury_training_set(digits)
    learned, judged = load_digits(training_set), load_digits(digits)
    is_own = training_set.id == digits.id
    recipes = jury_for(len(learned))
    read = read_by_jury(
        recipes,
        learned,
        judged,
        report=report,
        parts_folder=parts_folder,
        place=place,
    )
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
    return save_jury(metadata, read, root=root)


def read_by_jury(
    recipes: Sequence[Recipe],
    learned: DigitSet,
    judged: DigitSet,
    *,
    report: ReportEvent = lambda _: None,
    parts_folder: Path | None = None,
    place: Place | None = None,
) -> NDArray[np.float32]:
    """Return what the networks of a jury read: float32, shape (recipes, n, 10).

    If the jury learns from the same digits, they are divided into folds, and each is
    read by networks that learned from the others.
    """
    n, is_own = len(judged), learned.images_id == judged.images_id
    folds = divide_images(n, num_folds(n)) if is_own else []
    parts = divide_jury(recipes, learned.fingerprint(), folds, judged.images_id)
    place = place or Here(train_part)
    reporter = ProgressReporter(report, parts, place, is_jury=True)

    task = Task(kind="jury", digits=learned, images={"judged": judged.images})
    results = do_parts(
        task,
        parts,
        place,
        folder=parts_folder,
        report=reporter.report,
        on_stored=reporter.report_stored,
    )
    return join_jury(parts, results)
