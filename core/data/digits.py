"""Digit sets: images, labels and names, aligned by position."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NUM_CLASSES = 10
IMAGE_SHAPE = (28, 28)
BOX_SIDE = 20
"""MNIST scales the ink to fit a box of this side, in pixels."""
CENTRE_INDEX = 14
"""Index of the centre of mass of MNIST's digits, in both directions."""
UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DigitSet:
    """Framed images with their labels and names, aligned by position.

    The constructor checks all fields and makes the arrays read-only, so that a set can
    be shared. To compare contents, compare `images_id` or `fingerprint`.

    Attributes:
        source: Origin of the digits, such as ``mnist-test`` or ``built-in``.
        images: uint8, shape (n, 28, 28), 0 for paper and 255 for full ink.
        labels: int8, shape (n,), -1 for an image without a label.

    Raises:
        ValueError: The fields are not aligned, or a label is not a digit.
    """

    source: str
    images: NDArray[np.uint8]
    labels: NDArray[np.int8]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        n = len(self.labels)
        if self.images.shape != (n, *IMAGE_SHAPE) or len(self.names) != n:
            raise ValueError(
                f"{n} labels need {n} images of {IMAGE_SHAPE} and {n} names, "
                f"got images of shape {self.images.shape} and {len(self.names)} names"
            )
        if self.images.dtype != np.uint8 or self.labels.dtype != np.int8:
            raise ValueError(
                f"images must be uint8 and labels int8, "
                f"got {self.images.dtype} and {self.labels.dtype}"
            )
        check_labels(self.labels)
        self.images.setflags(write=False)
        self.labels.setflags(write=False)

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, positions: NDArray[np.int64]) -> "DigitSet":
        """Return the digits at some positions, int64 of shape (m,), in that order."""
        return DigitSet(
            source=self.source,
            images=self.images[positions],
            labels=self.labels[positions],
            names=tuple(self.names[position] for position in positions),
        )

    @property
    def images_id(self) -> str:
        """Return the id of the images without labels: 16 hex digits of a SHA-256."""
        return images_id(self.images)

    def fingerprint(self) -> str:
        """Return the SHA-256 of images and labels together, in hex."""
        digest = hashlib.sha256(np.ascontiguousarray(self.images).data)
        digest.update(np.ascontiguousarray(self.labels).data)
        return digest.hexdigest()


def check_labels(labels: NDArray[np.int8]) -> None:
    """Raise a ValueError if a label is outside -1 to 9."""
    if len(labels) and not UNKNOWN <= labels.min() <= labels.max() < NUM_CLASSES:
        raise ValueError(
            f"labels must be digits 0 to {NUM_CLASSES - 1}, or {UNKNOWN}, "
            f"but range from {labels.min()} to {labels.max()}"
        )


def images_id(images: NDArray[np.uint8]) -> str:
    """Return the id of images, uint8 (n, 28, 28): 16 hex digits of a SHA-256."""
    return hashlib.sha256(np.ascontiguousarray(images).data).hexdigest()[:16]
