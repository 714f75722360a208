"""The networks, in Keras, and their export for scoring without TensorFlow."""

import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras

from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.model.recipes import NetworkName

# The layer that outputs the features of an image.
FEATURES_LAYER = "features"


def build_network(name: NetworkName) -> keras.Model:
    """Build an untrained network.

    It maps float32 images of shape (n, 28, 28, 1), 0 to 1, to probabilities of shape
    (n, 10). Its layer `FEATURES_LAYER` is the last before the output.
    """
    image = keras.Input((*IMAGE_SHAPE, 1), name="image")
    features = _BODIES[name](image)
    return keras.Model(image, _decision("probabilities")(features), name=name)


def _decision(name: str) -> keras.Layer:
    return keras.layers.Dense(NUM_CLASSES, activation="softmax", name=name)


def _notebook_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack the notebook's layers: with the output layer, 242,062 parameters."""
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
    """Stack layers with few multiplications: the first convolution has stride 2.

    With the output layer, 166,658 parameters. Stride 1 and pooling, as in the network
    ``fast`` of earlier runs, takes almost twice as long.
    """
    layers = keras.layers
    x = _normalised_relu(layers.Conv2D(24, 5, strides=2, use_bias=False)(image))
    x = layers.Conv2D(48, 3, use_bias=False)(x)
    x = _normalised_relu(layers.MaxPooling2D()(x))
    x = layers.Dense(128, use_bias=False)(layers.Flatten()(x))
    return _normalised_relu(x, name=FEATURES_LAYER)


def _compact_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack one more convolution: with the output layer, 172,034 parameters."""
    layers = keras.layers
    x = _normalised_relu(layers.Conv2D(24, 5, strides=2, use_bias=False)(image))
    for width in (48, 64):
        x = _normalised_relu(layers.Conv2D(width, 3, use_bias=False)(x))
    x = layers.MaxPooling2D()(x)
    x = layers.Dense(128, use_bias=False)(layers.Flatten()(x))
    return _normalised_relu(x, name=FEATURES_LAYER)


def _accurate_body(image: keras.KerasTensor) -> keras.KerasTensor:
    """Stack one more convolution: with the output layer, 189,610 parameters."""
    layers = keras.layers
    x = layers.Conv2D(32, 5, use_bias=False)(image)
    x = _normalised_relu(layers.MaxPooling2D()(x))
    for _ in range(2):
        x = _normalised_relu(layers.Conv2D(64, 3, use_bias=False)(x))
    x = layers.MaxPooling2D()(x)
    x = layers.Dense(128, use_bias=False)(layers.Flatten()(x))
    return _normalised_relu(x, name=FEATURES_LAYER)


def _normalised_relu(
    x: keras.KerasTensor, name: str | None = None
) -> keras.KerasTensor:
    x = keras.layers.BatchNormalization(momentum=0.9)(x)
    return keras.layers.Activation("relu", name=name)(x)


_BODIES = {
    "notebook": _notebook_body,
    "strided": _strided_body,
    "compact": _compact_body,
    "accurate": _accurate_body,
}


def build_ensemble(members: Sequence[keras.Model]) -> keras.Model:
    """Build one network that averages the probabilities of trained networks.

    Its features are those of its members, concatenated.
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
    for number, part in enumerate(member_features, 1):
        end = start + part.shape[-1]
        member_outputs.append(_decision(f"decision_{number}")(features[:, start:end]))
        start = end
    joined = keras.Model(
        image, keras.layers.Average(name="probabilities")(member_outputs)
    )
    for number, member in enumerate(members, 1):
        weights = member.get_layer("probabilities").get_weights()
        joined.get_layer(f"decision_{number}").set_weights(weights)
    return joined


def soften(model: keras.Model, temperature: float) -> None:
    """Divide the logits of a network, or of each member of an ensemble.

    Its predictions stay the same; above 1, they become less confident.
    """
    for layer in model.layers:
        if getattr(layer, "activation", None) is keras.activations.softmax:
            layer.set_weights([each / temperature for each in layer.get_weights()])


def describe_layers(model: keras.Model) -> list[dict[str, str | int]]:
    """List the layers: ``layer``, ``kind``, ``output`` shape, ``parameters``.

    Each member of an ensemble is one layer.
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

    `core.model.scoring.Scorer` reads the outputs: ``probabilities``, float32 (n, 10),
    and ``features``, float32 (n, k).
    """
    both = keras.Model(
        model.inputs,
        {
            "probabilities": model.outputs[0],
            FEATURES_LAYER: model.get_layer(FEATURES_LAYER).output,
        },
    )
    both.export(path, format="litert", verbose=False)
