"""Measure how far a network's confidence can be believed, and what it doubts.

    python -m tests.benchmarks.doubt [--digits 60] [--seed 0] [--network FILE]

1. Photos of every kind that `tests.photos` makes, from MNIST digits that no training
   learned from: how often a reading with at least 90 % is wrong, and how often it
   claims to be.
2. Marks that are no digits (letters typed with Pillow's own font; letters, signs and
   scribbles that `core.data.drawn_marks` draws with another seed) and digits: the share
   below the limit under which a page says that a picture may be no digit.

The digits are the 3,000 that the presets hold out of MNIST's training set.
"""

import argparse
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.analysis.confidence import MAY_BE_NO_DIGIT
from core.analysis.metrics import accuracy_from_counts
from core.data.drawn_digits import draw_digits
from core.data.drawn_marks import draw_marks
from core.data.framing import frame
from core.data.mnist import read_mnist
from core.data.pictures import read_picture
from core.errors import DatasetError
from core.model.recipes import PRESETS
from core.model.scoring import Scorer
from core.model.training import split
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.photos import DAMAGES, EVERYDAY, photograph

# Without those that look like digits, such as I, O, S and Z.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYabdefhkmnprtwxy?#&@%+="
ANGLES = (-8, 0, 8)
SURE = 0.9
SEED = 7_700_000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--digits", type=int, default=60, help="photos of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--network", type=Path, help="a .tflite file")
    options = parser.parse_args()
    train = read_mnist([Path(os.environ["MISREAD_MNIST"])]).train
    _, held_out = split(PRESETS["balanced"], train.labels)
    digits = train.take(held_out)
    [run] = (EXAMPLES / "runs").iterdir()
    scorer = Scorer(options.network or run / LITERT_FILE)
    print("| Pictures | n | Sure | Wrong of these | Claimed | Ratio |")
    photos, labels = photographed(digits, options)
    print_claims("photos", scorer, photos, labels)
    drawn = draw_digits(3000, SEED)
    print_claims("drawn digits", scorer, drawn.images, drawn.labels)
    print_claims("MNIST, held out", scorer, digits.images, digits.labels)
    letters = np.stack([typed(*each) for each in every_letter()])
    print(f"\n| Pictures | n | Less sure than {MAY_BE_NO_DIGIT:.0%} |")
    print_doubts("typed letters", scorer, letters)
    print_doubts("drawn marks", scorer, draw_marks(3000, SEED))
    print_doubts("MNIST, held out", scorer, digits.images)
    print_doubts("photos of digits", scorer, photos)
    print_doubts("drawn digits", scorer, drawn.images)


def photographed(digits, options):
    """Return framed photos of digits of all kinds, and their labels."""
    images, labels = [], []
    for damage in [*DAMAGES, EVERYDAY]:
        rng = np.random.default_rng([options.seed, *damage.encode()])
        for row in rng.integers(len(digits), size=options.digits):
            picture = read_picture(photograph(digits.images[row], damage, rng)).grey
            try:
                images.append(frame(picture).image)
            except DatasetError:
                continue
            labels.append(digits.labels[row])
    return np.stack(images), np.array(labels)


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


def print_claims(name, scorer, images, labels):
    """Print how many readings with at least 90 % are wrong, and how many claim it."""
    probabilities = scorer.probabilities(images)
    confidence = probabilities.max(axis=1)
    sure = confidence >= SURE
    wrong = probabilities.argmax(axis=1)[sure] != labels[sure]
    claimed = 1 - confidence[sure].mean()
    found = accuracy_from_counts(int(wrong.sum()), len(wrong))
    interval = f"{found.value:.2%} ({found.low:.2%} to {found.high:.2%})"
    ratio = found.value / claimed
    cells = (name, len(labels), len(wrong), interval, f"{claimed:.2%}", f"{ratio:.1f}")
    print("| " + " | ".join(map(str, cells)) + " |")


def print_doubts(name, scorer, images):
    """Print the share of images below the limit."""
    doubted = scorer.probabilities(images).max(axis=1) < MAY_BE_NO_DIGIT
    found = accuracy_from_counts(int(doubted.sum()), len(doubted))
    interval = f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})"
    print(f"| {name} | {len(images)} | {interval} |")


if __name__ == "__main__":
    main()
