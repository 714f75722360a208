"""Removing ruled and squared lines from under a digit."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.connected_components import FloatImage

Profile = NDArray[np.float32]
"""Darkness of a line in each row, shape (height,)."""

SAMPLES: Final = 64
"""Number of places along a line where its darkness is measured."""

COARSE_SIDE: Final = 120
COARSE_SLOPES: Final = np.linspace(-0.13, 0.13, 27)
FINE_SLOPES: Final = np.linspace(-0.008, 0.008, 7)
MIN_LINE_DARKNESS: Final = 0.03
MAX_LINE_THICKNESS: Final = 0.045
LINE_EXCESS: Final = 1.15
"""Darkness that is removed, as a multiple of what most of a line has."""


def remove_ruled_lines(darkness: FloatImage) -> FloatImage:
    """Remove thin dark lines from edge to edge that are tilted by up to 7.5°.

    The darkness has shape (height, width). Return the same object without lines.
    """
    level = _remove_horizontal_lines(darkness)
    upright = np.ascontiguousarray(level.T)
    plain = _remove_horizontal_lines(upright)
    return level if plain is upright else np.ascontiguousarray(plain.T)


def _remove_horizontal_lines(darkness: FloatImage) -> FloatImage:
    factor = min(1.0, COARSE_SIDE / min(darkness.shape))
    coarse = cv2.resize(
        darkness, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA
    )
    slope, profile = _best_slope(np.asarray(coarse, np.float32), COARSE_SLOPES)
    if not profile.any():
        return darkness
    slope, profile = _best_slope(darkness, slope + FINE_SLOPES)
    if not profile.any():
        return darkness
    height, width = darkness.shape
    thicker = np.ones((2 * max(1, round(height / 400)) + 1, 1))
    across = np.arange(width, dtype=np.float32) - width / 2
    rows = np.arange(height, dtype=np.float32)[:, None] - np.float32(slope) * across
    thick = cv2.dilate(profile[:, None], thicker)
    line = cv2.remap(thick, np.zeros_like(darkness), rows, cv2.INTER_LINEAR)
    return _joined_across(darkness - LINE_EXCESS * line, line > 0)


def _joined_across(plain: FloatImage, line: NDArray[np.bool_]) -> FloatImage:
    """Continue strokes from one side of a removed line to the other."""
    runs = np.diff(np.flatnonzero(np.diff(np.pad(line[:, 0], 1).astype(np.int8))))[::2]
    longest = int(runs.max(initial=0))
    if not 0 < longest <= 2 * MAX_LINE_THICKNESS * min(plain.shape) + 3:
        return plain
    element = np.ones((2 * (longest // 2 + 1) + 1, 1), np.uint8)
    closed = cv2.morphologyEx(plain, cv2.MORPH_CLOSE, element)
    return np.where(line, closed, plain)


def _best_slope(
    darkness: FloatImage, slopes: NDArray[np.float64]
) -> tuple[float, Profile]:
    """Return the slope with the strongest lines, and the darkness of a line per row."""
    height, width = darkness.shape
    columns = np.linspace(0, width - 1, SAMPLES).astype(np.float32)
    narrow = cv2.blur(darkness, (max(1, width // SAMPLES), 1))
    at = np.broadcast_to(columns, (height, SAMPLES)).copy()
    rows = np.arange(height, dtype=np.float32)[:, None]
    best, best_profile, most = float(slopes[0]), np.zeros(height, np.float32), 0.0
    for slope in slopes:
        shift = np.float32(slope) * (columns - width / 2)
        samples = cv2.remap(narrow, at, rows + shift, cv2.INTER_LINEAR)
        profile = _profile(np.asarray(samples, np.float32))
        profile = _only_thin(profile, min(darkness.shape))
        strength = float(profile @ profile)
        if strength > most:
            best, best_profile, most = float(slope), profile, strength
    return best, best_profile


def _profile(samples: FloatImage) -> Profile:
    """Return the darkness of each row along two thirds of its length and both ends."""
    end = SAMPLES // 8
    along = np.partition(samples, SAMPLES // 3, axis=1)[:, SAMPLES // 3]
    ends = np.concatenate([samples[:, :end], samples[:, -end:]], axis=0)
    middle = np.partition(ends, end // 2, axis=1)[:, end // 2]
    profile = np.minimum(along, middle.reshape(2, -1).min(axis=0))
    return np.where(profile > MIN_LINE_DARKNESS, profile, np.float32(0))


def _only_thin(profile: Profile, side: int) -> Profile:
    """Remove rows too thick for a line, such as a stroke as long as the picture."""
    if not profile.any():
        return profile
    thick = np.ones((2 * max(1, round(MAX_LINE_THICKNESS * side / 2)) + 1, 1))
    broad = cv2.morphologyEx(profile[:, None], cv2.MORPH_OPEN, thick)[:, 0]
    return np.where(broad < 0.2 * profile, profile, np.float32(0))
