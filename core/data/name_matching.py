"""Find the pictures that a file calls by name: by path, last part, or stem."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SKIPPED: Final = ("", ".", "..")


class NameIndex:
    """The names of pictures, paths with "/", by what other files may call them."""

    def __init__(self, pictures: Sequence[str]) -> None:
        self._paths = [_path(picture) for picture in pictures]
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for row, path in enumerate(self._paths):
            self._by_name[path.name].append(row)
            self._by_stem[path.stem].append(row)

    def find(self, name: str, folder: str = "") -> list[int]:
        """Return the rows of the pictures that a name may mean.

        The last part decides, with its extension or else without. Of several pictures,
        those count whose paths end with the name; then those in `folder`.
        """
        path = _path(name)
        rows = self._by_name.get(path.name) or self._by_stem.get(path.stem) or []
        if len(rows) > 1:
            size = len(path.parts)
            whole = [at for at in rows if self._paths[at].parts[-size:] == path.parts]
            rows = whole or rows
            beside = [at for at in rows if self._paths[at].parent == _path(folder)]
            rows = beside or rows
        return rows


def match_names(names: Sequence[str], pictures: Sequence[str]) -> NDArray[np.int64]:
    """Return the row of the picture that each name means.

    Returns:
        int64, shape (n,), -1 for a name that means no picture, or several.
    """
    index = NameIndex(pictures)
    found = (index.find(name) for name in names)
    return np.array([rows[0] if len(rows) == 1 else -1 for rows in found], np.int64)


def _path(name: str) -> PurePosixPath:
    parts = name.strip().casefold().replace("\\", "/").split("/")
    return PurePosixPath(*(part for part in parts if part not in _SKIPPED))
