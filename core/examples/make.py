"""Make the examples anew from real MNIST: `python -m core.examples.make`.

They are the built-in digits, framed; the labels of MNIST's test set, without its
pictures; and the reference run, trained with a recorded recipe. MNIST is taken from the
store, ``MISREAD_MNIST`` or Keras's cache.
"""

import shutil
import sys
from collections.abc import Mapping
from typing import Any, Final

from core.data.datasets import builtin_digits
from core.model.recipes import PRESETS
from core.store.digit_sets import save_digits, save_labels
from core.store.home import EXAMPLES
from core.work.catalogue import load_dataset
from core.work.training_run import train_run

PRESET: Final = "notebook"


def main() -> None:
    """Replace everything in this folder but its code."""
    mnist = load_dataset("mnist")
    for name in ("digits", "runs"):
        shutil.rmtree(EXAMPLES / name, ignore_errors=True)
    save_digits(builtin_digits().train, root=EXAMPLES)
    if mnist.test is not None:
        save_labels(mnist.test, root=EXAMPLES)
    run = train_run(PRESETS[PRESET], mnist, report=_show, root=EXAMPLES)
    print(f"\nRun {run.id}: {run.seconds['training']} s")


def _show(event: Mapping[str, Any]) -> None:
    print(f"\r{event['phase']} {event.get('share', 1.0):4.0%}", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
