"""Two runs on the same images: what became right, what became wrong, and by chance?"""

import sys
from dataclasses import dataclass

import numpy as np

from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding, Values
from core.analysis.metrics import ENOUGH_IMAGES

DOUBT = 0.05
"""From this probability on a difference cannot be told from chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two runs differ on the labelled images that both have read.

    Attributes:
        n: Number of labelled images.
        fixed: Misread by the first run, read right by the second.
        broke: Read right by the first run, misread by the second.
        both_wrong: Misread by both.
        chance: Probability of a difference this large or larger if both runs were
            equally good, 0 to 1.
    """

    n: int
    fixed: int
    broke: int
    both_wrong: int
    chance: float

    @property
    def both_right(self) -> int:
        """Read right by both."""
        return self.n - self.fixed - self.broke - self.both_wrong

    @property
    def is_telling(self) -> bool:
        """Whether chance hardly makes such a difference."""
        return self.chance < DOUBT


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare two runs image by image.

    Args:
        before: The first run.
        after: The second run, on the same digit sets in the same order.

    Raises:
        ValueError: They are not about the same images.
    """
    if before.sources != after.sources or before.n != after.n:
        raise ValueError(
            f"two runs are compared on the same images, got {before.n} of "
            f"{before.sources} and {after.n} of {after.sources}"
        )
    fixed = int(np.count_nonzero(before.mistaken & ~after.mistaken))
    broke = int(np.count_nonzero(~before.mistaken & after.mistaken))
    return Comparison(
        n=after.num_labelled,
        fixed=fixed,
        broke=broke,
        both_wrong=int(np.count_nonzero(before.mistaken & after.mistaken)),
        chance=exact_chance(fixed, broke),
    )


def exact_chance(fixed: int, broke: int) -> float:
    """Say how likely two counts differ so much if each were as likely as the other.

    Source:
        McNemar, "Note on the sampling error of the difference between correlated
        proportions or percentages", Psychometrika 12, 1947, pages 153-157, in its
        exact form: a two-sided binomial test with probability 1/2.

    Example:
        >>> exact_chance(1, 5)
        0.21875
    """
    changed = fixed + broke
    if not changed:
        return 1.0
    # Whole numbers, so that nothing is lost and nothing as slow as SciPy is imported.
    ways, tail = 1, 0
    for count in range(min(fixed, broke) + 1):
        tail += ways
        ways = ways * (changed - count) // (count + 1)
    chance = tail / 2 ** (changed - 1)
    # Never quite impossible, however small a float can be.
    return min(1.0, max(chance, sys.float_info.min))


def change_findings(change: Comparison) -> list[Finding]:
    """Say what changed from one run to another.

    Returns:
        ``change-none`` (both misread the very same images), or ``change`` and then
        ``change-telling`` or ``change-chance``; with fewer than `ENOUGH_IMAGES` images
        ``change`` alone.
    """
    counts: Values = {
        "n": change.n,
        "fixed": change.fixed,
        "broke": change.broke,
        "both": change.both_wrong,
    }
    if not change.fixed and not change.broke:
        return [Finding("change-none", counts)]
    if change.n < ENOUGH_IMAGES:
        return [Finding("change", counts)]
    kind = "change-telling" if change.is_telling else "change-chance"
    values: Values = {
        "difference": abs(change.fixed - change.broke),
        "better": "yes" if change.fixed > change.broke else "no",
        "chance": change.chance,
    }
    return [Finding("change", counts), Finding(kind, values)]
