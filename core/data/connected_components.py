"""Choosing the connected pieces of ink that belong to the digit."""

from typing import Final, Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.data.faint_ink import without_creases

FloatImage = NDArray[np.float32]
"""Shape (height, width)."""

FramingWarning = Literal["several", "page"]
NOT_ONE_DIGIT: Final[tuple[FramingWarning, ...]] = ("several", "page")
"""Why a picture may not show exactly one digit: it shows several, or a whole page."""

MAX_GAP: Final = 0.22
"""Largest gap between pieces of a digit, as a share of its size."""

MIN_DIGIT_SIZE: Final = 0.05
"""Least size of a digit, as a share of the picture's shorter side."""

MIN_SMALL_PIXELS: Final = 8
MIN_SMALL_DIGIT_SIZE: Final = 0.018
"""Least size of one of many digits on a page, likewise."""

PAGE_MARGIN: Final = 0.04
SPECK_SHAPE: Final = 3.5
"""Size of a speck, at most, as a multiple of its half width."""

MAX_GROWTH: Final = 2.5
"""Largest size of a digit, as a multiple of its main piece."""

MIN_PIXELS: Final = 6
MIN_DIGIT_SCORE: Final = 0.01
MIN_FAINT_SCORE: Final = 0.15
"""Least score of a digit, as a multiple of the darkness of clear ink."""

MIN_DIGITS_ON_PAGE: Final = 8

MIN_BOX_SIZE: Final = 0.15
"""Least size of a printed box around one digit, as a share of the shorter side."""

LINE_LENGTH: Final = 2.5
"""Least length of printed lines on a page, as a multiple of its digits' size."""

LINE_THICKNESS: Final = 0.02
"""Largest half width of printed lines, as a share of their length."""


class DigitComponents(NamedTuple):
    """The pieces of the digit.

    Attributes:
        mask: bool, shape (height, width), True for ink of the digit.
        score: Similarity of its main piece to a digit, at least 0; high is similar.
    """

    mask: NDArray[np.bool_]
    score: float
    warning: FramingWarning | None


def choose_digit(
    darkness: FloatImage, clear: float, faint: float | None = None
) -> DigitComponents | None:
    """Choose the pieces of the digit; return None if no piece resembles one.

    Args:
        darkness: float32 of shape (height, width).
        clear: Every piece of ink is darker somewhere.
        faint: All ink is darker; None is `clear`.
    """
    pieces = _Components(darkness, clear, clear if faint is None else faint)
    scores = pieces.scores()
    least = min(MIN_DIGIT_SCORE, MIN_FAINT_SCORE * clear)
    if scores.max() < least * min(darkness.shape):
        return _Components(darkness, clear, clear).digit_on_page()
    main = int(scores.argmax())
    members, others = pieces.gather_components(main, scores > 0)
    warning: FramingWarning | None = None
    if others or pieces.are_side_by_side(members):
        warning = "page" if len(others) + 1 >= MIN_DIGITS_ON_PAGE else "several"
    return DigitComponents(
        mask=np.isin(pieces.marks, members), score=float(scores[main]), warning=warning
    )


def dilate_mask(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return a mask, uint8 0 or 1, extended by two pixels to include soft edges."""
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((5, 5))), np.uint8)


def touches_border(marks: NDArray[np.int32], n: int) -> NDArray[np.bool_]:
    """Return which regions are along an edge of the picture, bool, shape (n,).

    A region with much of its area in the middle does not count.

    Args:
        marks: Index of each pixel's region, shape (height, width); 0 is none.
        n: Number of indices.
    """
    height, width = marks.shape
    along = (marks[0], marks[-1], marks[:, 0], marks[:, -1])
    contact = np.max([np.bincount(e, minlength=n) / len(e) for e in along], axis=0)
    top, left = round(0.25 * height), round(0.25 * width)
    middle = marks[top : height - top, left : width - left]
    area = np.maximum(np.bincount(marks.ravel(), minlength=n), 1)
    outside = np.bincount(middle.ravel(), minlength=n) / area < 0.06
    outside &= contact > 0.4
    outside[0] = False
    return outside


class _Components:
    """Connected pieces; index 0 is the paper.

    Attributes:
        marks: Index of each pixel's piece, int32, shape (height, width).
        start: Left and top of each piece, shape (n, 2).
        stop: Right and bottom, exclusive.
        sides: Width and height, shape (n, 2).
        size: The longer side.
        num_edges: Number of edges of the picture that the piece touches.
        area: Number of pixels.
        is_clear: True if some of its ink is clear.
        depth: Mean darkness.
        thickness: Largest distance of a pixel to the edge of its piece.
    """

    def __init__(self, darkness: FloatImage, clear: float, faint: float) -> None:
        dark = darkness > clear
        solid = without_creases(dark, darkness > faint).astype(np.uint8)
        n, marks, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
        self.marks = np.asarray(marks, np.int32)
        # Hysteresis, as of Canny (1986): faint ink counts beside clear ink.
        self.is_clear = np.zeros(n, bool)
        self.is_clear[self.marks[dark]] = True
        self.start, self.sides = stats[:, :2].astype(float), stats[:, 2:4].astype(float)
        self.stop = self.start + self.sides
        self.size = self.sides.max(axis=1)
        far = np.array(solid.shape[::-1])
        self.num_edges = np.hstack([self.start == 0, self.stop == far]).sum(axis=1)
        self.area = stats[:, 4].astype(np.int32)
        total = np.bincount(self.marks.ravel(), darkness.ravel(), n)
        self.depth = total / np.maximum(self.area, 1)
        # Ink at the edge of the picture is assumed to continue outside.
        padded = np.pad(solid, 1, mode="edge")
        off = cv2.distanceTransform(padded, cv2.DIST_L2, 3)[1:-1, 1:-1]
        ink = solid > 0
        order = np.argsort(off[ink], kind="stable")
        self.thickness = np.zeros(n)
        self.thickness[self.marks[ink][order]] = off[ink][order]

    def scores(self) -> NDArray[np.float64]:
        """Return the similarity of each piece to a digit: large, dark and central."""
        width_and_height = np.array(self.marks.shape[::-1])
        middle = (self.start + self.stop) / 2 / width_and_height
        off = np.abs(middle - 0.5).max(axis=1) * 2
        scores = np.sqrt(self.size * np.sqrt(self.area)) * self.depth
        scores *= np.sqrt(1.15 - off) / (1 + 1.5 * self.num_edges)
        # A narrow stripe from an edge is a line.
        narrow = self.sides.min(axis=1) < 0.12 * self.size
        scores[narrow & (self.num_edges > 0)] *= 0.2
        scores[touches_border(self.marks, len(self.area))] = 0
        scores[self._printed_boxes()] = 0
        scores[self.area < MIN_PIXELS] = 0
        scores[self.size < MIN_DIGIT_SIZE * min(self.marks.shape)] = 0
        scores[~self.is_clear] = 0
        scores[0] = 0
        scores[self._printed_lines(scores > 0)] = 0
        return scores

    def _printed_lines(self, possible: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which pieces are lines or a grid around the digits of a page."""
        lines = np.zeros(len(self.area), bool)
        for digits in (possible, self._small_digits()):
            if digits.any():
                digit_size = np.median(self.size[digits])
                alike = digits & (np.abs(np.log2(self.size / digit_size)) < 1)
                if alike.sum() >= MIN_DIGITS_ON_PAGE:
                    long = self.size > LINE_LENGTH * digit_size
                    lines |= long & (self.thickness < LINE_THICKNESS * self.size)
        return lines

    def _small_digits(self) -> NDArray[np.bool_]:
        """Return which pieces are strokes, unlike specks, but small for a digit."""
        side = min(self.marks.shape)
        small = self.is_clear & (self.size < MIN_DIGIT_SIZE * side)
        small &= self.size > max(MIN_SMALL_PIXELS, MIN_SMALL_DIGIT_SIZE * side)
        small &= self.size > SPECK_SHAPE * self.thickness
        # Along the edges, the light is known less well.
        middle = (self.start + self.stop) / 2 / np.array(self.marks.shape[::-1])
        small &= (np.abs(middle - 0.5) < 0.5 - PAGE_MARGIN).all(axis=1)
        small[0] = False
        return small

    def digit_on_page(self) -> DigitComponents | None:
        """Return one of many small digits; None if there are few."""
        small = self._small_digits()
        if small.sum() < MIN_DIGITS_ON_PAGE:
            return None
        digit_size = np.median(self.size[small])
        small &= np.abs(np.log2(self.size / digit_size)) < 1
        if small.sum() < MIN_DIGITS_ON_PAGE:
            return None
        middle = np.array(self.marks.shape[::-1]) / 2
        off = np.linalg.norm((self.start + self.stop) / 2 - middle, axis=1)
        main = int(np.where(small, off, np.inf).argmin())
        return DigitComponents(mask=self.marks == main, score=0.0, warning="page")

    def _printed_boxes(self) -> NDArray[np.bool_]:
        """Return which pieces are hollow, with another piece inside."""
        boxes = np.zeros(len(self.area), bool)
        side = self.sides.min(axis=1)
        for i in np.flatnonzero(side > MIN_DIGIT_SIZE * min(self.marks.shape))[1:]:
            inside = (self.start > self.start[i]).all(axis=1)
            inside &= (self.stop < self.stop[i]).all(axis=1)
            if (inside & (self.size > 0.25 * self.size[i])).any():
                rim = 0.2 * self.sides[i]
                left, top = (self.start[i] + rim).astype(int)
                right, bottom = (self.stop[i] - rim).astype(int)
                core = self.marks[top:bottom, left:right] == i
                boxes[i] = core.sum() < 0.02 * self.area[i]
        if boxes.sum() < MIN_DIGITS_ON_PAGE:
            # A small one may be a 0 with a dot.
            return boxes & (side > MIN_BOX_SIZE * min(self.marks.shape))
        # A digit may touch its box.
        usual = np.median(self.sides[boxes], axis=0)
        return boxes | (np.abs(self.sides / usual - 1) < 0.1).all(axis=1)

    def are_side_by_side(self, members: list[int]) -> bool:
        """True if two pieces, side by side, are each nearly as high as all together."""
        start, stop = self.start[members], self.stop[members]
        height = stop[:, 1].max() - start[:, 1].min()
        tall = self.sides[members, 1] > 0.6 * height
        order = np.argsort(start[tall, 0])
        lefts, rights = start[tall, 0][order], stop[tall, 0][order]
        return bool((lefts[1:] >= rights[:-1]).any())

    def gather_components(
        self, main: int, possible: NDArray[np.bool_]
    ) -> tuple[list[int], list[int]]:
        """Return the pieces that belong to a main one, and those of other digits."""
        size = self.size
        fits = possible & (self.depth > 0.5 * self.depth[main])
        fits &= (size > 0.16 * size[main]) | (self.area > 0.06 * self.area[main])
        # The same pen has about the same width everywhere.
        fits &= self.thickness < 2.5 * self.thickness[main] + 1
        fits &= self.thickness > 0.3 * self.thickness[main] - 0.5
        if not self.num_edges[main]:
            fits &= self.num_edges == 0
        fits[main] = False
        waiting = sorted(np.flatnonzero(fits), key=lambda i: -self.area[i])
        members = [main]
        start, stop, reach = self.start[main], self.stop[main], size[main]
        while True:
            for i in waiting:
                gap = np.maximum(self.start[i] - stop, start - self.stop[i]).clip(0)
                if np.hypot(*gap) <= MAX_GAP * reach and size[i] <= 1.3 * reach:
                    break
            else:
                break
            waiting.remove(i)
            members.append(int(i))
            start = np.minimum(start, self.start[i])
            stop = np.maximum(stop, self.stop[i])
            reach = max(reach, float((stop - start).max()))
        alike = [i for i in members if size[i] > 0.5 * size[main]]
        if reach > MAX_GROWTH * size[main] and len(alike) > 2:
            # A row that is askew, or a block.
            return [main], [i for i in alike if i != main]
        return members, [int(i) for i in waiting if 0.5 < size[i] / reach < 1.6]
