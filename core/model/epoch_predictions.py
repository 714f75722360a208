"""The predictions of a network after each epoch of its training, in compact form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EpochPredictions:
    """Prediction and confidence for each image after each epoch.

    Attributes:
        predictions: Most probable digit, int8, shape (epochs, n). Ties go to the lower
            digit.
        percent: Its probability in percent, int8, shape (epochs, n), 0 to 100, rounded
            to the nearest integer: 100 means at least 99.5.

    Raises:
        ValueError: The arrays are not aligned, or of another type.
    """

    predictions: NDArray[np.int8]
    percent: NDArray[np.int8]

    def __post_init__(self) -> None:
        shape = self.predictions.shape
        is_aligned = len(shape) == 2 and self.percent.shape == shape
        is_int8 = self.predictions.dtype == self.percent.dtype == np.int8
        if not (is_aligned and is_int8):
            raise ValueError(
                f"predictions and percent must be int8 of one shape (epochs, n), "
                f"got {shape} and {self.percent.shape}"
            )

    @classmethod
    def from_probabilities(cls, probabilities: Sequence[NDArray[np.float32]]) -> Self:
        """Build from the probabilities after each epoch, float32 of shape (n, 10)."""
        digits = np.stack([epoch.argmax(axis=1) for epoch in probabilities])
        confidence = np.stack([epoch.max(axis=1) for epoch in probabilities])
        return cls(
            predictions=digits.astype(np.int8),
            # A float32 softmax may slightly exceed 1.
            percent=np.rint(100 * np.minimum(confidence, 1)).astype(np.int8),
        )

    @classmethod
    def concat(cls, blocks: Sequence["EpochPredictions"]) -> Self:
        """Concatenate blocks of images over the same epochs."""
        return cls(
            predictions=np.concatenate([block.predictions for block in blocks], axis=1),
            percent=np.concatenate([block.percent for block in blocks], axis=1),
        )


class EpochRecorder:
    """Records the probabilities of a network after each epoch.

    The images to predict are uint8 of shape (n, 28, 28), by name.
    """

    def __init__(
        self,
        images: Mapping[str, NDArray[np.uint8]],
        predict: Callable[[Any, NDArray[np.uint8]], NDArray[np.float32]],
    ) -> None:
        self._images = images
        self._predict = predict
        self._epochs: dict[str, list[NDArray[np.float32]]] = {
            name: [] for name in images
        }

    def record(self, network: Any) -> None:
        """Record what a network predicts after the next epoch."""
        for name, images in self._images.items():
            self._epochs[name].append(self._predict(network, images))

    def probabilities(self) -> dict[str, NDArray[np.float32]]:
        """Return the probabilities, float32 of shape (epochs, n, 10), by name."""
        return {name: np.stack(epochs) for name, epochs in self._epochs.items()}
