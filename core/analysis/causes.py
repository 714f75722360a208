"""Causes: what may be wrong with a digit, how it is measured, and ways to undo it.

The limits were chosen on damaged training images of MNIST, with

    python -m tests.benchmarks.doctor --training
"""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.analysis import undoing
from core.analysis.properties import MIDDLE, Images, Measured, Properties
from core.analysis.usual import ASPECT, aspect_of, lean_of, posture_distance

Labels = NDArray[np.int8]
Chosen = NDArray[np.bool_]


class Undoing(NamedTuple):
    """One way of taking damage back.

    Attributes:
        amount: How much is taken back, in what fits the cause: degrees of a turn to
            the left, a factor of size, pixels of blur or stroke; 0 where there is
            nothing to choose.
        apply: The operation.
        is_witness: Whether it is never taken itself, and only says whether a way next
            to it can be believed; see `Cause.is_steady`.
    """

    amount: float
    apply: Callable[[Images], Images]
    is_witness: bool = False


SQUARE: Final = np.ones((1, 3, 3), bool)
SMALL: Final = np.ones((1, 2, 2), bool)
LARGE: Final = np.ones((1, 4, 4), bool)
CROSS: Final = np.array([[[0, 1, 0], [1, 1, 1], [0, 1, 0]]], bool)

ANGLES: Final = ((10, 20, 30, 40, 50, 60, 70), (80, 90, 100))
FACTORS: Final = (1.25, 1.6, 2.0, 2.5)

INVERTED: Final = (Undoing(0, undoing.inverted),)
FAINT: Final = (Undoing(0, undoing.lifted),)
CENTRED: Final = (Undoing(0, undoing.centred),)
FITTED: Final = (Undoing(0, undoing.resized),)
REDUCED: Final = (
    *FITTED,
    Undoing(0.8, partial(undoing.resized, down=0.8, across=0.8)),
    Undoing(0.7, partial(undoing.resized, down=0.7, across=0.7)),
    Undoing(0.6, partial(undoing.resized, down=0.6, across=0.6)),
)
SPECKLED: Final = (
    Undoing(0, undoing.without_small_pieces),
    Undoing(0, undoing.despeckled),
    Undoing(0, undoing.medians),
    Undoing(0, partial(undoing.denoised, half=0.5)),
    Undoing(0, partial(undoing.denoised, half=0.6)),
)
SHARPENED: Final = (
    *(
        Undoing(sigma, partial(undoing.sharpened, sigma=sigma))
        for sigma in (1.0, 1.5, 2.0, 2.5, 3.0)
    ),
    Undoing(2, partial(undoing.sharpened_twice, sigma=1.0)),
    Undoing(2.5, partial(undoing.sharpened_twice, sigma=1.5)),
)
WIDENED: Final = tuple(
    Undoing(each, partial(undoing.resized, down=1, across=each)) for each in FACTORS
)
HEIGHTENED: Final = tuple(
    Undoing(each, partial(undoing.resized, down=each, across=1)) for each in FACTORS
)
THICKENED: Final = (
    Undoing(0.5, partial(undoing.thickened, footprint=CROSS, part=0.5)),
    Undoing(1, partial(undoing.thickened, footprint=SMALL, part=1)),
    Undoing(1.5, partial(undoing.thickened, footprint=CROSS, part=1)),
    Undoing(2, partial(undoing.thickened, footprint=CROSS, part=0.6, gain=2)),
    Undoing(2, partial(undoing.thickened, footprint=SQUARE, part=0.5, gain=2)),
    Undoing(2, partial(undoing.thickened, footprint=SQUARE, part=1)),
    Undoing(3, partial(undoing.thickened, footprint=LARGE, part=1)),
)
THINNED: Final = (
    Undoing(0.5, partial(undoing.thinned, footprint=CROSS, part=0.5)),
    Undoing(1, partial(undoing.thinned, footprint=SMALL, part=1)),
    Undoing(1.5, partial(undoing.thinned, footprint=CROSS, part=1)),
    Undoing(2, partial(undoing.thinned, footprint=SQUARE, part=1)),
    Undoing(2, partial(undoing.thinned_and_fitted, footprint=SQUARE)),
    Undoing(3, partial(undoing.thinned, footprint=CROSS, part=1, times=2)),
    Undoing(3, partial(undoing.thinned, footprint=LARGE, part=1)),
)
WITHOUT_OTHERS: Final = (
    Undoing(0, partial(undoing.main_pieces, share=0.4)),
    Undoing(0, partial(undoing.main_pieces, share=1)),
)
BRIDGED: Final = tuple(
    Undoing(2 * reach, partial(undoing.bridged, reach=reach)) for reach in (1, 2, 3)
)
UPRIGHT: Final = tuple(
    Undoing(
        side * each,
        partial(undoing.turned, degrees=side * each),
        each in scale[:: len(scale) - 1],
    )
    for scale in ANGLES
    for side in (1, -1)
    for each in scale
)
"""Each scale of angles from one witness to the next, to either side."""


LEAST_SURE: Final = 0.5
"""So sure of the label must the network be after undoing anything, at the least."""

LEAST_RISE: Final = 0.2
"""By so much must undoing raise the probability of the label."""


class Cause(NamedTuple):
    """One thing that may be wrong with an image.

    Attributes:
        kind: Its name.
        suspects: Whether it is measured, for each image; may ask for the label.
        undoings: Ways to take it back; none where that cannot be done.
        least: How sure of the label the network must be once it is undone, 0 to 1.
        is_steady: Whether the ways before and after one, in `undoings`, must make the
            network read the label too: what only one angle does is luck.
        mends: Whether an image is more as it should be than before, from what was
            measured on it before and after; None if reading the label is enough.
        allows: Whether so much may be undone in digits with these labels; None if
            as much as there is.
    """

    kind: str
    suspects: Callable[[Properties, Labels], Chosen]
    undoings: tuple[Undoing, ...]
    least: float = LEAST_SURE
    is_steady: bool = False
    mends: Callable[[Properties, Properties, Labels], Chosen] | None = None
    allows: Callable[[Measured, Labels], Chosen] | None = None


SHORT: Final = 16
BLUNT: Final = 0.6
SLACK: Final = 0.25
TILTED: Final = 2.0
"""Nine of ten clean digits are less unlike how others write them than this."""
UPRIGHT_AGAIN: Final = 2.4
"""And 95 of 100 less than this, so that a turn has to bring a digit here."""
LEAST_STRAIGHTENED: Final = 0.5
ROUND: Final = 0
ROUND_TURN: Final = 30
"""How far a zero may be turned: nearly any way up it is a zero."""
SAME_UPSIDE_DOWN: Final = (0, 6, 8, 9)
QUARTER: Final = 90
"""So far and farther, and these digits stay themselves or become one another."""


def _off_centre(it: Properties) -> Chosen:
    down, across = np.abs(it.row - MIDDLE), np.abs(it.column - MIDDLE)
    return (down > 1.5) | (across > 1.5)


def _runs_off(it: Properties) -> Chosen:
    return (it.border > 0.02) & (it.specks == 0) & (it.sharpness >= BLUNT)


def _is_narrow(it: Properties, labels: Labels) -> Chosen:
    aspect, least = aspect_of(it, SLACK), np.array(ASPECT)[labels, 0]
    return (aspect < least) & (np.abs(lean_of(it, labels)) < 1.5)


def _is_flat(it: Properties, labels: Labels) -> Chosen:
    aspect, most = aspect_of(it), np.array(ASPECT)[labels, 1]
    return (aspect > most) & (it.height < 15) & (np.abs(lean_of(it, labels)) < 1.5)


def _is_tilted(it: Properties, labels: Labels) -> Chosen:
    # Where something lies beside a digit, how it leans cannot be measured.
    return (posture_distance(it, labels) > TILTED) & (it.pieces == 1)


def _is_straightened(before: Properties, after: Properties, labels: Labels) -> Chosen:
    was, is_now = posture_distance(before, labels), posture_distance(after, labels)
    return (is_now <= was - LEAST_STRAIGHTENED) & (is_now <= UPRIGHT_AGAIN)


def _may_be_turned(degrees: Measured, labels: Labels) -> Chosen:
    turn = np.abs(degrees)
    stays_itself = (turn >= QUARTER) & np.isin(labels, SAME_UPSIDE_DOWN)
    return ~stays_itself & ~((turn > ROUND_TURN) & (labels == ROUND))


CAUSES: Final = (
    Cause("inverted", lambda it, _: it.paper > 0.5, INVERTED),
    Cause("speckled", lambda it, _: it.specks >= 2, SPECKLED),
    Cause("blurred", lambda it, _: it.sharpness < BLUNT, SHARPENED),
    Cause(
        "faint",
        lambda it, _: (it.brightest - it.paper < 0.6) | (it.paper > 0.08),
        FAINT,
    ),
    Cause("large", lambda it, _: it.longest >= 26, REDUCED),
    Cause("cut", lambda it, _: (it.severed > 0.25) & (it.border < 0.005), ()),
    Cause("off-centre", lambda it, _: _off_centre(it), CENTRED),
    Cause("thick", lambda it, _: it.stroke > 4.2, THINNED),
    # 97 of 100 clean digits are one piece.
    Cause("pieces", lambda it, _: it.pieces >= 2, WITHOUT_OTHERS, 0.8),
    Cause("narrow", lambda it, labels: _is_narrow(it, labels), WIDENED, 0.8),
    Cause("flat", lambda it, labels: _is_flat(it, labels), HEIGHTENED, 0.8),
    Cause(
        "thin",
        lambda it, _: (it.breadth < 1.6) & (it.longest > SHORT),
        THICKENED,
    ),
    Cause("small", lambda it, _: it.longest <= SHORT, FITTED),
    Cause("broken", lambda it, _: it.pieces >= 2, BRIDGED, 0.6),
    Cause(
        "tilted",
        lambda it, labels: _is_tilted(it, labels),
        UPRIGHT,
        # A turn makes many a digit look like another, so more is asked of it.
        least=0.6,
        is_steady=True,
        mends=_is_straightened,
        allows=_may_be_turned,
    ),
    Cause("edge", lambda it, _: _runs_off(it), ()),
)
"""What may be wrong, in the order in which it is tried."""

IN_THE_WAY: Final = ("inverted", "faint")
"""Causes that hide others until they are undone, and that can be undone exactly."""
