"""Rebuild the examples from real MNIST: `python -m core.examples.make`.

The examples are the framed built-in digits; the labels of MNIST's test set, without its
images; and the reference run, trained with a preset. MNIST comes from the data folder,
``MISREAD_MNIST`` or Keras's cache. ``--teachers`` names a folder that keeps the
networks that teach the run's own, so that an interrupted call is continued.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from core.data.datasets import load_builtin_digits
from core.model.recipes import PRESETS
from core.store.data_folder import EXAMPLES
from core.store.digit_sets import save_digits
from core.store.events import Event
from core.work.catalogue import load_dataset
from core.work.training_run import train_run


def main() -> None:
    """Replace the examples in this folder after all new ones are complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teachers", type=Path, help="folder that keeps teachers")
    options = parser.parse_args()
    mnist = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder)
        save_digits(load_builtin_digits().train, root=new)
        if mnist.test is not None:
            save_digits(mnist.test, root=new, with_images=False)
        run = train_run(
            PRESETS["distilled"],
            mnist,
            report=_show,
            root=new,
            teachers=options.teachers,
        )
        for name in ("digits", "runs"):
            shutil.rmtree(EXAMPLES / name, ignore_errors=True)
            shutil.copytree(new / name, EXAMPLES / name)
    print(f"\nRun {run.id}: {run.seconds['training']} s")


def _show(event: Event) -> None:
    share = 1.0 if event.share is None else event.share
    print(f"\r{event.phase} {share:4.0%}", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
