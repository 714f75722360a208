import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.data.digits import DigitSet
from core.data.picture_preparation import PreparedPicture
from core.data.pictures import encode_original
from core.model.recipes import PRESETS, Augmentation
from core.store import artefacts
from core.store.runs import KERAS_FILE, LITERT_FILE, RunContent
from core.store.uploads import new_upload_id, save_upload

REAL_MNIST = os.environ.get("MISREAD_MNIST")
MODELS = {KERAS_FILE: b"a network", LITERT_FILE: b"the same, smaller"}


def clear_caches():
    """Drop what a process remembers of a home it has read."""
    artefacts._verified_manifests.clear()
    if "core.work.evaluating" in sys.modules:
        sys.modules["core.work.evaluating"].scorer.cache_clear()


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """An empty home; no MNIST is near it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("MISREAD_HOME", str(folder))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("MISREAD_MNIST", raising=False)
    monkeypatch.delenv("MISREAD_MNIST_URL", raising=False)
    clear_caches()
    yield folder
    clear_caches()


@pytest.fixture(scope="session")
def mnist_path():
    """Return the place of the real MNIST, or skip."""
    if not REAL_MNIST:
        pytest.skip("MISREAD_MNIST does not say where mnist.npz is")
    return Path(REAL_MNIST)


@pytest.fixture
def read_files():
    """Read every file below a folder: its bytes by its name."""

    def read(folder):
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read


def probabilities(n, seed=0):
    """Ten numbers for each of n digits that sum to 1."""
    drawn = np.random.default_rng(seed).random((n, 10), np.float32)
    return drawn / drawn.sum(axis=1, keepdims=True)


@pytest.fixture
def digits():
    """Three dozen digits, the last of them without a label."""
    random = np.random.default_rng(3)
    labels = random.integers(0, 10, 36).astype(np.int8)
    labels[-1] = -1
    return DigitSet(
        source="drawn",
        images=random.integers(0, 256, (36, 28, 28)).astype(np.uint8),
        labels=labels,
        names=tuple(f"{number} «ж».png" for number in range(36)),
    )


@pytest.fixture
def prepared():
    """Factory: a framed digit as intake makes it, of an image or of noise."""

    def make(name, image=None):
        noise = np.random.default_rng(abs(hash(name))).integers(0, 256, (28, 28))
        image = noise.astype(np.uint8) if image is None else image
        steps = np.stack([image // 5, image // 4, image // 3, image // 2, image])
        return PreparedPicture(
            name=name,
            original=encode_original(image // 2),
            height=40,
            width=30,
            box=(0.1, 0.2, 0.8, 0.9),
            inverted=True,
            warning="several" if "several" in name else "",
            steps=steps,
        )

    return make


@pytest.fixture
def make_upload(prepared):
    """Factory: save an upload with images of these names."""

    def save(*names, images=None, title="Own digits", upload_id=None):
        images = [None] * len(names) if images is None else images
        items = [prepared(*each) for each in zip(names, images, strict=True)]
        return save_upload(upload_id or new_upload_id(), items, title=title)

    return save


@pytest.fixture
def content(tmp_path):
    """What a run with this id, of this day, is published with."""
    models = tmp_path / "models"
    models.mkdir()
    for name, data in MODELS.items():
        (models / name).write_bytes(data)

    def make(run_id, day=1, evaluated=("d" * 16,)):
        return RunContent(
            metadata={
                "id": run_id,
                "data": "drawn",
                "out_of_fold": False,
                "n": 36,
                "created": f"2026-01-{day:02d}T00:00:00+00:00",
                "seconds": {"import": 8.0, "tracing": 2.5, "training": 60.25},
                "versions": {"python": "3.11.7"},
            },
            recipe=replace(
                PRESETS["fast"],
                augmentation=Augmentation(rotation=3.0, zoom=0.1, shift=0.0),
                seed=day,
            ),
            history=pd.DataFrame(
                {"epoch": [1, 2], "loss": [0.5, 0.25], "val_loss": [0.5, np.nan]}
            ),
            layers=pd.DataFrame({"layer": ["image"], "parameters": [0]}),
            predictions={name: probabilities(36) for name in evaluated},
            models=models,
        )

    return make
