"""Check that framing leaves all 70,000 images of MNIST unchanged, bit for bit.

    MISREAD_MNIST=mnist.npz python -m tests.benchmarks.frames

The tests check the test set and every tenth training image.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np

from core.data.framing import frame
from core.data.mnist import read_mnist


def main() -> int:
    """Print the images that changed; return 0 if there are none, else 1."""
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
