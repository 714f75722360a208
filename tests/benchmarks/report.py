"""Measure reports: their size, and the time to write one.

    python -m tests.benchmarks.report [--own FOLDER] [--times 5]

Reports on the run that ships, on the built-in digits, on MNIST's test set if available,
and on the pictures of a folder if given; and on random predictions. Time counts from
the stored predictions to the text of the file.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from core.analysis.evaluation import Evaluation
from core.store.digit_sets import DigitsRecord, load_digits
from core.store.runs import RunRecord, list_runs, load_history
from core.work import reporting
from core.work.catalogue import find_digits, register_mnist
from core.work.evaluating import evaluate
from core.work.reporting import ReportOptions, make_report
from core.work.uploads import import_upload

SECONDS_GOAL = 3.0
MEGABYTES_GOAL = 3.0


def main() -> None:
    options = _options()
    print(f"{options.times} times each, after one that does not count")
    print(
        "report of                mistakes     size  goal  median         spread  goal"
    )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MISREAD_HOME"] = folder
        register_mnist()
        for name, evaluation, write in reports(options.own):
            show(name, evaluation, *measure(write, options.times))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--own", type=Path, metavar="FOLDER")
    parser.add_argument("--times", type=int, default=5)
    return parser.parse_args()


def reports(own: Path | None) -> Iterator[tuple[str, Evaluation, Callable[[], str]]]:
    """Yield the name, the evaluation and a function that writes each report."""
    (run, *_), _ = list_runs()
    records = [find_digits("built-in"), find_digits("mnist-test")]
    if not records[-1].has_images:
        records.pop()
    if own is not None:
        upload = import_upload([own], title=own.name)
        records.append(upload.digits)
    for record in records:
        yield record.source[:10], evaluate(run, record), of_run(run, record)
    if own is not None:
        choices = ReportOptions(with_names=True, with_originals=True)
        write = of_run(run, records[-1], choices)
        yield "the same, with originals", evaluate(run, records[-1]), write
    largest = max(records, key=lambda record: record.n)
    guesses = guess(evaluate(run, largest))
    yield "guessing", guesses, of_guesses(run, largest, guesses)


def of_run(
    run: RunRecord, record: DigitsRecord, choices: ReportOptions | None = None
) -> Callable[[], str]:
    wanted = choices or ReportOptions()
    return lambda: make_report(run, [record], wanted)


def guess(evaluation: Evaluation) -> Evaluation:
    """Return confident random predictions."""
    random = np.random.default_rng(0)
    n = evaluation.n
    probabilities = random.random((n, 10), np.float32)
    probabilities[np.arange(n), random.integers(0, 10, n)] += 9
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return Evaluation.of("run", "test", evaluation.labels, probabilities)


def of_guesses(
    run: RunRecord, record: DigitsRecord, guesses: Evaluation
) -> Callable[[], str]:
    def write() -> str:
        return reporting.write_report(
            reporting.Report(
                language="en",
                origin=reporting._run_facts(run),
                evaluation=guesses,
                titles=["Guesses"],
                pictures=lambda rows: load_digits(record).images[rows],
                history=load_history(run),
                date="2026-01-01",
            )
        )

    return write


def measure(write: Callable[[], str], times: int) -> tuple[int, list[float]]:
    """Write a report several times; return its bytes, and the seconds of each time."""
    size, seconds = len(write().encode()), []
    for _ in range(times):
        begun = time.perf_counter()
        write()
        seconds.append(time.perf_counter() - begun)
    return size, seconds


def show(name: str, evaluation: Evaluation, size: int, seconds: list[float]) -> None:
    median, megabytes = statistics.median(seconds), size / 1e6
    is_missed = median > SECONDS_GOAL or megabytes > MEGABYTES_GOAL
    print(
        f"{name:24} {evaluation.num_mistakes:8,}  "
        f"{megabytes:4.2f} MB  <={MEGABYTES_GOAL:g}"
        f"  {median:5.2f} s  {min(seconds):.2f} to {max(seconds):.2f} s"
        f"  <={SECONDS_GOAL:g}{'  MISSED' if is_missed else ''}",
        flush=True,
    )


if __name__ == "__main__":
    main()
