"""MNIST: finding it, fetching it, reading it, and knowing it from anything else.

70,000 handwritten digits, 60,000 to train and 10,000 to test. Y. LeCun, C. Cortes and
C. J. C. Burges, "The MNIST database of handwritten digits", 1998, Creative Commons
Attribution-ShareAlike 3.0.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.datasets import Dataset
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES, DigitSet
from core.data.download import download
from core.data.files import MAX_FILE_BYTES
from core.data.packings import MNIST_SIZES, RawSplit, Split, read_raw_splits
from core.errors import DatasetError
from core.settings import Settings

MNIST_URL: Final = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
)
"""Where Keras fetches MNIST from, as one archive of arrays."""

MNIST_BYTES: Final = 11_490_434
"""Size of the file at `MNIST_URL`."""

MNIST_FINGERPRINTS: Final[Mapping[Split, str]] = {
    "train": "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b",
    "test": "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
}
"""`DigitSet.fingerprint` of the true MNIST, whatever it is packed in."""


def read_mnist(paths: Sequence[Path]) -> Dataset:
    """Read MNIST, in any packing, and make sure that it is MNIST.

    Args:
        paths: One ``mnist.npz`` as Keras has it, or the four IDX files, plain or
            gzipped, told apart by their content, in any order; or the folder of
            either, or one of the four, which brings the three beside it.

    Returns:
        The sets ``mnist-train`` and ``mnist-test`` in their published order, named
        like ``mnist-test-03850``.

    Raises:
        DatasetError: `mnist-no-files`, `mnist-files-missing`, `mnist-arrays-swapped`,
            `mnist-splits-swapped`, `mnist-counts-differ`, `mnist-wrong-shape`,
            `mnist-wrong-type`, `mnist-labels-outside`, `mnist-other-digits`, or what
            `read_npz` and `read_idx` raise.
        ValueError: There are no paths.
    """
    if not paths:
        raise ValueError("need at least one path")
    splits, place = read_raw_splits(paths)
    _check_splits(splits, place)
    train, test = (_digits(split, splits[split], place) for split in MNIST_SIZES)
    return Dataset(name="mnist", train=train, test=test)


def find_mnist(environment: Mapping[str, str], keras_home: Path) -> Path | None:
    """Find MNIST on this machine; return None if it is not here.

    Args:
        environment: ``MISREAD_MNIST`` names the file or folder. It is not checked here,
            so that a wrong path is an error when it is read. ``KERAS_HOME`` takes
            precedence over `keras_home`.
        keras_home: Keras's own folder, usually ``~/.keras``.
    """
    settings = Settings.from_environment(environment)
    if settings.mnist:
        return Path(settings.mnist)
    cached = Path(settings.keras_home or keras_home) / "datasets" / "mnist.npz"
    return cached if cached.is_file() else None


def download_mnist(
    url: str,
    target: Path,
    report: Callable[[int, int], None],
    timeout: float = 20.0,
) -> None:
    """Fetch ``mnist.npz`` into `target`, which appears only when it is complete.

    What was fetched is not MNIST before `read_mnist` says so.

    Args:
        url: Usually `MNIST_URL`; https, or http on this machine.
        target: The file to write, in a folder that exists.
        report: Called with the bytes so far and in total, 0 where the server does not
            say. Whatever it raises ends the download and leaves nothing behind.
        timeout: Longest silence of the server, in seconds.

    Raises:
        DatasetError: As `download`.
    """
    download(url, target, report, timeout=timeout, limit=MAX_FILE_BYTES)


def _check_splits(splits: Mapping[Split, RawSplit], place: Path) -> None:
    train, test = splits["train"], splits["test"]
    counts = {"train": _count(test.images), "test": _count(train.images)}
    if counts == MNIST_SIZES:
        raise DatasetError("mnist-splits-swapped", path=place)


def _digits(split: Split, raw_split: RawSplit, place: Path) -> DigitSet:
    _check_shapes(split, raw_split, place)
    if raw_split.images.dtype != np.uint8:
        raise DatasetError(
            "mnist-wrong-type",
            path=place,
            name=raw_split.images_name,
            found=raw_split.images.dtype,
        )
    low, high = int(raw_split.labels.min()), int(raw_split.labels.max())
    if low < 0 or high >= NUM_CLASSES:
        raise DatasetError(
            "mnist-labels-outside",
            path=place,
            name=raw_split.labels_name,
            low=low,
            high=high,
        )
    source = f"mnist-{split}"
    digits = DigitSet(
        source=source,
        images=np.ascontiguousarray(raw_split.images),
        labels=raw_split.labels.astype(np.int8),
        names=tuple(
            f"{source}-{number:05d}" for number in range(len(raw_split.labels))
        ),
    )
    if digits.fingerprint() != MNIST_FINGERPRINTS[split]:
        raise DatasetError("mnist-other-digits", path=place, name=raw_split.images_name)
    return digits


def _check_shapes(split: Split, raw_split: RawSplit, place: Path) -> None:
    if raw_split.images.ndim == 1 and raw_split.labels.ndim == 3:
        raise DatasetError(
            "mnist-arrays-swapped",
            path=place,
            images=raw_split.images_name,
            labels=raw_split.labels_name,
        )
    num_images, num_labels = _count(raw_split.images), _count(raw_split.labels)
    if num_images != num_labels:
        raise DatasetError(
            "mnist-counts-differ",
            path=place,
            images=raw_split.images_name,
            labels=raw_split.labels_name,
            num_images=num_images,
            num_labels=num_labels,
        )
    n = MNIST_SIZES[split]
    for name, array, expected in (
        (raw_split.images_name, raw_split.images, (n, *IMAGE_SHAPE)),
        (raw_split.labels_name, raw_split.labels, (n,)),
    ):
        if array.shape != expected:
            raise DatasetError(
                "mnist-wrong-shape",
                path=place,
                name=name,
                found=_sides(array.shape),
                expected=_sides(expected),
            )


def _count(array: NDArray[Any]) -> int:
    return array.shape[0] if array.ndim else 1


def _sides(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{side:,}" for side in shape) or "1"
