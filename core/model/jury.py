"""The jury: small networks of several seeds and recipes that judge labels together.

Only their predictions are kept. Each network is cheap, because what they agree on
matters, and not how well one of them reads.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.model.recipes import PRESETS, TRAINING_VERSION, Augmentation, Recipe

_STRIDED: Final = replace(PRESETS["fast"].for_small_data(), preset="jury")
_NOTEBOOK: Final = replace(
    _STRIDED, network="notebook", epochs=2, batch_size=128, learning_rate=2e-3
)
_SLANTED: Final = Augmentation(
    rotation=12.0, zoom=0.12, shift=0.08, shear=0.2, thickness=0.6
)

JURY: Final[Sequence[Recipe]] = (
    replace(_STRIDED, seed=101),
    replace(_STRIDED, seed=102, augmentation=_SLANTED),
    replace(_STRIDED, seed=103, augmentation=None, epochs=3),
    replace(_STRIDED, seed=104, augmentation=_SLANTED, batch_size=128),
    replace(_NOTEBOOK, seed=105),
    replace(_NOTEBOOK, seed=106, augmentation=None),
)
"""The recipe of each network, for MNIST."""
NUM_FOLDS: Final = 5
LARGE_FOLDS: Final = 2
"""Folds of digits that are judged by networks trained on the other digits of the set:
two suffice where half of the set is large."""
_FEW_IMAGES: Final = 10_000


def jury_for(num_images: int) -> tuple[Recipe, ...]:
    """Return the recipes for a training set of this size.

    Few images make few steps an epoch: four times the epochs, with batches of 64,
    compensate for that.
    """
    if num_images >= _FEW_IMAGES:
        return tuple(JURY)
    return tuple(replace(each, epochs=4 * each.epochs, batch_size=64) for each in JURY)


def num_folds(num_images: int) -> int:
    """Return the number of folds in which a jury reads the digits it learns from."""
    return NUM_FOLDS if num_images < _FEW_IMAGES else LARGE_FOLDS


def jury_id(data: str, judged: str) -> str:
    """Return the id of the jury that learns from data and judges images.

    It is the first 12 hex digits of a SHA-256 of the recipes, the fingerprint of the
    data, the id of the images, and the training version.
    """
    recipes = [each.to_dict() for each in JURY]
    key = json.dumps([recipes, data, judged, TRAINING_VERSION], sort_keys=True)
    return hashlib.sha256(key.encode()).hexdigest()[:12]
