import os
import struct
from pathlib import Path

import numpy as np
import pytest

from core.errors import DatasetError


@pytest.fixture
def error_kind():
    """Return the kind of the DatasetError that a call raises."""

    def call(function, *arguments, **options):
        with pytest.raises(DatasetError) as caught:
            function(*arguments, **options)
        return caught.value.kind

    return call


@pytest.fixture(scope="session")
def idx_bytes():
    """Return an array of bytes in the IDX format."""

    def write(array):
        header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
        return header + array.astype(np.uint8).tobytes()

    return write


@pytest.fixture(scope="session")
def mnist_path():
    """Return the path of MNIST, or skip the test."""
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        pytest.skip("MISREAD_MNIST does not name mnist.npz")
    return Path(named)
