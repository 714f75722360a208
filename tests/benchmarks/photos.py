"""Measure the accuracy on photographed digits, for each kind of damage.

    python -m tests.benchmarks.photos [--digits 200] [--seed 0] [--test] [--only KIND …]

`tests.photos` makes photos of MNIST's training digits, or with ``--test`` of its test
digits, on which nothing was chosen. The baseline is the common recipe: Otsu's
threshold, the largest component's box, 20x20, centre of mass. Photos of the same digits
in printed boxes and without them are compared. The last lines count which pictures of
several digits carry a warning, and which photos of one do.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.digits import BOX_SIDE, DigitSet
from core.data.framing import frame
from core.data.mnist import read_mnist
from core.data.pictures import read_picture
from core.errors import DatasetError
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.photos import DAMAGES, EVERYDAY, ONLY, STRANGERS, photograph
from tests.sheets import SEVERAL, photograph_several

ERASED = ", erased"


def main() -> int:
    """Print a table; return the exit code."""
    options = _options()
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        print("Set MISREAD_MNIST to the path of mnist.npz.", file=sys.stderr)
        return 1
    dataset = read_mnist([Path(named)])
    digits = dataset.test if options.test and dataset.test else dataset.train
    [run] = (EXAMPLES / "runs").iterdir()
    scorer = Scorer(run / LITERT_FILE)
    kinds = [*DAMAGES, EVERYDAY, *STRANGERS, *SEVERAL]
    kinds = [each for each in kinds if each in (options.only or kinds)]
    print(f"{'damage':20} {'baseline':>8} {'Misread':>8} {'ms':>5}")
    totals: list[list[float]] = []
    alarms: list[bool] = []
    for damage in kinds:
        if damage in SEVERAL:
            warned = _num_warned(damage, digits, options.digits, options.seed)
            print(f"{damage:20} {warned} of {options.digits} with a warning")
            continue
        # The photos without printed lines are otherwise the same.
        rng = np.random.default_rng(
            [options.seed, *damage.removesuffix(ERASED).encode()]
        )
        pool = np.flatnonzero(np.isin(digits.labels, ONLY.get(damage, range(10))))
        chosen = pool[rng.integers(len(pool), size=options.digits)]
        pictures = [
            read_picture(photograph(digits.images[i], damage, rng)).grey for i in chosen
        ]
        started = time.process_time()
        framed = [_framed(picture) for picture in pictures]
        each = (time.process_time() - started) / len(pictures)
        alarms += [warned for _, warned in framed]
        shares = [
            (_read(scorer, images) == digits.labels[chosen]).mean()
            for images in (map(_baseline, pictures), (image for image, _ in framed))
        ]
        totals.append(shares)
        print(f"{damage:20} {shares[0]:8.1%} {shares[1]:8.1%} {1000 * each:5.0f}")
    _print_totals(totals, alarms)
    return 0


def _print_totals(totals: list[list[float]], alarms: list[bool]) -> None:
    if totals:
        baseline_mean, mean = np.mean(totals, axis=0)
        print(f"{'mean':20} {baseline_mean:8.1%} {mean:8.1%}")
        print(f"a warning on {sum(alarms)} of {len(alarms)} photos of one digit")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=200, help="photos of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--test", action="store_true", help="use MNIST's test digits")
    parser.add_argument("--only", nargs="+", help="kinds to measure")
    return parser.parse_args()


def _num_warned(kind: str, digits: DigitSet, number: int, seed: int) -> int:
    """Return how many pictures of several digits carry a warning."""
    rng = np.random.default_rng([seed, *kind.encode()])
    contents = [photograph_several(digits.images, kind, rng) for _ in range(number)]
    return sum(_framed(read_picture(content).grey)[1] for content in contents)


def _read(scorer: Scorer, images: Iterable[NDArray[np.uint8]]) -> NDArray[np.int64]:
    return scorer.score(np.stack(list(images))).probabilities.argmax(axis=1)


def _framed(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], bool]:
    """Return the frame, empty if the picture is refused; and if it has a warning."""
    try:
        framed = frame(picture)
    except DatasetError:
        return np.zeros((28, 28), np.uint8), False
    return framed.image, framed.warning is not None


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
