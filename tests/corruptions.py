"""Known damage to framed digits, to test the diagnosis.

Every corruption takes framed digits, a strength and a random generator, and returns
framed digits that are damaged in that one way only.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from tests import framing_faults as faults

Images = NDArray[np.uint8]
SIDE = 28


def invert(images, strength, random):
    """Dark ink on light paper; `strength` is the contrast."""
    del random
    return rounded(255 - strength * images)


def shrink(images, strength, random):
    """Shrink the digit's box from 20 to `strength` pixels."""
    del random
    return resized(images, strength / 20, strength / 20)


def shift(images, strength, random):
    """Move the digit by `strength` pixels, in any of eight directions."""
    angles = random.integers(0, 8, len(images)) * np.pi / 4
    rows = np.rint(strength * np.sin(angles)).astype(int)
    columns = np.rint(strength * np.cos(angles)).astype(int)
    return np.array(
        [moved(*each) for each in zip(images, rows, columns, strict=True)], np.uint8
    )


def thin(images, strength, random):
    """Thin each stroke by `strength` pixels, but leave at least half a pixel."""
    del random
    return eroded(images, strength, keep=True)


def thicken(images, strength, random):
    """Thicken each stroke by `strength` pixels."""
    del random
    return 255 - eroded(255 - images, strength, keep=False)


def erode(images, strength, random):
    """Thin simply: a minimum filter of `strength` by `strength` pixels."""
    del random
    size = (1, int(strength), int(strength))
    return ndimage.grey_erosion(images, size)


def dilate(images, strength, random):
    """Thicken simply: a maximum filter."""
    del random
    size = (1, int(strength), int(strength))
    return ndimage.grey_dilation(images, size)


def blur(images, strength, random):
    """Apply a Gaussian of `strength` pixels, and restore full contrast."""
    del random
    levels = ndimage.gaussian_filter(images.astype(np.float32), (0, strength, strength))
    return rounded(levels * (255 / levels.max(axis=(1, 2), keepdims=True)))


def blur_faint(images, strength, random):
    """Apply a Gaussian of `strength` pixels, without restoring contrast."""
    del random
    levels = ndimage.gaussian_filter(images.astype(np.float32), (0, strength, strength))
    return rounded(levels)


def speckle(images, strength, random):
    """Turn a share of `strength` of the pixels into ink."""
    return np.where(random.random(images.shape) < strength, 255, images).astype(
        np.uint8
    )


def salt_and_pepper(images, strength, random):
    """Turn a share of `strength` of the pixels into ink or paper at random."""
    drawn = random.random(images.shape)
    salted = np.where(drawn < strength / 2, 255, images)
    return np.where(drawn > 1 - strength / 2, 0, salted).astype(np.uint8)


def grain(images, strength, random):
    """Add Gaussian noise of `strength` of full ink everywhere."""
    return rounded(images + 255 * strength * random.standard_normal(images.shape))


def fade(images, strength, random):
    """Scale ink by `strength`."""
    del random
    return rounded(images * strength)


def grey_paper(images, strength, random):
    """Raise the paper to the level `strength`."""
    del random
    return rounded(255 * strength + images * (1 - strength))


def cut(images, strength, random):
    """Remove a share of `strength` of the digit from one side."""
    sides = random.integers(0, 4, len(images))
    return np.array(
        [
            np.rot90(without_top(np.rot90(image, side), strength), -side)
            for image, side in zip(images, sides, strict=True)
        ],
        np.uint8,
    )


def cut_at_edge(images, strength, random):
    """Apply `cut` at the edge of the frame, as in a picture taken too close."""
    sides = random.integers(0, 4, len(images))
    return np.array(
        [
            np.rot90(beyond_top(np.rot90(image, side), strength), -side)
            for image, side in zip(images, sides, strict=True)
        ],
        np.uint8,
    )


def rotate(images, strength, random):
    """Turn by `strength` degrees, to either side."""
    turned = [
        ndimage.rotate(image.astype(np.float32), angle, reshape=False, order=1)
        for image, angle in zip(
            images, strength * random.choice([-1, 1], len(images)), strict=True
        )
    ]
    return rounded(np.array(turned))


def slant(images, strength, random):
    """Shear each row by `strength` pixels more than the one below, to either side."""
    signs = random.choice([-1, 1], len(images))
    return np.array(
        [
            transformed(image, (1, strength * sign, -14 * strength * sign, 0, 1, 0))
            for image, sign in zip(images, signs, strict=True)
        ],
        np.uint8,
    )


def squeeze(images, strength, random):
    """Scale the width by `strength`."""
    del random
    return resized(images, 1, strength)


def flatten(images, strength, random):
    """Scale the height by `strength`."""
    del random
    return resized(images, strength, 1)


def rounded(levels):
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def transformed(image, matrix):
    """Apply an affine transform to one image, bilinear."""
    picture = Image.fromarray(image.astype(np.float32))
    size = (SIDE, SIDE)
    return rounded(
        np.asarray(
            picture.transform(
                size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
            )
        )
    )


def resized(images, down, across):
    """Scale the frame about its middle, averaging areas where it shrinks."""
    height, width = round(SIDE * down), round(SIDE * across)
    results = []
    for image in images:
        scaled = np.asarray(
            Image.fromarray(image).resize((width, height), Image.Resampling.BICUBIC)
        )
        results.append(fitted(scaled))
    return np.array(results, np.uint8)


def fitted(image):
    """Crop or pad an image to a frame about its middle."""
    height, width = image.shape
    pad = [max(0, SIDE - side) for side in (height, width)]
    image = np.pad(image, [(each // 2, each - each // 2) for each in pad])
    top, left = ((side - SIDE) // 2 for side in image.shape)
    return image[top : top + SIDE, left : left + SIDE]


def moved(image, down, across):
    """Move the image by whole pixels, and crop it to the frame."""
    padded = np.pad(image, SIDE)
    top, left = SIDE - down, SIDE - across
    return padded[top : top + SIDE, left : left + SIDE]


def eroded(images, strength, keep):
    """Thin strokes by `strength` pixels in all, at four times the size."""
    scale = 4
    radius = strength / 2 * scale
    results = []
    for image in images:
        large = np.asarray(
            Image.fromarray(image).resize(
                (SIDE * scale, SIDE * scale), Image.Resampling.BICUBIC
            )
        )
        shape = large > 127
        depth = ndimage.distance_transform_edt(np.pad(shape, 1, mode="edge"))[
            1:-1, 1:-1
        ]
        left = depth > radius
        if keep:
            # The middle line of thinner strokes stays.
            ridge = shape & (depth >= ndimage.maximum_filter(depth, 3))
            left |= ndimage.binary_dilation(ridge, iterations=1) & shape
        results.append(left.reshape(SIDE, scale, SIDE, scale).mean(axis=(1, 3)) * 255)
    return rounded(np.array(results))


def without_top(image, share):
    rows = np.flatnonzero(image.any(axis=1))
    cut = image.copy()
    cut[: rows[0] + round(share * (rows[-1] + 1 - rows[0]))] = 0
    return cut


def beyond_top(image, share):
    rows = np.flatnonzero(image.any(axis=1))
    return moved(image, -(rows[0] + round(share * (rows[-1] + 1 - rows[0]))), 0)


class Corruption(NamedTuple):
    """One kind of damage.

    Attributes:
        apply: Damages images by a strength, with a random generator.
        strengths: Increasing strengths.
        causes: The causes that the diagnosis should name.
    """

    apply: Callable[[Images, float, np.random.Generator], Images]
    strengths: tuple[float, ...]
    causes: frozenset[str]


def corruption(apply, strengths, *causes):
    return Corruption(apply, strengths, frozenset(causes))


CORRUPTIONS = {
    "invert": corruption(invert, (1.0, 0.6), "inverted"),
    "shrink": corruption(shrink, (14, 12, 10, 8), "small"),
    "enlarge": corruption(shrink, (26, 28, 30), "large"),
    "shift": corruption(shift, (4, 6, 8), "off-centre"),
    "thin": corruption(thin, (2, 3), "thin"),
    "erode": corruption(erode, (2,), "thin"),
    "thicken": corruption(thicken, (1, 2, 3), "thick"),
    "dilate": corruption(dilate, (2, 3, 4), "thick"),
    "blur": corruption(blur, (1, 1.5, 2, 2.5), "blurred"),
    "blur, faint": corruption(blur_faint, (1, 1.5, 2, 2.5), "blurred"),
    "speckle": corruption(speckle, (0.03, 0.06, 0.12), "speckled"),
    "salt and pepper": corruption(salt_and_pepper, (0.06, 0.12, 0.2), "speckled"),
    "grain": corruption(grain, (0.15, 0.3), "speckled"),
    "fade": corruption(fade, (0.3, 0.15), "faint"),
    "grey paper": corruption(grey_paper, (0.2, 0.4), "faint"),
    "cut": corruption(cut, (0.25, 0.4, 0.5), "cut"),
    # A digit beyond the edge is off centre too, and centring may be enough.
    "cut at the edge": corruption(
        cut_at_edge, (0.25, 0.4, 0.5), "edge", "cut", "off-centre"
    ),
    "rotate": corruption(rotate, (25, 40, 60, 90), "tilted"),
    "slant": corruption(slant, (0.4, 0.6), "tilted"),
    "squeeze": corruption(squeeze, (0.6, 0.4), "narrow"),
    "flatten": corruption(flatten, (0.6, 0.4), "flat"),
    "strip": corruption(faults.strip, (2, 4), "pieces"),
    "blots": corruption(faults.blots, (5, 7), "pieces"),
    "broken": corruption(faults.broken, (4, 6), "broken"),
}
