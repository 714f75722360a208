import gc
import os
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from core.data.datasets import load_builtin_digits
from core.data.digits import DigitSet
from core.data.picture_preparation import PreparedPicture
from core.data.pictures import encode_original
from core.model.recipes import PRESETS, Augmentation
from core.store import artefacts
from core.store.runs import KERAS_FILE, LITERT_FILE, RunContent
from core.store.uploads import new_upload_id, save_upload

REAL_MNIST = os.environ.get("MISREAD_MNIST")
MODELS = {KERAS_FILE: b"a network", LITERT_FILE: b"the same, smaller"}
BROWSER_TESTS = Path(__file__).parent / "browser"
# More than four processes wait for each other's Chromium.
MAX_PROCESSES = 4

# A busy machine draws examples and runs tests as slowly as it likes.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("everyday", max_examples=100, **UNHURRIED)
settings.register_profile("all", max_examples=1000, **UNHURRIED)


def pytest_addoption(parser):
    group = parser.getgroup("misread", "Misread: which tests run, and in which order")
    group.addoption(
        "--all",
        action="store_true",
        dest="run_all",
        help="run every test, and properties with 1,000 examples; without it, and "
        "without a path, tests that are slow or need a browser run only if they are "
        "among the few marked for every day",
    )
    group.addoption(
        "--order",
        type=int,
        metavar="SEED",
        help="shuffle the files of tests, and the tests of each, from this seed",
    )


def pytest_configure(config):
    settings.load_profile("all" if config.option.run_all else "everyday")


def pytest_report_header(config):
    chosen = "the tests of every day" if chooses_everyday(config) else "all tests"
    seed = config.option.order
    return f"misread: {chosen}" + ("" if seed is None else f", in order {seed}")


def chooses_everyday(config):
    """True if no path was named, nor --all: the processes of xdist see it alike."""
    paths = {Path(each) for each in config.args}
    everything = {Path(each) for each in config.getini("testpaths")}
    return paths == everything and not config.option.run_all


def pytest_xdist_auto_num_workers():
    """Return how many processes share the tests: one a core, at most four."""
    if hasattr(os, "sched_getaffinity"):
        return min(MAX_PROCESSES, len(os.sched_getaffinity(0)))
    return min(MAX_PROCESSES, os.cpu_count() or 1)


def pytest_collection_modifyitems(config, items):
    """Choose the tests of every day, shuffle on request, put the browser last.

    Playwright keeps an event loop running, beside which nothing else can start one.
    """
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
        if "mnist_path" in item.fixturenames:
            item.add_marker("slow")
    if chooses_everyday(config):
        left_out = [item for item in items if not is_everyday(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_everyday(item)]
    if config.option.order is None:
        # The longest files first, so that no process is left alone with one.
        sizes = Counter(item.path for item in items)
        items.sort(key=lambda item: -sizes[item.path] if is_in_browser(item) else 0)
    else:
        shuffle(items, config.option.order)
    items.sort(key=is_in_browser)


def pytest_collection_finish():
    """Exempt what is loaded from collection, which Streamlit does after every run."""
    gc.collect()
    gc.freeze()


def is_in_browser(item):
    return item.get_closest_marker("browser") is not None


def is_everyday(item):
    """True if a test is not slow and, of those in the browser, one of the few."""
    if item.get_closest_marker("slow"):
        return False
    return not is_in_browser(item) or item.get_closest_marker("smoke") is not None


def shuffle(items, seed):
    """Shuffle files, and the tests of each file; these stay together."""
    draw = random.Random(seed)
    paths = sorted({item.path for item in items})
    draw.shuffle(paths)
    draw.shuffle(items)
    items.sort(key=lambda item: paths.index(item.path))


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
def builtin_digits():
    """Return the built-in digits; framing them takes more than a second."""
    return load_builtin_digits().train


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
def make_upload(prepared, data_folder):  # noqa: ARG001
    """Factory: save an upload with images of these names."""

    def save(*names, images=None, title="Own digits", upload_id=None):
        images = [None] * len(names) if images is None else images
        items = [prepared(*each) for each in zip(names, images, strict=True)]
        return save_upload(
            upload_id or new_upload_id(), items, title=title, has_root=False
        )

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
