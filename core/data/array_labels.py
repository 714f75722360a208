"""Labels without names: which array of images a column of labels belongs to."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from core.data.digits import UNKNOWN
from core.data.label_tables import LABEL_HEADERS, TableMatch, read_digit
from core.data.uploaded_files import UploadedArray
from core.errors import DatasetError

# What images and labels of one set have different in their names.
_KINDS: Final = re.compile(
    r"x|y|images?|imgs?|labels?|data|features|pixels|targets?|idx[13]|ubyte|npy|gz"
)
_WORD: Final = re.compile(r"[^\W_]+")


def match_labels(
    name: str,
    rows: Sequence[Sequence[str]],
    arrays: Sequence[UploadedArray],
    pictures: Sequence[str],
) -> TableMatch | None:
    """Match labels without names with the images of the array they belong to.

    Return None if a table has more than labels, or if there are no arrays.

    Raises:
        DatasetError: `array-labels-length`, no array has as many images;
            `array-labels-several`, several do, and no name decides.
    """
    labels = _only_labels(rows)
    if labels is None or not arrays:
        return None
    array = _find_array(name, len(labels), arrays)
    label_of = {array.item_name(number): each for number, each in enumerate(labels)}
    found = [label_of.get(picture, UNKNOWN) for picture in pictures]
    return TableMatch(
        name=name,
        labels=np.array(found, np.int8),
        unknown=(),
        ambiguous=(),
        columns=(),
    )


def _only_labels(rows: Sequence[Sequence[str]]) -> list[int] | None:
    if any(len(row) != 1 for row in rows):
        return None
    cells = [cell for (cell,) in rows]
    if cells and cells[0].casefold() in LABEL_HEADERS:
        cells = cells[1:]
    digits = [read_digit(cell) for cell in cells]
    if UNKNOWN in digits or all(each is None for each in digits):
        return None
    return [UNKNOWN if each is None else each for each in digits]


def _find_array(name: str, n: int, arrays: Sequence[UploadedArray]) -> UploadedArray:
    same = [each for each in arrays if each.n == n]
    if not same:
        raise DatasetError("array-labels-length", found=n)
    ranks = [_rank(name, each.name) for each in same]
    if ranks.count(max(ranks)) > 1:
        raise DatasetError("array-labels-several", found=n)
    return same[ranks.index(max(ranks))]


def _rank(labels: str, images: str) -> tuple[bool, bool, bool, bool]:
    """Return how well the names of two arrays match; larger is better."""
    folder = labels.rpartition("/")[0]
    is_beside = folder in (images, images.rpartition("/")[0])
    is_alike = _set_words(labels) == _set_words(images)
    return labels == images, is_beside and is_alike, is_beside, is_alike


def _set_words(name: str) -> list[str]:
    """Return what names the set, such as ``test`` in ``y_test.npy``."""
    words = _WORD.findall(name.rpartition("/")[2].casefold())
    return [word for word in words if not _KINDS.fullmatch(word)]
