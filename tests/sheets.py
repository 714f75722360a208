"""Sheets of many digits, drawn or photographed, with and without printed lines."""

from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.photos import INKS, Camera, Scene

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


SEVERAL: Final = ("page of boxes", "small rows", "askew row", "block", "two in 28 px")
"""Kinds of pictures of several digits that were once taken for one, or for none."""


def photograph_several(digits: NDArray[np.uint8], kind: str, rng: Generator) -> bytes:
    """Return the file of a picture that shows several digits.

    Args:
        digits: uint8, shape (n, 28, 28), 255 for ink; some of them are drawn.
        kind: One of `SEVERAL`.
        rng: Decides everything else.
    """
    if kind == "page of boxes":
        rows, columns, cell = (46, 25, 60) if rng.random() < 0.5 else (25, 15, 66)
        chosen = digits[rng.integers(len(digits), size=(rows, columns))]
        return _png(draw_sheet(chosen, "grid", rng, cell=cell))
    if kind == "two in 28 px":
        return _png(255 - _two_in_a_frame(digits, rng))
    scene = Scene(
        height=int(rng.integers(480, 800)),
        aspect=float(rng.choice([0.75, 1.0, 4 / 3])),
        ink=INKS["blue"],
        strength=float(rng.uniform(0.3, 0.6)) if kind == "small rows" else 0.9,
        slope=rng.uniform(0, 0.3),
        quality=int(rng.integers(60, 92)),
    )
    camera = Camera(scene, rng)
    ink = np.zeros(camera.size, np.float32)
    shorter = min(camera.size)
    for row, column, size in _places(kind, rng):
        digit = _inked(digits[rng.integers(len(digits))])
        scale = size * shorter / max(digit.shape)
        sides = [max(1, round(scale * side)) for side in digit.shape[::-1]]
        drawn = cv2.resize(digit, sides, interpolation=cv2.INTER_AREA)
        top = round(camera.size[0] / 2 + row * shorter - sides[1] / 2)
        left = round(camera.size[1] / 2 + column * shorter - sides[0] / 2)
        here = ink[top : top + sides[1], left : left + sides[0]]
        np.maximum(here, drawn.astype(np.float32) / 255, out=here)
    return camera.shoot(ink)


def _places(kind: str, rng: Generator) -> list[tuple[float, float, float]]:
    """Return rows and columns from the middle and sizes, in shares of the side."""
    if kind == "small rows":
        size = rng.uniform(0.025, 0.04)
        first, gap = rng.uniform(-0.3, 0.2), size * rng.uniform(1.5, 3)
        columns = np.arange(int(rng.integers(5, 12))) * 1.1 * size - 0.3
        return [(first + gap * row, at, size) for row in (0, 1) for at in columns]
    if kind == "block":
        size = rng.uniform(0.12, 0.2)
        pitch = size * (1 + rng.uniform(0.2, 0.6))
        around = (-pitch, 0.0, pitch)
        return [(row, column, size) for row in around for column in around]
    angle = np.deg2rad(rng.uniform(25, 45) * rng.choice([-1, 1]))
    pitch = rng.uniform(0.12, 0.145)
    along = np.arange(-2.5, 3) * pitch
    size = pitch * rng.uniform(0.75, 0.95)
    return [(at * np.sin(angle), at * np.cos(angle), size) for at in along]


def _two_in_a_frame(digits: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Return two digits side by side, as 10 to 20, in the size of a frame."""
    one, two = (_inked(digits[rng.integers(len(digits))]) for _ in range(2))
    height = int(rng.integers(14, 21))
    gap = int(rng.integers(-1, 3))
    width = (20 - gap) // 2
    frame = np.zeros((28, 28), np.uint8)
    left = 4
    for digit in (one, two):
        across = min(width, max(2, round(digit.shape[1] * height / digit.shape[0])))
        drawn = cv2.resize(digit, (across, height), interpolation=cv2.INTER_AREA)
        top = (28 - height) // 2
        here = frame[top : top + height, left : left + across]
        np.maximum(here, drawn, out=here)
        left += across + gap
    return frame


def _inked(digit: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns = np.flatnonzero(digit.any(1)), np.flatnonzero(digit.any(0))
    return digit[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _png(levels: NDArray[np.uint8]) -> bytes:
    return cv2.imencode(".png", levels)[1].tobytes()
