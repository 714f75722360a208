"""Measure how many corrupted labels the page Suspect labels ranks first.

    python -m tests.benchmarks.label_issues [--data included built-in mnist-train]
        [--draws 3] [--digits 20000]

Corrupts labels in ways people err: two thirds are confusions of pairs such as 4 and 9,
more likely the more similar an image is to images of the other digit, and one third are
slips to any other digit. Compares the former ranking, which asks one network, with
those of a jury. ``included`` ranks the built-in digits as the page does, with the
included run, its neighbours and the included jury, which learned correct labels. With
``built-in`` and ``mnist-train``, networks learn the corrupted labels and read them out
of fold. MNIST comes from ``MISREAD_MNIST`` or Keras's cache; its test set and lists of
its wrong labels are not used. Labels that were wrong before count against every ranking
alike.
"""

import argparse
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsClassifier

from core.analysis.evaluation import Evaluation
from core.analysis.jury import Jury, convene
from core.analysis.label_issues import find_label_issues
from core.analysis.metrics import accuracy_from_counts
from core.data.digits import DigitSet
from core.model.jury import jury_for, num_folds
from core.model.recipes import PRESETS
from core.store.juries import load_jury
from core.store.runs import list_runs
from core.work.catalogue import (
    BUILT_IN,
    MNIST_TRAIN,
    find_digits,
    load_dataset,
    register_mnist,
)
from core.work.evaluating import evaluate
from core.work.jury import find_jury_members, judge
from core.work.jury_run import read_by_jury
from core.work.nearest_neighbours import neighbour_votes
from core.work.parts import divide_images

PAIRS = ((4, 9), (7, 1), (3, 5), (5, 6), (8, 3), (7, 2), (9, 7), (0, 6))
INCLUDED = "included"
SHARE = {INCLUDED: 0.03, BUILT_IN: 0.03, MNIST_TRAIN: 0.01}
Ranking = tuple[str, NDArray[np.int64]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = list(SHARE)
    parser.add_argument("--data", nargs="+", default=names, choices=names)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--digits", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data_folder:
        os.environ["MISREAD_HOME"] = data_folder
        for name in options.data:
            if name != BUILT_IN and not register_mnist():
                raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
            dataset = load_dataset("mnist" if name == MNIST_TRAIN else BUILT_IN)
            measure(dataset.train, name, options.draws, options.digits)


def measure(whole: DigitSet, name: str, draws: int, most: int) -> None:
    """Print how many of the corrupted labels each ranking finds."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    total = n = 0
    for draw in range(draws):
        random = np.random.default_rng(draw)
        digits = sample(whole, most, random)
        n = len(digits)
        labels, wrong = corrupt(digits, round(SHARE[name] * n), random)
        rank = page_rankings if name == INCLUDED else learned_rankings
        for ranking, rows in rank(replace(digits, labels=labels)):
            for place, count in enumerate((len(wrong), 2 * len(wrong))):
                found[ranking][place] += int(np.isin(rows[:count], wrong).sum())
        total += len(wrong)
    print(f"\n{name}: {draws} draws of {n:,} digits, {total} corrupted labels")
    print("| Ranking | Found among the first n | Among the first 2 n |")
    print("| --- | --- | --- |")
    for ranking, counts in found.items():
        print(f"| {ranking} | {' | '.join(share(each, total) for each in counts)} |")


def share(count: int, total: int) -> str:
    """Return a share with its 95 % Wilson interval."""
    each = accuracy_from_counts(count, total)
    return f"{each.value:.1%} ({each.low:.1%} to {each.high:.1%})"


def sample(digits: DigitSet, most: int, random: np.random.Generator) -> DigitSet:
    """Return a random part of the digits, in their order."""
    return digits.take(np.sort(random.permutation(len(digits))[:most]))


def corrupt(
    digits: DigitSet, count: int, random: np.random.Generator
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Return the labels with some corrupted, and the rows of these."""
    labels = digits.labels.copy()
    similar = similarities(digits)
    both = PAIRS + tuple((there, here) for here, there in PAIRS)
    rows = np.concatenate([np.flatnonzero(labels == here) for here, _ in both])
    digit = np.concatenate(
        [np.full((labels == here).sum(), there) for here, there in both]
    )
    weight = similar[rows, digit]
    order = random.choice(
        len(rows), np.count_nonzero(weight), replace=False, p=weight / weight.sum()
    )
    confused: dict[int, int] = {}
    for place in order:
        if len(confused) < round(count * 2 / 3):
            confused.setdefault(int(rows[place]), int(digit[place]))
    others = np.setdiff1d(np.arange(len(labels)), list(confused))
    slipped = random.choice(others, count - len(confused), replace=False)
    labels[list(confused)] = list(confused.values())
    labels[slipped] = (labels[slipped] + random.integers(1, 10, len(slipped))) % 10
    return labels, np.array([*confused, *slipped])


def similarities(digits: DigitSet) -> NDArray[np.float64]:
    """Return the share of each digit among 20 images that are nearest in pixels."""
    pixels = digits.images.reshape(len(digits), -1).astype(np.float32)
    nearest = KNeighborsClassifier(21, weights="uniform").fit(pixels, digits.labels)
    shares = nearest.predict_proba(pixels)
    shares[np.arange(len(digits)), digits.labels] = 0
    return shares


def page_rankings(digits: DigitSet) -> Iterator[Ranking]:
    """Yield rankings of the built-in digits by what is included.

    Each has a name and its rows, the most suspect first.
    """
    run, record = list_runs()[0][-1], find_digits(BUILT_IN)
    own = evaluate(run, record).probabilities
    evaluation = Evaluation.of(run.id, digits.source, digits.labels, own)
    counted = neighbour_votes(run, digits.images)
    members = find_jury_members(record, [run])
    pooled = judge(members, record)
    everyone = [own, *load_jury(members.stored)]
    mean = Jury(votes=pooled.votes, probabilities=np.mean(everyone, axis=0))
    for name, votes, jury in (
        ("one network and neighbours (before)", counted, None),
        ("jury, arithmetic mean, and neighbours", counted, mean),
        ("jury, logarithmic pool, no neighbours", np.zeros_like(counted), pooled),
        ("jury, logarithmic pool, and neighbours (shown)", counted, pooled),
    ):
        issues = find_label_issues(
            evaluation, lambda rows, votes=votes: votes[rows], jury, len(digits)
        )
        yield name, issues.rows


def learned_rankings(digits: DigitSet) -> Iterator[Ranking]:
    """Yield rankings by networks that learned the labels, out of fold."""
    n = len(digits)
    (_, fold), *_ = divide_images(n, num_folds(n))
    recipes = jury_for(n - fold)
    single = replace(PRESETS["balanced"].for_small_data(), batch_size=128, epochs=8)
    if n < 10_000:
        single = replace(recipes[0], epochs=16)
    own, *read = read_by_jury([single, *recipes], digits, digits)
    evaluation = Evaluation.of("one", digits.source, digits.labels, own)
    everyone = [own, *quantised(read)]
    mean = np.mean(everyone, axis=0)
    pooled = convene(n, [(each, True) for each in everyone])
    for name, jury in {
        "one network (before)": None,
        "one small network": convene(n, [(everyone[1], True)]),
        "jury, arithmetic mean": Jury(votes=pooled.votes, probabilities=mean),
        "jury, mean and agreement": with_agreement(pooled, mean),
        "jury, logarithmic pool (shown)": pooled,
    }.items():
        yield name, find_label_issues(evaluation, no_neighbours, jury, n).rows


def quantised(read: Iterable[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Return probabilities as the store keeps them."""
    return [np.rint(each * 255).astype(np.float32) / 255 for each in read]


def with_agreement(jury: Jury, mean: NDArray[np.float32]) -> Jury:
    """Return a jury that counts votes as much as mean probabilities."""
    share = jury.votes / jury.votes.sum(axis=1, keepdims=True)
    joined = ((mean + share) / 2).astype(np.float32)
    return Jury(votes=jury.votes, probabilities=joined)


def no_neighbours(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return no votes: neighbours that learned the labels know them."""
    return np.zeros((len(rows), 10), np.int64)


if __name__ == "__main__":
    main()
