"""Sheets of many digits, drawn or photographed, with and without printed lines."""

from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

PRINTED: Final = ("nothing", "grid", "open grid", "rows", "boxes", "frame")


def draw_sheet(
    digits: NDArray[np.uint8], printed: str, rng: Generator, *, cell: int = 200
) -> NDArray[np.uint8]:
    """Return a scanned sheet with a digit in each cell, uint8, dark on light.

    Args:
        digits: uint8, shape (rows, columns, 28, 28), 255 for ink.
        printed: What is printed around the digits; one of `PRINTED`.
        rng: Source of sizes, places and widths of lines.
        cell: Side of a cell in pixels.
    """
    rows, columns = digits.shape[:2]
    edge = cell // 2
    height, width = rows * cell + 2 * edge, columns * cell + 2 * edge
    ink = np.zeros((height, width), np.uint8)
    for row in range(rows):
        for column in range(columns):
            side = int(cell * rng.uniform(0.5, 0.75))
            digit = cv2.resize(digits[row, column], (side, side))
            top, left = (
                edge + cell * place + int(rng.uniform(0.1, 0.9) * (cell - side))
                for place in (row, column)
            )
            ink[top : top + side, left : left + side] = digit
    line = max(1, round(cell * rng.uniform(0.008, 0.025)))
    shade = int(rng.integers(110, 256))
    for box in _printed_boxes(printed, rows, columns, cell):
        corners = edge + np.array(box)
        cv2.rectangle(ink, corners[:2].tolist(), corners[2:].tolist(), shade, line)
    return 255 - ink


def _printed_boxes(
    printed: str, rows: int, columns: int, cell: int
) -> list[tuple[int, int, int, int]]:
    """Return the left, top, right and bottom of what is printed; a line is a box."""
    width, height, gap = columns * cell, rows * cell, cell // 12
    across, down = range(0, width, cell), range(0, height, cell)
    lines = [(0, y, width, y) for y in down]
    upright = [(x, 0, x, height + cell) for x in across]
    frame = (0, 0, width, height)
    return {
        "nothing": [],
        "rows": lines,
        "open grid": [*lines, *upright],
        "frame": [frame],
        "grid": [frame, *((x, y, x + cell, y + cell) for x in across for y in down)],
        "boxes": [
            (x + gap, y + gap, x + cell - gap, y + cell - gap)
            for x in across
            for y in down
        ],
    }[printed]


def photograph_sheet(sheet: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Return a grey photo of a sheet: turned, in uneven light, with noise."""
    height, width = sheet.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-4, 4), 1)
    paper = cv2.warpAffine(sheet, turn, (width, height), borderValue=255)
    across = np.linspace(*rng.uniform(0.6, 1, 2), width)
    down = np.linspace(*rng.uniform(0.8, 1, 2), height)[:, None]
    light = 220 * across * down * paper / 255 + rng.normal(0, 4, paper.shape)
    _, packed = cv2.imencode(".jpg", np.clip(light, 0, 255).astype(np.uint8))
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
