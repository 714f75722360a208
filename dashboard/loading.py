"""The only way from the dashboard to the disk, and the only caches.

Everything published never changes, so caches are keyed by ids and nothing expires.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.errors import MisreadError, StoreError
from core.store import digit_sets, home, runs
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.work import catalogue, evaluating


def all_runs() -> tuple[list[RunRecord], list[StoreError]]:
    """Runs, newest first and examples last, and one error for each damaged one."""
    found, problems = runs.list_runs()
    known = _known_problems(str(home.home()))
    known.update({problem.values["name"]: problem for problem in problems})
    sound = {run.id for run in found}
    return found, [each for name, each in known.items() if name not in sound]


def test_sets() -> list[DigitsRecord]:
    """Digit sets a run can be looked at on, those with pictures first."""
    found = catalogue.list_test_sets()
    return sorted(found, key=lambda record: (not record.has_images, record.source))


def all_digits() -> list[DigitsRecord]:
    """Every digit set, training sets among them, those with pictures first."""
    found = digit_sets.list_digits()
    return sorted(found, key=lambda record: (not record.has_images, record.source))


def adopt_mnist() -> MisreadError | None:
    """Take in MNIST where this computer has it, once; return why that failed."""
    return _adopt_mnist(str(home.home()))


def evaluation(run: RunRecord, records: tuple[DigitsRecord, ...]) -> Evaluation:
    """One run on some digit sets, joined."""
    ids = tuple(record.id for record in records)
    return _evaluation(str(run.folder), ids, run, records)


def images(record: DigitsRecord) -> NDArray[np.uint8] | None:
    """Pictures of a digit set, or None where they are not on this computer."""
    return _images(str(record.folder), record) if record.has_images else None


def average_images(record: DigitsRecord) -> NDArray[np.uint8]:
    """Mean image of each digit, uint8 (10, 28, 28), 0 where there is none."""
    return _average_images(str(record.folder), record)


def labels(record: DigitsRecord) -> NDArray[np.int8]:
    """Labels of a digit set, int8, -1 where nobody said."""
    return _labels(str(record.folder), record)


def names(record: DigitsRecord) -> tuple[str, ...]:
    """What the images of a digit set are called."""
    return _names(str(record.folder), record)


def history(run: RunRecord) -> pd.DataFrame:
    """How a training went, one row per epoch."""
    return _history(str(run.folder), run)


def layers(run: RunRecord) -> pd.DataFrame:
    """The layers of a run's network."""
    return _layers(str(run.folder), run)


def model_file(run: RunRecord, name: str) -> bytes:
    """Content of ``model.keras`` or ``model.tflite``. Not cached: read on a click."""
    return (run.folder / Path(name).name).read_bytes()


# cache_resource, not cache_data: what is read-only can be shared by all sessions
# instead of being copied for each rerun. Arguments with a leading underscore are not
# part of the key; the folder and the ids are.
@st.cache_resource(max_entries=16, show_spinner=False)
def _evaluation(
    folder: str,  # noqa: ARG001
    ids: tuple[str, ...],  # noqa: ARG001
    _run: RunRecord,
    _records: tuple[DigitsRecord, ...],
) -> Evaluation:
    return Evaluation.join([evaluating.evaluate(_run, each) for each in _records])


@st.cache_resource(max_entries=32, show_spinner=False)
def _images(folder: str, _record: DigitsRecord) -> NDArray[np.uint8]:  # noqa: ARG001
    return digit_sets.load_digits(_record).images


@st.cache_resource(max_entries=8, show_spinner=False)
def _average_images(
    folder: str,  # noqa: ARG001
    _record: DigitsRecord,
) -> NDArray[np.uint8]:
    digits, marks = digit_sets.load_digits(_record), labels(_record)
    averages = np.zeros((NUM_CLASSES, *IMAGE_SHAPE), np.uint8)
    for digit in np.unique(marks[marks >= 0]):
        averages[digit] = np.rint(digits.images[marks == digit].mean(axis=0))
    return averages


@st.cache_resource(max_entries=32, show_spinner=False)
def _labels(folder: str, _record: DigitsRecord) -> NDArray[np.int8]:  # noqa: ARG001
    return digit_sets.load_labels(_record)


@st.cache_resource(max_entries=32, show_spinner=False)
def _names(folder: str, _record: DigitsRecord) -> tuple[str, ...]:  # noqa: ARG001
    return digit_sets.load_names(_record)


@st.cache_resource(max_entries=32, show_spinner=False)
def _history(folder: str, _run: RunRecord) -> pd.DataFrame:  # noqa: ARG001
    return runs.load_history(_run)


@st.cache_resource(max_entries=32, show_spinner=False)
def _layers(folder: str, _run: RunRecord) -> pd.DataFrame:  # noqa: ARG001
    return runs.load_layers(_run)


# What is damaged is moved aside when it is found, and would be named only once.
@st.cache_resource(show_spinner=False)
def _known_problems(home_folder: str) -> dict[object, StoreError]:  # noqa: ARG001
    return {}


@st.cache_resource(show_spinner=False)
def _adopt_mnist(home_folder: str) -> MisreadError | None:  # noqa: ARG001
    try:
        catalogue.adopt_mnist()
    except MisreadError as error:
        return error
    return None
