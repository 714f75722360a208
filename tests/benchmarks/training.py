"""Train the presets on MNIST in turns, and print accuracy and time.

    python -m tests.benchmarks.training [--preset notebook fast] [--seeds 0 1 2 3 4]
        [--held-out] [--undrawn] [--keep best]
        [--figures docs/pictures/training-speed.json]
        [--draw docs/pictures/training-speed.svg]

Imports MNIST from ``MISREAD_MNIST``, Keras's cache or the store. The runs go to a
temporary data folder. Compare presets only within one table: for each seed all presets
are trained in turn, so that a busy machine slows all alike. The seconds of ``ensemble``
are those of all its networks. ``--figures`` names a file of earlier measurements on the
same machine, which is drawn, too, and updated. ``--held-out`` helps to choose between
recipes: the networks are trained on 55,000 of the training digits and tested on the
other 5,000; the test set is not used. ``--undrawn`` trains each network a second time
without drawn digits and marks, and prints what these cost.
"""

import argparse
import json
import math
import os
import statistics
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.model_selection import train_test_split

from core.data.datasets import Dataset
from core.data.digits import DigitSet
from core.model.recipes import PRESETS, Recipe
from core.store.digit_sets import DigitsRecord, save_digits
from core.work.catalogue import find_digits, load_dataset, register_mnist
from core.work.evaluating import evaluate
from core.work.training_run import train_run

# Accuracy, and how many times sooner than the notebook.
GOALS = {
    "notebook": (0.991, 1.0),
    "fast": (0.993, 8.0),
    "balanced": (0.9955, 1.5),
    "accurate": (0.9965, 0.3),
    "ensemble": (0.9972, 0.06),
    "distilled": (0.997, 0.05),
}
WIDTH, HEIGHT, LEFT, BOTTOM = 760, 300, 70, 50


@dataclass(frozen=True)
class Measured:
    """One training: accuracy on the test set with its 95 % interval, and seconds."""

    value: float
    low: float
    high: float
    seconds: float


def main() -> None:
    options = parse_options()
    with tempfile.TemporaryDirectory() as data_folder:
        os.environ["MISREAD_HOME"] = str(Path(data_folder))
        if not register_mnist():
            raise SystemExit("MNIST is missing: set MISREAD_MNIST.")
        results, undrawn = measure_all(options)
    summarise(results)
    print_prices(results, undrawn)
    if options.figures:
        results = merged(options.figures, results)
    if options.draw:
        options.draw.write_text(drawing(results), "utf-8")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--preset", nargs="+", default=list(PRESETS), choices=list(PRESETS)
    )
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--undrawn", action="store_true")
    parser.add_argument("--keep", choices=["last", "best"], help="weights to keep")
    parser.add_argument("--figures", type=Path, metavar="JSON")
    parser.add_argument("--draw", type=Path, metavar="SVG")
    return parser.parse_args()


def measure_all(
    options: argparse.Namespace,
) -> tuple[dict[str, list[Measured]], dict[str, list[Measured]]]:
    """Train all presets in turn for each seed; return the results of each preset.

    The second results are those without drawn digits, where these were asked for.
    """
    results: dict[str, list[Measured]] = defaultdict(list)
    undrawn: dict[str, list[Measured]] = defaultdict(list)
    print(
        "preset    seed  test accuracy                 seconds  import  tracing  load"
    )
    if options.held_out:
        data, judge = held_out()
    else:
        data, judge = load_dataset("mnist"), find_digits("mnist-test")
    for seed in options.seeds:
        for name in options.preset:
            recipe = replace(PRESETS[name], seed=seed)
            if options.keep:
                recipe = replace(recipe, keep=options.keep)
            results[name].append(measure(recipe, data, judge))
            if options.undrawn and recipe.drawn:
                recipe = replace(recipe, drawn=0.0, marks=0.0)
                undrawn[name].append(measure(recipe, data, judge))
    return results, undrawn


def merged(path: Path, results: dict[str, list[Measured]]) -> dict[str, list[Measured]]:
    """Add the file's results of other presets, and write all of them to it."""
    if path.exists():
        before = json.loads(path.read_text("utf-8"))
        for name, all_of in before.items():
            results.setdefault(name, [Measured(**each) for each in all_of])
    plain = {name: [asdict(each) for each in results[name]] for name in sorted(results)}
    path.write_text(f"{json.dumps(plain, indent=1)}\n", "utf-8")
    return results


def held_out() -> tuple[Dataset, DigitsRecord]:
    """Split MNIST's training digits into 55,000 for training and 5,000 for testing."""
    whole = load_dataset("mnist").train
    parts = train_test_split(
        np.arange(len(whole)), test_size=5000, random_state=7, stratify=whole.labels
    )
    train, test = (
        DigitSet(
            source=f"held-out-{name}",
            images=whole.images[part],
            labels=whole.labels[part],
            names=tuple(whole.names[place] for place in part),
        )
        for name, part in zip(("train", "test"), parts, strict=True)
    )
    return Dataset(name="mnist", train=train, test=test), save_digits(test)


def measure(recipe: Recipe, data: Dataset, judge: DigitsRecord) -> Measured:
    """Train once, evaluate, and print the result."""
    run = train_run(recipe, data)
    evaluation = evaluate(run, judge)
    measured = evaluation.accuracy
    result = f"{measured.value:.2%} ({measured.low:.2%} to {measured.high:.2%})"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    seconds = run.seconds["training"]
    print(
        f"{recipe.preset:9} {recipe.seed:4}  {result} {seconds:10.1f}"
        f" {run.seconds['import']:7.1f} {run.seconds['tracing']:8.1f} {load:5.1f}"
        f"  {recipe.drawn:.0%} drawn",
        flush=True,
    )
    return Measured(measured.value, measured.low, measured.high, seconds)


def summarise(results: dict[str, list[Measured]]) -> None:
    """Print means and spreads, the goals, and the speed-up over the notebook."""
    print("\npreset    runs  mean accuracy, sd     goal    seconds, range")
    slow = [each.seconds for each in results.get("notebook", [])]
    for name, all_of in results.items():
        values = [each.value for each in all_of]
        seconds = [each.seconds for each in all_of]
        spread = statistics.stdev(values) if len(values) > 1 else 0.0
        least, sooner = GOALS[name]
        line = (
            f"{name:9} {len(values):4}  {statistics.mean(values):.3%} ± {spread:.3%}"
            f"  >={least:.2%} {statistics.mean(seconds):8.1f} s"
            f" ({min(seconds):.1f} to {max(seconds):.1f})"
        )
        if slow and name != "notebook":
            ratios = [n / s for n, s in zip(slow, seconds, strict=True)]
            line += (
                f"  {statistics.median(ratios):.1f} times sooner than the notebook"
                f", >={sooner}"
            )
        print(line)


def print_prices(
    results: dict[str, list[Measured]], undrawn: dict[str, list[Measured]]
) -> None:
    """Print what drawn digits and marks cost, in pairs of networks of one seed."""
    for name, without in undrawn.items():
        pairs = zip(results[name], without, strict=True)
        changes = [100 * (with_.value - plain.value) for with_, plain in pairs]
        mean = statistics.mean(changes)
        line = f"{name:9} with drawn digits {mean:+.3f} points (n={len(changes)} pairs"
        if len(changes) > 1:
            error = statistics.stdev(changes) / math.sqrt(len(changes))
            low, high = stats.t.interval(0.95, len(changes) - 1, mean, error)
            line += f", 95 % interval {low:+.3f} to {high:+.3f}"
        print(f"{line}), goal >=-0.05")


def drawing(results: dict[str, list[Measured]]) -> str:
    """Draw accuracy over seconds: a dot for each training, a name for each preset.

    The line through a dot is its 95 % interval. The scale of seconds is logarithmic.
    """

    dots = [
        (each.seconds, each.value) for all_of in results.values() for each in all_of
    ]
    first = 10 ** math.floor(math.log10(min(seconds for seconds, _ in dots)))
    last = max(seconds for seconds, _ in dots) * 1.5
    lows = [each.low for all_of in results.values() for each in all_of]
    lowest = math.floor(min(lows) * 1000) / 1000

    def x(seconds: float) -> float:
        share = math.log(seconds / first) / math.log(last / first)
        return LEFT + share * (WIDTH - LEFT - 30)

    def y(value: float) -> float:
        share = (value - lowest) / (0.998 - lowest)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="13" role="img">',
        "<title>Accuracy on MNIST’s test set against seconds of training</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for step in range(round((0.998 - lowest) * 1000) + 1):
        value = lowest + step / 1000
        parts.append(
            f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - 30}" stroke="#E3E7ED"/>'
            f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end" '
            f'fill="#566173">{value:.1%}</text>'
        )
    marks = [n * 10**k for k in range(5) for n in (1, 2, 5)]
    for seconds in [each for each in marks if first <= each <= last]:
        parts.append(
            f'<text x="{x(seconds):.1f}" y="{HEIGHT - BOTTOM + 22}" '
            f'text-anchor="middle" fill="#566173">{seconds} s</text>'
        )
    for name, all_of in results.items():
        for each in all_of:
            parts.append(
                f'<path d="M{x(each.seconds):.1f} {y(each.low):.1f}V{y(each.high):.1f}"'
                ' stroke="#2B6CB0" stroke-opacity=".45" stroke-width="2"/>'
                f'<circle cx="{x(each.seconds):.1f}" cy="{y(each.value):.1f}" r="4.5" '
                'fill="#2B6CB0" fill-opacity=".65"/>'
            )
        mean_x = statistics.mean(x(each.seconds) for each in all_of)
        top = min(y(each.high) for each in all_of)
        parts.append(
            f'<text x="{mean_x:.1f}" y="{top - 10:.1f}" text-anchor="middle" '
            f'fill="#1B2430">{name}</text>'
        )
    parts.append(
        f'<text x="{WIDTH - 30}" y="{HEIGHT - 8}" text-anchor="end" fill="#566173">'
        "seconds of training on 2 cores; the lines are 95 % intervals</text></svg>"
    )
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
