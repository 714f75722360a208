"""What a network learns from: images and targets, drawn ones too, in batches."""

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from core.data.digits import NUM_CLASSES
from core.data.drawn_digits import draw_digits
from core.data.drawn_marks import draw_marks
from core.model.augmentation import augment
from core.model.recipes import Recipe


def split(
    recipe: Recipe, labels: NDArray[np.int8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the images to learn from and of those held out, int64.

    The split is that of scikit-learn's `train_test_split` with the recipe's
    `split_seed`.
    """
    positions = np.arange(len(labels))
    if recipe.validation == 0:
        return positions, positions[:0]
    return train_test_split(
        positions,
        test_size=recipe.validation,
        random_state=recipe.split_seed,
        stratify=labels if recipe.stratified else None,
    )


def as_targets(labels: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the probabilities to learn, float32 of shape (n, 10), from labels."""
    return np.eye(NUM_CLASSES, dtype=np.float32)[labels]


def add_drawn(
    recipe: Recipe, images: NDArray[np.uint8], targets: NDArray[np.float32]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return images and targets with the drawn digits and marks of a recipe.

    Every digit is equally probable for a mark.

    Source:
        Hendrycks, Mazeika and Dietterich, "Deep Anomaly Detection with Outlier
        Exposure", ICLR 2019, section 4.1.
    """
    drawn = draw_digits(round(recipe.drawn * len(images)), recipe.seed)
    marks = draw_marks(round(recipe.marks * len(images)), recipe.seed)
    uniform = np.full((len(marks), NUM_CLASSES), 1 / NUM_CLASSES, np.float32)
    return (
        np.concatenate([images, drawn.images, marks]),
        np.concatenate([targets, as_targets(drawn.labels), uniform]),
    )


def batches(
    recipe: Recipe, images: NDArray[np.uint8], targets: NDArray[np.float32]
) -> tf.data.Dataset:
    """Return one epoch: shuffled, augmented batches of images, 0 to 1, and targets.

    The images are uint8, shape (n, 28, 28), the targets float32, shape (n, 10).
    """
    all_images, all_targets = tf.constant(images), tf.constant(targets)

    def make_batch(
        positions: tf.Tensor, seed: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        pixels = tf.cast(tf.gather(all_images, positions), tf.float32)[..., tf.newaxis]
        if recipe.augmentation is not None:
            pixels = augment(pixels, recipe.augmentation, seed)
        return pixels / 255, tf.gather(all_targets, positions)

    positions = tf.data.Dataset.range(len(images)).shuffle(
        len(images), seed=recipe.seed, reshuffle_each_iteration=True
    )
    seeds = tf.data.Dataset.random(
        seed=recipe.seed, rerandomize_each_iteration=True
    ).batch(2)
    served = tf.data.Dataset.zip((positions.batch(recipe.batch_size), seeds))
    return served.map(make_batch, num_parallel_calls=2).prefetch(2)


def as_input(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return images as a network takes them: float32, (n, 28, 28, 1), 0 to 1."""
    return images[..., np.newaxis].astype(np.float32) / np.float32(255)
