"""Recipes, which hold all settings of a training, and the presets of Misread."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal, Self

# Increased by hand when the same recipe trains differently; part of each run id.
TRAINING_VERSION: Final = 1

NetworkName = Literal["notebook", "strided", "compact", "accurate"]
Optimizer = Literal["rmsprop", "adam"]
Schedule = Literal["plateau", "triangular"]
KeptWeights = Literal["last", "best"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """Largest random changes of a training image, drawn uniformly in both directions.

    Attributes:
        rotation: Degrees; 10 means -10 to 10.
        zoom: Share of the size, independent for width and height; 0.1 means 0.9 to 1.1.
        shift: Share of the width or height; 0.1 means up to 2.8 pixels.
        shear: Sideways shift of a row for each row of distance from the middle; 0.2
            slants a stroke by up to 11 degrees.
        thickness: Growth or shrinkage of strokes on each side, 0 to 1 pixel.
    """

    rotation: float
    zoom: float
    shift: float
    shear: float = 0.0
    thickness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All settings of a training.

    Attributes:
        preset: Name of the preset it started from.
        epochs: Number of passes over the training images, 1 to 200.
        batch_size: Images per step, 8 to 4,096.
        optimizer: RMSprop with rho 0.9, or Adam.
        learning_rate: At the start (plateau) or at the peak (triangular).
        schedule: ``plateau`` halves the learning rate when validation accuracy stalls
            for 3 epochs; ``triangular`` raises and lowers it once.
        augmentation: None trains on unchanged images.
        validation: Share of the training images held out for validation, 0 to 0.5.
        stratified: True if that share has the same proportion of each digit.
        split_seed: Chooses the images held out.
        keep: Weights after the last epoch, or with the lowest validation loss.
        seed: Seed of all other randomness.
        members: Number of networks, 1 to 9, each with its own seed. Their probabilities
            are averaged (soft voting).
        drawn: Number of drawn digits to learn from as well, for each training image; 0
            to 1. See `core.data.drawn_digits`.
        marks: Number of marks that are no digits, likewise; the network learns that
            each digit is equally improbable. See `core.data.drawn_marks`.
        teachers: Number of networks, 0 to 9, whose average probabilities the network
            learns instead of the labels. An epoch then passes over several copies of
            each image; see `core.model.distillation`.

    Raises:
        ValueError: A value is outside its range.
    """

    preset: str
    network: NetworkName
    epochs: int
    batch_size: int
    optimizer: Optimizer
    learning_rate: float
    schedule: Schedule
    augmentation: Augmentation | None
    validation: float
    stratified: bool
    split_seed: int
    keep: KeptWeights
    seed: int = 0
    members: int = 1
    drawn: float = 0.0
    marks: float = 0.0
    teachers: int = 0

    def __post_init__(self) -> None:
        for name, low, high in [
            ("epochs", 1, 200),
            ("batch_size", 8, 4096),
            ("learning_rate", 1e-6, 1.0),
            ("validation", 0.0, 0.5),
            ("members", 1, 9),
            ("drawn", 0.0, 1.0),
            ("marks", 0.0, 1.0),
            ("teachers", 0, 9),
        ]:
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must be {low} to {high}, got {value}")

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain values, ready for JSON.

        Newer settings are omitted while they have no effect, so that older recipes keep
        their run ids.
        """
        values = asdict(self)
        for name, without in _NEWER.items():
            if values[name] == without:
                del values[name]
        for name in ("shear", "thickness"):
            if self.augmentation and not values["augmentation"][name]:
                del values["augmentation"][name]
        return values

    @property
    def num_networks(self) -> int:
        """Number of networks to train, without those of cross-validation."""
        return self.members + self.teachers

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build a recipe from the result of `to_dict`.

        Raises:
            TypeError: A setting is missing or unknown.
            ValueError: A value is outside its range.
        """
        augmentation = values.get("augmentation")
        amounts = augmentation and Augmentation(**augmentation)
        return cls(**{**values, "augmentation": amounts})

    def for_small_data(self) -> Self:
        """Return the recipe for a few thousand images, evaluated out of fold.

        It keeps the last epoch and holds out no image, because images that evaluate a
        network must not also choose its epoch.
        """
        return replace(self, validation=0.0, keep="last")


# Settings that older recipes lack, and the values without an effect.
_NEWER: Final = {"members": 1, "drawn": 0.0, "marks": 0.0, "teachers": 0}

_BALANCED: Final = Recipe(
    preset="balanced",
    network="strided",
    epochs=16,
    batch_size=256,
    optimizer="adam",
    learning_rate=8e-3,
    schedule="triangular",
    augmentation=Augmentation(
        rotation=12.0, zoom=0.12, shift=0.08, shear=0.2, thickness=0.6
    ),
    validation=0.05,
    stratified=True,
    split_seed=2,
    keep="last",
    drawn=0.1,
    marks=0.05,
)

PRESETS: Final[Mapping[str, Recipe]] = {
    "balanced": _BALANCED,
    "fast": replace(
        _BALANCED,
        preset="fast",
        epochs=3,
        augmentation=Augmentation(rotation=10.0, zoom=0.1, shift=0.07),
        drawn=0.05,
        marks=0.02,
    ),
    "accurate": replace(
        _BALANCED,
        preset="accurate",
        network="accurate",
        epochs=24,
        learning_rate=6e-3,
        augmentation=Augmentation(
            rotation=15.0, zoom=0.15, shift=0.07, shear=0.2, thickness=0.6
        ),
    ),
    "ensemble": replace(_BALANCED, preset="ensemble", epochs=12, members=5),
    "distilled": replace(
        _BALANCED,
        preset="distilled",
        network="compact",
        epochs=8,
        drawn=0.15,
        teachers=3,
    ),
    "notebook": replace(
        _BALANCED,
        preset="notebook",
        network="notebook",
        epochs=10,
        batch_size=186,
        optimizer="rmsprop",
        learning_rate=1e-3,
        schedule="plateau",
        augmentation=Augmentation(rotation=10.0, zoom=0.1, shift=0.1),
        stratified=False,
        drawn=0.0,
        marks=0.0,
    ),
}


def diff_recipes(first: Recipe, second: Recipe) -> dict[str, tuple[Any, Any]]:
    """Return the settings in which two recipes differ, with the value in each.

    Settings have the order of `Recipe`. Those of augmentation have their own names, and
    are 0 without augmentation.
    """
    before, after = _flat(first), _flat(second)
    pairs = {name: (before[name], after[name]) for name in before}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def _flat(recipe: Recipe) -> dict[str, Any]:
    values = asdict(recipe)
    amounts = values.pop("augmentation") or {
        field.name: 0.0 for field in fields(Augmentation)
    }
    return {**values, **amounts}


def run_id(recipe: Recipe, data: str) -> str:
    """Return the id of the run of a recipe on a data set with this fingerprint.

    It is the first 12 hex digits of a SHA-256 of recipe, data and training version;
    library versions play no part.
    """
    key = json.dumps([recipe.to_dict(), data, TRAINING_VERSION], sort_keys=True)
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def learning_rate_at(recipe: Recipe, progress: float) -> float:
    """Return the triangular learning rate: rising for 30 % of the steps, then to 2 %.

    Args:
        recipe: Its `learning_rate` is the peak.
        progress: Share of all steps done, 0 to 1.

    Source:
        L. N. Smith and N. Topin, "Super-Convergence", 2017, section 3 (one cycle).
        https://arxiv.org/abs/1708.07120
    """
    peak = 0.3
    if progress < peak:
        share = 0.1 + 0.9 * progress / peak
    else:
        share = 1 - 0.98 * (progress - peak) / (1 - peak)
    return recipe.learning_rate * share
