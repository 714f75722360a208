"""How far the training of a network is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingProgress:
    """Progress of a training: the epoch, from 1, and the steps done in it.

    `history_row` is the epoch's row of the history after its end, otherwise None.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    history_row: dict[str, float] | None = None

    @property
    def share(self) -> float:
        """Finished part of the training, 0 to 1."""
        return (self.epoch - 1 + self.step / self.steps) / self.epochs


ProgressCallback = Callable[[TrainingProgress], None]
