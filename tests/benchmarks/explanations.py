"""Measure explanations: label issues, slices, occlusion and neighbours.

    python -m tests.benchmarks.explanations [--draw docs/pictures/suspects.svg]
        [--train fast]

Imports MNIST from ``MISREAD_MNIST`` or Keras's cache into a temporary data folder, and
evaluates the run that ships, or one trained with a preset, on its test set. Times are
the median of five, after a first one that is not counted; work that is done once for a
run is timed once. ``--draw`` draws the first 50 label issues, each with its label and
the suggested digit.
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
    DEFAULT_THRESHOLD,
    coverage_at,
    expected_calibration_error,
    reliability,
)
from core.analysis.evaluation import Evaluation
from core.analysis.label_issues import LabelIssues, find_label_issues
from core.analysis.occlusion import occlusion_sensitivity
from core.analysis.properties import measure
from core.analysis.scores import scores
from core.analysis.slices import Slice, find_slices, measure_traits
from core.charts.sprites import data_uri, png_bytes
from core.model.recipes import PRESETS
from core.store.digit_sets import load_digits
from core.store.runs import RunRecord, list_runs
from core.wording import say_finding
from core.work.catalogue import find_digits, load_dataset, register_mnist
from core.work.evaluating import evaluate, scorer
from core.work.nearest_neighbours import (
    image_ood_scores,
    nearest_training_digits,
    neighbour_votes,
    references,
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
    with tempfile.TemporaryDirectory() as data_folder:
        os.environ["MISREAD_HOME"] = data_folder
        if not register_mnist():
            raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
        run = list_runs()[0][-1]
        if options.train:
            run = train_run(PRESETS[options.train], load_dataset("mnist"))
        record = find_digits("mnist-test")
        evaluation, images = evaluate(run, record), load_digits(record).images
        row = int(np.flatnonzero(evaluation.mistaken)[0])
        label = int(evaluation.labels[row])

        def score(some: NDArray[np.uint8]) -> NDArray[np.float32]:
            return scorer(run.folder).score(some).probabilities

        def rank() -> LabelIssues:
            return find_label_issues(
                evaluation, lambda rows: neighbour_votes(run, images[rows])
            )

        print(f"{'what':46} {'seconds':>8} {'goal':>6}")
        took = seconds(lambda: references(run))
        print(f"{'10,000 training digits, once for a run':46} {took:8.3f}")
        for name, goal, work in [
            ("label issues among 10,000", 3.0, rank),
            (
                "the part that matters",
                0.5,
                lambda: occlusion_sensitivity(images[row], score, label),
            ),
            (
                "similar training digits",
                0.4,
                lambda: nearest_training_digits(run, images[row], label, 5),
            ),
            (
                "answered from a confidence on",
                0.2,
                lambda: coverage_at(evaluation, 0.9),
            ),
            ("slices of 10,000", None, lambda: slices_of(run, evaluation, images)),
        ]:
            work()
            took = statistics.median(seconds(work) for _ in range(ROUNDS))
            print(f"{name:46} {took:8.3f} {'' if goal is None else goal:>6}")
        found = rank()
        print(f"labels with more against than for them: {found.num_issues}")
        print_calibration(run, evaluation)
        print_slices(slices_of(run, evaluation, images))
        if options.draw:
            options.draw.write_text(draw(found, evaluation, images), "utf-8")
    print(f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")


def slices_of(
    run: RunRecord, evaluation: Evaluation, images: NDArray[np.uint8]
) -> list[Slice]:
    distance = image_ood_scores(run, images)
    return find_slices(evaluation, measure_traits(measure(images), images, distance))


def print_calibration(run: RunRecord, evaluation: Evaluation) -> None:
    """Print the calibration of a run."""
    made = scores(evaluation)
    found = coverage_at(evaluation, DEFAULT_THRESHOLD)
    print(
        f"log loss {made.log_loss:.4f}, Brier {made.brier:.4f}, "
        f"calibration error {expected_calibration_error(reliability(evaluation)):.4f}, "
        f"temperature {run.temperature}"
    )
    print(
        f"sure of {DEFAULT_THRESHOLD:.0%}: {found.covered.n} answered, "
        f"{found.covered.n - found.covered.correct} misread"
    )


def print_slices(found: Sequence[Slice]) -> None:
    """Print the significant slices."""
    for data_slice in (each for each in found if each.is_significant):
        print(say_finding(data_slice.finding))


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def draw(found: LabelIssues, evaluation: Evaluation, images: NDArray[np.uint8]) -> str:
    """Draw the first label issues, each with its label and the suggested digit."""
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
            f"{evaluation.labels[row]}, or {found.suggested_label[place]}?</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
