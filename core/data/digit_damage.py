"""Damage framed digits as photos do: turned, blurred, faint in places, beside lines."""

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.drawn_digits import draw_digits
from core.data.framing import frame_ink

# Apart from the seeds of trainings, which their drawn digits have.
_SEED_STEP: Final = 1_000_000
_DRAWN_SHARE: Final = 0.5
_SIDE: Final = 28


def unfamiliar_digits(
    images: NDArray[np.uint8], labels: NDArray[np.int8], seed: int
) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Return damaged copies of digits, and half as many drawn ones, with their labels.

    The images are uint8, shape (n, 28, 28), the labels int8, shape (n,).
    """
    rng = np.random.default_rng([seed, _SEED_STEP])
    damaged = np.stack([damage_digit(image, rng) for image in images])
    drawn = draw_digits(round(_DRAWN_SHARE * len(images)), seed + _SEED_STEP)
    return (
        np.concatenate([damaged, drawn.images]),
        np.concatenate([labels, drawn.labels]),
    )


def damage_digit(
    image: NDArray[np.uint8], rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return a framed image, uint8 (28, 28), with one or two kinds of damage."""
    ink = np.pad(image, _SIDE // 2)
    for kind in rng.permutation(len(_KINDS))[: rng.integers(1, 3)]:
        ink = _KINDS[kind](ink, rng)
    ink = np.where(ink > 25, ink, np.uint8(0))
    return frame_ink(ink) if ink.any() else image


def _turn(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    angle, slant = math.radians(rng.normal(0, 12)), rng.normal(0, 0.2)
    turn = np.array(
        [
            [math.cos(angle), math.sin(angle) + slant],
            [-math.sin(angle), math.cos(angle)],
        ]
    )
    middle = np.full(2, ink.shape[0] / 2)
    shift = middle - turn @ middle
    matrix = np.column_stack([turn, shift])
    return np.asarray(cv2.warpAffine(ink, matrix, ink.shape[::-1]), np.uint8)


def _blur(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    blurred = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.8, 1.8))
    return np.asarray(blurred, np.uint8)


def _thin(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    thinner = np.asarray(cv2.erode(ink, np.ones((2, 2))), np.uint8)
    share = rng.uniform(0.5, 1)
    mixed = ink * (1 - share) + thinner * share
    return mixed.astype(np.uint8) if thinner.any() else ink


def _thicken(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    side = int(rng.integers(2, 4))
    return np.asarray(cv2.dilate(ink, np.ones((side, side))), np.uint8)


def _fade(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Make part of the strokes fainter, down to nothing."""
    y, x = np.mgrid[: ink.shape[0], : ink.shape[1]]
    inked_y, inked_x = np.nonzero(ink)
    place = rng.integers(len(inked_y))
    distance = np.hypot(y - inked_y[place], x - inked_x[place])
    left = 1 - rng.uniform(0.5, 1.2) * np.exp(-((distance / rng.uniform(2, 4)) ** 2))
    return (ink * np.clip(left, 0, 1)).astype(np.uint8)


def _leave_lines(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Add what is left of a ruled line or a box beside the digit."""
    level, begin = int(rng.integers(8, 48)), int(rng.integers(8, 30))
    end = begin + int(rng.integers(6, 24))
    marked = ink.copy()
    ends = ((begin, level), (end, level))
    if rng.random() < 0.5:
        ends = ((level, begin), (level, end))
    cv2.line(marked, *ends, int(rng.integers(90, 255)), 1, cv2.LINE_AA)
    return marked


def _speckle(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    speckled = ink.copy()
    rows, columns = rng.integers(12, 44, (2, int(rng.integers(1, 6))))
    speckled[rows, columns] = 255
    return speckled


def _coarsen(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    side = int(rng.integers(16, 28))
    small = cv2.resize(ink, (side, side), interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, ink.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.uint8)


_KINDS: Final = (
    *(_turn, _blur, _thin, _thicken, _fade, _leave_lines, _speckle, _coarsen),
)
