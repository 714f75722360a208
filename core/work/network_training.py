"""Train one network as a part of a job. Imports TensorFlow."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import keras
import numpy as np
from numpy.typing import NDArray

from core.data.digits import DigitSet
from core.model import networks, training
from core.model.epoch_predictions import EpochRecorder
from core.model.recipes import NetworkName
from core.store.part_results import PartResult
from core.work.parts import FOLD, TEACHER, Part


def train_run_part(
    part: Part,
    digits: DigitSet,
    images: Mapping[str, NDArray[np.uint8]],
    teachers: Sequence[PartResult],
    report: training.ProgressCallback,
) -> PartResult:
    """Train a part of a run on some digits.

    A member reads images after every epoch: those of its fold, or else `images`, uint8
    of shape (n, 28, 28) by name. The results of its teachers are `teachers`. Weights
    are returned where another part or the run needs them.
    """
    learned, fold = split_off_fold(part, digits)
    is_teacher = part.role == "teacher"
    if is_teacher:
        images = {}
    elif fold is not None:
        images = {FOLD: fold.images}
    recorder = EpochRecorder(images, training.predict)
    trained = training.train(
        part.recipe,
        learned,
        validation_digits=None if is_teacher else fold,
        teacher=join_networks(TEACHER.network, teachers) if teachers else None,
        report=report,
        after_epoch=recorder.record,
    )
    result = PartResult(
        history=trained.history,
        tracing_seconds=trained.tracing_seconds,
        seconds=trained.seconds,
        weights=trained.model.get_weights() if is_teacher or fold is None else (),
        epochs=recorder.probabilities(),
    )
    if fold is None or is_teacher:
        return result
    return replace(result, read=training.predict(trained.model, fold.images))


def train_jury_part(
    part: Part,
    digits: DigitSet,
    judged: NDArray[np.uint8],
    report: training.ProgressCallback,
) -> PartResult:
    """Train a part of a jury on some digits, and read its fold or the images to judge.

    `judged` is uint8, shape (n, 28, 28).
    """
    learned, fold = split_off_fold(part, digits)
    trained = training.train(part.recipe, learned, report=report)
    images = judged if fold is None else fold.images
    return PartResult(
        history=trained.history,
        tracing_seconds=trained.tracing_seconds,
        seconds=trained.seconds,
        read=training.predict(trained.model, images),
    )


def split_off_fold(part: Part, digits: DigitSet) -> tuple[DigitSet, DigitSet | None]:
    """Return the digits that a part learns from, and its fold if it has one."""
    if part.fold is None:
        return digits, None
    fold = np.arange(*part.fold)
    others = np.setdiff1d(np.arange(len(digits)), fold)
    return digits.take(others), digits.take(fold)


def join_networks(name: NetworkName, results: Sequence[PartResult]) -> keras.Model:
    """Build the network that averages the probabilities of trained ones of one kind."""
    models = []
    for result in results:
        model = networks.build_network(name)
        model.set_weights(result.weights)
        models.append(model)
    return networks.build_ensemble(models)
