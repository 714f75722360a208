"""Distillation: a small network learns the probabilities of an ensemble.

Source: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015,
section 2, at temperature 1. https://arxiv.org/abs/1503.02531
"""

from typing import Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.data.digit_damage import damage_digit
from core.data.digits import NUM_CLASSES
from core.model.augmentation import augment
from core.model.recipes import Recipe

NUM_COPIES: Final = 8
"""Augmented copies of each image, which the teachers read once."""
DAMAGED_SHARE: Final = 0.2
_BATCH: Final = 1000


def distil(
    recipe: Recipe,
    teacher: keras.Model,
    images: NDArray[np.uint8],
    targets: NDArray[np.float32],
    num_taught: int,
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return augmented copies of images, and the probabilities to learn.

    The teacher reads the copies of the first `num_taught` images; those of the others,
    which are drawn, keep their `targets`, because a teacher confuses styles that few of
    its images have. Some copies are damaged after they are read. Both results have
    `NUM_COPIES` rows for each image: uint8, shape (m, 28, 28), and float32, (m, 10).
    """

    def read(pixels: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        if recipe.augmentation is not None:
            pixels = augment(pixels, recipe.augmentation, seed)
        pixels = tf.round(pixels)
        return pixels[..., 0], teacher(pixels / 255, training=False)

    compiled = tf.function(read)
    copies = np.empty((NUM_COPIES, *images.shape), np.uint8)
    learned = np.tile(targets, (NUM_COPIES, 1, 1))
    rng = np.random.default_rng([recipe.seed, NUM_COPIES])
    for number in range(NUM_COPIES):
        for start in range(0, len(images), _BATCH):
            part = slice(start, start + _BATCH)
            pixels = tf.cast(images[part, ..., np.newaxis], tf.float32)
            seed = tf.constant([recipe.seed * NUM_COPIES + number, start])
            copied, probabilities = compiled(pixels, seed)
            copies[number, part] = copied.numpy().clip(0, 255)
            taught = max(0, min(len(copied), num_taught - start))
            learned[number, start : start + taught] = probabilities[:taught].numpy()
        for row in np.flatnonzero(rng.random(len(images)) < DAMAGED_SHARE):
            if copies[number, row].any():
                copies[number, row] = damage_digit(copies[number, row], rng)
    return copies.reshape(-1, *images.shape[1:]), learned.reshape(-1, NUM_CLASSES)
