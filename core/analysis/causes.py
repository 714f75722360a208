"""Causes of errors: how each is detected, and the corrections that remove it.

The limits were chosen on damaged training images of MNIST, with

    python -m tests.benchmarks.diagnosis --training
"""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis import corrections
from core.analysis.properties import FloatArray, Images, Properties
from core.analysis.reference_ranges import (
    ASPECT_RANGES,
    aspect_ratio,
    posture_distance,
    relative_lean,
)
from core.data.digits import CENTRE_INDEX

Labels = NDArray[np.int8]
Mask = NDArray[np.bool_]


class Correction(NamedTuple):
    """One way to remove a cause.

    Attributes:
        amount: Strength in the unit of the cause: degrees to the left, a factor of
            size, pixels of blur or stroke; 0 if there is no choice.
        is_check_only: True if it is never chosen, and only confirms its neighbour; see
            `Cause.needs_agreement`.
    """

    amount: float
    apply: Callable[[Images], Images]
    is_check_only: bool = False


SQUARE: Final = np.ones((1, 3, 3), bool)
SMALL: Final = np.ones((1, 2, 2), bool)
LARGE: Final = np.ones((1, 4, 4), bool)
CROSS: Final = np.array([[[0, 1, 0], [1, 1, 1], [0, 1, 0]]], bool)

ANGLES: Final = ((10, 20, 30, 40, 50, 60, 70), (80, 90, 100))
FACTORS: Final = (1.25, 1.6, 2.0, 2.5)

FITTED: Final = Correction(0, corrections.resize)
REDUCED: Final = (
    FITTED,
    *(
        Correction(each, partial(corrections.resize, down=each, across=each))
        for each in (0.8, 0.7, 0.6)
    ),
)
SPECKLED: Final = (
    Correction(0, corrections.remove_small_pieces),
    Correction(0, corrections.despeckle),
    Correction(0, corrections.apply_median),
    Correction(0, partial(corrections.denoise, half=0.5)),
    Correction(0, partial(corrections.denoise, half=0.6)),
)
SHARPENED: Final = (
    *(
        Correction(sigma, partial(corrections.sharpen, sigma=sigma))
        for sigma in (1.0, 1.5, 2.0, 2.5, 3.0)
    ),
    Correction(2, partial(corrections.sharpen_twice, sigma=1.0)),
    Correction(2.5, partial(corrections.sharpen_twice, sigma=1.5)),
)
WIDENED: Final = tuple(
    Correction(each, partial(corrections.resize, down=1, across=each))
    for each in FACTORS
)
HEIGHTENED: Final = tuple(
    Correction(each, partial(corrections.resize, down=each, across=1))
    for each in FACTORS
)
THICKENED: Final = (
    Correction(0.5, partial(corrections.thicken, footprint=CROSS, part=0.5)),
    Correction(1, partial(corrections.thicken, footprint=SMALL, part=1)),
    Correction(1.5, partial(corrections.thicken, footprint=CROSS, part=1)),
    Correction(2, partial(corrections.thicken, footprint=CROSS, part=0.6, gain=2)),
    Correction(2, partial(corrections.thicken, footprint=SQUARE, part=0.5, gain=2)),
    Correction(2, partial(corrections.thicken, footprint=SQUARE, part=1)),
    Correction(3, partial(corrections.thicken, footprint=LARGE, part=1)),
)
THINNED: Final = (
    Correction(0.5, partial(corrections.thin, footprint=CROSS, part=0.5)),
    Correction(1, partial(corrections.thin, footprint=SMALL, part=1)),
    Correction(1.5, partial(corrections.thin, footprint=CROSS, part=1)),
    Correction(2, partial(corrections.thin, footprint=SQUARE, part=1)),
    Correction(2, partial(corrections.thin_and_fit, footprint=SQUARE)),
    Correction(3, partial(corrections.thin, footprint=CROSS, part=1, times=2)),
    Correction(3, partial(corrections.thin, footprint=LARGE, part=1)),
)
WITHOUT_OTHERS: Final = (
    Correction(0, partial(corrections.keep_main_pieces, share=0.4)),
    Correction(0, partial(corrections.keep_main_pieces, share=1)),
)
BRIDGED: Final = tuple(
    Correction(2 * reach, partial(corrections.bridge_gaps, reach=reach))
    for reach in (1, 2, 3)
)
UPRIGHT: Final = tuple(
    Correction(
        side * each,
        partial(corrections.rotate, degrees=side * each),
        each in scale[:: len(scale) - 1],
    )
    for scale in ANGLES
    for side in (1, -1)
    for each in scale
)
"""Each scale of angles, to either side, between two that only check."""

MIN_CONFIDENCE_GAIN: Final = 0.2
"""Least increase of the label's probability by a correction."""


class Cause(NamedTuple):
    """A possible cause of an error.

    Attributes:
        detect: Returns a mask of the images that show it; may use the label.
        corrections: Ways to remove it; empty if there is none.
        min_confidence: Least probability of the label after the correction, 0 to 1.
        needs_agreement: True if the corrections before and after one must restore the
            label, too: one angle alone may do so by chance.
        is_improvement: Compares the properties before and after a correction; None if
            restoring the label is enough.
        is_permitted: Limits the amount for these labels; None for no limit.
    """

    kind: str
    detect: Callable[[Properties, Labels], Mask]
    corrections: tuple[Correction, ...]
    min_confidence: float = 0.5
    needs_agreement: bool = False
    is_improvement: Callable[[Properties, Properties, Labels], Mask] | None = None
    is_permitted: Callable[[FloatArray, Labels], Mask] | None = None


MIN_SHARPNESS: Final = 0.6
ASPECT_TOLERANCE: Final = 0.25
TILT_THRESHOLD: Final = 2.0
"""Largest posture distance of nine in ten clean digits."""
MAX_CORRECTED_TILT: Final = 2.4
"""Largest posture distance of 95 % of clean digits, required after a turn."""
MIN_TILT_REDUCTION: Final = 0.5


def _is_off_centre(it: Properties, _: Labels) -> Mask:
    down, across = np.abs(it.row - CENTRE_INDEX), np.abs(it.column - CENTRE_INDEX)
    return (down > 1.5) | (across > 1.5)


def _runs_off(it: Properties, _: Labels) -> Mask:
    return (it.border > 0.02) & (it.specks == 0) & (it.sharpness >= MIN_SHARPNESS)


def _is_narrow(it: Properties, labels: Labels) -> Mask:
    is_narrow = aspect_ratio(it, ASPECT_TOLERANCE) < np.array(ASPECT_RANGES)[labels, 0]
    return is_narrow & (np.abs(relative_lean(it, labels)) < 1.5)


def _is_flat(it: Properties, labels: Labels) -> Mask:
    is_wide = aspect_ratio(it) > np.array(ASPECT_RANGES)[labels, 1]
    return is_wide & (it.height < 15) & (np.abs(relative_lean(it, labels)) < 1.5)


def _is_tilted(it: Properties, labels: Labels) -> Mask:
    # With several pieces, the lean of the digit cannot be measured.
    return (posture_distance(it, labels) > TILT_THRESHOLD) & (it.pieces == 1)


def _is_straightened(before: Properties, after: Properties, labels: Labels) -> Mask:
    was, is_now = posture_distance(before, labels), posture_distance(after, labels)
    return (is_now <= was - MIN_TILT_REDUCTION) & (is_now <= MAX_CORRECTED_TILT)


def _may_be_turned(degrees: FloatArray, labels: Labels) -> Mask:
    turn = np.abs(degrees)
    # Upside down, these stay the same digit or become one another.
    becomes_another = (turn >= 90) & np.isin(labels, (6, 8, 9))
    # A zero looks like a zero at nearly any angle.
    return ~becomes_another & ~((turn > 30) & (labels == 0))


CAUSES: Final = (
    Cause(
        "inverted", lambda it, _: it.paper > 0.5, (Correction(0, corrections.invert),)
    ),
    Cause("speckled", lambda it, _: it.specks >= 2, SPECKLED),
    Cause("blurred", lambda it, _: it.sharpness < MIN_SHARPNESS, SHARPENED),
    Cause(
        "faint",
        lambda it, _: (it.brightest - it.paper < 0.6) | (it.paper > 0.08),
        (Correction(0, corrections.stretch_contrast),),
    ),
    Cause("large", lambda it, _: it.longest >= 26, REDUCED),
    Cause("cut", lambda it, _: (it.severed > 0.25) & (it.border < 0.005), ()),
    Cause("off-centre", _is_off_centre, (Correction(0, corrections.centre),)),
    Cause("thick", lambda it, _: it.stroke > 4.2, THINNED),
    # 97 of 100 clean digits are one piece.
    Cause("pieces", lambda it, _: it.pieces >= 2, WITHOUT_OTHERS, 0.8),
    Cause("narrow", _is_narrow, WIDENED, 0.8),
    Cause("flat", _is_flat, HEIGHTENED, 0.8),
    Cause("thin", lambda it, _: (it.breadth < 1.6) & (it.longest > 16), THICKENED),
    Cause("small", lambda it, _: it.longest <= 16, (FITTED,)),
    Cause("broken", lambda it, _: it.pieces >= 2, BRIDGED, 0.6),
    Cause(
        "tilted",
        _is_tilted,
        UPRIGHT,
        # A turn makes many a digit look like another, so the limits are stricter.
        min_confidence=0.6,
        needs_agreement=True,
        is_improvement=_is_straightened,
        is_permitted=_may_be_turned,
    ),
    Cause("edge", _runs_off, ()),
)
"""All causes, in the order in which they are tried."""

MASKING_CAUSES: Final = ("inverted", "faint")
"""Causes that hide others until they are corrected, and whose correction is exact."""
