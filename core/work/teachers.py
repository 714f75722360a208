"""Train the networks that teach a distilled one. Imports TensorFlow."""

from collections.abc import Callable
from pathlib import Path

import keras

from core.data.digits import DigitSet
from core.model import networks, training
from core.model.distillation import teacher_recipe
from core.model.recipes import Recipe


def train_teachers(
    recipe: Recipe,
    digits: DigitSet,
    next_report: Callable[[], training.ProgressCallback],
    folder: Path | None,
) -> tuple[keras.Model, float]:
    """Return the average of the teachers of a recipe, and the seconds of training.

    Args:
        recipe: The recipe of the distilled network.
        digits: Labelled digits that the network learns from as well.
        next_report: Returns the function to report the next teacher's progress with.
        folder: Keeps the weights of each teacher; those it has are not trained again.
    """
    teachers, seconds = [], 0.0
    for number in range(1, recipe.teachers + 1):
        taught, report = teacher_recipe(recipe, number), next_report()
        path = folder and folder / f"teacher-{number}.weights.h5"
        if path and path.exists():
            teacher = networks.build_network(taught.network)
            teacher.load_weights(path)
        else:
            trained = training.train(taught, digits, report=report)
            teacher, seconds = trained.model, seconds + trained.seconds
            if path:
                teacher.save_weights(path)
        teachers.append(teacher)
    return networks.build_ensemble(teachers), seconds
