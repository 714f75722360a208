"""Findings about misread digits: what causes them, and what undoing it changes.

As in `core.analysis.findings`, they are data; their sentences stand in
`core/wording/<language>/diagnosis.ftl`.
"""

from collections.abc import Sequence

from core.analysis.diagnosis import Diagnosis, StepResult, count_causes
from core.analysis.findings import Finding, Values


def cause_findings(diagnoses: Sequence[Diagnosis]) -> list[Finding]:
    """Say why digits are misread, the most frequent cause first.

    Returns:
        For each cause ``misread-because`` or, where nothing can be put back,
        ``misread-cut``; at last ``misread-unexplained``. Empty without mistakes.
    """
    mistakes = len(diagnoses)
    found = []
    for kind, count in count_causes(diagnoses):
        values = {"count": count, "mistakes": mistakes}
        if kind == "none":
            unlike = sum(
                bool(each.out_of_range) for each in diagnoses if not each.causes
            )
            found.append(Finding("misread-unexplained", {**values, "unlike": unlike}))
        elif kind in {"cut", "edge"}:
            found.append(Finding("misread-cut", values))
        else:
            found.append(Finding("misread-because", {**values, "cause": kind}))
    return found


def preparation_finding(steps: Sequence[StepResult]) -> Finding:
    """Say what preparing pictures did for reading them.

    Args:
        steps: From as it came to the last, at least one.

    Returns:
        ``rescued``, or ``rescued-nothing`` if as many were read right as they came.
    """
    came, prepared = steps[0].accuracy, steps[-1].accuracy
    kind = "rescued-nothing" if came.correct == prepared.correct else "rescued"
    values = {"came": came.correct, "right": prepared.correct, "n": prepared.n}
    return Finding(kind, values)


def correction_finding(diagnosis: Diagnosis) -> Finding:
    """Say what undoing its cause changes for one image.

    Returns:
        ``cured``, ``cut-off`` or ``not-cured``. Its ``amount`` is never negative.
    """
    if not diagnosis.causes:
        return Finding(
            "not-cured", {"unlike": "yes" if diagnosis.out_of_range else "no"}
        )
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
