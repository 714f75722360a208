"""Measure a closer look: suspect labels, weak spots, and what stands under More.

    python -m tests.benchmarks.examining [--draw docs/pictures/suspects.svg]
        [--train fast]

The run that ships, or one that is trained first with a preset, has read MNIST's test
set, which is taken from ``MISREAD_MNIST`` or Keras's cache into a temporary home. Times
are the median of five, after one that does not count; what is done once for a run is
measured once. ``--draw`` draws the first 50 suspects: under each its label, and the
digit it may be instead.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.analysis.confidence import (
    USUAL,
    answered,
    calibration_error,
    reliability,
)
from core.analysis.evaluation import Evaluation
from core.analysis.occlusion import occlude
from core.analysis.properties import measure
from core.analysis.scores import scores
from core.analysis.suspects import Suspects, suspects
from core.analysis.weak_spots import WeakSpot, traits_of, weak_spots
from core.model.recipes import PRESETS
from core.share.sprites import data_uri, png_bytes
from core.share.wording import say_finding
from core.store.digit_sets import load_digits
from core.store.runs import RunRecord, list_runs
from core.work.catalogue import adopt_mnist, find_digits, load_dataset
from core.work.evaluating import evaluate, scorer
from core.work.resembling import (
    neighbour_votes,
    references,
    similar,
    strangeness_of,
)
from core.work.training_run import train_run

ROUNDS, DRAWN, COLUMNS = 5, 50, 10
WIDTH, HEIGHT, SIDE = 96, 116, 84


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=Path, metavar="SVG")
    parser.add_argument("--train", choices=list(PRESETS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["MISREAD_HOME"] = home
        if not adopt_mnist():
            raise SystemExit("MNIST is not at hand: set MISREAD_MNIST.")
        run = list_runs()[0][-1]
        if options.train:
            run = train_run(PRESETS[options.train], load_dataset("mnist"))
        record = find_digits("mnist-test")
        evaluation, images = evaluate(run, record), load_digits(record).images
        row = int(np.flatnonzero(evaluation.mistaken)[0])
        label = int(evaluation.labels[row])

        def score(some: NDArray[np.uint8]) -> NDArray[np.float32]:
            return scorer(run.folder).score(some).probabilities

        def rank() -> Suspects:
            return suspects(evaluation, lambda rows: neighbour_votes(run, images[rows]))

        print(f"{'what':46} {'seconds':>8} {'goal':>6}")
        took = seconds(lambda: references(run))
        print(f"{'10,000 training digits, once for a run':46} {took:8.3f}")
        for name, goal, work in [
            ("suspects among 10,000", 3.0, rank),
            ("the part that matters", 0.5, lambda: occlude(images[row], score, label)),
            (
                "similar training digits",
                0.4,
                lambda: similar(run, images[row], label, 5),
            ),
            ("answered from a confidence on", 0.2, lambda: answered(evaluation, 0.9)),
            ("weak spots of 10,000", None, lambda: spots(run, evaluation, images)),
        ]:
            work()
            took = statistics.median(seconds(work) for _ in range(ROUNDS))
            print(f"{name:46} {took:8.3f} {'' if goal is None else goal:>6}")
        found = rank()
        print(f"labels with more against than for them: {found.num_doubtful}")
        say_how_sure(run, evaluation)
        say_weak_spots(spots(run, evaluation, images))
        if options.draw:
            options.draw.write_text(draw(found, evaluation, images), "utf-8")
    print(f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")


def spots(
    run: RunRecord, evaluation: Evaluation, images: NDArray[np.uint8]
) -> list[WeakSpot]:
    distance = strangeness_of(run, images)
    return weak_spots(evaluation, traits_of(measure(images), images, distance))


def say_how_sure(run: RunRecord, evaluation: Evaluation) -> None:
    """Print how far the confidence of a run can be believed."""
    made = scores(evaluation)
    found = answered(evaluation, USUAL)
    print(
        f"log loss {made.log_loss:.4f}, Brier {made.brier:.4f}, "
        f"calibration error {calibration_error(reliability(evaluation)):.4f}, "
        f"temperature {run.temperature}"
    )
    print(
        f"sure of {USUAL:.0%}: {found.answers.n} answered, "
        f"{found.answers.n - found.answers.correct} misread"
    )


def say_weak_spots(found: Sequence[WeakSpot]) -> None:
    """Print the weak spots that are more than chance."""
    for spot in (each for each in found if each.is_telling):
        print(say_finding(spot.finding))


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def draw(found: Suspects, evaluation: Evaluation, images: NDArray[np.uint8]) -> str:
    """Draw the first suspects, each with its label and what it may be instead."""
    size = f"{COLUMNS * WIDTH} {DRAWN // COLUMNS * HEIGHT}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        'font-family="system-ui, sans-serif" font-size="14" role="img">',
        "<title>The 50 most doubtful labels of MNIST’s test set</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for place, row in enumerate(found.rows[:DRAWN]):
        left, top = place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT
        picture = data_uri(png_bytes(np.ascontiguousarray(255 - images[row])))
        parts.append(
            f'<image x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" '
            f'style="image-rendering:pixelated" href="{picture}"/>'
            f'<text x="{left + 8}" y="{top + SIDE + 16}" fill="#16202E">'
            f"{evaluation.labels[row]}, or {found.instead[place]}?</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
