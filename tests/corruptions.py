"""Known damage to framed digits, for testing whether the doctor names it.

Every corruption takes framed digits, a strength and a random generator, and gives
framed digits back that were damaged in that one way, and in no other.
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
    """The digit's box of 20 pixels becomes `strength` pixels long."""
    del random
    return resized(images, strength / 20, strength / 20)


def shift(images, strength, random):
    """The digit moves by `strength` pixels, in any of eight directions."""
    angles = random.integers(0, 8, len(images)) * np.pi / 4
    rows = np.rint(strength * np.sin(angles)).astype(int)
    columns = np.rint(strength * np.cos(angles)).astype(int)
    return np.array(
        [moved(*each) for each in zip(images, rows, columns, strict=True)], np.uint8
    )


def thin(images, strength, random):
    """Each stroke loses `strength` pixels, at half a pixel or more of it left."""
    del random
    return eroded(images, strength, keep=True)


def thicken(images, strength, random):
    """Each stroke gains `strength` pixels."""
    del random
    return 255 - eroded(255 - images, strength, keep=False)


def erode(images, strength, random):
    """The plainest way of thinning: the least of `strength` by `strength` pixels."""
    del random
    size = (1, int(strength), int(strength))
    return ndimage.grey_erosion(images, size)


def dilate(images, strength, random):
    """The plainest way of thickening."""
    del random
    size = (1, int(strength), int(strength))
    return ndimage.grey_dilation(images, size)


def blur(images, strength, random):
    """A Gaussian of `strength` pixels, brought back to full contrast."""
    del random
    levels = ndimage.gaussian_filter(images.astype(np.float32), (0, strength, strength))
    return rounded(levels * (255 / levels.max(axis=(1, 2), keepdims=True)))


def blur_faint(images, strength, random):
    """A Gaussian of `strength` pixels, left as faint as it comes out."""
    del random
    levels = ndimage.gaussian_filter(images.astype(np.float32), (0, strength, strength))
    return rounded(levels)


def speckle(images, strength, random):
    """A share of `strength` of the pixels becomes ink."""
    return np.where(random.random(images.shape) < strength, 255, images).astype(
        np.uint8
    )


def salt_and_pepper(images, strength, random):
    """A share of `strength` of the pixels becomes ink or paper, by equal chances."""
    drawn = random.random(images.shape)
    salted = np.where(drawn < strength / 2, 255, images)
    return np.where(drawn > 1 - strength / 2, 0, salted).astype(np.uint8)


def grain(images, strength, random):
    """Gaussian noise of `strength` of full ink everywhere."""
    return rounded(images + 255 * strength * random.standard_normal(images.shape))


def fade(images, strength, random):
    """Ink of `strength` of what it was."""
    del random
    return rounded(images * strength)


def grey_paper(images, strength, random):
    """Paper that is as light as `strength`, ink as before."""
    del random
    return rounded(255 * strength + images * (1 - strength))


def cut(images, strength, random):
    """A share of `strength` of the digit is gone from one side, the rest stays."""
    sides = random.integers(0, 4, len(images))
    return np.array(
        [
            np.rot90(without_top(np.rot90(image, side), strength), -side)
            for image, side in zip(images, sides, strict=True)
        ],
        np.uint8,
    )


def cut_at_edge(images, strength, random):
    """As `cut`, where the frame ends: the picture was taken too close."""
    sides = random.integers(0, 4, len(images))
    return np.array(
        [
            np.rot90(beyond_top(np.rot90(image, side), strength), -side)
            for image, side in zip(images, sides, strict=True)
        ],
        np.uint8,
    )


def rotate(images, strength, random):
    """A turn by `strength` degrees, to either side."""
    turned = [
        ndimage.rotate(image.astype(np.float32), angle, reshape=False, order=1)
        for image, angle in zip(
            images, strength * random.choice([-1, 1], len(images)), strict=True
        )
    ]
    return rounded(np.array(turned))


def slant(images, strength, random):
    """A slant: each row up moves by `strength` pixels more, to either side."""
    signs = random.choice([-1, 1], len(images))
    return np.array(
        [
            transformed(image, (1, strength * sign, -14 * strength * sign, 0, 1, 0))
            for image, sign in zip(images, signs, strict=True)
        ],
        np.uint8,
    )


def squeeze(images, strength, random):
    """The width becomes `strength` of what it was."""
    del random
    return resized(images, 1, strength)


def flatten(images, strength, random):
    """The height becomes `strength` of what it was."""
    del random
    return resized(images, strength, 1)


def rounded(levels):
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def transformed(image, matrix):
    """An affine transform of one image, bilinear."""
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
    """The frame scaled about its middle, by area where it shrinks."""
    height, width = round(SIDE * down), round(SIDE * across)
    results = []
    for image in images:
        scaled = np.asarray(
            Image.fromarray(image).resize((width, height), Image.Resampling.BICUBIC)
        )
        results.append(fitted(scaled))
    return np.array(results, np.uint8)


def fitted(image):
    """The middle of an image, or paper around it, as a frame."""
    height, width = image.shape
    pad = [max(0, SIDE - side) for side in (height, width)]
    image = np.pad(image, [(each // 2, each - each // 2) for each in pad])
    top, left = ((side - SIDE) // 2 for side in image.shape)
    return image[top : top + SIDE, left : left + SIDE]


def moved(image, down, across):
    """The image moved by whole pixels; what leaves the frame is gone."""
    padded = np.pad(image, SIDE)
    top, left = SIDE - down, SIDE - across
    return padded[top : top + SIDE, left : left + SIDE]


def eroded(images, strength, keep):
    """Strokes thinned by `strength` pixels in all, at four times the size."""
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
            # Where a stroke is thinner than that, its middle line stays.
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
        strengths: How strongly, from little to much.
        causes: What the doctor should call it.
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
    # Beyond the edge is off the middle as well, and centring may be enough.
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
