"""Synthetic photos of real digits on paper, each with one kind of damage.

Each photo has uneven light, a little noise and JPEG blocks, and one kind of damage or,
for ``everyday``, a few kinds together. All randomness comes from the given generator,
so that a seed identifies a photo.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.data.framing import FramedDigit, frame
from core.errors import DatasetError

FloatImage = NDArray[np.float32]
"""One value for each pixel, float32 of shape (height, width)."""

INKS: Final = {
    "black": (30, 30, 32),
    "blue": (35, 55, 140),
    "red": (190, 40, 45),
    "green": (30, 120, 70),
    "light blue": (90, 150, 215),
    "orange": (235, 130, 40),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The photographed paper and digit, and the camera.

    Attributes:
        height: Of the photo, in pixels; the width follows from `aspect`.
        aspect: Width over height.
        digit: Height of the digit as a share of the photo's shorter side.
        place: Centre of the digit, as shares of height and width.
        stroke: Width of the pen as a share of the digit's height; None keeps the
            width.
        ink: Colour, red, green, blue, 0 to 255.
        strength: How much of the paper the ink covers, 0 to 1.
        grain: Unevenness of the ink, 0 to 1; high for pencils and chalk.
        paper: Colour of the paper.
        slope: Loss of light from one side of the photo to the other, 0 to 1.
        shadow: Loss of light in a shadow with a soft edge that crosses the photo.
        lines: ``none``, ``ruled`` or ``squared``.
        spacing: Distance of lines as a share of the digit's height.
        line_strength: How dark lines are, 0 to 1.
        turn: Degrees, clockwise.
        tilt: Perspective, as a share of the side by which corners move.
        blur: Standard deviation in pixels at 400 pixels height.
        motion: Length of camera shake in pixels at 400 pixels height.
        noise: Standard deviation of a pixel, in levels.
        quality: Of the JPEG.
        desk: Share of the photo that shows the desk beside the paper, 0 for none.
        specks: Number of crumbs and dots.
        pieces: Gaps cut into the stroke.
        neighbour: True if another digit reaches into the photo.
        boxed: Distance of a printed box around the digit, as a share of the digit's
            size; 0 for none.
        creases: Number of folds.
        glare: Light that a lamp adds in one spot, 0 to 1.
        negative: Whether it is a blackboard: light ink on a dark ground.
        vignette: Loss of light in the corners, 0 to 1.
        waves: Loss of ink where the stroke is palest, 0 to 1.
        wave: Distance between dark and pale places, as a share of the digit's height.
        pale: How dark one third of the stroke is, compared with the rest, 0 to 1.
        narrow: How wide that third is, compared with the rest, 0 to 1.
        patch: Share of the photo that a dark thing covers at one edge.
        printed: Width of printed lines from edge to edge, as a share of the shorter
            side; 0 for none.
        inset: Distance of those lines from the edges, likewise.
        erased: Whether the same photo is taken without those lines.
        bar: Distance of the top of the digit from its body, as a share of its height;
            the top is twice as thick. 0 for none.
    """

    height: int = 400
    aspect: float = 1.0
    digit: float = 0.55
    place: tuple[float, float] = (0.5, 0.5)
    stroke: float | None = 0.09
    ink: tuple[int, int, int] = INKS["black"]
    strength: float = 0.92
    grain: float = 0.1
    paper: tuple[int, int, int] = (226, 224, 218)
    slope: float = 0.15
    shadow: float = 0.0
    lines: str = "none"
    spacing: float = 0.6
    line_strength: float = 0.35
    turn: float = 0.0
    tilt: float = 0.0
    blur: float = 0.8
    motion: float = 0.0
    noise: float = 3.0
    quality: int = 80
    desk: float = 0.0
    specks: int = 0
    pieces: int = 0
    neighbour: bool = False
    boxed: float = 0.0
    creases: int = 0
    glare: float = 0.0
    negative: bool = False
    vignette: float = 0.0
    waves: float = 0.0
    wave: float = 0.4
    pale: float = 1.0
    narrow: float = 1.0
    patch: float = 0.0
    printed: float = 0.0
    inset: float = 0.08
    erased: bool = False
    bar: float = 0.0


def _lines(rng: Generator) -> Mapping[str, object]:
    return {
        "spacing": rng.uniform(0.18, 1.4),
        "line_strength": rng.uniform(0.15, 0.8),
        "turn": rng.uniform(-7, 7),
    }


DAMAGES: Final[Mapping[str, Callable[[Generator], Mapping[str, object]]]] = {
    "plain": lambda _: {},
    "light": lambda rng: {"slope": rng.uniform(0.4, 0.75)},
    "shadow": lambda rng: {"shadow": rng.uniform(0.3, 0.65)},
    "ruled": lambda rng: {"lines": "ruled", **_lines(rng)},
    "squared": lambda rng: {"lines": "squared", **_lines(rng)},
    "colour": lambda rng: {
        "ink": INKS[str(rng.choice(list(INKS)[1:]))],
        "paper": tuple(rng.integers(190, 250, 3)),
    },
    "pencil": lambda rng: {
        "ink": (95, 95, 98),
        "strength": rng.uniform(0.3, 0.6),
        "grain": 0.6,
        "stroke": rng.uniform(0.03, 0.06),
    },
    "desk": lambda rng: {"desk": rng.uniform(0.08, 0.3)},
    "specks": lambda rng: {"specks": int(rng.integers(5, 40))},
    "small": lambda rng: {
        "digit": rng.uniform(0.1, 0.25),
        "place": (rng.uniform(0.25, 0.75), rng.uniform(0.25, 0.75)),
    },
    "filling": lambda rng: {"digit": rng.uniform(0.9, 0.99)},
    "thin": lambda rng: {"stroke": rng.uniform(0.018, 0.035)},
    "thick": lambda rng: {"stroke": rng.uniform(0.16, 0.22)},
    "broken": lambda rng: {"pieces": int(rng.integers(1, 3))},
    "turned": lambda rng: {"turn": rng.uniform(-14, 14), "tilt": rng.uniform(0, 0.12)},
    "blurred": lambda rng: {"blur": rng.uniform(2, 5), "motion": rng.uniform(0, 8)},
    "noisy": lambda rng: {"noise": rng.uniform(8, 20), "quality": 40},
    "blocky": lambda rng: {"quality": int(rng.integers(8, 25))},
    "neighbour": lambda _: {"neighbour": True},
    "boxed": lambda rng: {"boxed": rng.uniform(0.1, 0.4), "turn": rng.uniform(-4, 4)},
    "creased": lambda rng: {"creases": int(rng.integers(2, 6))},
    "glare": lambda rng: {"glare": rng.uniform(0.3, 0.9)},
    "blackboard": lambda rng: {
        "negative": True,
        "ink": (225, 228, 222),
        "paper": tuple(rng.integers(25, 70, 3)),
        "grain": 0.5,
        "stroke": rng.uniform(0.06, 0.12),
    },
    "tiny file": lambda rng: {"height": int(rng.integers(36, 90)), "blur": 0.4},
    "wide": lambda rng: {
        "aspect": rng.uniform(1.5, 2.2),
        "place": (0.5, rng.uniform(0.25, 0.75)),
    },
}
"""Changes to a scene by kind of damage."""


def _vignette(rng: Generator) -> Mapping[str, object]:
    digit = rng.uniform(0.45, 0.85)
    free = (1 - digit) / 2
    return {
        "height": int(rng.integers(480, 640)),
        "vignette": rng.uniform(0.5, 0.65),
        "noise": rng.uniform(4, 7),
        "ink": INKS["light blue"],
        "strength": rng.uniform(0.6, 0.9),
        "digit": digit,
        "stroke": rng.uniform(0.01, 0.02) / digit,
        "place": (0.5 + rng.uniform(-free, free), 0.5 + rng.uniform(-free, free)),
    }


def _faint_pencil(rng: Generator) -> Mapping[str, object]:
    """Return a pencil in a photo of 12 megapixels, as it is after reading."""
    digit = rng.uniform(0.8, 1.0)
    return {
        "height": 1024,
        "aspect": 0.75,
        "digit": digit,
        "stroke": rng.uniform(0.003, 0.006) / digit,
        "ink": (60, 60, 62),
        "strength": rng.uniform(0.14, 0.35),
        "grain": 0.3,
        "waves": 0.7,
        "wave": rng.uniform(0.2, 0.6),
        "noise": rng.uniform(1.4, 2.8),
        "blur": 0.3,
        "quality": 92,
    }


def _printed_box(rng: Generator) -> Mapping[str, object]:
    inset = rng.uniform(0.03, 0.1)
    box = 1 - 2 * inset
    digit = box * rng.uniform(0.4, 0.85)
    lowest = 1 - inset + box * rng.uniform(-0.1, 0.03)
    return {
        "height": int(rng.integers(80, 300)),
        "aspect": 1.0,
        "printed": rng.uniform(0.025, 0.035),
        "inset": inset,
        "digit": digit,
        "place": (lowest - digit / 2, 0.5 + rng.uniform(-0.04, 0.04)),
        "stroke": rng.uniform(0.07, 0.14),
        "ink": INKS[str(rng.choice(["black", "blue"]))],
        "strength": rng.uniform(0.38, 0.85),
        "turn": rng.uniform(-0.3, 0.3),
        "slope": rng.uniform(0, 0.1),
        "blur": 0.5,
        "noise": 2.0,
    }


STRANGERS: Final[Mapping[str, Callable[[Generator], Mapping[str, object]]]] = {
    "vignette": _vignette,
    "dark board": lambda rng: {
        **DAMAGES["blackboard"](rng),
        "vignette": rng.uniform(0.5, 0.65),
        "strength": rng.uniform(0.4, 0.7),
    },
    "faint pencil": _faint_pencil,
    "dark edge": lambda rng: {
        **_faint_pencil(rng),
        "digit": rng.uniform(0.6, 0.8),
        "patch": rng.uniform(0.005, 0.03),
    },
    "two tones": lambda rng: {
        "height": int(rng.integers(35, 96)),
        "digit": rng.uniform(0.7, 0.9),
        "stroke": rng.uniform(0.1, 0.18),
        "pale": rng.uniform(0.25, 0.5),
        "narrow": 0.5,
        "blur": 0.4,
        "noise": 2.0,
    },
    "blurred crop": lambda rng: {
        "height": int(rng.integers(60, 96)),
        "digit": rng.uniform(0.7, 0.9),
        "blur": rng.uniform(8, 12),
        "strength": rng.uniform(0.35, 0.58),
        "pale": 0.5,
        "noise": 2.0,
    },
    "water colour": lambda rng: {
        "ink": INKS[str(rng.choice(list(INKS)))],
        "stroke": (width := rng.uniform(0.12, 0.25)),
        "waves": 0.7,
        "wave": width,
    },
    "printed box": _printed_box,
    "printed box, erased": lambda rng: {**_printed_box(rng), "erased": True},
    "bar apart": lambda rng: {
        "height": 28,
        "aspect": 1.0,
        "digit": rng.uniform(0.8, 0.9),
        "place": (0.5, 0.5),
        "stroke": rng.uniform(0.05, 0.09),
        "bar": rng.uniform(0.1, 0.2),
        "paper": (255, 255, 255),
        "ink": (0, 0, 0),
        "grain": 0.0,
        "strength": 1.0,
        "slope": 0.0,
        "blur": 0.2,
        "noise": 0.5,
        "quality": 98,
    },
}
"""Changes to a scene by kind, as seen where strangers' digits were misread."""

ONLY: Final[Mapping[str, tuple[int, ...]]] = {"bar apart": (5, 7)}
"""Digits that a kind of damage can happen to, if not all."""

FINE: Final = 2.5
"""Width of strokes in pixels below which they need a finer grid."""

EVERYDAY: Final = "everyday"


def photograph(digit: NDArray[np.uint8], damage: str, rng: Generator) -> bytes:
    """Photograph a digit.

    Args:
        digit: uint8, shape (28, 28), 0 for paper and 255 for ink.
        damage: A key of `DAMAGES` or `STRANGERS`, or `EVERYDAY`.
        rng: Decides everything else.

    Returns:
        A JPEG.
    """
    scene = replace(
        Scene(),
        height=int(rng.integers(220, 620)),
        aspect=float(rng.choice([0.75, 1.0, 1.0, 4 / 3])),
        digit=rng.uniform(0.35, 0.75),
        place=(rng.uniform(0.44, 0.56), rng.uniform(0.44, 0.56)),
        stroke=rng.uniform(0.05, 0.12),
        ink=INKS["black" if rng.random() < 0.5 else "blue"],
        paper=tuple(rng.integers(205, 245, 3)),
        slope=rng.uniform(0, 0.3),
        turn=rng.uniform(-3, 3),
        quality=int(rng.integers(60, 92)),
    )
    kinds = [damage]
    if damage == EVERYDAY:
        kinds = list(rng.choice(list(DAMAGES), size=3, replace=False))
    for kind in kinds:
        change = {**DAMAGES, **STRANGERS}[kind]
        scene = replace(scene, **change(rng))  # type: ignore[arg-type]
    camera = Camera(scene, rng)
    return camera.shoot(camera.written(digit))


@dataclass(slots=True)
class Camera:
    """A camera before one scene."""

    scene: Scene
    rng: Generator
    size: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        height = self.scene.height
        self.size = (height, max(round(height * self.scene.aspect), 24))

    def shoot(self, ink: FloatImage) -> bytes:
        """Return a JPEG of ink, 0 to 1, of shape `size`."""
        scene = self.scene
        picture = np.full((*self.size, 3), scene.paper, np.float32)
        picture *= 1 + 0.02 * self._clouds(2)[..., None]
        picture = self._ruled(picture)
        picture = self._boxed(picture)
        picture = self._printed(picture)
        if scene.neighbour:
            ink = np.maximum(ink, self._neighbour())
        ink = ink * scene.strength * (1 - scene.grain * self._grain())
        if scene.waves:
            ink = ink * (1 - scene.waves * self._waves())
        ink = np.clip(ink, 0, 1)[..., None]
        picture = picture * (1 - ink) + np.float32(scene.ink) * ink
        picture = self._speckled(picture)
        picture = self._on_desk(picture)
        picture = self._patched(picture)
        picture *= self._light()[..., None]
        return self._developed(picture)

    def _clouds(self, coarseness: int) -> FloatImage:
        """Return smooth noise, mean 0, standard deviation 1."""
        noise = self.rng.normal(size=(coarseness + 2, coarseness + 2))
        return cv2.resize(
            noise.astype(np.float32), self.size[::-1], interpolation=cv2.INTER_CUBIC
        )

    def _grain(self) -> FloatImage:
        noise = self.rng.random(self.size, np.float32)
        return cv2.GaussianBlur(noise, (0, 0), max(self.size[0] / 400, 0.3))

    def _waves(self) -> FloatImage:
        """Return smooth noise, 0 to 1, evenly distributed."""
        wave = self.scene.wave * self.scene.digit * min(self.size)
        sides = [max(2, math.ceil(2 * side / wave) + 1) for side in self.size]
        noise = self.rng.normal(size=sides).astype(np.float32)
        size = self.size[::-1]
        smooth = cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)
        return 1 / (1 + np.exp(-2.2 * smooth))

    def written(self, digit: NDArray[np.uint8]) -> FloatImage:
        """Draw the digit with the scene's pen, rotation and position."""
        side = 448
        large = cv2.resize(digit, (side, side), interpolation=cv2.INTER_CUBIC)
        solid = (cv2.GaussianBlur(large, (0, 0), 5) > 110).astype(np.uint8)
        rows = np.flatnonzero(solid.any(axis=1))
        columns = np.flatnonzero(solid.any(axis=0))
        solid = solid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        if self.scene.stroke is not None:
            solid = _redrawn(solid, self.scene.stroke * solid.shape[0])
        if self.scene.bar:
            solid = _raised(solid, self.scene.bar)
        for _ in range(self.scene.pieces):
            solid = self._broken(solid)
        solid = self._two_toned(solid)
        height, width = self.size
        scale = self.scene.digit * min(self.size) / max(solid.shape)
        rows, columns = (solid.shape[0] - 1) / 2, (solid.shape[1] - 1) / 2
        turn = cv2.getRotationMatrix2D((columns, rows), -self.scene.turn, scale)
        turn[:, 2] += (
            self.scene.place[1] * width - columns,
            self.scene.place[0] * height - rows,
        )
        step = max(1 / max(scale, 1e-6) / 2, 0.1)
        soft = cv2.GaussianBlur(solid.astype(np.float32), (0, 0), step)
        ink = cv2.warpAffine(soft, turn, (width, height), flags=cv2.INTER_LINEAR)
        return self._tilted(ink)

    def _two_toned(self, solid: NDArray[np.uint8]) -> NDArray[np.uint8] | FloatImage:
        """Make one third of the stroke, on one side, paler and narrower."""
        scene = self.scene
        if scene.pale == 1:
            return solid
        rows, columns = np.nonzero(solid)
        angle = self.rng.uniform(0, 2 * np.pi)
        along = np.cos(angle) * rows + np.sin(angle) * columns
        third = along < np.quantile(along, 1 / 3)
        levels = solid.astype(np.float32)
        inner = cv2.distanceTransform(np.pad(solid, 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
        edge = (1 - scene.narrow) * float(inner.max())
        pale = np.where(inner[rows, columns] > edge, scene.pale, 0)
        levels[rows, columns] = np.where(third, pale, 1)
        return levels

    def _tilted(self, plane: FloatImage) -> FloatImage:
        if not self.scene.tilt:
            return plane
        height, width = self.size
        corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        reach = self.scene.tilt * np.float32([width, height])
        moved = corners + self.rng.uniform(-0.5, 0.5, (4, 2)).astype(np.float32) * reach
        matrix = cv2.getPerspectiveTransform(corners, moved)
        return cv2.warpPerspective(plane, matrix, (width, height))

    def _broken(self, solid: NDArray[np.uint8]) -> NDArray[np.uint8]:
        rows, columns = np.nonzero(solid)
        at = self.rng.integers(len(rows))
        gap = max(int(0.05 * max(solid.shape)), 2)
        solid = solid.copy()
        centre = (int(columns[at]), int(rows[at]))
        cv2.circle(solid, centre, gap + int(0.03 * max(solid.shape)), 0, -1)
        return solid

    def _neighbour(self) -> FloatImage:
        """Return another digit by the same pen that reaches in from one side."""
        height, width = self.size
        ink = np.zeros(self.size, np.float32)
        shorter = min(self.size)
        pen = max(int(self.scene.digit * shorter * (self.scene.stroke or 0.1)), 1)
        reach = int(shorter * self.rng.uniform(0.03, 0.09))
        row = int(self.rng.uniform(0.2, 0.8) * height)
        tall = int(shorter * self.rng.uniform(0.1, 0.3))
        at_left = self.rng.random() < 0.5
        centre = (0 if at_left else width - 1, row)
        cv2.ellipse(ink, centre, (reach, tall // 2), 0, 0, 360, 1.0, pen)
        return cv2.GaussianBlur(ink, (0, 0), 0.7)

    def _ruled(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        scene = self.scene
        if scene.lines == "none":
            return picture
        height, width = self.size
        shade = np.zeros(self.size, np.float32)
        spacing = max(scene.spacing * scene.digit * min(self.size), 6.0)
        thick = max(min(self.size) / 400 * self.rng.uniform(0.8, 2.2), 0.6)
        angle = np.deg2rad(scene.turn)
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        for across in (0, 1)[: 1 + (scene.lines == "squared")]:
            turned = angle + across * np.pi / 2
            place = rows * np.cos(turned) - columns * np.sin(turned)
            place += self.rng.uniform(0, spacing)
            off = np.abs((place + spacing / 2) % spacing - spacing / 2)
            shade = np.maximum(shade, np.clip(1 - off / thick, 0, 1))
        colours = [(120, 150, 205), (140, 140, 145), (205, 140, 140), (120, 180, 170)]
        colour = np.float32(colours[int(self.rng.integers(len(colours)))])
        shade = (shade * scene.line_strength * 2).clip(0, 1)[..., None]
        return picture * (1 - shade) + colour * shade

    def _boxed(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        scene = self.scene
        if not scene.boxed:
            return picture
        size = scene.digit * min(self.size)
        half = (0.5 + scene.boxed) * size
        row, column = scene.place[0] * self.size[0], scene.place[1] * self.size[1]
        wide = half * self.rng.uniform(0.8, 1.1)
        corners = cv2.boxPoints(((column, row), (2 * wide, 2 * half), scene.turn))
        shade = np.zeros(self.size, np.float32)
        thick = max(round(min(self.size) / 400 * self.rng.uniform(1, 4)), 1)
        outline = [np.rint(corners).astype(np.int32)]
        cv2.polylines(shade, outline, True, 1.0, thick, cv2.LINE_AA)
        level = np.float32(self.rng.uniform(30, 150))
        return picture * (1 - shade[..., None]) + level * shade[..., None]

    def _printed(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """Print four lines from edge to edge, with ends of digits beyond them."""
        scene = self.scene
        if not scene.printed:
            return picture
        shorter = min(self.size)
        rows, columns = np.mgrid[0 : self.size[0], 0 : self.size[1]].astype(np.float32)
        lean = np.tan(np.deg2rad(scene.turn))
        down = rows - lean * (columns - self.size[1] / 2)
        across = columns + lean * (rows - self.size[0] / 2)
        shade = np.zeros(self.size, np.float32)
        far = [side - 1 - scene.inset * shorter for side in self.size]
        for place, last in ((down, far[0]), (across, far[1])):
            for at in (scene.inset * shorter, last):
                line = scene.printed * shorter / 2 + 0.5 - np.abs(place - at)
                shade = np.maximum(shade, line.clip(0, 1))
        level = np.float32(scene.paper) * (1 - self.rng.uniform(0.8, 0.95))
        stubs = np.zeros(self.size, np.float32)
        for side in range(4):
            if self.rng.random() < 0.4:
                at = self.rng.uniform(0.25, 0.75)
                row, column = [(0, at), (at, 1), (1, at), (at, 0)][side]
                centre = (int(column * self.size[1]), int(row * self.size[0]))
                reach = max(1, int(0.6 * scene.inset * shorter))
                cv2.circle(stubs, centre, reach, scene.strength, -1, cv2.LINE_AA)
        picture = picture * (1 - stubs[..., None])
        picture += np.float32(scene.ink) * stubs[..., None]
        if scene.erased:
            return picture
        return picture * (1 - shade[..., None]) + level * shade[..., None]

    def _patched(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """Lay a dark thing over one edge."""
        if not self.scene.patch:
            return picture
        height, width = self.size
        ratio = self.rng.uniform(1, 3)
        deep = math.sqrt(self.scene.patch * height * width / ratio)
        long = deep * ratio
        side = int(self.rng.integers(4))
        along = self.rng.uniform(0.15, 0.85)
        row, column = [(0, along), (along, 1), (1, along), (along, 0)][side]
        sides = (long, 2 * deep) if side % 2 == 0 else (2 * deep, long)
        turn = self.rng.uniform(-10, 10)
        corners = cv2.boxPoints(((column * width, row * height), sides, turn))
        shade = np.zeros(self.size, np.float32)
        cv2.fillPoly(shade, [np.rint(corners).astype(np.int32)], 1.0, cv2.LINE_AA)
        colours = [(30, 28, 28), (120, 25, 30)]
        colour = np.float32(colours[int(self.rng.integers(2))])
        return picture * (1 - shade[..., None]) + colour * shade[..., None]

    def _creases(self) -> FloatImage:
        """Return light on folded paper: a step and a bright or dark ridge per fold."""
        height, width = self.size
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        light = np.ones(self.size, np.float32)
        for _ in range(self.scene.creases):
            angle = self.rng.uniform(0, np.pi)
            off = np.cos(angle) * (columns - self.rng.uniform(0.1, 0.9) * width)
            off += np.sin(angle) * (rows - self.rng.uniform(0.1, 0.9) * height)
            thick = min(self.size) / 400 * self.rng.uniform(1, 3)
            light *= 1 + self.rng.uniform(0, 0.1) * np.tanh(off / thick)
            light *= 1 + self.rng.uniform(-0.2, 0.2) * np.exp(-((off / thick) ** 2))
        return light

    def _speckled(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        height, width = self.size
        for _ in range(self.scene.specks):
            centre = (int(self.rng.integers(width)), int(self.rng.integers(height)))
            radius = max(round(min(self.size) * self.rng.uniform(0.002, 0.012)), 1)
            level = float(self.rng.uniform(20, 140))
            cv2.circle(picture, centre, radius, (level,) * 3, -1, cv2.LINE_AA)
        return picture

    def _on_desk(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        """Draw the desk beyond one or two edges of the paper."""
        if not self.scene.desk:
            return picture
        height, width = self.size
        desk = np.zeros(self.size, np.float32)
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        first = int(self.rng.integers(4))
        sides = {first, (first + 1) % 4} if self.rng.random() < 0.5 else {first}
        lean = np.tan(np.deg2rad(self.rng.uniform(-8, 8)))
        reach = self.scene.desk * 0.7
        distances = [rows, columns, height - rows, width - columns]
        for side in sides:
            along = columns - width / 2 if side % 2 == 0 else rows - height / 2
            limit = reach * (height if side % 2 == 0 else width)
            inside = (distances[side] + lean * along < limit).astype(np.float32)
            desk = np.maximum(desk, inside)
        # The digit stays on the paper.
        desk = cv2.GaussianBlur(desk, (0, 0), max(min(self.size) / 400, 0.4))[..., None]
        wood = self.rng.uniform(25, 150)
        colour = np.float32([wood * 1.2, wood, wood * 0.75])
        grain = 1 + 0.12 * cv2.resize(
            self.rng.normal(size=(height // 3 + 1, 3)).astype(np.float32),
            (width, height),
        )
        return picture * (1 - desk) + colour * grain[..., None] * desk

    def _light(self) -> FloatImage:
        height, width = self.size
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        angle = self.rng.uniform(0, 2 * np.pi)
        across = np.cos(angle) * columns / width + np.sin(angle) * rows / height
        across = (across - across.min()) / max(float(np.ptp(across)), 1e-6)
        light = 1 - self.scene.slope * across
        light *= 1 + 0.04 * self._clouds(1)
        if self.scene.shadow:
            turned = self.rng.uniform(0, 2 * np.pi)
            off = np.cos(turned) * (columns - width / 2)
            off += np.sin(turned) * (rows - height / 2)
            off += self.rng.uniform(-0.25, 0.25) * min(self.size)
            soft = min(self.size) * self.rng.uniform(0.01, 0.1)
            light *= 1 - self.scene.shadow / (1 + np.exp(-off / soft))
        light *= self._creases()
        if self.scene.vignette:
            off = np.hypot(rows - height / 2, columns - width / 2)
            off /= math.hypot(height, width) / 2
            light *= 1 - self.scene.vignette * off**2
        if self.scene.glare:
            place = self.rng.uniform(0, 1, 2) * [height, width]
            off = np.hypot(rows - place[0], columns - place[1]) / min(self.size)
            light += self.scene.glare * np.exp(
                -((off / self.rng.uniform(0.2, 0.5)) ** 2)
            )
        return light.astype(np.float32)

    def _developed(self, picture: NDArray[np.float32]) -> bytes:
        scene = self.scene
        scale = scene.height / 400
        picture = cv2.GaussianBlur(picture, (0, 0), max(scene.blur * scale, 0.2))
        if scene.motion * scale >= 2:
            length = int(scene.motion * scale)
            kernel = np.zeros((length, length), np.float32)
            kernel[length // 2] = 1 / length
            if self.rng.random() < 0.5:
                kernel = kernel.T.copy()
            picture = cv2.filter2D(picture, -1, kernel)
        picture = picture + self.rng.normal(0, scene.noise, (*self.size, 1))
        picture += self.rng.normal(0, scene.noise / 2, picture.shape)
        levels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
        quality = [int(cv2.IMWRITE_JPEG_QUALITY), scene.quality]
        _, content = cv2.imencode(".jpg", levels[..., ::-1], quality)
        return content.tobytes()


def _raised(solid: NDArray[np.uint8], gap: float) -> NDArray[np.uint8]:
    """Part the top of a digit from its body, and make it twice as thick.

    They are parted where there is least ink in the upper third, such as below the bar
    of a 5 or a 7.
    """
    height, width = solid.shape
    first, last = height // 8, height // 3
    at = first + int(solid[first:last].sum(axis=1).argmin())
    inner = cv2.distanceTransform(np.pad(solid, 1), cv2.DIST_L2, 5)
    pen = max(1, round(2 * float(inner.max())))
    top = cv2.dilate(np.pad(solid[:at], pen), np.ones((pen, pen), np.uint8))
    body = np.pad(solid[at:], ((0, 0), (pen, pen)))
    between = np.zeros((max(1, round(gap * height)), width + 2 * pen), np.uint8)
    return np.concatenate([top[: -pen // 2], between, body])


def _redrawn(solid: NDArray[np.uint8], width: float) -> NDArray[np.uint8]:
    """Return a bilevel stroke with another width in pixels; a fine one is enlarged."""
    margin = int(width) + 2
    padded = np.pad(solid, margin)
    spine = _thinned(padded)
    off = cv2.distanceTransform(1 - spine, cv2.DIST_L2, 5)
    if width < FINE:
        off = 4 * cv2.resize(off, None, fx=4, fy=4)
        width *= 4
    drawn = (off <= max(width, 2) / 2).astype(np.uint8)
    rows = np.flatnonzero(drawn.any(axis=1))
    columns = np.flatnonzero(drawn.any(axis=0))
    return drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _thinned(solid: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Reduce strokes to lines one pixel wide.

    Source:
        Zhang and Suen, "A fast parallel algorithm for thinning digital patterns",
        Communications of the ACM 27(3), 1984.
    """
    image = solid.copy()
    while True:
        removed = 0
        for removable in _REMOVABLE:
            around = cv2.filter2D(
                image, cv2.CV_8U, _WEIGHTS, borderType=cv2.BORDER_CONSTANT
            )
            gone = image & cv2.LUT(around, removable)
            image -= gone
            removed += cv2.countNonZero(gone)
        if not removed:
            return image


def _removable(turn: int) -> NDArray[np.uint8]:
    """Return which of the 256 surroundings of a pixel allow its removal."""
    p = (np.arange(256)[:, None] >> np.arange(8) & 1).astype(bool).T
    count = p.sum(axis=0)
    rises = sum((~p[i] & p[(i + 1) % 8]).astype(int) for i in range(8))
    up, right, down, left = p[::2]
    if turn == 0:
        free = ~(up & right & down) & ~(right & down & left)
    else:
        free = ~(up & right & left) & ~(up & down & left)
    return ((count >= 2) & (count <= 6) & (rises == 1) & free).astype(np.uint8)


# One bit for each neighbour, clockwise from above.
_WEIGHTS: Final = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], np.float32)
_REMOVABLE: Final = (_removable(0), _removable(1))


def frame_or_none(picture: NDArray[np.uint8]) -> FramedDigit | None:
    """Return a framed picture, None if it is refused as empty."""
    try:
        return frame(picture)
    except DatasetError:
        return None
