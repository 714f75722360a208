"""Measure imports of digits: from the files to the predictions.

    python -m tests.benchmarks.imports [--numbers 100 1000 10000] [--times 3]

Writes MNIST's test digits, or the built-in ones without MNIST, as PNG files into
folders named by their labels, and packs them as a ZIP. A new process then does what the
dashboard does: it passes the bytes to the worker, waits, and predicts with the run that
ships. Time starts when it has the bytes; memory is the largest growth of that process,
without the bytes. Linux only.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image

from core.data.digits import DigitSet
from core.store.digit_sets import load_digits
from core.store.runs import list_runs
from core.store.uploads import find_upload
from core.work import import_queue, jobs
from core.work.catalogue import find_digits, register_mnist
from core.work.evaluating import evaluate
from tests.benchmarks.clicks import megabytes
from tests.jobs import wait_until_stopped

ROOT = Path(__file__).resolve().parents[2]
GOALS = {("folder", 1000): 4.0, ("zip", 10_000): 20.0}
MEMORY_GOAL = 150


def main() -> None:
    options = _options()
    if options.ask:
        print(json.dumps(ask(*options.ask)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MISREAD_HOME"] = str(Path(folder) / "home")
        digits = _digits()
        print(f"{digits.source}, {options.times} times each; the median, and the worst")
        print("as       files  imported  predicted     worst   goal  memory  goal")
        for number in options.numbers:
            for kind in ("folder", "zip"):
                place = write(digits, number, kind, Path(folder))
                figures = [_measure(kind, place) for _ in range(options.times)]
                show(kind, number, figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--numbers", nargs="+", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--times", type=int, default=3, help="how often to measure")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _digits() -> DigitSet:
    return load_digits(find_digits("mnist-test" if register_mnist() else "built-in"))


def write(digits: DigitSet, number: int, kind: str, folder: Path) -> Path:
    """Write this many digits, and repeat them if there are fewer."""
    files = {}
    for position in range(number):
        index = position % len(digits)
        file = io.BytesIO()
        Image.fromarray(digits.images[index]).save(file, "PNG")
        files[f"digits/{digits.labels[index]}/{position:05d}.png"] = file.getvalue()
    place = folder / f"{kind}-{number}"
    if kind == "zip":
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return place
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def _measure(kind: str, place: Path) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.imports", "--ask", kind, str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ended.stdout.splitlines()[-1])


def ask(kind: str, place: str) -> dict[str, Any]:
    """Import files as the dashboard does after an upload."""
    path = Path(place)
    if kind == "zip":
        files = [("digits.zip", path.read_bytes())]
    else:
        paths = sorted(each for each in path.rglob("*") if each.is_file())
        files = [(str(each.relative_to(path)), each.read_bytes()) for each in paths]
    (run, *_), _ = list_runs()
    with Watch() as watch:
        begun = time.perf_counter()
        job = import_queue.start_import("digits", files)
        wait_until_stopped(job, 600)
        imported = time.perf_counter() - begun
        upload = find_upload(job.id)
        if upload is None:
            raise SystemExit(f"nothing was imported: {jobs.read_state(job)}")
        evaluation = evaluate(run, upload.digits)
        predicted = time.perf_counter() - begun
    if evaluation.n != (len(files) if kind == "folder" else upload.n):
        raise SystemExit(f"only {evaluation.n} of {len(files)} files were imported")
    return {"imported": imported, "predicted": predicted, "memory": watch.grown}


class Watch:
    """Growth of this process's memory, sampled every few milliseconds."""

    grown = 0.0

    def __enter__(self) -> "Watch":
        self._start = megabytes(os.getpid())
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.01):
            self.grown = max(self.grown, megabytes(os.getpid()) - self._start)


def show(kind: str, number: int, figures: list[dict[str, Any]]) -> None:
    """Print a row: medians, the worst time, and the goals."""
    imported, predicted, memory = (
        statistics.median(each[name] for each in figures)
        for name in ("imported", "predicted", "memory")
    )
    worst = max(each["predicted"] for each in figures)
    goal = GOALS.get((kind, number))
    wanted = "" if goal is None else f"<={goal:g}"
    missed = (goal is not None and predicted > goal) or memory > MEMORY_GOAL
    verdict = "  MISSED" if missed else ""
    print(
        f"{kind:7} {number:6,}  {imported:6.2f} s   {predicted:6.2f} s  {worst:6.2f} s"
        f"  {wanted:>5}  {memory:3.0f} MB <={MEMORY_GOAL}{verdict}",
        flush=True,
    )


if __name__ == "__main__":
    main()
