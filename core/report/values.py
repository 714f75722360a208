"""Everything a report is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.analysis.verdicts import VerdictImpact
from core.charts.drawings import Original


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """How the run was made, for the last section.

    Attributes:
        id: Of the run.
        preset: Name of the recipe.
        data: Name of the data set it learned from.
        n: Number of digits it learned from.
        epochs: How often it saw each.
        batch_size: Digits in a step.
        seed: Start of all randomness.
        members: How many networks vote, 1 for one alone.
        seconds: The training took.
        parameters: Numbers that were learned.
        out_of_fold: Whether networks that never saw them judged its own digits.
        created: When the run was made, ISO 8601.
        versions: Of the libraries it was made with.
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
    """What is known of a run that was made elsewhere.

    Attributes:
        id: Of the run.
        title: What it is called; a stranger's text.
        created: When its predictions were brought in, ISO 8601.
    """

    id: str
    title: str
    created: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """Everything a report is made of.

    Attributes:
        language: One of `core.wording.LANGUAGES`.
        made: How the run was made, or that it was made elsewhere.
        evaluation: What the run predicted, on one or several digit sets.
        titles: What each source of the evaluation is called.
        pictures: Returns the images of some rows, uint8 (m, 28, 28), or None where
            they are not at hand.
        history: How the training went; see `core.charts.drawings.learning_curves`. None
            where nobody knows.
        date: The day the report is made, as text.
        note: What the sender wants to say.
        names: File name of each row; None keeps them out.
        original: Returns the picture a row was made of; None keeps them out.
        prepared: What preparation did and why the rest is misread, as findings.
        change: What changed against the run called `against`, as findings.
        against: The run it is compared with.
        verdict_impact: The score as labelled and with verdicts accepted.
    """

    language: str
    made: TrainingFacts | ImportFacts
    evaluation: Evaluation
    titles: Sequence[str]
    pictures: Callable[[NDArray[np.int64]], NDArray[np.uint8] | None]
    history: pd.DataFrame | None
    date: str
    note: str = ""
    names: Sequence[str] | None = None
    original: Callable[[int], Original | None] | None = None
    prepared: Sequence[Finding] = field(default=())
    change: Sequence[Finding] = field(default=())
    against: str = ""
    verdict_impact: VerdictImpact | None = None
