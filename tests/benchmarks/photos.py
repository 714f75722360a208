"""Measure the accuracy on photographed digits, for each kind of damage.

    python -m tests.benchmarks.photos [--digits 200] [--seed 0] [--test]

`tests.photos` makes photos of MNIST's training digits, or with ``--test`` of its test
digits, on which nothing was chosen. The baseline is the common recipe: Otsu's
threshold, the largest component's box, 20x20, centre of mass.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.digits import BOX_SIDE
from core.data.framing import frame
from core.data.mnist import read_mnist
from core.data.pictures import read_picture
from core.errors import DatasetError
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.photos import DAMAGES, EVERYDAY, photograph


def main() -> int:
    """Print a table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=200, help="photos of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--test", action="store_true", help="use MNIST's test digits")
    options = parser.parse_args()
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        print("Set MISREAD_MNIST to the path of mnist.npz.", file=sys.stderr)
        return 1
    dataset = read_mnist([Path(named)])
    digits = dataset.test if options.test and dataset.test else dataset.train
    [run] = (EXAMPLES / "runs").iterdir()
    scorer = Scorer(run / LITERT_FILE)
    print(f"{'damage':12} {'baseline':>8} {'Misread':>8} {'ms':>5}")
    totals = []
    for damage in [*DAMAGES, EVERYDAY]:
        rng = np.random.default_rng([options.seed, *damage.encode()])
        chosen = rng.integers(len(digits), size=options.digits)
        pictures = [
            read_picture(photograph(digits.images[i], damage, rng)).grey for i in chosen
        ]
        started = time.perf_counter()
        ours = np.stack([_framed(picture) for picture in pictures])
        each = (time.perf_counter() - started) / len(pictures)
        baseline = np.stack([_baseline(picture) for picture in pictures])
        shares = [
            (
                scorer.score(images).probabilities.argmax(1) == digits.labels[chosen]
            ).mean()
            for images in (baseline, ours)
        ]
        totals.append(shares)
        print(f"{damage:12} {shares[0]:8.1%} {shares[1]:8.1%} {1000 * each:5.0f}")
    baseline_mean, mean = np.mean(totals, axis=0)
    print(f"{'mean':12} {baseline_mean:8.1%} {mean:8.1%}")
    return 0


def _framed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    try:
        return frame(picture).image
    except DatasetError:
        return np.zeros((28, 28), np.uint8)


def _baseline(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Frame as tutorials do."""
    kind = cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU
    _, ink = cv2.threshold(cv2.GaussianBlur(picture, (5, 5), 0), 0, 255, kind)
    if ink.mean() > 127:
        ink = 255 - ink
    n, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if n < 2:
        return np.zeros((28, 28), np.uint8)
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    left, top, width, height, _ = stats[largest]
    glyph = ink[top : top + height, left : left + width]
    scale = BOX_SIDE / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    glyph = cv2.resize(glyph, size, interpolation=cv2.INTER_AREA)
    image = np.zeros((28, 28), np.uint8)
    top, left = (28 - size[1]) // 2, (28 - size[0]) // 2
    image[top : top + size[1], left : left + size[0]] = glyph
    moments = cv2.moments(image)
    if moments["m00"]:
        across = round(14 - moments["m10"] / moments["m00"])
        down = round(14 - moments["m01"] / moments["m00"])
        image = np.roll(image, (down, across), axis=(0, 1))
    return image


if __name__ == "__main__":
    sys.exit(main())
