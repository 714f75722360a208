"""Damage MNIST digits in known ways, and print which causes the diagnosis names.

    python -m tests.benchmarks.diagnosis [--number 2000] [--training] [--only cut]

Uses the reference run, and MNIST's test images from ``MISREAD_MNIST``; with
``--training`` its training images, on which all thresholds were chosen. The causes of
undamaged images that are misread follow below the table.
"""

import argparse
import os
import time
from collections import Counter

import numpy as np

from core.analysis.diagnosis import CAUSES, count_causes, diagnose
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import LITERT_FILE
from tests.corruptions import CORRUPTIONS

GOAL = 0.9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--only", nargs="+", default=list(CORRUPTIONS))
    options = parser.parse_args()
    images, labels = load_mnist(options.training)
    score = reference_score()
    # Damage does not explain a mistake that the model makes without it.
    is_read = score(images).argmax(axis=1) == labels
    random = np.random.default_rng(1)
    chosen = random.permutation(np.flatnonzero(is_read))[: options.number]
    print("damage            strength      n  misread  named right  other  none")
    for name in options.only:
        corruption = CORRUPTIONS[name]
        total = Counter()
        for strength in corruption.strengths:
            random = np.random.default_rng(2)
            damaged = corruption.apply(images[chosen], strength, random)
            found = diagnose(damaged, labels[chosen], score)
            counts = tally(found, corruption.causes)
            total += counts
            show(name, strength, len(chosen), found, counts)
        share = total["right"] / max(sum(total.values()), 1)
        print(f"{name:16} together {share:31.1%} {'' if share >= GOAL else ' MISSED'}")
    clean(images, labels, score)


def tally(found, causes):
    """Count diagnoses: right, other and none."""
    return Counter(
        "right" if set(each.causes) & causes else "other" if each.causes else "none"
        for each in found
    )


def show(name, strength, number, found, counts):
    others = Counter(each.cause for each in found)
    listed = ", ".join(f"{kind} {count}" for kind, count in others.most_common(6))
    share = counts["right"] / max(len(found), 1)
    print(
        f"{name:16} {strength:9} {number:6} {len(found):8} {counts['right']:6}"
        f" {share:5.1%} {counts['other']:6} {counts['none']:5}   {listed}",
        flush=True,
    )


def clean(images, labels, score):
    begun = time.perf_counter()
    found = diagnose(images, labels, score)
    seconds = time.perf_counter() - begun
    named = sum(bool(each.causes) for each in found)
    print(
        f"\nclean: {len(images)} images, {len(found)} misread, a cause named for "
        f"{named} of them ({named / len(images):.2%} of all), {seconds:.1f} s"
    )
    print(count_causes(found), f"of {len(CAUSES)} causes")


def load_mnist(training):
    place = os.environ.get("MISREAD_MNIST")
    if not place:
        raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
    part = "train" if training else "test"
    with np.load(place) as arrays:
        return arrays[f"x_{part}"], arrays[f"y_{part}"].astype(np.int8)


def reference_score():
    path = next(EXAMPLES.glob(f"runs/*/{LITERT_FILE}"))
    scorer = Scorer(path)
    return lambda images: scorer.score(images).probabilities


if __name__ == "__main__":
    main()
