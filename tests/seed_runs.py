"""Runs on the built-in digits that differ in their seeds."""

from dataclasses import replace

import numpy as np

from core.model.recipes import run_id
from core.work.catalogue import find_digits, load_dataset, preset_for_data
from tests.run_copies import save_another_run

FAST = replace(preset_for_data("fast", "built-in"), epochs=2)


def recipes(count):
    return [replace(FAST, seed=seed) for seed in range(count)]


def id_of(recipe):
    return run_id(recipe, load_dataset("built-in").fingerprint)


def publish(recipe, num_wrong=0, **metadata):
    """Publish a run of a recipe that misreads so many built-in digits."""
    digits = find_digits("built-in")
    labels = load_dataset("built-in").train.labels.copy()
    labels[:num_wrong] = (labels[:num_wrong] + 1) % 10
    name = id_of(recipe)
    return save_another_run(
        name,
        metadata={
            "id": name,
            "data": "built-in",
            "out_of_fold": True,
            "n": digits.n,
            "created": "2026-12-01T00:00:00+00:00",
            "seconds": {"import": 1.0, "tracing": 1.0, "training": 1.0},
            "versions": {},
        }
        | metadata,
        recipe=recipe,
        predictions={digits.id: np.eye(10, dtype=np.float32)[labels]},
    )
