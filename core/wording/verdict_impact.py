"""What verdicts change, as a sentence for page, report and terminal alike."""

from core.analysis.verdicts import VerdictImpact
from core.wording import percent, say


def verdict_impact_sentence(counted: VerdictImpact, language: str) -> str:
    """Say the accuracy as labelled and with the verdicts accepted.

    Rates only where there are enough images on both sides; "" if nobody decided.
    """
    if not counted.num_images:
        return ""
    before, after = counted.original, counted.accepted
    enough = before.is_enough and after.is_enough
    changed = counted.corrected + counted.left_out
    kind = "none" if not changed else "rate" if enough else "few"
    digits = 2 if min(before.margin, after.margin) < 0.005 else 1
    rates = (before.value, after.value, after.low, after.high) if enough else (0,) * 4
    shown = [percent(each, digits, language) for each in rates]
    text = say(
        f"verdicts-{kind}",
        language,
        **dict(zip(("before", "after", "low", "high"), shown, strict=True)),
        right=before.correct,
        n=before.n,
        right_after=after.correct,
        n_after=after.n,
        corrected=counted.corrected,
        left_out=counted.left_out,
        images=counted.num_images,
    )
    if counted.disputed:
        text += say("verdicts-disputed", language, count=counted.disputed)
    return text
