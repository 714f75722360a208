"""Findings about diagnoses.

Their sentences are in `core/wording/<language>/diagnosis.ftl`.
"""

from collections.abc import Sequence

from core.analysis.diagnosis import Diagnosis, StepResult, count_causes
from core.analysis.findings import Finding, Values


def cause_findings(diagnoses: Sequence[Diagnosis]) -> list[Finding]:
    """Return the findings about the causes of errors, the most frequent cause first.

    Returns:
        For each cause ``misread-because`` or, if it has no correction, ``misread-cut``;
        at the end ``misread-unexplained``. Empty without mistakes.
    """
    mistakes = len(diagnoses)
    found = []
    for kind, count in count_causes(diagnoses):
        values = {"count": count, "mistakes": mistakes}
        if kind == "none":
            unexplained = (each for each in diagnoses if not each.causes)
            unlike = sum(bool(each.out_of_range) for each in unexplained)
            found.append(Finding("misread-unexplained", {**values, "unlike": unlike}))
        elif kind in {"cut", "edge"}:
            found.append(Finding("misread-cut", values))
        else:
            found.append(Finding("misread-because", {**values, "cause": kind}))
    return found


def preparation_finding(steps: Sequence[StepResult]) -> Finding:
    """Return the finding about the effect of preparing pictures, by at least one step.

    It is ``rescued``, or ``rescued-nothing`` if as many images are correct as before.
    """
    came, prepared = steps[0].accuracy, steps[-1].accuracy
    kind = "rescued-nothing" if came.correct == prepared.correct else "rescued"
    values = {"came": came.correct, "right": prepared.correct, "n": prepared.n}
    return Finding(kind, values)


def correction_finding(diagnosis: Diagnosis) -> Finding:
    """Return the finding about the correction of one image.

    It is ``cured``, ``cut-off`` or ``not-cured``. Its ``amount`` is never negative.
    """
    if not diagnosis.causes:
        unlike = "yes" if diagnosis.out_of_range else "no"
        return Finding("not-cured", {"unlike": unlike})
    *others, last = diagnosis.causes
    if diagnosis.image is None:
        return Finding("cut-off", {})
    values: Values = {
        "label": diagnosis.label,
        "predicted": diagnosis.predicted,
        "sure": diagnosis.sure,
        "first": others[0] if others else "none",
        "cause": last,
        "amount": abs(diagnosis.amount),
    }
    return Finding("cured", values)
