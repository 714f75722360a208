"""Measure digits cut to their ink against the same digits with a margin.

    python -m tests.benchmarks.tight_crops [--digits 200]

MNIST's training digits, with which the preparation was chosen, are enlarged to 20 to
400 pixels, dark on light and light on dark, as drawings (PNG), as photos (JPEG, with
uneven light and noise) and in two shades. Needs MNIST; see CONTRIBUTING.md.
"""

import argparse
import io
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.data.framing import frame
from core.data.mnist import read_mnist
from core.data.pictures import read_picture
from core.errors import DatasetError
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE

SIZES = (20, 28, 50, 100, 200, 400)
KINDS = ("drawing", "photo", "two shades")
MARGIN = 0.4


def main() -> int:
    """Print how many digits are read as labelled, with and without a margin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=200)
    options = parser.parse_args()
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        print("Set MISREAD_MNIST to the path of mnist.npz.", file=sys.stderr)
        return 1
    digits = read_mnist([Path(named)]).train
    rng = np.random.default_rng(0)
    rows = rng.choice(len(digits), options.digits, replace=False)
    [run] = (EXAMPLES / "runs").iterdir()
    scorer = Scorer(run / LITERT_FILE)
    print(f"{options.digits} digits, percent read as labelled: margin, tight")
    for kind in KINDS:
        for is_light in (False, True):
            cells = []
            for size in SIZES:
                right = []
                for margin in (MARGIN, 0.0):
                    pictures = [
                        picture(digits.images[row], size, kind, margin, is_light, seed)
                        for seed, row in enumerate(rows)
                    ]
                    frames = np.stack([framed(each) for each in pictures])
                    read = scorer.score(frames).probabilities.argmax(axis=1)
                    right.append(100 * (read == digits.labels[rows]).mean())
                cells.append(f"{size:3}: {right[0]:5.1f} {right[1]:5.1f}")
            shade = "light" if is_light else "dark"
            print(f"{kind:10} {shade:5}  " + "   ".join(cells), flush=True)
    return 0


def picture(
    digit: NDArray[np.uint8],
    size: int,
    kind: str,
    margin: float,
    is_light: bool,
    seed: int,
) -> bytes:
    """Return a picture of a digit whose longer side has some pixels."""
    rows, columns = np.flatnonzero(digit.any(1)), np.flatnonzero(digit.any(0))
    ink = digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = size / max(ink.shape)
    sides = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    enlarged = np.asarray(Image.fromarray(ink).resize(sides, Image.Resampling.BICUBIC))
    levels = np.pad(enlarged, round(margin * size)).astype(np.float32)
    if kind == "two shades":
        levels = np.where(levels > 127, 255.0, 0.0)
    if kind == "photo":
        rng = np.random.default_rng(seed)
        height, width = levels.shape
        slope = np.linspace(-1, 1, width)[None, :] * rng.uniform(-25, 25)
        slope = slope + np.linspace(-1, 1, height)[:, None] * rng.uniform(-25, 25)
        # Paper of 40 and ink of up to 190, lit unevenly, with noise.
        levels = 40 + 0.6 * levels + slope + rng.normal(0, 4, levels.shape)
    levels = np.clip(levels, 0, 255)
    grey = (levels if is_light else 255 - levels).astype(np.uint8)
    file = io.BytesIO()
    if kind == "photo":
        Image.fromarray(grey).save(file, "JPEG", quality=85)
    else:
        Image.fromarray(grey).save(file, "PNG")
    return file.getvalue()


def framed(content: bytes) -> NDArray[np.uint8]:
    """Return the framed digit, empty if the picture is refused."""
    try:
        return frame(read_picture(content).grey).image
    except DatasetError:
        return np.zeros((28, 28), np.uint8)


if __name__ == "__main__":
    raise SystemExit(main())
