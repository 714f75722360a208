"""Find digit sets, runs and data sets, and store MNIST."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from core.data.datasets import Dataset
from core.data.mnist import find_mnist, read_mnist
from core.errors import DatasetError, StoreError, WorkError
from core.model.recipes import PRESETS, Recipe
from core.store.data_folder import data_folder
from core.store.digit_sets import (
    DigitsRecord,
    forget_import,
    interrupted_import,
    list_digits,
    load_digits,
    recorded_import,
    save_digits,
)
from core.store.runs import RunRecord, find_run, list_runs
from core.store.staging import remove_stale_staging
from core.store.uploads import find_upload, list_uploads

BUILT_IN: Final = "built-in"
MNIST: Final = "mnist"
MNIST_TRAIN: Final = "mnist-train"
MNIST_TEST: Final = "mnist-test"
DATA_NAMES: Final = (MNIST, BUILT_IN)


def find_digits(source: str) -> DigitsRecord:
    """Find a stored digit set by its source or id.

    An upload has two ids: its own, and that of its images.

    Raises:
        DatasetError: There is no such digit set.
    """
    upload = find_upload(source)
    if upload is not None:
        return upload.digits
    for record in [*list_digits(), *(each.digits for each in list_uploads())]:
        if source in (record.source, record.id):
            return record
    if source.startswith("mnist"):
        raise DatasetError("mnist-needed")
    raise DatasetError("unknown-digits", name=source)


def find_run_or_latest(run_id: str | None) -> RunRecord:
    """Find a run by its id, or the latest run if the id is None.

    Raises:
        StoreError: The run is damaged, or there is no run at all.
        WorkError: There is no run with this id.
    """
    if run_id is not None:
        run = find_run(run_id)
        if run is None:
            raise WorkError("unknown-run", name=run_id)
        return run
    records, _ = list_runs()
    if not records:
        raise StoreError("no-runs")
    return records[0]


def preset_for_data(name: str, data: str) -> Recipe:
    """Return a preset adapted to a data set.

    The built-in digits are few, and so are the steps of an epoch: 12 epochs with
    batches of 64 compensate for that.

    Raises:
        KeyError: There is no such preset.
    """
    if data != BUILT_IN:
        return PRESETS[name]
    return replace(PRESETS[name].for_small_data(), epochs=12, batch_size=64)


def list_shared_test_sets() -> list[DigitsRecord]:
    """List the test sets that all users share: all digit sets but MNIST's training set.

    Uploads are not among them.
    """
    return [record for record in list_digits() if record.source != MNIST_TRAIN]


def default_test_set(run: RunRecord) -> str:
    """Return the source of the test set that belongs to a run's training data.

    A run on the built-in digits was evaluated out of fold, on the same digits.
    """
    return MNIST_TEST if run.data == MNIST else run.data


def is_training_set(run: RunRecord, digits: DigitsRecord) -> bool:
    """True if a run was trained on a digit set."""
    return digits.source == (MNIST_TRAIN if run.data == MNIST else run.data)


def training_digits(run: RunRecord) -> DigitsRecord | None:
    """Find the digit set a run was trained on, None if its images are not stored."""
    records = (each for each in list_digits() if is_training_set(run, each))
    return next((each for each in records if each.has_images), None)


def has_mnist() -> bool:
    """True if MNIST is stored with its images."""
    stored = {record.source for record in list_digits() if record.has_images}
    return {MNIST_TRAIN, MNIST_TEST} <= stored


def load_dataset(name: str) -> Dataset:
    """Load a data set to train on, ``mnist`` or ``built-in``.

    Raises:
        DatasetError: There is no such data set, MNIST is not on this machine, or the
            name is that of an upload, which can only be a test set.
    """
    if name == BUILT_IN:
        digits = load_digits(find_digits(BUILT_IN))
        return Dataset(name=name, train=digits, test=None)
    if name == MNIST:
        if not has_mnist() and not register_mnist():
            raise DatasetError("mnist-needed")
        train, test = find_digits(MNIST_TRAIN), find_digits(MNIST_TEST)
        return Dataset(name=name, train=load_digits(train), test=load_digits(test))
    upload = find_upload(name)
    if upload is not None:
        raise DatasetError("data-uploaded", name=upload.title)
    raise DatasetError("unknown-data", name=name, known=", ".join(DATA_NAMES))


def register_mnist() -> bool:
    """Store MNIST from ``MISREAD_MNIST`` or Keras's cache; return True if it is stored.

    Raises:
        DatasetError: The file is not MNIST.
    """
    finish_mnist_import()
    if has_mnist():
        return True
    path = find_mnist(os.environ, Path.home() / ".keras")
    if path is None:
        return False
    import_mnist([path])
    return True


def import_mnist(paths: Sequence[Path]) -> None:
    """Store MNIST from ``mnist.npz`` or its four original files.

    Raises:
        DatasetError: The files are not MNIST; nothing is stored.
        StoreError: MNIST cannot be stored.
    """
    dataset = read_mnist(paths)
    remove_stale_staging(data_folder() / "digits")
    with recorded_import(paths):
        for digits in (dataset.train, dataset.test):
            if digits is not None:
                save_digits(digits)


def finish_mnist_import() -> None:
    """Store what is missing of MNIST if a process died while it stored MNIST.

    Where its files have gone or changed, there is nothing to finish.
    """
    files = interrupted_import()
    if not files:
        return
    try:
        import_mnist(files)
    except DatasetError:
        forget_import()
