"""Calibrate a network on digits as other people write them, not on MNIST's clean ones.

A network that is calibrated on MNIST alone claims too much on photos of other hands.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.data.damage import damage_digit
from core.data.drawn_digits import draw_digits

# Apart from the seeds of trainings, which their drawn digits have.
_SEED_STEP: Final = 1_000_000
_DRAWN_SHARE: Final = 0.5


def unfamiliar_digits(
    images: NDArray[np.uint8], labels: NDArray[np.int8], seed: int
) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Return damaged copies of digits, and half as many drawn ones, with their labels.

    The images are uint8, shape (n, 28, 28), the labels int8, shape (n,).
    """
    rng = np.random.default_rng([seed, _SEED_STEP])
    damaged = np.stack([damage_digit(image, rng) for image in images])
    drawn = draw_digits(round(_DRAWN_SHARE * len(images)), seed + _SEED_STEP)
    return (
        np.concatenate([damaged, drawn.images]),
        np.concatenate([labels, drawn.labels]),
    )
