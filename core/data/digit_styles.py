"""The styles in which people write digits, as strokes of a pen."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from core.data.strokes import Point, Points, curve, join, lines

Draw = Callable[[np.random.Generator], list[Points]]


def _around(rng: np.random.Generator, *points: Point) -> list[Point]:
    """Return points, each displaced a little."""
    return [*(np.asarray(points) + rng.normal(0, 0.02, (len(points), 2)))]


def _zero(rng: np.random.Generator, gap: float) -> list[Points]:
    """Draw an oval that begins near its top, with a gap or an overlap."""
    width, start = rng.uniform(0.26, 0.44), rng.uniform(-0.6, 1.2)
    # Counter-clockwise on the screen, from the right of the top.
    angles = start + np.linspace(0, 2 * math.pi * (1 - gap), 8)
    x, y = width * np.sin(-angles), -0.5 * np.cos(angles)
    return [curve(_around(rng, *zip(x, y + 0.5, strict=True)))]


def _closed_zero(rng: np.random.Generator) -> list[Points]:
    return _zero(rng, rng.uniform(-0.12, 0.02))


def _open_zero(rng: np.random.Generator) -> list[Points]:
    return _zero(rng, rng.uniform(0.05, 0.16))


def _one(rng: np.random.Generator, *, flag: bool, foot: bool) -> list[Points]:
    angle = rng.uniform(-12, 38)
    lean = math.tan(math.radians(angle))
    top, bottom = (lean, 0.0), (0.0, 1.0)
    middle = (lean / 2 + rng.normal(0, 0.03), 0.5)
    stroke = curve([top, middle, bottom])
    if flag:
        # Farther than 65 degrees from the stem, a flag makes a 7.
        below = math.radians(rng.uniform(max(18, 25 - angle), 75))
        length = rng.uniform(0.2, 0.75)
        bend = rng.uniform(-0.18, 0.12) * length
        across, down = -math.cos(below), math.sin(below)
        end = (lean + length * across, length * down)
        half = (
            lean + length * across / 2 - bend * down,
            length * down / 2 + bend * across,
        )
        stroke = join(curve([end, half, top]), stroke)
    strokes = [stroke]
    if foot:
        reach, slope = rng.uniform(0.12, 0.4, 2), rng.normal(0, 0.03)
        left, right = (-reach[0], 1 + slope), (reach[1], 1 - slope)
        if rng.random() < 0.35:
            # Without lifting the pen: a loop to the left.
            loop = [bottom, (-reach[0], 0.97), (-reach[0] / 2, 0.9), right]
            strokes = [join(stroke, curve(loop))]
        else:
            strokes.append(lines([left, right]))
    return strokes


def _two(rng: np.random.Generator) -> list[Points]:
    turn = rng.uniform(0.2, 0.35)
    arc = curve(_around(rng, (0, 0.22), (0.25, 0), (0.58, turn), (0.35, 0.62), (0, 1)))
    return [join(arc, curve(_around(rng, (0, 1), (0.35, 0.97), (0.68, 1))))]


def _looped_two(rng: np.random.Generator) -> list[Points]:
    loop = rng.uniform(0.12, 0.25)
    points = [
        *((0.02, 0.2), (0.28, 0), (0.55, 0.22), (0.38, 0.6), (0.08, 0.97)),
        *((-0.08, 0.92), (0.02, 1 - loop), (0.25, 0.9), (0.45, 1), (0.7, 0.9)),
    ]
    return [curve(_around(rng, *points))]


def _angular_two(rng: np.random.Generator) -> list[Points]:
    points = [(0, 0.04), (0.55, 0), (0, 1), (0.6, 1)]
    return [lines(_around(rng, *points))]


def _three(rng: np.random.Generator) -> list[Points]:
    waist = rng.uniform(0.4, 0.5)
    upper = [(0.03, 0.12), (0.28, 0), (0.52, 0.18), (0.4, waist - 0.06)]
    lower = [(0.45, waist + 0.06), (0.6, 0.75), (0.32, 1), (0, 0.9)]
    inner = (rng.uniform(0.12, 0.3), waist)
    first, second = _around(rng, *upper, inner), _around(rng, *lower)
    return [join(curve(first), curve([first[-1], *second]))]


def _flat_three(rng: np.random.Generator) -> list[Points]:
    """Draw a 3 with a level top, as on signs."""
    top = _around(rng, (0, 0), (0.55, 0), (0.22, 0.4))
    bowl = _around(rng, (0.5, 0.5), (0.6, 0.75), (0.32, 1), (0, 0.9))
    return [join(lines(top), curve([top[-1], *bowl]))]


def _four(rng: np.random.Generator, *, is_open: bool) -> list[Points]:
    """Draw a 4 with two uprights, or with a triangle."""
    level, stem = rng.uniform(0.5, 0.72), rng.uniform(0.38, 0.55)
    end = stem + rng.uniform(0.05, 0.25)
    foot = (stem + rng.normal(0, 0.04), 1)
    if is_open:
        left, top = rng.uniform(-0.02, 0.2), rng.uniform(-0.1, 0.3)
        angle = _around(rng, (left, 0), (0, level), (end, level + rng.normal(0, 0.03)))
        return [lines(angle), lines(_around(rng, (stem, top), foot))]
    peak = (stem + rng.normal(0, 0.03), 0)
    angle = _around(rng, peak, (0, level), (end, level + rng.normal(0, 0.03)))
    return [lines(angle), lines([angle[0], *_around(rng, foot)])]


def _open_four(rng: np.random.Generator) -> list[Points]:
    return _four(rng, is_open=True)


def _triangular_four(rng: np.random.Generator) -> list[Points]:
    return _four(rng, is_open=False)


def _slanted_four(rng: np.random.Generator) -> list[Points]:
    """Draw two parallel uprights, far off the vertical, with a narrow bowl."""
    lean, width = math.tan(math.radians(rng.uniform(25, 45))), rng.uniform(0.2, 0.38)
    level = rng.uniform(0.42, 0.6)
    left = [(lean, 0), (lean * (1 - level), level)]
    end = (lean * (1 - level) + width + rng.uniform(0.05, 0.2), level)
    top = rng.uniform(-0.05, 0.2)
    right = [(lean * (1 - top) + width, top), (width, 1)]
    return [lines(_around(rng, *left, end)), lines(_around(rng, *right))]


def _long_four(rng: np.random.Generator) -> list[Points]:
    """Draw a small triangle on a stem that is about three times as long."""
    level, width = rng.uniform(0.3, 0.45), rng.uniform(0.18, 0.35)
    peak, foot = (width, 0), (width + rng.normal(0, 0.03), 1)
    end = (width + rng.uniform(0.02, 0.2), level)
    angle = _around(rng, peak, (0, level), end)
    return [lines(angle), lines([angle[0], *_around(rng, foot)])]


def _five(rng: np.random.Generator) -> list[Points]:
    """Draw a 5 in two strokes; the bar may be apart from the body."""
    width, bowl = rng.uniform(0.4, 0.7), rng.uniform(0.34, 0.45)
    apart = rng.choice([0, rng.uniform(0, 0.12)], 2)
    left = rng.uniform(0.02, 0.12)
    body = _around(rng, (left + 0.03, bowl), (0.35, 0.38), (0.6, 0.65), (0.4, 0.97))
    tail = _around(rng, (0.2, 1), (0, 0.9))
    corner = (left + 0.04, 0.0)
    bar = _around(rng, (left + apart[0], 0), (left + width, rng.normal(-0.01, 0.04)))
    bar = [np.asarray(point) - (0, apart[1]) for point in bar]
    stroke = join(lines([corner, body[0]]), curve([*body, *tail]))
    return [stroke, lines(bar)]


def _curved_five(rng: np.random.Generator) -> list[Points]:
    """Draw a 5 in one stroke, like an S."""
    points = [
        *((0.62, 0.0), (0.35, 0.02), (0.1, 0.1), (0.08, 0.38), (0.4, 0.42)),
        *((0.6, 0.68), (0.4, 0.97), (0, 0.92)),
    ]
    return [curve(_around(rng, *points))]


def _six(rng: np.random.Generator) -> list[Points]:
    size = rng.uniform(0.4, 0.6)
    points = [
        *((rng.uniform(0.25, 0.6), 0), (0.14, 0.28), (0, 0.65), (0.12, 0.94)),
        *((0.35, 1), (0.58, 0.85), (0.55, 1.05 - size), (0.3, 1 - size), (0.03, 0.76)),
    ]
    return [curve(_around(rng, *points))]


def _angular_six(rng: np.random.Generator) -> list[Points]:
    """Draw a straight back, a level or sloped top, and a bowl like a box."""
    width, level = rng.uniform(0.4, 0.65), rng.uniform(0.42, 0.6)
    top = rng.uniform(-0.12, 0.08)
    points = [(width * rng.uniform(0.6, 1.1), top), (0, 0), (0, 1), (width, 1)]
    if rng.random() < 0.3:
        points = points[1:]
    points += [(width, level), (rng.uniform(-0.02, 0.06), level + rng.normal(0, 0.03))]
    return [lines(_around(rng, *points))]


def _seven(rng: np.random.Generator, *, bar: bool) -> list[Points]:
    width, foot = rng.uniform(0.42, 0.8), rng.uniform(0.0, 0.35)
    # A bar that falls to the left by 18 degrees is the flag of a 1.
    slope = math.tan(math.radians(rng.uniform(-6, 6)))
    left, right = (0.0, slope * width), (width, 0.0)
    half = (width + foot) / 2 + rng.uniform(-0.12, 0.03)
    stem = [right, (half, 0.5), (foot, 1)]
    if rng.random() < 0.3:
        stroke = curve([left, (width * 0.55, rng.normal(0, 0.02)), *stem])
    else:
        stroke = join(lines([left, right]), curve(stem))
    if rng.random() < 0.3:
        serif = (left[0] + rng.normal(0, 0.03), left[1] + rng.uniform(0.08, 0.22))
        stroke = join(lines([serif, left]), stroke)
    strokes = [stroke]
    if bar:
        at, reach = rng.uniform(0.42, 0.62), rng.uniform(0.15, 0.32)
        rise = rng.normal(0, 0.05)
        strokes.append(lines([(half - reach, at + rise), (half + reach, at - rise)]))
    return strokes


def _bare_seven(rng: np.random.Generator) -> list[Points]:
    return _seven(rng, bar=False)


def _crossed_seven(rng: np.random.Generator) -> list[Points]:
    return _seven(rng, bar=True)


def _eight(rng: np.random.Generator) -> list[Points]:
    """Draw an S that returns to its beginning."""
    waist, upper = rng.uniform(0.4, 0.52), rng.uniform(0.2, 0.28)
    points = [
        *((0.3 + upper, 0.1), (0.3, 0), (0.3 - upper, 0.18), (0.3, waist)),
        *((0.58, 0.75), (0.3, 1), (0.03, 0.76), (0.3, waist), (0.3 + upper, 0.2)),
    ]
    return [curve([*_around(rng, *points), (0.3 + upper * rng.uniform(0.4, 1), 0.08)])]


def _stacked_eight(rng: np.random.Generator) -> list[Points]:
    """Draw two circles, one on the other."""
    waist = rng.uniform(0.4, 0.52)
    circles = []
    for top, bottom in ((0.0, waist), (waist - rng.uniform(0, 0.04), 1.0)):
        radius, middle = (bottom - top) / 2, (top + bottom) / 2
        angles = rng.uniform(0, 6) + np.linspace(0, 2.05 * math.pi, 8)
        wide = radius * rng.uniform(0.8, 1.2)
        x, y = wide * np.sin(angles), middle - radius * np.cos(angles)
        circles.append(curve(_around(rng, *zip(x, y, strict=True))))
    return circles


def _nine(rng: np.random.Generator) -> list[Points]:
    """Draw a loop and a stem, which is straight, curved or ends in a hook."""
    size, right = rng.uniform(0.4, 0.55), rng.uniform(0.48, 0.6)
    loop = _around(
        rng,
        *((right, 0.14), (0.3, 0), (0.02, size / 2), (0.2, size)),
        *((0.42, size * 0.85), (right, 0.16)),
    )
    foot = (right - rng.uniform(-0.02, 0.3), 1)
    stem = [(right - rng.uniform(-0.02, 0.08), 0.55), foot]
    if rng.random() < 0.3:
        stem = [(right, 0.6), (right - 0.05, 0.9), (0.25, 1.02), (0.02, 0.9)]
    return [join(curve(loop), curve([loop[-1], *_around(rng, *stem)]))]


def _angular_nine(rng: np.random.Generator) -> list[Points]:
    """Draw a loop like a box."""
    width, level = rng.uniform(0.35, 0.6), rng.uniform(0.4, 0.52)
    box = [(width, level), (0, level), (0, 0), (width, 0), (width + 0.02, 1)]
    if rng.random() < 0.4:
        box.append((rng.uniform(0, 0.2), 1))
    return [lines(_around(rng, *box))]


STYLES: Final[dict[str, Draw]] = {
    "0-closed": _closed_zero,
    "0-open": _open_zero,
    "1-bare": lambda rng: _one(rng, flag=False, foot=False),
    "1-flag": lambda rng: _one(rng, flag=True, foot=False),
    "1-flag-foot": lambda rng: _one(rng, flag=True, foot=True),
    "2-plain": _two,
    "2-looped": _looped_two,
    "2-angular": _angular_two,
    "3-round": _three,
    "3-flat": _flat_three,
    "4-open": _open_four,
    "4-triangular": _triangular_four,
    "4-slanted": _slanted_four,
    "4-long": _long_four,
    "5-two-strokes": _five,
    "5-curved": _curved_five,
    "6-round": _six,
    "6-angular": _angular_six,
    "7-bare": _bare_seven,
    "7-crossed": _crossed_seven,
    "8-s": _eight,
    "8-stacked": _stacked_eight,
    "9-stem": _nine,
    "9-angular": _angular_nine,
}
"""How each style of a digit is drawn, by the digit and the name of the style."""
