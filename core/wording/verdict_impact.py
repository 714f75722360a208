"""The effect of verdicts on the accuracy, as a sentence."""

from core.analysis.verdicts import VerdictImpact
from core.wording import percent, say


def verdict_impact_sentence(impact: VerdictImpact, language: str) -> str:
    """Return the accuracy by the original labels and with the verdicts accepted.

    The sentence has rates only if both sides have enough images. It is "" if there is
    no verdict.
    """
    if not impact.num_images:
        return ""
    before, after = impact.original, impact.accepted
    enough = before.is_enough and after.is_enough
    changed = impact.corrected + impact.left_out
    form = "none" if not changed else "rate" if enough else "few"
    digits = max(before.decimals, after.decimals)
    rates = (before.value, after.value, after.low, after.high) if enough else (0,) * 4
    shown = [percent(rate, digits, language) for rate in rates]
    text = say(
        f"verdicts-{form}",
        language,
        **dict(zip(("before", "after", "low", "high"), shown, strict=True)),
        right=before.correct,
        n=before.n,
        right_after=after.correct,
        n_after=after.n,
        corrected=impact.corrected,
        left_out=impact.left_out,
        images=impact.num_images,
    )
    if impact.disputed:
        text += say("verdicts-disputed", language, count=impact.disputed)
    return text
