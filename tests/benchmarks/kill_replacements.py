"""What each trial of `kills` begins with, and small parts in place of what is slow.

Decoders, training and reading MNIST are slow.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from PIL import Image

from core.data.datasets import Dataset, load_builtin_digits
from core.data.digits import DigitSet
from core.data.picture_preparation import prepare_picture
from core.data.uploaded_files import UploadedFile
from core.data.verdicts import Verdict
from core.errors import DatasetError
from core.model.recipes import PRESETS, run_id
from core.store import manual_labels, verdicts
from core.store.artefacts import staging
from core.store.data_folder import data_folder
from core.store.events import Event, Phase
from core.store.runs import KERAS_FILE, LITERT_FILE, RunContent, save_run
from core.store.upload_trash import delete_upload
from core.store.uploads import save_upload
from core.work import catalogue, jobs, uploads, worker
from core.work.catalogue import find_digits, load_dataset

KEPT, DELETED = "a" * 32, "b" * 32
"""Uploads in the data folder of each trial; the second is in the trash."""
NUM_PICTURES: Final = 6
RECIPE: Final = replace(PRESETS["fast"], epochs=1)
DIGITS: Final = load_builtin_digits().train


def picture(number: int) -> bytes:
    """Return one of the built-in digits as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(255 - DIGITS.images[number]).save(file, "PNG")
    return file.getvalue()


def prepare_folder(place: Path) -> None:
    """Fill a data folder with what each trial begins with, and files beside it."""
    pictures = place / "pictures"
    pictures.mkdir()
    for number in range(NUM_PICTURES):
        (pictures / f"{number}.png").write_bytes(picture(number))
    names = ",".join(f"p{digit}" for digit in range(10))
    rows = [",".join(["0.1"] * 10)] * len(DIGITS)
    (place / "predictions.csv").write_text("\n".join([names, *rows]), "utf-8")
    (place / "mnist.npz").write_bytes(b"stands for MNIST")
    (place / "table.csv").write_text("old", "utf-8")
    (place / "report.html").write_text("old", "utf-8")
    for upload_id, start in ((KEPT, 20), (DELETED, 40)):
        items = [
            prepare_picture(f"{n}.png", picture(n)) for n in range(start, start + 4)
        ]
        save_upload(upload_id, items, title="Ours")
        manual_labels.set_labels(upload_id, [0, 1], 7)
        verdicts.store_verdict(find_digits(upload_id).id, verdict_on(0, "before"))
    delete_upload(DELETED)


def verdict_on(position: int, author: str, note: str = "") -> Verdict:
    """Return a verdict on an image."""
    return Verdict(
        position=position,
        kind="model",
        author=author,
        note=note,
        made="2026-01-01T00:00:00+00:00",
    )


def replace_slow_parts(fork: Callable[..., Any]) -> None:
    """Decode, train and read MNIST in small, and start workers with a fork."""
    uploads.prepare_all = _prepare_all  # type: ignore[assignment]
    jobs.start_module = fork  # type: ignore[assignment]
    worker._import_training = lambda: _train_run  # type: ignore[assignment]
    catalogue.read_mnist = _read_mnist


def _prepare_all(items: Any, **_: object) -> Iterator[Any]:
    for item in items:
        is_file = isinstance(item, UploadedFile)
        yield prepare_picture(item.name, item.content) if is_file else item


def _train_run(
    recipe: Any, dataset: Dataset, *, report: Callable[[Event], None], **_: object
) -> None:
    for epoch in (1, 2, 3):
        report(Event(phase=Phase.TRAINING, share=epoch / 3, epoch=epoch, epochs=3))
    probabilities = np.full((len(dataset.train), 10), 0.1, np.float32)
    with staging(data_folder()) as models:
        for name in (KERAS_FILE, LITERT_FILE):
            (models / name).write_bytes(bytes(50_000))
        content = RunContent(
            metadata={
                "id": training_id(),
                "data": dataset.name,
                "out_of_fold": True,
                "n": len(dataset.train),
                "created": "2026-01-01T00:00:00+00:00",
                "seconds": {"training": 1.0},
                "versions": {},
            },
            recipe=recipe,
            history=pd.DataFrame({"epoch": [1], "loss": [0.5]}),
            layers=pd.DataFrame({"layer": ["image"], "parameters": [0]}),
            predictions={dataset.train.images_id: probabilities},
            models=models,
        )
        save_run(content)


def training_id() -> str:
    """Return the id of the run that training `RECIPE` publishes."""
    dataset = load_dataset("built-in")
    return run_id(RECIPE.for_small_data(), dataset.fingerprint)


def _read_mnist(paths: Sequence[Path]) -> Dataset:
    if not all(each.exists() for each in paths):
        raise DatasetError("file-missing", path=paths[0])

    def some(source: str, first: int) -> DigitSet:
        rows = slice(first, first + 50)
        names = DIGITS.names[rows]
        images, labels = DIGITS.images[rows].copy(), DIGITS.labels[rows].copy()
        return DigitSet(source=source, images=images, labels=labels, names=names)

    return Dataset(
        name="mnist", train=some("mnist-train", 0), test=some("mnist-test", 50)
    )
