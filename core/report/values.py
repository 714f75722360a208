"""The values of a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.analysis.verdicts import VerdictImpact
from core.charts.case import Original


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """The training of a run.

    Attributes:
        preset: Name of the recipe.
        data: Name of the data set that it was trained on.
        n: Number of training digits.
        members: Number of networks that vote.
        parameters: Number of parameters of the network.
        out_of_fold: True if its training digits have out-of-fold predictions.
        created: When the run was published, ISO 8601.
        versions: Of the libraries.
    """

    id: str
    preset: str
    data: str
    n: int
    epochs: int
    batch_size: int
    seed: int
    members: int
    seconds: float
    parameters: int
    out_of_fold: bool
    created: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFacts:
    """The untrusted title of an imported run, and when it was imported, ISO 8601."""

    id: str
    title: str
    created: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """The values of a report.

    Attributes:
        evaluation: Predictions of the run on one or several digit sets.
        titles: Title of each source of the evaluation.
        pictures: Returns the images of some rows, uint8 (m, 28, 28), or None if this
            computer does not have them.
        history: Of the training; see `core.charts.curves.learning_curves`. None for an
            imported run.
        date: The day of the report, as text.
        version: Of Misread, empty if unknown.
        note: From the sender.
        names: File name of each row; None leaves them out.
        original: Returns the picture of a row; None leaves all of them out.
        diagnosis_findings: What the preparation rescued, and causes of mistakes.
        change: What changed against the run called `against`.
    """

    language: str
    origin: TrainingFacts | ImportFacts
    evaluation: Evaluation
    titles: Sequence[str]
    pictures: Callable[[NDArray[np.int64]], NDArray[np.uint8] | None]
    history: pd.DataFrame | None
    date: str
    version: str = ""
    note: str = ""
    names: Sequence[str] | None = None
    original: Callable[[int], Original | None] | None = None
    diagnosis_findings: Sequence[Finding] = ()
    change: Sequence[Finding] = ()
    against: str = ""
    verdict_impact: VerdictImpact | None = None
