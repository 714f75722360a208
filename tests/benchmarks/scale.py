"""Measure how the cost of viewing grows from 10,000 to 10 million predictions.

    python -m tests.benchmarks.scale [--sizes 10000 100000 1000000 10000000]
        [--draw docs/pictures/scale.svg]

A generator with a fixed seed makes the predictions, which are never mixed with real
ones. They are stored in a temporary data folder and read by the functions that the
pages call, in a new process for each size. Not for Windows.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.mistakes import filtered_evaluation, num_pages, select, slice_page
from core.analysis.selection import Selection
from core.charts.sprites import png_bytes, sprite_sheet
from core.store.digit_sets import load_digits
from core.store.runs import list_runs, load_predictions, save_predictions
from core.work.catalogue import find_digits

SIZES = [10_000, 100_000, 1_000_000, 10_000_000]
PAGE_SIZE = 120
P95_GOAL, MOST_GOAL, MEMORY_GOAL, DISK_GOAL = 0.3, 1.0, 1000, 350
PART = 100_000
WIDTH, HEIGHT, LEFT, GAP, TOP, BOTTOM = 760, 280, 64, 110, 44, 36
BLUE, GREY, RED = "#2B6CB0", "#566173", "#C23B0A"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--draw", type=Path, metavar="SVG")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    results = {}
    print("predictions  disk   memory  to open  look p50    p95   longest")
    for size in options.sizes:
        command = [sys.executable, "-m", "tests.benchmarks.scale", "--one", str(size)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        results[size] = got = json.loads(done.stdout)
        print(
            f"{size:11,}  {got['disk']:4.0f} MB  {got['memory']:4.0f} MB"
            f"  {got['open']:5.2f} s  {got['median']:6.3f} s  {got['p95']:.3f} s"
            f"  {got['longest']:.3f} s  {got['slowest']}",
            flush=True,
        )
    if options.draw:
        options.draw.write_text(drawing(results), "utf-8")


def generate(n: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Generate labels and predictions, of which about 1 % are wrong."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, n, np.int8)
    probabilities = np.empty((n, 10), np.float32)
    for start in range(0, n, PART):
        part = slice(start, start + PART)
        rows = len(labels[part])
        scores = rng.normal(0, 2, (rows, 10)).astype(np.float32)
        wrong = rng.random(rows) < 0.01
        other = (labels[part] + rng.integers(1, 10, rows)) % 10
        scores[np.arange(rows), np.where(wrong, other, labels[part])] += 12
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities[part] = scores / scores.sum(axis=1, keepdims=True)
    return labels, probabilities


def measure(n: int) -> dict[str, float | str]:
    """Store, open and view n predictions; return seconds and MB."""
    run = list_runs()[0][0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MISREAD_HOME"] = folder
        if os.fork() == 0:  # so that generating does not count as our memory
            labels, probabilities = generate(n)
            save_predictions(run, "generated", probabilities)
            np.save(Path(folder) / "labels.npy", labels)
            os._exit(0)
        os.wait()
        disk = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
        begun = time.perf_counter()
        labels = np.load(Path(folder) / "labels.npy")
        probabilities = load_predictions(run, "generated")
        evaluation = Evaluation.of(run.id, "generated", labels, probabilities)
        evaluation.confusion_matrix.sum()
        opened = time.perf_counter() - begun
        images = load_digits(find_digits("built-in")).images
        times = look_around(evaluation, images)
    seconds = np.array([each for _, each in times])
    return {
        "disk": disk / 2**20,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "open": opened,
        "median": float(np.median(seconds)),
        "p95": float(np.quantile(seconds, 0.95)),
        "longest": float(seconds.max()),
        "slowest": times[int(seconds.argmax())][0],
    }


def look_around(
    evaluation: Evaluation, images: NDArray[np.uint8]
) -> list[tuple[str, float]]:
    """Count, cross-tabulate, filter, sort and page; return the seconds of each."""
    rng = np.random.default_rng(1)
    times = []

    def show(selection: Selection) -> None:
        rows = select(evaluation, selection)
        pages = num_pages(len(rows), PAGE_SIZE)
        shown = slice_page(rows, int(rng.integers(pages)), PAGE_SIZE)
        if len(shown):
            png_bytes(sprite_sheet(images[shown % len(images)]))

    def count(selection: Selection) -> NDArray[np.int64]:
        return filtered_evaluation(evaluation, selection).confusion_matrix

    def time_it(name: str, work: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        times.append((name, time.perf_counter() - begun))

    for number in range(60):
        true, read = (frozenset({int(each)}) for each in rng.integers(0, 10, 2))
        base = Selection(
            outcome=("mistakes", "mistakes", "correct", "all")[number % 4],
            sort=("confident", "close", "shuffled", "file")[number // 4 % 4],
        )
        sure = replace(base, confidence=(0.5, 0.9))
        for each in (base, replace(base, true=true, predicted=read), sure):
            time_it(f"{each.outcome}, {each.sort}", lambda each=each: show(each))
        for name, each in (("matrix", base), ("matrix, filtered", sure)):
            time_it(name, lambda each=each: count(each))
        time_it("count", lambda: evaluation.accuracy)
    return times


def drawing(results: dict[int, dict[str, float]]) -> str:
    """Draw the time of a view and the memory over the number of predictions."""
    looks = {n: max(got["p95"], 0.001) for n, got in results.items()}
    memory = {n: got["memory"] for n, got in results.items()}
    title = "Cost of a look, and memory, from 10,000 predictions to 10 million"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="system-ui, sans-serif" font-size="13" role="img" fill="{GREY}">'
        f'<title>{title}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        + _panel("95 of 100 looks within", looks, "s", (0.001, 1), P95_GOAL, 0)
        + _panel("Memory", memory, "MB", (10, 10_000), MEMORY_GOAL, 1)
        + "</svg>\n"
    )


def _panel(
    title: str,
    values: dict[int, float],
    unit: str,
    ends: tuple[float, float],
    goal: float,
    number: int,
) -> str:
    """Draw values over sizes, both on logarithmic scales, and the goal at the last."""
    width = (WIDTH - LEFT - GAP - 24) / 2
    left = LEFT + number * (width + GAP)
    sizes = sorted(values)

    def x(size: int) -> float:
        share = math.log(size / sizes[0]) / math.log(max(sizes[-1] / sizes[0], 2))
        return left + share * width

    def y(value: float) -> float:
        share = math.log(value / ends[0]) / math.log(ends[1] / ends[0])
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def text(at_x: float, at_y: float, words: str, anchor: str, more: str = "") -> str:
        place = f'x="{at_x:.1f}" y="{at_y:.1f}" text-anchor="{anchor}"'
        return f"<text {place} {more}>{words}</text>"

    parts = [text(left, TOP - 22, title, "start", 'fill="#1B2430" font-weight="600"')]
    for power in range(round(math.log10(ends[1] / ends[0])) + 1):
        value = ends[0] * 10**power
        parts.append(
            f'<path d="M{left:.1f} {y(value):.1f}h{width:.1f}" stroke="#E3E7ED"/>'
        )
        parts.append(text(left - 8, y(value) + 4, f"{value:,g} {unit}", "end"))
    for size in sizes:
        words = f"{size // 10**6} M" if size >= 10**6 else f"{size // 1000} k"
        parts.append(text(x(size), HEIGHT - BOTTOM + 22, words, "middle"))
    line = " ".join(f"{x(size):.1f},{y(values[size]):.1f}" for size in sizes)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{BLUE}"/>')
    parts.extend(
        f'<circle cx="{x(size):.1f}" cy="{y(values[size]):.1f}" r="4" fill="{BLUE}"/>'
        for size in sizes
    )
    end = x(sizes[-1])
    parts.append(f'<path d="M{end - 26:.1f} {y(goal):.1f}h34" stroke="{RED}"/>')
    parts.append(text(end - 32, y(goal) + 4, "goal", "end", f'fill="{RED}"'))
    return "".join(parts)


if __name__ == "__main__":
    main()
