import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.datasets import Dataset, load_builtin_digits
from core.data.digits import DigitSet


@pytest.fixture(scope="module")
def builtin():
    return load_builtin_digits()


@pytest.fixture
def digits():
    return DigitSet(
        source="few",
        images=np.arange(3 * 784, dtype=np.int64).astype(np.uint8).reshape(3, 28, 28),
        labels=np.array([7, 2, 1], np.int8),
        names=("a", "b", "c"),
    )


def test_builtin_digits_are_1797_of_every_kind(builtin):
    counts = np.bincount(builtin.train.labels)

    assert counts.sum() == 1_797
    assert counts.min() >= 174


def test_builtin_digits_are_small_data_without_a_test_set(builtin):
    assert builtin.name == "built-in"
    assert builtin.test is None


def test_builtin_digits_are_named_by_their_position(builtin):
    assert builtin.train.source == "built-in"
    assert builtin.train.names[0] == "built-in-0000"
    assert builtin.train.names[-1] == "built-in-1796"


def test_builtin_digits_are_framed_as_mnist(builtin):
    images = builtin.train.images
    index = np.arange(28)
    ink = images.sum(axis=(1, 2))

    assert np.abs(images.sum(axis=2) @ index / ink - 14).max() <= 0.52
    assert np.abs(images.sum(axis=1) @ index / ink - 14).max() <= 0.52
    assert images.max(axis=(1, 2)).min() >= 254
    sides = np.maximum(images.any(2).sum(axis=1), images.any(1).sum(axis=1))
    assert set(sides) <= {19, 20}


def test_builtin_digits_have_about_as_much_ink_as_mnist(builtin):
    assert builtin.train.images.mean() / 255 == pytest.approx(0.1307, rel=0.08)


def test_builtin_digits_are_the_same_every_time(builtin):
    assert builtin.fingerprint == load_builtin_digits().fingerprint


def test_fingerprint_tells_images_and_labels_apart(digits):
    other_labels = replace(digits, labels=np.array([7, 2, 2], np.int8))
    other_images = replace(digits, images=digits.images[::-1])
    fingerprints = {
        Dataset(name="x", train=train, test=test).fingerprint
        for train in (digits, other_labels, other_images)
        for test in (digits, other_labels, None)
    }

    assert len(fingerprints) == 9


def test_fingerprint_does_not_depend_on_names(digits):
    renamed = replace(digits, source="other", names=("x", "y", "z"))

    one = Dataset(name="one", train=digits, test=renamed)
    other = Dataset(name="other", train=renamed, test=digits)

    assert one.fingerprint == other.fingerprint


def test_importing_core_data_loads_no_heavy_library():
    # A fresh process, because other tests have imported them here.
    script = (
        "import sys; import core.data.datasets, core.data.mnist; "
        "print(sorted({'sklearn', 'scipy', 'tensorflow', 'keras'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
