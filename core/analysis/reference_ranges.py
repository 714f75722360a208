"""Reference ranges of properties, from the 60,000 training images of MNIST.

    python -m tests.benchmarks.reference_ranges

measures and prints them. Test images are not used.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis.properties import FloatArray, Properties


class Range(NamedTuple):
    """The values between which nearly all digits are."""

    low: float
    high: float


class Posture(NamedTuple):
    """Distribution of `upright` and `lean`: means, deviations and correlation."""

    upright: float
    lean: float
    upright_deviation: float
    lean_deviation: float
    correlation: float


MNIST_RANGES: Final[Mapping[str, Range]] = {
    "longest": Range(20, 20),
    "height": Range(14, 20),
    "width": Range(4, 20),
    "row": Range(13.5, 14.5),
    "column": Range(13.5, 14.5),
    "share": Range(0.0663, 0.314),
    "border": Range(0, 0.0157),
    "brightest": Range(0.996, 1),
    "paper": Range(0, 0),
    "stroke": Range(2, 5.74),
    "breadth": Range(1.36, 4.58),
    "slant": Range(-0.612, 0.858),
    "upright": Range(-0.372, 0.961),
    "lean": Range(-0.625, 0.907),
    "pieces": Range(1, 2),
    "specks": Range(0, 0),
    "grey": Range(0.267, 0.815),
    "sharpness": Range(0.89, 1),
    "severed": Range(0, 0),
}
"""The quantiles 0.5 % and 99.5 % of all digits, by property."""

ASPECT_RANGES: Final = (
    Range(0.6, 1.25),
    Range(0.2, 0.9),
    Range(0.6, 1.43),
    Range(0.5, 1.11),
    Range(0.5, 1.11),
    Range(0.55, 1.43),
    Range(0.5, 1.05),
    Range(0.5, 1.11),
    Range(0.5, 1.11),
    Range(0.45, 1.0),
)
"""Width over height of the ink's box: the quantiles 2 % and 98 % of each digit."""

POSTURES: Final = (
    Posture(0.109, 0.235, 0.194, 0.219, -0.064),
    Posture(0.743, 0.357, 0.217, 0.393, -0.737),
    Posture(0.263, 0.110, 0.234, 0.306, -0.109),
    Posture(0.430, 0.073, 0.178, 0.323, -0.120),
    Posture(0.120, 0.063, 0.235, 0.313, -0.019),
    Posture(0.293, 0.247, 0.224, 0.337, -0.421),
    Posture(0.315, 0.049, 0.232, 0.269, 0.310),
    Posture(0.378, 0.045, 0.223, 0.320, 0.168),
    Posture(0.417, 0.238, 0.192, 0.313, -0.229),
    Posture(0.374, 0.010, 0.209, 0.310, 0.209),
)
"""The posture of each digit in MNIST."""


def properties_out_of_range(measured: Properties) -> list[tuple[str, ...]]:
    """Return the names of each image's properties outside `MNIST_RANGES`, n tuples."""
    names = np.array([*MNIST_RANGES])
    low, high = np.array([*MNIST_RANGES.values()]).T
    values = np.stack([getattr(measured, name) for name in MNIST_RANGES], axis=1)
    # The reference values are rounded to three digits.
    slack = 0.005 * np.maximum(abs(low), abs(high))
    outside = (values < low - slack) | (values > high + slack)
    return [tuple(names[row].tolist()) for row in outside]


def aspect_ratio(measured: Properties, slack: float = 0.0) -> FloatArray:
    """Return width over height of the ink, shape (n,); 1 if there is no ink.

    Since a box has whole pixels, `slack` pixels are added to the width and subtracted
    from the height.
    """
    height = np.maximum(measured.height - slack, 0.5)
    return np.where(measured.height > 0, (measured.width + slack) / height, 1)


def relative_lean(measured: Properties, labels: NDArray[np.int8]) -> FloatArray:
    """Return the z-score of `lean` among the digits with the same label, shape (n,)."""
    reference = np.array(POSTURES, np.float32)[labels]
    return (measured.lean - reference[:, 1]) / reference[:, 3]


def posture_distance(measured: Properties, labels: NDArray[np.int8]) -> FloatArray:
    """Return the Mahalanobis distance of each posture from those of the label.

    Shape (n,). It is below 2.4 for 95 % of MNIST's digits.
    """
    reference = np.array(POSTURES, np.float32)[labels]
    first = (measured.upright - reference[:, 0]) / reference[:, 2]
    second = relative_lean(measured, labels)
    correlation = reference[:, 4]
    squared = first**2 - 2 * correlation * first * second + second**2
    return np.sqrt(squared / (1 - correlation**2))
