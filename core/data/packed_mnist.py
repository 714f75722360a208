"""MNIST packed in another way than published: found by its hash, whatever it is called.

Folders, ZIPs, NPZ, NPY, IDX, CSV and Parquet are read as those of an upload are.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.data.digits import IMAGE_SHAPE, UNKNOWN, DigitSet
from core.data.uploaded_files import UploadedArray, UploadedFile, UploadedTable

_MAX_OTHERS: Final = 100
_NUM_PIXELS: Final = IMAGE_SHAPE[0] * IMAGE_SHAPE[1]

_Images = dict[int, list[NDArray[np.uint8]]]
_Labels = dict[int, list[NDArray[np.int8]]]


def find_packed_digits(
    paths: Sequence[Path], fingerprints: Mapping[str, tuple[int, str]]
) -> dict[str, tuple[NDArray[np.uint8], NDArray[np.int8]]]:
    """Return images and labels of digit sets among files of arrays, by their hashes.

    Args:
        paths: Files and folders, also nested.
        fingerprints: Number of images and `DigitSet.fingerprint` of each set.

    Returns:
        The sets that were found.
    """
    images, labels = _read(paths, {n for n, _ in fingerprints.values()})
    found = {}
    for name, (n, fingerprint) in fingerprints.items():
        pairs = product(images[n], labels[n])
        pair = next((it for it in pairs if _fingerprint(*it) == fingerprint), None)
        if pair is not None:
            found[name] = pair
    return found


def _read(paths: Sequence[Path], sizes: Collection[int]) -> tuple[_Images, _Labels]:
    """Return arrays of images and of labels by their length; images of some sizes."""
    # It imports OpenCV, which the other formats of MNIST do not need.
    from core.data.upload_paths import find_uploaded_files

    images: _Images = defaultdict(list)
    labels: _Labels = defaultdict(list)
    num_others = 0
    items = find_uploaded_files(paths)
    for item in items:
        if isinstance(item, UploadedArray):
            pictures = islice(items, item.n)
            if item.n in sizes and item.size == IMAGE_SHAPE:
                images[item.n].append(_stack(pictures))
            else:
                deque(pictures, maxlen=0)
        elif isinstance(item, UploadedTable):
            given = _labels(item.content)
            labels[len(given)].append(given)
        else:
            # A folder of pictures is something else.
            num_others += 1
            if num_others > _MAX_OTHERS:
                break
    return images, labels


def _stack(items: Iterator[Any]) -> NDArray[np.uint8]:
    """Return the images of an array, whose files end with their pixels."""
    files = (each for each in items if isinstance(each, UploadedFile))
    pixels = b"".join(each.content[-_NUM_PIXELS:] for each in files)
    return np.frombuffer(pixels, np.uint8).reshape(-1, *IMAGE_SHAPE)


def _labels(content: bytes) -> NDArray[np.int8]:
    """Return a column of labels, no labels if a table is something else."""
    try:
        return np.array(content.split(), np.int8)
    except ValueError:
        return np.full(0, UNKNOWN, np.int8)


def _fingerprint(images: NDArray[np.uint8], labels: NDArray[np.int8]) -> str:
    names = ("",) * len(images)
    digits = DigitSet(source="", images=images, labels=labels, names=names)
    return digits.fingerprint()
