"""Train one network as a part of a job. Imports TensorFlow."""

from collections.abc import Sequence
from dataclasses import replace

import keras
import numpy as np

from core.data.digits import DigitSet
from core.model import networks, training
from core.model.epoch_predictions import EpochRecorder
from core.model.progress import ProgressCallback
from core.model.recipes import NetworkName
from core.store.part_results import PartResult
from core.work.parts import FOLD, TEACHER, Part
from core.work.places import Task


def train_part(
    task: Task,
    part: Part,
    teachers: Sequence[PartResult],
    report: ProgressCallback,
) -> PartResult:
    """Train a part of a run or a jury; `teachers` are the results of its teachers."""
    if task.kind == "jury":
        return _train_jury_part(task, part, report)
    return _train_run_part(task, part, teachers, report)


def _train_run_part(
    task: Task,
    part: Part,
    teachers: Sequence[PartResult],
    report: ProgressCallback,
) -> PartResult:
    """Train a part of a run.

    A member reads images after every epoch: those of its fold, or else those of the
    task. Weights are returned where another part or the run needs them.
    """
    learned, fold = _split_off_fold(part, task.digits)
    is_teacher = part.role == "teacher"
    images = task.images if fold is None else {FOLD: fold.images}
    recorder = EpochRecorder({} if is_teacher else images, training.predict)
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


def _train_jury_part(task: Task, part: Part, report: ProgressCallback) -> PartResult:
    """Train a part of a jury, and read its fold or else the images of the task."""
    learned, fold = _split_off_fold(part, task.digits)
    trained = training.train(part.recipe, learned, report=report)
    (judged,) = task.images.values() if fold is None else (fold.images,)
    return PartResult(
        history=trained.history,
        tracing_seconds=trained.tracing_seconds,
        seconds=trained.seconds,
        read=training.predict(trained.model, judged),
    )


def _split_off_fold(part: Part, digits: DigitSet) -> tuple[DigitSet, DigitSet | None]:
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
