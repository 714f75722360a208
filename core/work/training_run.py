"""Train and publish a run. Imports TensorFlow, so only the worker imports this."""

import time

_import_started = time.perf_counter()

import platform  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from dataclasses import dataclass, replace  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from importlib.metadata import version  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, Final  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from core.data.datasets import Dataset  # noqa: E402
from core.data.digits import NUM_CLASSES, DigitSet  # noqa: E402
from core.model import networks, training  # noqa: E402
from core.model.epoch_predictions import EpochPredictions, EpochRecorder  # noqa: E402
from core.model.recipes import Recipe, run_id  # noqa: E402
from core.model.scoring import Scorer  # noqa: E402
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
from core.store.staging import staging  # noqa: E402
from core.work.calibrating import fit_held_out, soften  # noqa: E402
from core.work.catalogue import list_shared_test_sets  # noqa: E402
from core.work.teachers import train_teachers  # noqa: E402
from core.work.training_progress import ProgressReporter, ReportEvent  # noqa: E402

IMPORT_SECONDS: Final = time.perf_counter() - _import_started
NUM_FOLDS: Final = 5
_LIBRARIES: Final = ("tensorflow", "keras", "ai-edge-litert", "numpy", "scikit-learn")
# Large enough that the seeds of members and folds never coincide.
_MEMBER_SEED_STEP: Final = 1000


def train_run(
    recipe: Recipe,
    dataset: Dataset,
    *,
    report: ReportEvent = lambda _: None,
    root: Path | None = None,
    teachers: Path | None = None,
) -> RunRecord:
    """Train a run, evaluate it on every stored test set, and publish it.

    A data set without a test set is evaluated by cross-validation: the kept network is
    trained on everything, and five more predict one contiguous block each that they
    were not trained on.

    The recipe is already adapted to small data where that applies. ``root`` is the data
    folder to publish to, by default that of the user. ``teachers`` is a folder that
    keeps the teachers of a distilled network, so that an interrupted call is continued.
    """
    small = dataset.test is None
    reporter = ProgressReporter.of_recipe(
        report, recipe, folds=NUM_FOLDS if small else 0
    )
    own = {dataset.train.images_id} if small else set()
    recorder = EpochRecorder(_test_images(own), training.predict)
    trained = _train(recipe, dataset.train, None, reporter, recorder, teachers)
    history, predictions, epochs = trained.history, {}, recorder.predictions()
    if small:
        cross_validated = _cross_validate(recipe, dataset.train, trained, reporter)
        history = cross_validated.history
        predictions[dataset.train.images_id] = cross_validated.probabilities
        epochs[dataset.train.images_id] = cross_validated.epochs

    report(Event(phase=Phase.SAVING))
    softened = soften(recipe, dataset, trained.model)
    with staging(data_folder()) as models:
        networks.save_network(trained.model, models / KERAS_FILE)
        networks.export_litert(trained.model, models / LITERT_FILE)
        predictions |= _predict_test_sets(models / LITERT_FILE, set(predictions))
        content = RunContent(
            metadata={
                **_run_metadata(recipe, dataset, trained),
                "softened": softened,
                "temperature": fit_held_out(recipe, dataset, models / LITERT_FILE),
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
    reporter: ProgressReporter,
    recorder: EpochRecorder,
    teachers: Path | None = None,
) -> training.TrainingResult:
    """Train all members of a run, and before them their teachers, and combine them.

    The history is the mean of the members' histories, the durations are sums.
    """
    teacher, teaching_seconds = None, 0.0
    if recipe.teachers:
        teacher, teaching_seconds = train_teachers(
            recipe, digits, reporter.next_network, teachers
        )
    trained = []
    for number in range(recipe.members):
        report = reporter.next_network()
        trained.append(
            training.train(
                replace(recipe, seed=recipe.seed + _MEMBER_SEED_STEP * number),
                digits,
                validation_digits=validation_digits,
                teacher=teacher,
                report=report,
                after_epoch=recorder.next_network_callback(),
            )
        )
    return training.TrainingResult(
        model=networks.build_ensemble([each.model for each in trained]),
        history=_mean_history([each.history for each in trained]),
        tracing_seconds=sum(each.tracing_seconds for each in trained),
        seconds=teaching_seconds + sum(each.seconds for each in trained),
    )


def _mean_history(histories: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the mean of each epoch; durations are added."""
    seconds = sum(each["seconds"] for each in histories)
    mean = sum(histories[1:], start=histories[0]) / len(histories)
    return mean.assign(seconds=seconds, epoch=histories[0]["epoch"])


def _predict_test_sets(model: Path, known: set[str]) -> dict[str, NDArray[np.float32]]:
    """Predict with the exported network, which is the one that users see."""
    scorer, images = Scorer(model), _test_images(known)
    return {name: scorer.probabilities(each) for name, each in images.items()}


def _test_images(known: set[str]) -> dict[str, NDArray[np.uint8]]:
    """Load the images of every stored test set by its id, without the known ones."""
    return {
        record.id: load_digits(record).images
        for record in list_shared_test_sets()
        if record.has_images and record.id not in known
    }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _CrossValidation:
    """Predictions for a small data set, each by networks not trained on its block.

    The validation columns of the history are the means over the blocks.
    """

    history: pd.DataFrame
    probabilities: NDArray[np.float32]
    epochs: EpochPredictions


def _cross_validate(
    recipe: Recipe,
    digits: DigitSet,
    kept: training.TrainingResult,
    reporter: ProgressReporter,
) -> _CrossValidation:
    probabilities = np.empty((len(digits), NUM_CLASSES), np.float32)
    validations, blocks = [], []
    for number, block in enumerate(np.array_split(np.arange(len(digits)), NUM_FOLDS)):
        others = np.setdiff1d(np.arange(len(digits)), block)
        held_out = digits.take(block)
        recorder = EpochRecorder({"block": held_out.images}, training.predict)
        fold = _train(
            replace(recipe, seed=recipe.seed + number + 1),
            digits.take(others),
            held_out,
            reporter,
            recorder,
        )
        blocks.append(recorder.predictions()["block"])
        probabilities[block] = training.predict(fold.model, held_out.images)
        validations.append(fold.history[["val_loss", "val_accuracy"]])
    means = sum(validations[1:], start=validations[0]) / NUM_FOLDS
    return _CrossValidation(
        history=kept.history.assign(**{str(name): means[name] for name in means}),
        probabilities=probabilities,
        epochs=EpochPredictions.concat(blocks),
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
