"""Data sets: a train and a test digit set."""

import hashlib
from dataclasses import dataclass

import numpy as np

from core.data.digits import DigitSet
from core.data.framing import frame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """Digits to train and to test a network with.

    Attributes:
        name: Id of the data set in code and on the command line, such as ``mnist``.
        test: None for small data, which is evaluated out of fold: every image of
            `train` by a network that was trained without it.
    """

    name: str
    train: DigitSet
    test: DigitSet | None = None

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of images and labels of both sets together, in hex."""
        test = self.test.fingerprint() if self.test else "none"
        return hashlib.sha256(f"{self.train.fingerprint()} {test}".encode()).hexdigest()


def load_builtin_digits() -> Dataset:
    """Return the 1,797 handwritten digits of scikit-learn, framed.

    Each was scanned and reduced to 8x8 pixels of 17 levels. Digits of the same writer
    are adjacent.

    Source:
        Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
        Learning Repository, 1998, its test set. Creative Commons Attribution 4.0.
    """
    # Imported here because it takes more than a second.
    from sklearn.datasets import load_digits

    table = load_digits()
    pictures = np.rint(table.images * (255 / 16)).astype(np.uint8)
    train = DigitSet(
        source="built-in",
        images=np.stack([frame(picture).image for picture in pictures]),
        labels=table.target.astype(np.int8),
        names=tuple(f"built-in-{number:04d}" for number in range(len(pictures))),
    )
    return Dataset(name="built-in", train=train)
