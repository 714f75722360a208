"""What a network predicts after every epoch of its training, kept short."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

_INT8: Final = np.dtype(np.int8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EpochPredictions:
    """The digit that each image was read as after every epoch, and how surely.

    Attributes:
        predictions: Most probable digit, int8, shape (epochs, n). Ties go to the lower
            digit.
        percent: Its probability in percent, int8, shape (epochs, n), 0 to 100, to the
            nearest whole number; so 100 means at least 99.5.

    Raises:
        ValueError: The arrays are not aligned, or of another type.
    """

    predictions: NDArray[np.int8]
    percent: NDArray[np.int8]

    def __post_init__(self) -> None:
        shape = self.predictions.shape
        is_aligned = len(shape) == 2 and self.percent.shape == shape
        if not is_aligned or {self.predictions.dtype, self.percent.dtype} != {_INT8}:
            raise ValueError(
                f"predictions and percent must be int8 of one shape (epochs, n), "
                f"got {shape} and {self.percent.shape}"
            )

    @classmethod
    def from_probabilities(cls, probabilities: Sequence[NDArray[np.float32]]) -> Self:
        """Shorten the probabilities after each epoch, float32 of shape (n, 10)."""
        digits = np.stack([each.argmax(axis=1) for each in probabilities])
        sure = np.stack([each.max(axis=1) for each in probabilities])
        return cls(
            predictions=digits.astype(np.int8),
            # A float32 softmax may return a little over 1.
            percent=np.rint(100 * np.minimum(sure, 1)).astype(np.int8),
        )

    @classmethod
    def concat(cls, blocks: Sequence["EpochPredictions"]) -> Self:
        """Put blocks of images one after the other, each over the same epochs."""
        return cls(
            predictions=np.concatenate([each.predictions for each in blocks], axis=1),
            percent=np.concatenate([each.percent for each in blocks], axis=1),
        )


class EpochRecorder:
    """Collects what the networks of one run predict after every epoch; they vote.

    Args:
        images: What to predict: uint8 of shape (n, 28, 28), by name.
        predict: Scores images with a network: float32, shape (n, 10).
    """

    def __init__(
        self,
        images: Mapping[str, NDArray[np.uint8]],
        predict: Callable[[Any, NDArray[np.uint8]], NDArray[np.float32]],
    ) -> None:
        self._images = images
        self._predict = predict
        # Probabilities added up over the networks, an array for every epoch.
        self._sums: dict[str, list[NDArray[np.float32]]] = {name: [] for name in images}
        self._networks = 0

    def next_network_callback(self) -> Callable[[Any], None]:
        """Return what is called with the next network after each of its epochs."""
        self._networks += 1
        is_first, epoch = self._networks == 1, 0

        def record(network: Any) -> None:
            nonlocal epoch
            for name, images in self._images.items():
                probabilities = self._predict(network, images)
                if is_first:
                    self._sums[name].append(probabilities)
                else:
                    self._sums[name][epoch] += probabilities
            epoch += 1

        return record

    def predictions(self) -> dict[str, EpochPredictions]:
        """Average the probabilities of all networks after the same epoch."""
        share = np.float32(1 / self._networks)
        return {
            name: EpochPredictions.from_probabilities([share * each for each in sums])
            for name, sums in self._sums.items()
        }
