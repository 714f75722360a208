"""Match names of pictures in a file with those of a digit set."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray


def match_names(names: Sequence[str], known: Sequence[str]) -> NDArray[np.int64]:
    """Return the position of each name among the known names, paths with "/".

    Names are compared whole, else by their last part, else without its extension: the
    first form in which no two of the known names are equal and all names occur.

    Returns:
        int64, shape (n,), -1 for a name that is not known in the best form.
    """
    best = np.full(len(names), -1, np.int64)
    for form in _FORMS:
        keys = [form(name) for name in known]
        counts = Counter(keys)
        position = {key: at for at, key in enumerate(keys) if counts[key] == 1}
        found = np.array([position.get(form(name), -1) for name in names], np.int64)
        if (found >= 0).sum() > (best >= 0).sum():
            best = found
        if (best >= 0).all():
            break
    return best


def _whole(name: str) -> str:
    return name.replace("\\", "/").strip()


def _last_part(name: str) -> str:
    return _whole(name).rpartition("/")[2].casefold()


def _stem(name: str) -> str:
    return PurePosixPath(_last_part(name)).stem


_FORMS: Final[tuple[Callable[[str], str], ...]] = (_whole, _last_part, _stem)
