"""Scoring framed images with a trained network, without TensorFlow."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE, NUM_CLASSES

_BATCH: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class NetworkOutput:
    """The output of a network for images.

    Attributes:
        probabilities: float32, shape (n, 10), rows sum to 1.
        features: float32, shape (n, k), the input of the output layer.
    """

    probabilities: NDArray[np.float32]
    features: NDArray[np.float32]


class Scorer:
    """A trained network; threads may share it, and score one after the other.

    Args:
        network: A file of `core.model.networks.export_litert`, or its content.
        num_threads: Number of threads for one score.
    """

    def __init__(self, network: Path | bytes, num_threads: int = 2) -> None:
        # The content, because another process may replace or move the file.
        content = network if isinstance(network, bytes) else network.read_bytes()
        self._interpreter = Interpreter(model_content=content, num_threads=num_threads)
        self._input = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_signature_runner().get_output_details()
        self._outputs = {name: output["index"] for name, output in outputs.items()}
        self._batch = 0
        self._lock = threading.Lock()

    def score(self, images: NDArray[np.uint8]) -> NetworkOutput:
        """Score framed images, uint8, shape (n, 28, 28).

        Raises:
            ValueError: The images have another shape or type.
        """
        parts = [*self._iter_batches(images)]
        if not parts:
            none = np.empty((0, 0), np.float32)
            return NetworkOutput(np.empty((0, NUM_CLASSES), np.float32), none)
        return NetworkOutput(
            np.concatenate([part["probabilities"] for part in parts]),
            np.concatenate([part["features"] for part in parts]),
        )

    def probabilities(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the probabilities of `score` without its features, which are large."""
        none = np.empty((0, NUM_CLASSES), np.float32)
        parts = [part["probabilities"] for part in self._iter_batches(images)]
        return np.concatenate([none, *parts])

    def _iter_batches(
        self, images: NDArray[np.uint8]
    ) -> Iterator[dict[str, NDArray[np.float32]]]:
        if images.shape[1:] != IMAGE_SHAPE or images.dtype != np.uint8:
            raise ValueError(
                f"images must be uint8 of shape (n, 28, 28), "
                f"got {images.dtype} {images.shape}"
            )
        for start in range(0, len(images), _BATCH):
            yield self._score_batch(images[start : start + _BATCH])

    def _score_batch(self, images: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        values = images[..., np.newaxis].astype(np.float32) / np.float32(255)
        with self._lock:
            # Allocating takes longer than scoring.
            if len(values) != self._batch:
                self._interpreter.resize_tensor_input(self._input, values.shape)
                self._interpreter.allocate_tensors()
                self._batch = len(values)
            self._interpreter.set_tensor(self._input, values)
            self._interpreter.invoke()
            return {
                name: self._interpreter.get_tensor(index)
                for name, index in self._outputs.items()
            }
