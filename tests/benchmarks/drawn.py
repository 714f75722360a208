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
    right: dict[str, list[np.ndarray]] = {style: [] for style in STYLES}
    for style in STYLES:
        drawn = draw_digits(options.digits, options.seed, [style])
        for scorer in scorers:
            read = scorer.probabilities(drawn.images).argmax(axis=1)
            right[style].append(read == drawn.labels)
    print(
        "| Drawn | n | " + " | ".join(f"Network {n + 1}" for n in range(len(scorers)))
    )
    for style in STYLES:
        print_row(style, right[style])
    for digit in range(10):
        of_digit = [each for style, each in right.items() if style[0] == str(digit)]
        print_row(f"all {digit}", [np.concatenate(each) for each in zip(*of_digit)])
    print_row("all", [np.concatenate(each) for each in zip(*right.values())])


def print_row(name: str, right: list[np.ndarray]) -> None:
    """Print a row of a table: the recall by each network, with its 95 % interval."""
    cells = []
    for each in right:
        found = accuracy_from_counts(int(each.sum()), len(each))
        cells.append(f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})")
    print(f"| {name} | {len(right[0])} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
