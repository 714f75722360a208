"""Slices: traits of handwriting with which digits are misread more often."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.analysis.evaluation import Evaluation
from core.analysis.findings import ENOUGH_MISTAKES, Finding, Values
from core.analysis.metrics import ENOUGH_IMAGES, wilson_interval
from core.analysis.properties import Properties, ink_of
from core.analysis.significance import ALPHA, holm_correction, hypergeometric_tail
from core.data.digits import CENTRE_INDEX, NUM_CLASSES

TAIL_SHARE: Final = 0.2
"""Share of the images with the lowest or the highest values of a trait."""
ANY_DIGIT: Final = -1

Traits = Mapping[str, NDArray[np.float32]]
# The OOD score relates to all training digits, so it is no trait of one digit.
_OOD_TRAIT: Final = "strangeness"
_BATCH: Final = 512
# Traits that are counted, and the counts to test.
_COUNT_TRAITS: Final = {"pieces": (2,), "loops": (0, 1, 2)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slice:
    """Images that share a trait.

    Attributes:
        digit: Their label, `ANY_DIGIT` for all.
        trait: A name in `measure_traits`.
        side: ``low`` or ``high``, the fifth with the lowest or highest values; for a
            trait that is counted, the count as text, ``2`` for two or more.
        rows: Rows of the evaluation, int64.
        overall: Error rate of all images with that label, 0 to 1.
        p_value: Of Fisher's exact test for more mistakes than among the others, with
            Holm's correction for all slices tested, 0 to 1.
    """

    digit: int
    trait: str
    side: str
    rows: NDArray[np.int64]
    mistakes: int
    overall: float
    p_value: float

    @property
    def n(self) -> int:
        """Number of images."""
        return len(self.rows)

    @property
    def share(self) -> float:
        """Error rate in the slice, 0 to 1."""
        return self.mistakes / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Wilson interval of the error rate."""
        return wilson_interval(self.mistakes, self.n)

    @property
    def is_significant(self) -> bool:
        """True if the p-value is below `ALPHA`."""
        return self.p_value < ALPHA

    @property
    def finding(self) -> Finding:
        """The finding ``weak-spot``."""
        values: Values = {
            "digit": self.digit,
            "kind": f"{self.trait}-{self.side}",
            "n": self.n,
            "mistakes": self.mistakes,
            "share": self.share,
            "times": self.share / self.overall,
        }
        return Finding("weak-spot", values)


def measure_traits(
    properties: Properties,
    images: NDArray[np.uint8],
    distance: NDArray[np.float32] | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Return the traits in which handwriting differs, each float32, shape (n,).

    Returns:
        ``stroke`` (thickness in pixels), ``slant`` (columns to the right for each row
        up), ``height`` (over width), ``ink`` (share of pixels), ``offset`` (of the
        centre of mass from MNIST's, pixels), ``pieces``, ``loops``, and ``strangeness``
        (the OOD score, if `distance` gives it).
    """
    down, right = properties.row - CENTRE_INDEX, properties.column - CENTRE_INDEX
    traits: dict[str, NDArray[np.float32]] = {
        "stroke": properties.breadth,
        "slant": properties.slant,
        "height": (properties.height / np.maximum(properties.width, 1)).astype("f4"),
        "ink": properties.share,
        "offset": np.hypot(down, right),
        "pieces": properties.pieces,
        "loops": count_loops(images),
    }
    return traits if distance is None else {**traits, _OOD_TRAIT: distance}


def count_loops(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Count the background components that ink encloses, float32, shape (n,).

    Ink is above a quarter of the strongest level; a single pixel is no loop.
    """
    starts = range(0, len(images), _BATCH)
    counts = [_count_loops(images[start : start + _BATCH]) for start in starts]
    return np.concatenate([np.zeros(0, np.float32), *counts])


def _count_loops(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    levels = ink_of(images)
    strongest = np.maximum(levels.max(axis=(1, 2), keepdims=True), 1)
    # In one tall picture, the paper around all digits is component 1.
    around = ((0, 0), (1, 1), (1, 1))
    paper = np.pad(levels <= strongest / 4, around, constant_values=True)
    frame = np.repeat(np.arange(len(images)), paper[0].size)
    components, count = ndimage.label(paper.reshape(-1, paper.shape[2]))
    frame_of = np.zeros(count + 1, np.int64)
    frame_of[components.ravel()] = frame
    is_loop = np.bincount(components.ravel(), minlength=count + 1) > 1
    is_loop[:2] = False
    loops = np.bincount(frame_of[is_loop], minlength=len(images))
    return loops.astype(np.float32)


def find_slices(evaluation: Evaluation, traits: Traits) -> list[Slice]:
    """Find slices in which images are misread more often than in the rest.

    Each digit by itself, and all together, are cut at the fifths of every trait. A
    slice needs `ENOUGH_IMAGES` images and `ENOUGH_MISTAKES` mistakes. It is dropped if
    it shares more than half of its mistakes with a better one of the same digit.

    Images without a label are left out. `traits` are from `measure_traits`, aligned
    with the rows. The lowest p-value comes first.
    """
    tested = list(_candidate_slices(evaluation, traits))
    adjusted = holm_correction([each.p_value for each in tested])
    weak_slices = [
        (each, float(p_value))
        for each, p_value in zip(tested, adjusted, strict=True)
        if each.share > each.overall
        and each.n >= ENOUGH_IMAGES
        and each.mistakes >= ENOUGH_MISTAKES
    ]
    weak_slices.sort(key=lambda pair: (pair[0].p_value, -pair[0].share))
    kept: list[Slice] = []
    for each, p_value in weak_slices:
        wrong = each.rows[evaluation.mistaken[each.rows]]
        alike = [better for better in kept if better.digit == each.digit]
        shared = (np.isin(wrong, better.rows).mean() for better in alike)
        if max(shared, default=0) <= 0.5:
            kept.append(replace(each, p_value=p_value))
    return kept


def _candidate_slices(evaluation: Evaluation, traits: Traits) -> Iterator[Slice]:
    """Yield every slice to test, with its uncorrected p-value."""
    for digit in (ANY_DIGIT, *range(NUM_CLASSES)):
        is_digit = evaluation.labels == digit
        group = np.flatnonzero(evaluation.labelled if digit == ANY_DIGIT else is_digit)
        if len(group) < ENOUGH_IMAGES:
            continue
        all_mistakes = int(np.count_nonzero(evaluation.mistaken[group]))
        for trait, values in traits.items():
            if trait == _OOD_TRAIT and digit != ANY_DIGIT:
                continue
            for side, inside in _slice_masks(trait, values[group]):
                rows = group[inside]
                if not 0 < len(rows) < len(group):
                    continue
                mistakes = int(np.count_nonzero(evaluation.mistaken[rows]))
                yield Slice(
                    digit=digit,
                    trait=trait,
                    side=side,
                    rows=rows,
                    mistakes=mistakes,
                    overall=all_mistakes / len(group),
                    p_value=hypergeometric_tail(
                        mistakes, len(rows), all_mistakes, len(group)
                    ),
                )


def _slice_masks(
    trait: str, values: NDArray[np.float32]
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    if trait in _COUNT_TRAITS:
        for count in _COUNT_TRAITS[trait]:
            yield str(count), values >= count if count == 2 else values == count
        return
    low, high = np.quantile(values, (TAIL_SHARE, 1 - TAIL_SHARE))
    yield "low", values <= low
    yield "high", values >= high
