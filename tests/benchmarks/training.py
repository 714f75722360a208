"""Train the presets on real MNIST, one after the other, and print what came of it.

    python -m tests.benchmarks.training [--preset notebook fast] [--seeds 0 1]

MNIST is taken from ``MISREAD_MNIST``, Keras's cache or the store. Nothing is kept: the
runs go to a temporary home. Compare presets only within one table.
"""

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from core.analysis.metrics import accuracy
from core.model.recipes import PRESETS
from core.work.catalogue import adopt_mnist, find_digits, load_dataset
from core.work.evaluating import evaluate
from core.work.training_run import train_run

# The notebook as written took 170 s, most of it moving one image at a time.
GOALS = {"notebook": (0.991, 130), "fast": (0.992, 45), "accurate": (0.9965, 300)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--preset", nargs="+", default=list(PRESETS), choices=list(PRESETS)
    )
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    options = parser.parse_args()
    print(
        "preset    seed  test accuracy        goal     seconds  goal  import  tracing"
    )
    with tempfile.TemporaryDirectory() as home:
        os.environ["MISREAD_HOME"] = str(Path(home))
        if not adopt_mnist():
            raise SystemExit("MNIST is not at hand: set MISREAD_MNIST.")
        for seed in options.seeds:
            for name in options.preset:
                print_row(name, seed)


def print_row(name: str, seed: int) -> None:
    run = train_run(replace(PRESETS[name], seed=seed), load_dataset("mnist"))
    evaluation = evaluate(run, find_digits("mnist-test"))
    measured = accuracy(evaluation.labels, evaluation.predictions)
    least, most = GOALS[name]
    interval = f"({measured.low:.2%} to {measured.high:.2%})"
    print(
        f"{name:9} {seed:4}  {measured.value:.2%} {interval}  >={least:.1%}"
        f" {run.seconds['training']:8.1f}  <={most:3}  {run.seconds['import']:6.1f}"
        f"  {run.seconds['tracing']:7.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
