"""Check that all 70,000 images of MNIST come back from framing bit for bit.

    MISREAD_MNIST=mnist.npz python -m tests.benchmarks.frames

The tests look at the test set and at every tenth training image.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np

from core.data.framing import frame
from core.data.mnist import read_mnist


def main() -> int:
    """Print what changed; return the exit code: 0 if nothing did."""
    named = os.environ.get("MISREAD_MNIST")
    if not named:
        print("Set MISREAD_MNIST to the path of mnist.npz.", file=sys.stderr)
        return 1
    mnist = read_mnist([Path(named)])
    begun = time.perf_counter()
    images = np.concatenate([mnist.test.images, mnist.train.images])
    same = sum(np.array_equal(frame(image).image, image) for image in images)
    seconds = time.perf_counter() - begun
    print(f"{same:,} of {len(images):,} came back bit for bit, in {seconds:.1f} s")
    return int(same != len(images))


if __name__ == "__main__":
    sys.exit(main())
