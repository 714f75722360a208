"""Train and publish a run. Imports TensorFlow, so only the worker imports this."""

import time

_import_started = time.perf_counter()

import platform  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from importlib.metadata import version  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, Final  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from core.data.datasets import Dataset  # noqa: E402
from core.model import networks  # noqa: E402
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
from core.work.network_training import join_networks, train_part  # noqa: E402
from core.work.parts import (  # noqa: E402
    FOLD,
    JoinedTraining,
    divide_images,
    divide_training,
    join_training,
)
from core.work.places import Here, Place, Task, do_parts  # noqa: E402
from core.work.training_progress import ProgressReporter, ReportEvent  # noqa: E402

IMPORT_SECONDS: Final = time.perf_counter() - _import_started
NUM_FOLDS: Final = 5
_LIBRARIES: Final = ("tensorflow", "keras", "ai-edge-litert", "numpy", "scikit-learn")


def train_run(
    recipe: Recipe,
    dataset: Dataset,
    *,
    report: ReportEvent = lambda _: None,
    root: Path | None = None,
    parts_folder: Path | None = None,
    place: Place | None = None,
) -> RunRecord:
    """Train a run, evaluate it on every stored test set, and publish it.

    A data set without a test set is evaluated by cross-validation: the kept network is
    trained on everything, and five more predict one contiguous block each that they
    were not trained on.

    The recipe is already adapted to small data where that applies. ``root`` is the data
    folder to publish to, by default that of the user. ``parts_folder`` keeps each
    network as soon as it is trained, so that an interrupted call is resumed. ``place``
    is where networks are trained, by default this process.
    """
    digits = dataset.train
    small = dataset.test is None
    images = _test_images({digits.images_id} if small else set())
    folds = divide_images(len(digits), NUM_FOLDS) if small else []
    parts = divide_training(recipe, dataset.fingerprint, folds, list(images))
    place = place or Here(train_part)
    reporter = ProgressReporter(report, parts, place)

    results = do_parts(
        Task(kind="run", digits=digits, images=images),
        parts,
        place,
        folder=parts_folder,
        report=reporter.report,
        on_stored=reporter.report_stored,
    )
    joined = join_training(parts, results, len(digits))
    members = [
        result
        for part, result in zip(parts, results, strict=True)
        if part.role == "member" and part.fold is None
    ]
    model = join_networks(recipe.network, members)
    predictions, epochs = {}, dict(joined.epochs)
    if joined.probabilities is not None:
        predictions[digits.images_id] = joined.probabilities
        epochs[digits.images_id] = epochs.pop(FOLD)

    report(Event(phase=Phase.SAVING))
    softened = soften(recipe, dataset, model)
    with staging(data_folder()) as models:
        networks.save_network(model, models / KERAS_FILE)
        networks.export_litert(model, models / LITERT_FILE)
        predictions |= _predict_test_sets(models / LITERT_FILE, set(predictions))
        content = RunContent(
            metadata={
                **_run_metadata(recipe, dataset, joined),
                "softened": softened,
                "temperature": fit_held_out(recipe, dataset, models / LITERT_FILE),
            },
            recipe=recipe,
            history=joined.history,
            layers=pd.DataFrame(networks.describe_layers(model)),
            predictions=predictions,
            models=models,
            epochs=epochs,
        )
        return save_run(content, root=root)


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


def _run_metadata(
    recipe: Recipe, dataset: Dataset, trained: JoinedTraining
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
