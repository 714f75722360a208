"""Measure how often the run that ships is unsure of letters, and of digits.

    python -m tests.benchmarks.letters

Letters are typed with Pillow's own font and framed like any drawing; the digits are a
random sample of 3,000 of MNIST's training images.
"""

import os
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.data.framing import frame
from core.data.mnist import read_mnist
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE

# Without those that look like digits, such as I, O, S and Z.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYabdefhkmnprtwxy?#&@%+="
ANGLES = (-8, 0, 8)
LIMITS = (0.5, 0.7, 0.9)


def main() -> int:
    """Print a table; return the exit code."""
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        print("Set MISREAD_MNIST to the path of mnist.npz.", file=sys.stderr)
        return 1
    train = read_mnist([Path(named)]).train
    chosen = np.random.default_rng(0).permutation(len(train))[10_000:13_000]
    [run] = (EXAMPLES / "runs").iterdir()
    scorer = Scorer(run / LITERT_FILE)
    letters = scorer.score(np.stack([typed(*each) for each in every_letter()]))
    digits = scorer.score(train.images[chosen])
    print("less sure than  letters  digits")
    for limit in LIMITS:
        shares = [
            (scores.probabilities.max(axis=1) < limit).mean()
            for scores in (letters, digits)
        ]
        print(f"{limit:14.0%}  {shares[0]:7.1%}  {shares[1]:6.2%}")
    return 0


def every_letter():
    """Yield each letter with each angle in degrees."""
    for letter in LETTERS:
        for angle in ANGLES:
            yield letter, angle


def typed(letter, angle):
    """Frame a letter, black on white."""
    picture = Image.new("L", (110, 110), 255)
    font = ImageFont.load_default(size=60)
    ImageDraw.Draw(picture).text((30, 15), letter, 0, font, stroke_width=1)
    return frame(np.asarray(picture.rotate(angle, fillcolor=255))).image


if __name__ == "__main__":
    sys.exit(main())
