"""The only caches: what the dashboard reads and works out, shared by all sessions.

What is published never changes, so a record's folder is its key and nothing expires.
Labels and verdicts change; what depends on them has their revision in its key.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.errors import StreamlitAPIException

from core.analysis import confidence, findings, scores, verdicts
from core.analysis.evaluation import Evaluation
from core.analysis.jury import Jury
from core.analysis.label_issues import LabelIssues, find_label_issues
from core.analysis.properties import measure
from core.analysis.replay import Replay
from core.analysis.slices import Slice, find_slices, measure_traits
from core.charts import curves as charts
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES
from core.errors import MisreadError, StoreError
from core.store import database, digit_sets, quarantine, runs, uploads
from core.store.data_folder import data_folder
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord as UploadRecord
from core.work import (
    catalogue,
    evaluating,
    labelling,
    nearest_neighbours,
    upload_diagnosis,
    verdict_actions,
)
from core.work import uploads as work_uploads
from core.work.jury import JuryMembers, judge
from dashboard.cache_keys import (
    BY_CONTENT,
    BY_FOLDER,
    BY_LABELS,
    BY_VERDICTS,
    HashFuncs,
)
from dashboard.figures import counts, curves
from dashboard.figures.style import FinishedFigure
from dashboard.reading import training_mask, upload_of

P = ParamSpec("P")
T = TypeVar("T")


def _cached(
    max_entries: int, hash_funcs: HashFuncs = BY_FOLDER
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorate a function whose read-only results all sessions share.

    Not ``cache_data``, which copies the result for each rerun. Arguments with a leading
    underscore are not part of the key.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        stored = st.cache_resource(
            max_entries=max_entries, show_spinner=False, hash_funcs=hash_funcs
        )(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return stored(*args, **kwargs)
            except StreamlitAPIException as error:
                # Streamlit wraps the errors of hash functions, which read revisions.
                raise error.__cause__ or error from None

        return call

    return decorate


def all_runs(
    others: Sequence[StoreError] = (), *, shared: bool
) -> tuple[list[RunRecord], list[StoreError]]:
    """Return all runs, newest first and examples last, and errors about the store.

    These are `others`, those of runs, and those about what was found damaged in the
    last week; on a shared server without uploads, whose names are the keys to them.
    """
    found, problems = runs.list_runs()
    kinds = ("runs", "juries", "digits", *(() if shared else ("uploads",)))
    errors = quarantine.store_errors(kinds, [*others, *problems])
    return found, errors + database.notices()


def register_mnist() -> MisreadError | None:
    """Register MNIST where this computer has it, once; return why that failed."""
    return _register_mnist(str(data_folder()))


@st.cache_resource(show_spinner=False)
def _register_mnist(folder: str) -> MisreadError | None:  # noqa: ARG001
    try:
        catalogue.register_mnist()
    except MisreadError as error:
        return error
    return None


# Plotly takes long to check a figure.
training_curves = _cached(64, BY_CONTENT)(curves.training_curves)
learning_rate = _cached(16, BY_CONTENT)(curves.learning_rate)
learning_curves = _cached(16, BY_CONTENT)(charts.learning_curves)


@_cached(16, BY_LABELS)
def class_counts(record: DigitsRecord) -> FinishedFigure:
    """Return the figure of how many images of each digit are labelled so."""
    return counts.class_counts(labels(record))


# By identity, as evaluations are cached themselves.
reliability = lru_cache(maxsize=8)(confidence.reliability)
proper_scores = lru_cache(maxsize=8)(scores.scores)
all_findings = lru_cache(maxsize=8)(findings.findings)
names = _cached(32)(digit_sets.load_names)
history = _cached(32)(runs.load_history)
layers = _cached(32)(runs.load_layers)
upload_table = _cached(8)(uploads.load_upload_table)
preparation_steps = _cached(8, BY_LABELS)(upload_diagnosis.evaluate_upload_steps)
upload_orientation = _cached(8, BY_LABELS)(upload_diagnosis.find_upload_orientation)
diagnoses = _cached(8, BY_LABELS)(upload_diagnosis.diagnose_upload)


def images(record: DigitsRecord) -> NDArray[np.uint8] | None:
    """Return the images of a digit set, uint8 (n, 28, 28); None if not here."""
    return _images(record) if record.has_images else None


@_cached(32)
def _images(record: DigitsRecord) -> NDArray[np.uint8]:
    upload = upload_of(record)
    if upload is not None:
        return uploads.load_uploaded_images(upload)
    return digit_sets.load_digits(record).images


def pictures(
    records: Sequence[DigitsRecord], evaluation: Evaluation, rows: NDArray[np.int64]
) -> NDArray[np.uint8] | None:
    """Return the images of some rows, uint8 (m, 28, 28); None if any set has none."""
    if not all(record.has_images for record in records):
        return None
    return evaluation.gather(rows, [_images(record) for record in records])


@_cached(32, BY_LABELS)
def labels(record: DigitsRecord) -> NDArray[np.int8]:
    """Return the current labels of a digit set, int8 (n,), -1 without a label."""
    return labelling.labels_of(record)


@_cached(8, BY_LABELS)
def average_images(record: DigitsRecord) -> NDArray[np.uint8]:
    """Return the mean image of each digit, uint8 (10, 28, 28), 0 without images."""
    digits, marks = digit_sets.load_digits(record), labels(record)
    averages = np.zeros((NUM_CLASSES, *IMAGE_SHAPE), np.uint8)
    for digit in np.unique(marks[marks >= 0]):
        averages[digit] = np.rint(digits.images[marks == digit].mean(axis=0))
    return averages


@_cached(64, BY_LABELS)
def evaluation(run: RunRecord, records: tuple[DigitsRecord, ...]) -> Evaluation:
    """Return the evaluation of a run on some digit sets, joined."""
    return Evaluation.join([evaluating.evaluate(run, each) for each in records])


def count_training_overlap(run: RunRecord, record: DigitsRecord) -> int | None:
    """Return the number of images a run was trained on, None if unknown."""
    return _training_overlap(run, record, catalogue.has_mnist())


@_cached(32)
def _training_overlap(
    run: RunRecord,
    record: DigitsRecord,
    has_mnist: bool,  # noqa: ARG001
) -> int | None:
    return work_uploads.count_training_overlap(record, run)


@_cached(16)
def replay(
    run: RunRecord, records: tuple[DigitsRecord, ...], evaluation: Evaluation
) -> Replay:
    """Return what a run predicted after every epoch, with an evaluation's labels."""
    found = [evaluating.replay(run, each) for each in records]
    joined = Replay.join([each for each in found if each is not None])
    return replace(joined, labels=evaluation.labels)


@st.cache_resource(show_spinner=False)
def keep_verdicts_separate(folder: Path) -> None:  # noqa: ARG001
    """Keep the verdicts of all uploads of a data folder separate, once a process."""
    verdict_actions.keep_all_separate()


# The rows are the same for every run.
@_cached(32, BY_VERDICTS)
def verdict_overlay(
    records: tuple[DigitsRecord, ...], _evaluation: Evaluation
) -> verdicts.Overlay:
    """Return the verdicts on each row of an evaluation of some digit sets."""
    given = [verdict_actions.verdicts_of(each) for each in records]
    return verdicts.build_overlay(_evaluation, given)


@_cached(32, BY_VERDICTS)
def corrected_evaluation(
    records: tuple[DigitsRecord, ...], evaluation: Evaluation
) -> Evaluation:
    """Return an evaluation with the agreed verdicts in place of the labels."""
    overlay = verdict_overlay(records, evaluation)
    if not overlay.has_decisions():
        return evaluation
    return verdicts.apply_verdicts(evaluation, overlay)


@_cached(32, BY_VERDICTS)
def verdict_impact(
    records: tuple[DigitsRecord, ...], evaluation: Evaluation
) -> verdicts.VerdictImpact:
    """Return the counts as labelled and with the verdicts accepted."""
    return verdicts.verdict_impact(evaluation, verdict_overlay(records, evaluation))


@_cached(8)
def jury(
    records: tuple[DigitsRecord, ...], jury_members: tuple[JuryMembers, ...]
) -> Jury:
    """Return what the jury_members of some digit sets read, joined."""
    pairs = zip(jury_members, records, strict=True)
    return Jury.join([judge(members, record) for members, record in pairs])


@_cached(16)
def label_issues(
    run: RunRecord,
    records: tuple[DigitsRecord, ...],
    training_set: DigitsRecord | None,
    evaluation: Evaluation,
    jury_members: tuple[JuryMembers, ...],
) -> LabelIssues:
    """Return the images whose labels may be wrong, the most doubtful first."""
    trained_on = training_mask(records, training_set, evaluation)

    def votes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        chosen = pictures(records, evaluation, rows)
        if chosen is None:
            return np.zeros((len(rows), NUM_CLASSES), np.int64)
        counted = nearest_neighbours.neighbour_votes(run, chosen)
        # A network always agrees with the labels it was trained on.
        counted[trained_on[rows]] = 0
        return counted

    return find_label_issues(evaluation, votes, jury(records, jury_members))


@_cached(16)
def slices(
    run: RunRecord,
    records: tuple[DigitsRecord, ...],
    training_set: DigitsRecord | None,
    evaluation: Evaluation,
) -> list[Slice]:
    """Return traits of digits that are misread more often; all records have images."""
    return find_slices(evaluation, _traits(run, records, training_set, evaluation))


# Measured on the images alone, whatever their labels.
@_cached(16)
def _traits(
    run: RunRecord,
    records: tuple[DigitsRecord, ...],
    training_set: DigitsRecord | None,  # noqa: ARG001
    _evaluation: Evaluation,
) -> dict[str, NDArray[np.float32]]:
    rows = np.arange(_evaluation.n)
    shown = _evaluation.gather(rows, [_images(each) for each in records])
    distance = nearest_neighbours.image_ood_scores(run, shown)
    return measure_traits(measure(shown), shown, distance)
