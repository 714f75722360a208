"""The networks, in Keras, and their export for scoring without TensorFlow."""

import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras

from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.model.recipes import NetworkName

# The layer whose output stands for what the network sees in an image.
FEATURES_LAYER = "features"


def build_network(name: NetworkName) -> keras.Model:
    """Build an untrained network.

    Returns:
        A model from float32 images of shape (n, 28, 28, 1), 0 to 1, to probabilities
        of shape (n, 10). Its layer `FEATURES_LAYER` is the last before the decision.
    """
    image = keras.Input((*IMAGE_SHAPE, 1), name="image")
    features = _BODIES[name](image)
    return keras.Model(image, _decision("probabilities")(features), name=name)


def _decision(name: str) -> keras.Layer:
    return keras.layers.Dense(NUM_CLASSES, activation="softmax", name=name)


def _notebook_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack the notebook's layers: with the decision, 242,062 parameters."""
    layers = keras.layers
    x = layers.Conv2D(16, 5, padding="same", activation="relu")(image)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(36, 5, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu", name=FEATURES_LAYER)(x)
    return layers.Dropout(0.5)(x)


def _strided_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack few multiplications: the first filters look at every second place only.

    With the decision, 166,658 parameters. To look everywhere and pool, as the network
    ``fast`` of earlier runs did, takes almost twice as long.
    """
    layers = keras.layers
    x = layers.Conv2D(24, 5, strides=2, use_bias=False)(image)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(48, 3, use_bias=False)(x)
    x = layers.MaxPooling2D()(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.Activation("relu", name=FEATURES_LAYER)(x)


def _accurate_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack one more convolution: with the decision, 189,610 parameters."""
    layers = keras.layers
    x = layers.Conv2D(32, 5, use_bias=False)(image)
    x = layers.MaxPooling2D()(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    for _ in range(2):
        x = layers.Conv2D(64, 3, use_bias=False)(x)
        x = layers.BatchNormalization(momentum=0.9)(x)
        x = layers.Activation("relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.Activation("relu", name=FEATURES_LAYER)(x)


_BODIES = {
    "notebook": _notebook_body,
    "strided": _strided_body,
    "accurate": _accurate_body,
}


def build_ensemble(members: Sequence[keras.Model]) -> keras.Model:
    """Join trained networks into one that averages their probabilities.

    Returns:
        A model as `build_network` makes them. What it sees in an image is what its
        members see in it, side by side.
    """
    if len(members) == 1:
        return members[0]
    image = keras.Input((*IMAGE_SHAPE, 1), name="image")
    member_features = [
        keras.Model(
            member.inputs,
            member.get_layer(FEATURES_LAYER).output,
            name=f"network_{number}",
        )(image)
        for number, member in enumerate(members, 1)
    ]
    features = keras.layers.Concatenate(name=FEATURES_LAYER)(member_features)
    member_outputs, start = [], 0
    for number, each in enumerate(member_features, 1):
        end = start + each.shape[-1]
        member_outputs.append(_decision(f"decision_{number}")(features[:, start:end]))
        start = end
    joined = keras.Model(
        image, keras.layers.Average(name="probabilities")(member_outputs)
    )
    for number, member in enumerate(members, 1):
        weights = member.get_layer("probabilities").get_weights()
        joined.get_layer(f"decision_{number}").set_weights(weights)
    return joined


def describe_layers(model: keras.Model) -> list[dict[str, str | int]]:
    """List the layers: ``layer``, ``kind``, ``output`` shape, ``parameters``.

    Networks that vote are a layer each.
    """
    return [
        {
            "layer": layer.name,
            "kind": type(layer).__name__,
            "output": " × ".join(str(size) for size in layer.output.shape[1:]),
            "parameters": layer.count_params(),
        }
        for layer in model.layers
    ]


def save_network(model: keras.Model, path: Path) -> None:
    """Write the network to a ``.keras`` file, without optimiser or training state."""
    keras.Model(model.inputs, model.outputs, name=model.name).save(path)


def export_litert(model: keras.Model, path: Path) -> None:
    """Write the network to a ``.tflite`` file with two outputs.

    The outputs are named ``probabilities``, float32 (n, 10), and ``features``, float32
    (n, k): what `core.model.scoring.Scorer` reads.
    """
    both = keras.Model(
        model.inputs,
        {
            "probabilities": model.outputs[0],
            FEATURES_LAYER: model.get_layer(FEATURES_LAYER).output,
        },
    )
    both.export(path, format="litert", verbose=False)
