"""Corrections: image operations that each remove one kind of damage.

Each maps framed images, uint8, shape (n, 28, 28), to as many. They test whether the
model would read an image that is less dark, small or blurred; they do not make pictures
pretty.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from core.analysis.properties import NOISE, SIDE, Images, ink_of
from core.data.digits import BOX_SIDE, CENTRE_INDEX

_EIGHT: Final = np.ones((3, 3), bool)
_FULL: Final = np.float32(255)
_RIM: Final = 4

Levels = NDArray[np.float32]


def stretch_contrast(images: Images) -> Images:
    """Set paper and noise to 0, and the strongest ink to 255."""
    ink = ink_of(images)
    strongest = ink.max(axis=(1, 2), keepdims=True)
    return _stretch(np.where(ink > NOISE * strongest, ink, 0))


def invert(images: Images) -> Images:
    """Exchange light and dark, and set the paper to 0."""
    return stretch_contrast(255 - images)


def centre(images: Images) -> Images:
    """Move the centre of mass to the middle, as far as the frame allows."""
    results = np.zeros_like(images)
    for result, image in zip(results, images, strict=True):
        box = _box(image)
        if box is not None:
            _place(image[box], result)
    return results


def resize(
    images: Images, down: float | None = None, across: float | None = None
) -> Images:
    """Scale the ink's box by factors of its height and width, and centre it.

    None fits the longer side to 20 pixels.
    """
    results = np.zeros_like(images)
    for result, image in zip(results, images, strict=True):
        box = _box(image)
        if box is not None:
            fit = BOX_SIDE / max(image[box].shape)
            scale = (fit if down is None else down, fit if across is None else across)
            _place(_resample(image[box], scale), result)
    return results


def sharpen(images: Images, sigma: float) -> Images:
    """Deconvolve a Gaussian blur with a standard deviation of `sigma` pixels.

    Source:
        Richardson, "Bayesian-Based Iterative Method of Image Restoration", Journal of
        the Optical Society of America 62(1), 1972, pages 55-59.
    """
    # A frame is small: two matrix products blur it fastest.
    matrix = ndimage.gaussian_filter1d(
        np.eye(SIDE, dtype=np.float32), sigma, axis=0, mode="constant"
    )
    seen = images.astype(np.float32) + 0.5
    guess = seen
    for _ in range(20):
        blurred = np.maximum(matrix @ guess @ matrix.T, 1e-3)
        guess = guess * (matrix.T @ (seen / blurred) @ matrix)
    # The brightest pixels overshoot.
    full = np.quantile(guess, 0.97, axis=(1, 2), keepdims=True)
    return _to_uint8(_FULL * guess / np.maximum(full, 1))


def sharpen_twice(images: Images, sigma: float) -> Images:
    """Deconvolve a strong blur, and then a weaker one."""
    return sharpen(sharpen(images, 2), sigma)


def thicken(
    images: Images, footprint: NDArray[np.bool_], part: float, gain: float = 1
) -> Images:
    """Dilate ink, blended with the original by `part`, 0 to 1, and scaled by `gain`."""
    spread = ndimage.grey_dilation(images, footprint=footprint, mode="constant")
    mixed = _stretch(part * spread.astype(np.float32) + (1 - part) * images)
    return _to_uint8(mixed.astype(np.float32) * gain)


def thin(
    images: Images, footprint: NDArray[np.bool_], part: float, times: int = 1
) -> Images:
    """Erode ink `times` times, blended by `part`, 0 to 1; the strongest level stays."""
    levels = images.astype(np.float32)
    for _ in range(times):
        shrunk = ndimage.grey_erosion(levels, footprint=footprint, mode="constant")
        levels = part * shrunk + (1 - part) * levels
    strongest = images.max(axis=(1, 2), keepdims=True)
    return _stretch(levels, strongest)


def thin_and_fit(images: Images, footprint: NDArray[np.bool_]) -> Images:
    """Erode ink, and fit the rest to the 20x20 box."""
    return resize(thin(images, footprint, 1))


def remove_small_pieces(images: Images, share: float = 0.15) -> Images:
    """Keep the pieces with at least this share of the largest one, and their edges."""
    results = np.zeros_like(images)
    for result, image in zip(results, images, strict=True):
        numbers, _ = ndimage.label(image > 64, _EIGHT)
        sizes = np.bincount(numbers.ravel())
        sizes[0] = 0
        kept = sizes >= max(6, share * sizes.max())
        near = ndimage.binary_dilation(kept[numbers], _EIGHT)
        np.copyto(result, image, where=near)
    return results


def keep_main_pieces(images: Images, share: float) -> Images:
    """Apply `remove_small_pieces`, and fit the rest to the frame."""
    return resize(remove_small_pieces(images, share))


def bridge_gaps(images: Images, reach: int) -> Images:
    """Close gaps of up to twice `reach` pixels between pieces, but no loops."""
    footprint = np.ones((1, 2 * reach + 1, 2 * reach + 1), bool)
    spread = ndimage.grey_dilation(images, footprint=footprint, mode="constant")
    closed = ndimage.grey_erosion(spread, footprint=footprint, mode="nearest")
    results = images.copy()
    for result, image, inked in zip(results, images, closed, strict=True):
        numbers, number = ndimage.label(image > 64, _EIGHT)
        pieces = numbers == np.arange(1, number + 1)[:, None, None]
        near = ndimage.binary_dilation(pieces, footprint)
        np.maximum(result, inked, out=result, where=near.sum(axis=0) > 1)
    return results


def despeckle(images: Images) -> Images:
    """Remove single specks, and then small pieces."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    around = [
        padded[:, down : down + SIDE, across : across + SIDE]
        for down, across in np.argwhere(_EIGHT)
        if (down, across) != (1, 1)
    ]
    # Clip each pixel to the range of its neighbours without the two extreme ones.
    ranked = np.sort(around, axis=0)
    return remove_small_pieces(np.clip(images, ranked[1], ranked[-2]))


def apply_median(images: Images) -> Images:
    """Apply a 3x3 median filter, and remove small pieces."""
    smooth = ndimage.median_filter(images, (1, 3, 3), mode="constant")
    return remove_small_pieces(smooth)


def denoise(images: Images, half: float) -> Images:
    """Smooth noise, and steepen strokes again: the share `half` becomes half ink."""
    smooth = ndimage.gaussian_filter(images.astype(np.float32), (0, 0.75, 0.75))
    full = np.quantile(smooth, 0.98, axis=(1, 2), keepdims=True)
    steep = 2 * (smooth / np.maximum(full, 1) - half) + 0.5
    return remove_small_pieces(_to_uint8(_FULL * steep))


def rotate(images: Images, degrees: float) -> Images:
    """Rotate to the left about the middle."""
    if degrees % 90 == 0:
        return np.rot90(images, round(degrees / 90), axes=(1, 2))
    middle = (CENTRE_INDEX + 0.5, CENTRE_INDEX + 0.5)
    results = np.zeros_like(images)
    for result, image in zip(results, images, strict=True):
        source = Image.fromarray(image)
        turned = source.rotate(degrees, Image.Resampling.BICUBIC, center=middle)
        result[:] = np.asarray(turned)
    return results


def _box(image: Images) -> tuple[slice, slice] | None:
    """Return the ink's box, None if there is no ink."""
    boxes: list[Any] = ndimage.find_objects((image > NOISE * image.max()).astype(int))
    return boxes[0] if boxes else None


def _resample(glyph: Images, scale: tuple[float, float]) -> Images:
    """Resample ink to sides of 1 to 28 pixels, and keep its edges about as steep."""
    height, width = glyph.shape
    down, across = (
        min(SIDE, max(1, round(side * factor)))
        for side, factor in zip(glyph.shape, scale, strict=True)
    )
    padded = Image.fromarray(np.pad(glyph.astype(np.float32), _RIM))
    box = (_RIM, _RIM, _RIM + width, _RIM + height)
    levels = np.asarray(padded.resize((across, down), Image.Resampling.BICUBIC, box))
    growth = (down * across) / (height * width)
    if growth > 1:
        levels = (levels - _FULL / 2) * np.float32(growth**0.5) + _FULL / 2
    return _to_uint8(levels * (_FULL / max(levels.max(), 1)))


def _place(glyph: Images, frame: Images) -> None:
    """Write ink into an empty frame with its centre of mass in the middle."""
    mass = max(int(glyph.sum()), 1)
    place = []
    for ink in (glyph.sum(axis=1), glyph.sum(axis=0)):
        start = round(CENTRE_INDEX - float(ink @ np.arange(len(ink)) / mass))
        start = min(max(start, 0), SIDE - len(ink))
        place.append(slice(start, start + len(ink)))
    frame[tuple(place)] = glyph


def _stretch(levels: Levels, full: NDArray[Any] | float = 255) -> Images:
    strongest = levels.max(axis=(1, 2), keepdims=True)
    return _to_uint8(levels * (full / np.maximum(strongest, 1)))


def _to_uint8(levels: Levels) -> Images:
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)
