"""Measure the accuracy on drawn digits, for each style.

    python -m tests.benchmarks.drawn [--digits 400] [--seed 77] [--network FILE ...]

`core.data.drawn_digits` draws the digits with a seed that no training has. Networks are
`.tflite` files; without any, the included run is measured.
"""

import argparse
from pathlib import Path

import numpy as np

from core.analysis.metrics import accuracy_from_counts
from core.data.digit_styles import STYLES
from core.data.drawn_digits import draw_digits
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE

SEED = 7_700_000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--digits", type=int, default=400, help="digits of each style")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--network", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    [run] = (EXAMPLES / "runs").iterdir()
    scorers = [Scorer(each) for each in options.network or [run / LITERT_FILE]]
    right = {}
    for style in STYLES:
        drawn = draw_digits(options.digits, options.seed, [style])
        read = [each.probabilities(drawn.images).argmax(axis=1) for each in scorers]
        right[style] = np.stack(read) == drawn.labels
    names = " | ".join(each.stem for each in options.network) or "included run"
    print(f"| Drawn | n | {names} |")
    for style in STYLES:
        print_row(style, right[style])
    for digit in range(10):
        of_digit = [each for style, each in right.items() if style[0] == str(digit)]
        print_row(f"all {digit}", np.concatenate(of_digit, axis=1))
    print_row("all", np.concatenate([*right.values()], axis=1))


def print_row(name: str, right: np.ndarray) -> None:
    """Print the share of digits that each network read, with its 95 % interval."""
    cells = []
    for each in right:
        found = accuracy_from_counts(int(each.sum()), len(each))
        cells.append(f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})")
    print(f"| {name} | {right.shape[1]} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
