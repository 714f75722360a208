"""Augmenting training images, a whole batch in one operation."""

import math
from collections.abc import Callable

import tensorflow as tf

from core.model.recipes import Augmentation


def augment(images: tf.Tensor, settings: Augmentation, seed: tf.Tensor) -> tf.Tensor:
    """Transform each image of a batch by random amounts of its own.

    First, strokes become thicker or thinner. Then one affine map is applied per image,
    with one bilinear resampling for the whole batch. Images are float32, shape (n,
    height, width, 1); pixels from outside are paper, 0. The seed is two integers.
    """
    n, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]
    drawn = tf.random.stateless_uniform((5, n), seed, -1.0, 1.0)
    angle = drawn[0] * math.radians(settings.rotation)
    zoom_x, zoom_y = 1 + drawn[1] * settings.zoom, 1 + drawn[2] * settings.zoom
    shift_x = drawn[3] * settings.shift * width
    shift_y = drawn[4] * settings.shift * height

    slide = tf.zeros_like(angle)
    if settings.shear or settings.thickness:
        more = tf.random.stateless_uniform((2, n), seed + 1, -1.0, 1.0)
        slide = more[0] * settings.shear
        images = _change_thickness(images, more[1] * settings.thickness)

    # The map is from a point of the result to the point of the source, relative to the
    # centre of the image: [a b c; d e f], with a last row of 0 0 1.
    a, b = zoom_x * tf.cos(angle), -zoom_x * tf.sin(angle)
    d, e = zoom_y * tf.sin(angle), zoom_y * tf.cos(angle)
    b, e = b + slide * a, e + slide * d
    centre_x, centre_y = (width - 1) / 2, (height - 1) / 2
    c = centre_x - a * centre_x - b * centre_y + shift_x
    f = centre_y - d * centre_x - e * centre_y + shift_y
    nothing = tf.zeros_like(a)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=tf.stack([a, b, c, d, e, f, nothing, nothing], axis=1),
        output_shape=(height, width),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )


def _change_thickness(images: tf.Tensor, amounts: tf.Tensor) -> tf.Tensor:
    """Extend or shrink strokes by a share of a pixel, one share per image."""
    amounts = amounts[:, tf.newaxis, tf.newaxis, tf.newaxis]
    most = _pool_3x3(images, tf.maximum, 0.0)
    least = _pool_3x3(images, tf.minimum, 255.0)
    grown = images + tf.nn.relu(amounts) * (most - images)
    return grown + tf.nn.relu(-amounts) * (least - images)


def _pool_3x3(
    images: tf.Tensor, pick: Callable[[tf.Tensor, tf.Tensor], tf.Tensor], edge: float
) -> tf.Tensor:
    """Reduce the 3x3 pixels around each pixel to one; pooling takes 5 times longer.

    `pick` returns one of two tensors, and never the value `edge` outside the images.
    """
    rows = tf.pad(images, [[0, 0], [1, 1], [0, 0], [0, 0]], constant_values=edge)
    images = pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    columns = tf.pad(images, [[0, 0], [0, 0], [1, 1], [0, 0]], constant_values=edge)
    return pick(pick(columns[:, :, :-2], columns[:, :, 1:-1]), columns[:, :, 2:])
