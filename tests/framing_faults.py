"""Known faults of framing: something beside a digit counts as ink, or ink is lost.

Each function takes framed digits, a strength and a random generator, as in
`tests.corruptions`.
"""

import numpy as np
from PIL import Image

SIDE = 28
BOX = 20
MIDDLE = 14


def strip(images, strength, random):
    """Add a strip of desk, `strength` pixels wide, beside the digit."""
    return np.array(
        [_beside(image, _strip(strength), random) for image in images], np.uint8
    )


def blots(images, strength, random):
    """Add two blots, about `strength` pixels across, beside the digit."""
    results = []
    for image in images:
        blot = _disk(strength)
        once = _beside(image, blot, random)
        results.append(_beside(once, blot, random))
    return np.array(results, np.uint8)


def broken(images, strength, random):
    """Interrupt the strokes at two places, for `strength` pixels."""
    results = images.copy()
    rows, columns = np.indices((SIDE, SIDE))
    for image in results:
        for row, column in random.permutation(np.argwhere(image > 200))[:2]:
            distance = np.hypot(rows - row, columns - column)
            image[distance <= strength / 2] = 0
    return results


def _strip(width):
    return np.full((SIDE - 4, int(width)), 200, np.uint8)


def _disk(across):
    index = np.arange(across) - (across - 1) / 2
    within = index[:, None] ** 2 + index**2 <= (across / 2) ** 2
    return np.where(within, 255, 0).astype(np.uint8)


def _beside(image, other, random):
    """Add something beside a digit, with a gap, and frame both together."""
    digit = _cropped(image)
    gap = random.integers(3, 6)
    height = max(len(digit), len(other))
    parts = [_heightened(part, height, random) for part in (digit, other)]
    if random.random() < 0.5:
        parts.reverse()
    left, right = parts
    whole = np.hstack([left, np.zeros((height, gap), np.uint8), right])
    return framed(_cropped(whole))


def _heightened(part, height, random):
    above = random.integers(0, height - len(part) + 1)
    return np.pad(part, ((above, height - len(part) - above), (0, 0)))


def _cropped(image):
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def framed(glyph):
    """Fit ink to the box of 20 pixels, and centre its mass."""
    factor = BOX / max(glyph.shape)
    height, width = (max(1, round(side * factor)) for side in glyph.shape)
    scaled = np.asarray(
        Image.fromarray(glyph).resize((width, height), Image.Resampling.BICUBIC)
    )
    mass = max(int(scaled.sum()), 1)
    row = scaled.sum(axis=1) @ np.arange(height) / mass
    column = scaled.sum(axis=0) @ np.arange(width) / mass
    top = min(max(round(MIDDLE - row), 0), SIDE - height)
    left = min(max(round(MIDDLE - column), 0), SIDE - width)
    frame = np.zeros((SIDE, SIDE), np.uint8)
    frame[top : top + height, left : left + width] = scaled
    return frame
