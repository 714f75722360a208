"""From a recipe and a data set to a published run. Needs TensorFlow: worker only."""

import time

_import_started = time.perf_counter()

import platform  # noqa: E402
from collections.abc import Callable, Mapping, Sequence  # noqa: E402
from dataclasses import dataclass, replace  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from importlib.metadata import version  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, Final  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from core.analysis.scores import fit_temperature  # noqa: E402
from core.data.datasets import Dataset  # noqa: E402
from core.data.digits import NUM_CLASSES, DigitSet  # noqa: E402
from core.model import networks, training  # noqa: E402
from core.model.epoch_predictions import (  # noqa: E402
    EpochPredictions,
    EpochRecorder,
)
from core.model.recipes import Recipe, run_id  # noqa: E402
from core.model.scoring import Scorer  # noqa: E402
from core.store.artefacts import staging  # noqa: E402
from core.store.data_folder import data_folder  # noqa: E402
from core.store.digit_sets import load_digits  # noqa: E402
from core.store.events import Event, Phase  # noqa: E402
from core.store.runs import (  # noqa: E402
    KERAS_FILE,
    LITERT_FILE,
    RunContent,
    RunRecord,
    save_run,
)
from core.work.catalogue import list_shared_test_sets  # noqa: E402

IMPORT_SECONDS: Final = time.perf_counter() - _import_started
NUM_FOLDS: Final = 5
_LIBRARIES: Final = ("tensorflow", "keras", "ai-edge-litert", "numpy", "scikit-learn")
# So far apart that the seeds of members and of folds never meet.
_MEMBER_SEED_STEP: Final = 1000
# Reports closer together than this are dropped, but for the end of an epoch.
_REPORT_INTERVAL: Final = 0.25

ReportEvent = Callable[[Event], None]


def train_run(
    recipe: Recipe,
    dataset: Dataset,
    *,
    report: ReportEvent = lambda _: None,
    root: Path | None = None,
) -> RunRecord:
    """Train, evaluate on every test set at hand, and publish.

    A data set without a test set is evaluated out of fold: the kept network learns
    from everything, and five more judge the five contiguous blocks they never saw.

    Args:
        recipe: All settings, already adapted to small data where that applies.
        dataset: What to learn from.
        report: Receives the events described in `core.work.worker`.
        root: Which home to publish to; the reader's own if None.
    """
    small = dataset.test is None
    reporter = _ProgressReporter(
        report, recipe.members, folds=NUM_FOLDS if small else 0
    )
    own = {dataset.train.images_id} if small else set()
    diary = EpochRecorder(_test_images(own), training.predict)
    trained = _train(recipe, dataset.train, None, reporter, diary)
    history, predictions, epochs = trained.history, {}, diary.predictions()
    if small:
        cross_validated = _cross_validate(recipe, dataset.train, trained, reporter)
        history = cross_validated.history
        predictions[dataset.train.images_id] = cross_validated.probabilities
        epochs[dataset.train.images_id] = cross_validated.epochs

    report(Event(phase=Phase.SAVING))
    with staging(data_folder()) as models:
        networks.save_network(trained.model, models / KERAS_FILE)
        networks.export_litert(trained.model, models / LITERT_FILE)
        predictions |= _predict_test_sets(models / LITERT_FILE, set(predictions))
        content = RunContent(
            about={
                **_run_metadata(recipe, dataset, trained),
                "temperature": _temperature(recipe, dataset, models / LITERT_FILE),
            },
            recipe=recipe,
            history=history,
            layers=pd.DataFrame(networks.describe_layers(trained.model)),
            predictions=predictions,
            models=models,
            epochs=epochs,
        )
        return save_run(content, root=root)


def _train(
    recipe: Recipe,
    digits: DigitSet,
    validation_digits: DigitSet | None,
    reporter: "_ProgressReporter",
    diary: EpochRecorder,
) -> training.TrainingResult:
    """Train all members of a run, and let them vote.

    The history is the mean of theirs, and the seconds are the sum.
    """
    trained = []
    for number in range(recipe.members):
        reporter.network += 1
        trained.append(
            training.train(
                replace(recipe, seed=recipe.seed + _MEMBER_SEED_STEP * number),
                digits,
                validation_digits=validation_digits,
                report=reporter.progress,
                after_epoch=diary.next_network_callback(),
            )
        )
    return training.TrainingResult(
        model=networks.build_ensemble([each.model for each in trained]),
        history=_mean_history([each.history for each in trained]),
        tracing_seconds=sum(each.tracing_seconds for each in trained),
        seconds=sum(each.seconds for each in trained),
    )


def _mean_history(histories: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Average epoch by epoch; the seconds are added."""
    seconds = sum(each["seconds"] for each in histories)
    mean = sum(histories[1:], start=histories[0]) / len(histories)
    return mean.assign(seconds=seconds, epoch=histories[0]["epoch"])


def _predict_test_sets(model: Path, known: set[str]) -> dict[str, NDArray[np.float32]]:
    """Predict with the exported network, the one that everybody will look at."""
    scorer = Scorer(model)
    return {
        digits_id: scorer.probabilities(images)
        for digits_id, images in _test_images(known).items()
    }


def _test_images(known: set[str]) -> dict[str, NDArray[np.uint8]]:
    """Load the images of every test set at hand, by its id, but for those known."""
    return {
        record.id: load_digits(record).images
        for record in list_shared_test_sets()
        if record.has_images and record.id not in known
    }


def _temperature(recipe: Recipe, dataset: Dataset, model: Path) -> float | None:
    """Fit the temperature on the digits held out of the training, if there are any.

    All members of a run hold out the same ones. Never the test set: what it measures
    afterwards would be too good.
    """
    digits = dataset.train
    if dataset.test is None or recipe.validation == 0:
        return None
    _, held_out = training.split(recipe, digits.labels)
    probabilities = Scorer(model).probabilities(digits.images[held_out])
    return fit_temperature(probabilities, digits.labels[held_out])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _CrossValidation:
    """A small data set, each digit predicted by networks that never saw its block.

    Attributes:
        history: The kept network's, with the mean of the blocks' losses and accuracies
            as validation.
        probabilities: float32, shape (n, 10).
        epochs: What was predicted after every epoch.
    """

    history: pd.DataFrame
    probabilities: NDArray[np.float32]
    epochs: EpochPredictions


def _cross_validate(
    recipe: Recipe,
    digits: DigitSet,
    kept: training.TrainingResult,
    reporter: "_ProgressReporter",
) -> _CrossValidation:
    probabilities = np.empty((len(digits), NUM_CLASSES), np.float32)
    watched, blocks = [], []
    for number, block in enumerate(np.array_split(np.arange(len(digits)), NUM_FOLDS)):
        others = np.setdiff1d(np.arange(len(digits)), block)
        held_out = _subset(digits, block)
        diary = EpochRecorder({"block": held_out.images}, training.predict)
        fold = _train(
            replace(recipe, seed=recipe.seed + number + 1),
            _subset(digits, others),
            held_out,
            reporter,
            diary,
        )
        blocks.append(diary.predictions()["block"])
        probabilities[block] = training.predict(fold.model, held_out.images)
        watched.append(fold.history[["val_loss", "val_accuracy"]])
    means = sum(watched[1:], start=watched[0]) / NUM_FOLDS
    return _CrossValidation(
        history=kept.history.assign(**{str(name): means[name] for name in means}),
        probabilities=probabilities,
        epochs=EpochPredictions.concat(blocks),
    )


def _subset(digits: DigitSet, positions: NDArray[np.int64]) -> DigitSet:
    return DigitSet(
        source=digits.source,
        images=digits.images[positions],
        labels=digits.labels[positions],
        names=tuple(digits.names[position] for position in positions),
    )


def _run_metadata(
    recipe: Recipe, dataset: Dataset, trained: training.TrainingResult
) -> dict[str, Any]:
    return {
        "id": run_id(recipe, dataset.fingerprint),
        "data": dataset.name,
        "out_of_fold": dataset.test is None,
        "n": len(dataset.train),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": {
            "import": round(IMPORT_SECONDS, 2),
            "tracing": round(trained.tracing_seconds, 2),
            "training": round(trained.seconds, 2),
        },
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
            "processor": platform.machine(),
        },
    }


class _ProgressReporter:
    """Turns the progress of one network after another into events of the whole job."""

    def __init__(self, report: ReportEvent, members: int, folds: int) -> None:
        self.network = 0
        self._members = members
        self._networks = members * (1 + folds)
        self._report = report
        self._last_report = 0.0

    def progress(self, progress: training.TrainingProgress) -> None:
        now = time.monotonic()
        if progress.history_row is None and now - self._last_report < _REPORT_INTERVAL:
            return
        self._last_report = now
        epochs_done = progress.epoch - 1 + progress.step / progress.steps
        share = (self.network - 1 + epochs_done / progress.epochs) / self._networks
        is_kept = self.network <= self._members
        row = progress.history_row if self.network == 1 else None
        self._report(
            Event(
                phase=Phase.TRAINING if is_kept else Phase.CROSS_VALIDATING,
                share=share,
                network=self.network,
                networks=self._networks,
                epoch=progress.epoch,
                epochs=progress.epochs,
                step=progress.step,
                steps=progress.steps,
                row=None if row is None else _without_nan(row),
            )
        )


def _without_nan(row: Mapping[str, float]) -> dict[str, float | None]:
    """JSON has no NaN."""
    return {name: None if np.isnan(value) else value for name, value in row.items()}
