"""Measure scoring without TensorFlow, in digits per second, and its alternatives.

    python -m tests.benchmarks.scoring [--rounds 5] [--run ID]

A run, by default the one that ships, predicts MNIST's test set, or without MNIST the
built-in digits repeatedly. Threads, batch sizes and 8-bit weights each take turns with
the way Misread scores, so that a busy machine slows all alike.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from core.model.scoring import Scorer
from core.store.digit_sets import load_digits
from core.store.runs import KERAS_FILE, LITERT_FILE, find_run, list_runs
from core.work.catalogue import find_digits, register_mnist

RATE_GOAL, FIRST_GOAL = 25_000, 0.6
COLD = """
import time; begun = time.perf_counter()
import numpy as np
from pathlib import Path
from core.model.scoring import Scorer
Scorer(Path({path!r})).score(np.zeros((1, 28, 28), np.uint8))
print(time.perf_counter() - begun)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--run", metavar="ID")
    options = parser.parse_args()
    run = find_run(options.run) if options.run else list_runs()[0][-1]
    if run is None:
        raise SystemExit(f"There is no run {options.run}.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MISREAD_HOME"] = folder
        register_mnist()
        images = images_to_read()
        path = run.folder / LITERT_FILE
        baseline = Scorer(path)
        expected = baseline.score(images).probabilities.argmax(axis=1)
        first = statistics.median(cold_start(path) for _ in range(options.rounds))
        print(f"first prediction of a new process {first:.2f} s, goal <= {FIRST_GOAL}")
        print(f"{'way':28} {'digits/s':>9} {'spread':>16} {'ratio':>6}  other digits")
        for name, score in {
            "as Misread scores": lambda batch: baseline.score(batch).probabilities,
            **other_ways(path, run.folder / KERAS_FILE, images),
        }.items():
            show(name, score, baseline, images, expected, options.rounds)


def images_to_read() -> NDArray[np.uint8]:
    """Return ten thousand digits."""
    test = find_digits("mnist-test")
    record = test if test.has_images else find_digits("built-in")
    return np.resize(load_digits(record).images, (10_000, 28, 28))


def other_ways(
    path: Path, keras_path: Path, images: NDArray[np.uint8]
) -> dict[str, Callable[[NDArray[np.uint8]], NDArray[np.float32]]]:
    """Return the alternatives by name."""
    model = path.read_bytes()
    ways = {
        f"{threads} threads, batches of {size}": in_batches(model, threads, size)
        for threads in (1, 2, 4)
        for size in (32, 64, 128, 256, 512, 1000)
    }
    for name, converted in eight_bit(keras_path, images).items():
        ways[name] = in_batches(converted, 2, 64)
    return ways


def in_batches(
    model: bytes, threads: int, size: int
) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """Score with a number of threads and a batch size."""
    interpreter = Interpreter(model_content=model, num_threads=threads)
    place = interpreter.get_input_details()[0]["index"]
    interpreter.resize_tensor_input(place, (size, 28, 28, 1))
    interpreter.allocate_tensors()
    details = interpreter.get_signature_runner().get_output_details()
    answer = details["probabilities"]["index"]

    def score(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        parts = []
        for start in range(0, len(images), size):
            batch = np.zeros((size, 28, 28, 1), np.float32)
            some = images[start : start + size]
            batch[: len(some), ..., 0] = some
            interpreter.set_tensor(place, batch / np.float32(255))
            interpreter.invoke()
            parts.append(interpreter.get_tensor(answer)[: len(some)])
        return np.concatenate(parts)

    return score


def eight_bit(keras_path: Path, images: NDArray[np.uint8]) -> dict[str, bytes]:
    """Convert the network to 8-bit weights, and to 8 bits throughout."""
    import keras
    import tensorflow as tf

    model = keras.models.load_model(keras_path)

    def some() -> object:
        for image in images[:500]:
            yield [image[np.newaxis, ..., np.newaxis].astype(np.float32) / 255]

    converted = {}
    for name, examples in {"8-bit weights": None, "8 bits": some}.items():
        with tempfile.TemporaryDirectory() as folder:
            archive = keras.export.ExportArchive()
            archive.track(model)
            archive.add_endpoint(
                "serving_default",
                lambda image: {"probabilities": model(image, training=False)},
                [keras.InputSpec(shape=(None, 28, 28, 1), dtype="float32")],
            )
            archive.write_out(folder, verbose=False)
            converter = tf.lite.TFLiteConverter.from_saved_model(folder)
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            converter.representative_dataset = examples
            converted[name] = converter.convert()
    return converted


def cold_start(path: Path) -> float:
    """Return the seconds of a new process from its first import to a prediction."""
    command = [sys.executable, "-c", COLD.format(path=str(path))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def show(
    name: str,
    score: Callable[[NDArray[np.uint8]], NDArray[np.float32]],
    baseline: Scorer,
    images: NDArray[np.uint8],
    expected: NDArray[np.int64],
    rounds: int,
) -> None:
    """Print the speed of one way, next to Misread's in the same minute."""
    others = int(np.count_nonzero(score(images).argmax(axis=1) != expected))
    pairs = [
        (seconds(lambda: score(images)), seconds(lambda: baseline.score(images)))
        for _ in range(rounds)
    ]
    rates = sorted(len(images) / mine for mine, _ in pairs)
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    spread = f"{rates[0]:,.0f}-{rates[-1]:,.0f}"
    print(
        f"{name:28} {statistics.median(rates):9,.0f} {spread:>16} {ratio:6.2f}  "
        f"{others}",
        flush=True,
    )


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
