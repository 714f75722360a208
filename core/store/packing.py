"""Plain values and arrays as bytes: NPZ, without pickle."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

_ABOUT: Final = "about"


def pack(
    about: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    *,
    compress: bool = False,
) -> bytes:
    """Return values for JSON and arrays as bytes; no array is called ``about``."""
    text = np.frombuffer(json.dumps(about).encode(), np.uint8)
    stream = io.BytesIO()
    save = np.savez_compressed if compress else np.savez
    save(stream, allow_pickle=False, **{_ABOUT: text, **arrays})
    return stream.getvalue()


def unpack(
    content: bytes | BinaryIO,
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the values and arrays that `pack` packed.

    Raises:
        ValueError: The content is cut short, or was not packed.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    try:
        with np.load(stream, allow_pickle=False) as file:
            arrays = dict(file)
        about: dict[str, Any] = json.loads(arrays.pop(_ABOUT).tobytes())
    except (OSError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError("not packed by Misread") from error
    return about, arrays
