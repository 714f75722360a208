"""Diagnosis: why images are misread, and which of them preparation rescued.

A cause is named only if a property is unusual for MNIST, and if correcting it alone
makes the model predict the label. The causes are tried in the order of
`core.analysis.causes.CAUSES`; the first that applies is the cause, so each image counts
once.

Three kinds of causes are special. Ink that was cut off cannot be restored: ``cut`` and
``edge`` are named on properties that fewer than 1 % of clean digits have. A turn can
make many a digit look like another: ``tilted`` is named only if the posture is unusual
for the digit, and if neighbouring angles agree. Inverted or faint ink hides other
causes: if correcting it is not enough, the others are tried on the corrected image,
which then has two causes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.analysis.causes import (
    CAUSES,
    MASKING_CAUSES,
    MIN_CONFIDENCE_GAIN,
    Cause,
    Labels,
    Mask,
)
from core.analysis.evaluation import PredictProba
from core.analysis.metrics import Accuracy, accuracy
from core.analysis.properties import Images, Properties, measure
from core.analysis.reference_ranges import properties_out_of_range
from core.data.digits import UNKNOWN, check_labels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diagnosis:
    """Why one image is misread.

    Attributes:
        position: Position of the image in the input.
        confidence: Probability of the prediction, 0 to 1.
        causes: One name, two if the first hid the second, or none.
        out_of_range: Names of the properties outside MNIST's range, whether or not they
            cause the error.
        amount: Strength of the correction; see `core.analysis.causes.Correction`.
        image: The corrected image, uint8, shape (28, 28), predicted as the label; None
            without a cause or a correction.
        sure: Probability of the label on `image`, 0 to 1; 0 without it.
    """

    position: int
    label: int
    predicted: int
    confidence: float
    causes: tuple[str, ...] = ()
    out_of_range: tuple[str, ...] = ()
    amount: float = 0.0
    image: Images | None = None
    sure: float = 0.0

    @property
    def cause(self) -> str:
        """The cause under which the image is counted; ``none`` if there is none."""
        return self.causes[0] if self.causes else "none"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepResult:
    """The predictions after one step of the preparation.

    Attributes:
        accuracy: Accuracy on the labelled images.
        predictions: Predicted digits, int8, shape (n,).
        mistaken: True if an image has a label and is misread, shape (n,).
        rescued: Number of images that this step made right.
        spoiled: Number of images that this step made wrong.
    """

    name: str
    accuracy: Accuracy
    predictions: NDArray[np.int8]
    mistaken: Mask
    rescued: int
    spoiled: int


def evaluate_steps(
    steps: Images, names: Sequence[str], labels: Labels, predict_proba: PredictProba
) -> list[StepResult]:
    """Predict the images after each of s steps, uint8, shape (n, s, 28, 28).

    Raises:
        ValueError: The arrays are not aligned.
    """
    if steps.shape[:2] != (len(labels), len(names)):
        raise ValueError(
            f"steps must be {len(names)} images for each of {len(labels)} labels, "
            f"got shape {steps.shape}"
        )
    results: list[StepResult] = []
    predictions = np.zeros(len(labels), np.int8)
    for number, name in enumerate(names):
        images, predictions = steps[:, number], predictions.copy()
        # Predict only what the step changed: no step changes MNIST-like images.
        changed = (images != steps[:, number - 1]).any(axis=(1, 2)) | (number == 0)
        if changed.any():
            predictions[changed] = predict_proba(images[changed]).argmax(axis=1)
        mistaken = (labels != UNKNOWN) & (predictions != labels)
        before = results[-1].mistaken if results else mistaken
        results.append(
            StepResult(
                name=name,
                accuracy=accuracy(labels, predictions),
                predictions=predictions,
                mistaken=mistaken,
                rescued=int(np.count_nonzero(before & ~mistaken)),
                spoiled=int(np.count_nonzero(~before & mistaken)),
            )
        )
    return results


def diagnose(
    images: Images, labels: Labels, predict_proba: PredictProba
) -> list[Diagnosis]:
    """Find the cause of each error in framed images, uint8, shape (n, 28, 28).

    Returns:
        One diagnosis for each labelled image that is misread, in their order.

    Raises:
        ValueError: The number of labels differs from the number of images, or a label
            is not a digit.
    """
    check_labels(labels)
    if len(images) != len(labels):
        raise ValueError(f"got {len(images)} images, but {len(labels)} labels")
    positions = np.flatnonzero(labels != UNKNOWN)
    probabilities = predict_proba(images[positions])
    is_wrong = probabilities.argmax(axis=1) != labels[positions]
    misread = images[positions[is_wrong]]
    measured = measure(misread)
    probabilities = probabilities[is_wrong]
    open_cases = [
        Diagnosis(
            position=position,
            label=int(labels[position]),
            predicted=int(row.argmax()),
            confidence=min(float(row.max()), 1.0),
            out_of_range=names,
        )
        for position, row, names in zip(
            positions[is_wrong].tolist(),
            probabilities,
            properties_out_of_range(measured),
            strict=True,
        )
    ]
    found = _find_causes(misread, measured, probabilities, open_cases, predict_proba)
    return _diagnose_masked(misread, measured, found, predict_proba)


def count_causes(diagnoses: Sequence[Diagnosis]) -> list[tuple[str, int]]:
    """Count images by cause, most frequent first, then in the order of `CAUSES`.

    Every count is at least 1; ``none`` always comes last.
    """
    counts = Counter(each.cause for each in diagnoses)
    kinds = sorted((cause.kind for cause in CAUSES), key=lambda kind: -counts[kind])
    return [(kind, counts[kind]) for kind in (*kinds, "none") if counts[kind]]


def _find_causes(
    images: Images,
    measured: Properties,
    probabilities: NDArray[np.float32],
    cases: list[Diagnosis],
    predict_proba: PredictProba,
) -> list[Diagnosis]:
    """Try all causes in turn, until one applies."""
    if not cases:
        return []
    labels = np.array([case.label for case in cases], np.int8)
    label_probabilities = probabilities[np.arange(len(cases)), labels]
    detected = {each.kind: each.detect(measured, labels) for each in CAUSES}
    # Without ink, only masking causes can apply.
    for kind, chosen in detected.items():
        if kind not in MASKING_CAUSES:
            chosen &= measured.share > 0
    for cause in CAUSES:
        is_open = np.array([not case.causes for case in cases])
        rows = np.flatnonzero(detected[cause.kind] & is_open)
        if not len(rows):
            continue
        if cause.corrections:
            _try_corrections(
                images, label_probabilities, cases, rows, cause, predict_proba
            )
            continue
        for row in rows:
            cases[row] = replace(cases[row], causes=(cause.kind,))
    return cases


def _try_corrections(
    images: Images,
    label_probabilities: NDArray[np.float32],
    cases: list[Diagnosis],
    rows: NDArray[np.int64],
    cause: Cause,
    predict_proba: PredictProba,
) -> None:
    """Replace each case that a correction restores by that with the surest label."""
    labels = np.array([cases[row].label for row in rows], np.int8)
    corrected = np.stack([way.apply(images[rows]) for way in cause.corrections])
    flat = predict_proba(corrected.reshape(-1, *images.shape[1:]))
    probabilities = flat.reshape(len(cause.corrections), len(rows), -1)
    sure = probabilities[:, np.arange(len(rows)), labels]
    reads = probabilities.argmax(axis=2) == labels
    enough = np.maximum(
        label_probabilities[rows] + MIN_CONFIDENCE_GAIN, cause.min_confidence
    )
    counts = reads & (sure >= enough)
    counts[[way.is_check_only for way in cause.corrections]] = False
    if cause.needs_agreement:
        counts[1:-1] &= reads[:-2] & reads[2:]
    ways, numbers = np.nonzero(counts)
    if cause.is_permitted is not None:
        amounts = np.array([way.amount for way in cause.corrections], np.float32)
        counts[ways, numbers] &= cause.is_permitted(amounts[ways], labels[numbers])
    if cause.is_improvement is not None:
        was, now = measure(images[rows[numbers]]), measure(corrected[ways, numbers])
        counts[ways, numbers] &= cause.is_improvement(was, now, labels[numbers])
    for number, way in enumerate(np.where(counts, sure, -1).argmax(axis=0)):
        if counts[way, number]:
            cases[rows[number]] = replace(
                cases[rows[number]],
                causes=(cause.kind,),
                amount=float(cause.corrections[way].amount),
                image=corrected[way, number],
                sure=min(float(sure[way, number]), 1.0),
            )


def _diagnose_masked(
    images: Images,
    measured: Properties,
    cases: list[Diagnosis],
    predict_proba: PredictProba,
) -> list[Diagnosis]:
    """Correct masking causes that were not enough alone, and try the others again."""
    labels = np.array([case.label for case in cases], np.int8)
    for cause in (each for each in CAUSES if each.kind in MASKING_CAUSES):
        detected = cause.detect(measured, labels)
        rows = [
            row for row, case in enumerate(cases) if not case.causes and detected[row]
        ]
        if not rows:
            continue
        uncovered = cause.corrections[0].apply(images[rows])
        bare = [replace(cases[row], causes=()) for row in rows]
        found = _find_causes(
            uncovered, measure(uncovered), predict_proba(uncovered), bare, predict_proba
        )
        for row, case in zip(rows, found, strict=True):
            if case.causes and cause.kind not in case.causes:
                cases[row] = replace(case, causes=(cause.kind, *case.causes))
    return cases
