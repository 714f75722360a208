"""Rebuild the examples from real MNIST: `python -m core.examples.make [--juries]`.

The examples are the framed built-in digits; the labels of MNIST's test set, without its
images; the reference run, trained with a preset; and what a jury read in both sets.
``--juries`` rebuilds the juries alone; ``--parts`` names a folder that keeps each
network as soon as it is trained, so that an interrupted call is resumed. MNIST comes
from the data folder, ``MISREAD_MNIST`` or Keras's cache.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from core.data.datasets import Dataset, load_builtin_digits
from core.model.recipes import PRESETS
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import save_digits
from core.store.events import Event
from core.work.catalogue import BUILT_IN, MNIST_TEST, find_digits, load_dataset
from core.work.jury_run import train_jury
from core.work.training_run import train_run


def main() -> None:
    """Replace the examples in this folder after all new ones are complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--juries", action="store_true")
    parser.add_argument("--parts", type=Path, help="folder that keeps networks")
    options = parser.parse_args()
    only_juries = options.juries
    mnist = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder)
        if not only_juries:
            _make_digits_and_run(mnist, new, options.parts)
        for name in (MNIST_TEST, BUILT_IN):
            jury = train_jury(find_digits(name), report=_show, root=new)
            print(f"\nJury {jury.id} on {name}: {jury.seconds} s")
        for name in ("juries",) if only_juries else ("digits", "runs", "juries"):
            shutil.rmtree(EXAMPLES / name, ignore_errors=True)
            shutil.copytree(new / name, EXAMPLES / name)


def _make_digits_and_run(mnist: Dataset, new: Path, parts: Path | None) -> None:
    save_digits(load_builtin_digits().train, root=new)
    if mnist.test is not None:
        save_digits(mnist.test, root=new, with_images=False)
    run = train_run(
        PRESETS["distilled"], mnist, report=_show, root=new, parts_folder=parts
    )
    print(f"\nRun {run.id}: {run.seconds['training']} s")


def _show(event: Event) -> None:
    share = 1.0 if event.share is None else event.share
    print(f"\r{event.phase} {share:4.0%}", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
