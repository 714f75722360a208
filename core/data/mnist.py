"""MNIST: find it, read it from any of its file formats, and verify that it is MNIST.

70,000 handwritten digits, 60,000 to train and 10,000 to test. Y. LeCun, C. Cortes and
C. J. C. Burges, "The MNIST database of handwritten digits", 1998, Creative Commons
Attribution-ShareAlike 3.0.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.datasets import Dataset
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES, DigitSet
from core.data.files import unreadable
from core.data.idx import idx_shape, is_idx, read_idx
from core.data.npz import is_npz, read_npz
from core.data.packed_mnist import find_packed_digits
from core.errors import DatasetError
from core.settings import Settings

Split = Literal["train", "test"]

MNIST_URL: Final = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
)
"""Where Keras downloads MNIST from, as one archive of arrays."""

MNIST_FINGERPRINTS: Final[Mapping[Split, str]] = {
    "train": "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b",
    "test": "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
}
"""`DigitSet.fingerprint` of MNIST, the same for all file formats."""

MERGED_ERRORS: Final[Mapping[str, str]] = {
    "gzip-damaged": "idx-damaged",
    "idx-truncated": "idx-damaged",
    "idx-too-long": "idx-damaged",
    "idx-too-large": "file-too-large",
    "npz-array-too-large": "file-too-large",
    "mnist-no-files": "mnist-files-missing",
    "mnist-arrays-swapped": "not-mnist",
    "mnist-splits-swapped": "not-mnist",
    "mnist-counts-differ": "not-mnist",
    "mnist-wrong-shape": "not-mnist",
    "mnist-wrong-type": "not-mnist",
    "mnist-labels-outside": "not-mnist",
    "mnist-other-digits": "not-mnist",
}
"""Errors in the events of older jobs, and the error that replaces each."""

_SIZES: Final[Mapping[Split, int]] = {"train": 60_000, "test": 10_000}

# The arrays by their names in NPZ, each with the name of its IDX file.
_IDX_NAMES: Final = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}


class MnistArrays(NamedTuple):
    """The arrays ``x_train``, ``y_train``, ``x_test`` and ``y_test``, not checked.

    Attributes:
        path: The archive, or the folder of the IDX files.
        files: The IDX file of each array; empty for an archive.
    """

    path: Path
    arrays: Mapping[str, NDArray[Any]]
    files: Mapping[str, Path]

    def display_name(self, name: str) -> str:
        """Return the name of an array for an error message."""
        return self.files[name].name if self.files else name


def read_mnist(paths: Sequence[Path]) -> Dataset:
    """Read MNIST from any of its file formats and verify that it is MNIST.

    Args:
        paths: One ``mnist.npz`` as Keras has it; or the four IDX files, plain or
            gzipped, in any order, identified by their content; or the folder of
            either; or one of the four, which brings the three beside it; or the same
            digits packed in another way, see `core.data.packed_mnist`.

    Returns:
        Both sets in their published order, with names like ``mnist-test-03850``.

    Raises:
        DatasetError: `mnist-files-missing`, `not-mnist`, `mnist-web-page`, or what
            `read_npz` and `read_idx` raise.
        ValueError: There are no paths.
    """
    if not paths:
        raise ValueError("need at least one path")
    try:
        source = read_arrays(paths)
        train, test = (_digits(split, source) for split in _SIZES)
    except DatasetError:
        page = next(filter(_is_web_page, paths), None)
        if page is not None:
            raise DatasetError("mnist-web-page", path=page) from None
        packed = _find_packed(paths)
        if packed is None:
            raise
        train, test = packed
    return Dataset(name="mnist", train=train, test=test)


def _find_packed(paths: Sequence[Path]) -> tuple[DigitSet, DigitSet] | None:
    """Return MNIST packed in another way, None unless both sets are found."""
    fingerprints: dict[str, tuple[int, str]] = {
        split: (n, MNIST_FINGERPRINTS[split]) for split, n in _SIZES.items()
    }
    found = find_packed_digits(paths, fingerprints)
    if len(found) < len(_SIZES):
        return None
    train, test = (_digit_set(split, *found[split]) for split in _SIZES)
    return train, test


def _is_web_page(path: Path) -> bool:
    """True if a server sent a page, perhaps an error, in place of the file."""
    try:
        with path.open("rb") as file:
            start = file.read(64).lstrip().lower()
    except OSError:
        return False
    return start.startswith((b"<!doctype html", b"<html"))


def read_arrays(paths: Sequence[Path]) -> MnistArrays:
    """Read the four arrays as `read_mnist` does, without checking that it is MNIST."""
    files = _files(paths)
    archive = next((path for path in files if is_npz(path)), None)
    if archive:
        return MnistArrays(archive, read_npz(archive, list(_IDX_NAMES)), {})
    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    return _from_idx(files, folder)


def find_mnist(environment: Mapping[str, str], keras_home: Path) -> Path | None:
    """Return the file or folder that has MNIST on this computer, None without one.

    ``MISREAD_MNIST`` names it, unchecked, so that reading a wrong name is an error.
    ``KERAS_HOME`` takes precedence over `keras_home`, usually ``~/.keras``.
    """
    settings = Settings.from_environment(environment)
    if settings.mnist:
        return Path(settings.mnist)
    cached = Path(settings.keras_home or keras_home) / "datasets" / "mnist.npz"
    return cached if cached.is_file() else None


def _files(paths: Sequence[Path]) -> list[Path]:
    if len(paths) == 1 and not paths[0].is_dir() and not is_npz(paths[0]):
        return [paths[0], *_idx_files(paths[0].parent)]
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
        elif (archive := path / "mnist.npz").is_file():
            files.append(archive)
        else:
            files.extend(_idx_files(path))
    return files


def _idx_files(folder: Path) -> list[Path]:
    """List IDX files, including damaged files with the name of an IDX file."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise unreadable(folder, error) from error
    return [
        path
        for path in paths
        if path.is_file()
        and not path.name.startswith(".")
        and ("ubyte" in path.name or is_idx(path))
    ]


def _from_idx(files: Sequence[Path], folder: Path) -> MnistArrays:
    by_name: dict[str, Path] = {}
    for path in files:
        by_name.setdefault(_array_name(idx_shape(path)), path)
    missing = [file for name, file in _IDX_NAMES.items() if name not in by_name]
    if missing:
        raise DatasetError(
            "mnist-files-missing", path=folder, missing=", ".join(missing)
        )
    arrays = {name: read_idx(path) for name, path in by_name.items()}
    return MnistArrays(folder, arrays, by_name)


def _array_name(shape: tuple[int, ...]) -> str:
    """Return which of the four arrays has this shape, to the nearest size."""
    halfway = sum(_SIZES.values()) / 2
    split = "train" if shape[0] > halfway else "test"
    return f"{'x' if len(shape) > 1 else 'y'}_{split}"


def _digits(split: Split, source: MnistArrays) -> DigitSet:
    n = _SIZES[split]
    images = _checked(source, f"x_{split}", (n, *IMAGE_SHAPE), 255)
    labels = _checked(source, f"y_{split}", (n,), NUM_CLASSES - 1)
    digits = _digit_set(
        split, np.ascontiguousarray(images, np.uint8), labels.astype(np.int8)
    )
    if digits.fingerprint() != MNIST_FINGERPRINTS[split]:
        names = ", ".join(source.display_name(f"{kind}_{split}") for kind in "xy")
        raise DatasetError("not-mnist", path=source.path, found=f"{names} (SHA-256)")
    return digits


def _digit_set(
    split: Split, images: NDArray[np.uint8], labels: NDArray[np.int8]
) -> DigitSet:
    name = f"mnist-{split}"
    names = tuple(f"{name}-{number:05d}" for number in range(len(labels)))
    return DigitSet(source=name, images=images, labels=labels, names=names)


def _checked(
    source: MnistArrays, name: str, shape: tuple[int, ...], highest: int
) -> NDArray[Any]:
    """Return an array of whole numbers from 0 to `highest` that has this shape."""
    array = source.arrays[name]
    has_form = array.shape == shape and array.dtype.kind in "iu"
    if not has_form or array.min() < 0 or array.max() > highest:
        sides = " × ".join(f"{side:,}" for side in array.shape) or "1"
        found = f"{source.display_name(name)} ({array.dtype}, {sides})"
        raise DatasetError("not-mnist", path=source.path, found=found)
    return array
