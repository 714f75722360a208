"""Telling faint ink from creases, and digits from dark things at an edge."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

MIN_DIGIT_SIZE: Final = 0.1
"""Least size of a digit among clear ink, as a share of the shorter side."""

MIN_FAINT_WIDTH: Final = 0.27
"""Least width of a stroke that grows pale, as a share of the clear stroke's."""


def without_creases(
    clear: NDArray[np.bool_], faint: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Remove faint ink that reaches an edge or is far thinner than the clear ink.

    Creases and remains of printed lines are; a stroke that grows pale is not.
    """
    only = (faint & ~clear).astype(np.uint8)
    n, numbered = cv2.connectedComponents(only, connectivity=8)
    if n == 1:
        return faint
    marks = np.asarray(numbered, np.int32)
    removed = at_edges(marks, n)
    solid = clear.astype(np.uint8)
    half_widths = cv2.distanceTransform(solid, cv2.DIST_L2, 3)
    inside = clear
    if touches_edge(clear):
        # A dark thing at an edge has not the width of the pen.
        inside = inner_pieces(clear, 0)
    width = float(half_widths[inside if inside.any() else clear].max(initial=0))
    if MIN_FAINT_WIDTH * width > 1:
        off = cv2.distanceTransform(only, cv2.DIST_L2, 3)
        broad = np.zeros(n, bool)
        broad[marks[off > MIN_FAINT_WIDTH * width]] = True
        broad[0] = True
        removed |= ~broad
    return faint & ~removed[marks]


def is_all_outside(ink: NDArray[np.bool_]) -> bool:
    """True if ink touches an edge, and no piece as large as a digit touches none."""
    return touches_edge(ink) and not inner_pieces(ink, MIN_DIGIT_SIZE).any()


def inner_pieces(ink: NDArray[np.bool_], least: float) -> NDArray[np.bool_]:
    """Return the ink that touches no edge, if a piece has the least size, else none."""
    n, found, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    marks = np.asarray(found, np.int32)
    inside = ~at_edges(marks, n)
    inside[0] = False
    if stats[inside, 2:4].max(initial=0) < least * min(ink.shape):
        return np.zeros_like(ink)
    return inside[marks]


def touches_edge(ink: NDArray[np.bool_]) -> bool:
    """True if a pixel of ink is at an edge of the picture."""
    return bool(ink[[0, -1]].any() or ink[:, [0, -1]].any())


def at_edges(marks: NDArray[np.int32], n: int) -> NDArray[np.bool_]:
    """Return which regions have a pixel at an edge of the picture, bool, shape (n,)."""
    found = np.zeros(n, bool)
    for edge in (marks[0], marks[-1], marks[:, 0], marks[:, -1]):
        found[edge] = True
    found[0] = False
    return found
