"""Measure the reference ranges of MNIST's 60,000 training digits, and print them.

    python -m tests.benchmarks.reference_ranges

Reads MNIST from ``MISREAD_MNIST``. `core/analysis/reference_ranges.py` holds the
values.
"""

import time
from dataclasses import fields

import numpy as np

from core.analysis.properties import Properties, measure
from core.analysis.reference_ranges import aspect_ratio
from tests.benchmarks.diagnosis import load_mnist


def main() -> None:
    images, labels = load_mnist(training=True)
    begun = time.perf_counter()
    measured = measure(images)
    seconds = time.perf_counter() - begun
    print(f"{len(images)} images in {seconds:.1f} s; from 0.5 % to 99.5 % of them:")
    for each in fields(Properties):
        low, high = np.quantile(getattr(measured, each.name), [0.005, 0.995])
        print(f'    "{each.name}": Range({low:.3g}, {high:.3g}),')
    print("width over height, from 2 % to 98 % of each digit:")
    aspect = aspect_ratio(measured)
    for digit in range(10):
        low, high = np.quantile(aspect[labels == digit], [0.02, 0.98])
        print(f"    Range({low:.3g}, {high:.3g}),")
    print("posture of each digit:")
    for digit in range(10):
        upright = measured.upright[labels == digit]
        lean = measured.lean[labels == digit]
        figures = [
            upright.mean(),
            lean.mean(),
            upright.std(),
            lean.std(),
            np.corrcoef(upright, lean)[0, 1],
        ]
        print(f"    Posture({', '.join(f'{figure:.3f}' for figure in figures)}),")


if __name__ == "__main__":
    main()
