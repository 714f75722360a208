"""Replay: the digits that a model learned and forgot from epoch to epoch.

Epochs count from 1. Images without a label are neither right nor wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.analysis.evaluation import Rows
from core.analysis.findings import Finding, rate_values
from core.analysis.metrics import Accuracy, accuracy_from_counts, confusion_matrix
from core.data.digits import UNKNOWN

OVERFITTING_RATIO: Final = 1.1
"""Validation loss has risen if it is this many times its lowest; less is noise."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Replay:
    """The predictions after every epoch, joined with labels.

    The arrays become read-only.

    Attributes:
        predictions: Most probable digit, int8, shape (epochs, n).
        percent: Confidence in whole percent, int8, shape (epochs, n).
        labels: int8, shape (n,), -1 where unknown.

    Raises:
        ValueError: There is no epoch, or the arrays are not aligned.
    """

    predictions: NDArray[np.int8]
    percent: NDArray[np.int8]
    labels: NDArray[np.int8]

    def __post_init__(self) -> None:
        shape = self.predictions.shape
        is_aligned = self.percent.shape == shape and shape[1:] == self.labels.shape
        if not is_aligned or len(shape) != 2 or not shape[0]:
            raise ValueError(
                f"predictions and percent must have shape (epochs, n) and labels (n,), "
                f"got {shape}, {self.percent.shape} and {self.labels.shape}"
            )
        for array in (self.predictions, self.percent, self.labels):
            array.setflags(write=False)

    @classmethod
    def join(cls, replays: Sequence["Replay"]) -> "Replay":
        """Concatenate replays of several digit sets over the same epochs."""
        if len(replays) == 1:
            return replays[0]
        return cls(
            predictions=np.concatenate([each.predictions for each in replays], axis=1),
            percent=np.concatenate([each.percent for each in replays], axis=1),
            labels=np.concatenate([each.labels for each in replays]),
        )

    @property
    def epochs(self) -> int:
        """Number of epochs."""
        return len(self.predictions)

    @property
    def n(self) -> int:
        """Number of images, with or without a label."""
        return len(self.labels)

    @cached_property
    def labelled(self) -> NDArray[np.bool_]:
        """True if an image has a label, shape (n,)."""
        return self.labels != UNKNOWN

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """True if the prediction is the label, shape (epochs, n)."""
        return np.equal(self.predictions, self.labels)

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """True if an image has a label and is misread, shape (epochs, n)."""
        return self.labelled & ~self.right

    @cached_property
    def accuracies(self) -> tuple[Accuracy, ...]:
        """Accuracy after each epoch."""
        n = int(np.count_nonzero(self.labelled))
        return tuple(accuracy_from_counts(int(each.sum()), n) for each in self.right)

    @cached_property
    def largest_confusion(self) -> int:
        """Largest count off the diagonal in the confusion matrix of any epoch."""
        matrices = [self.matrix(epoch) for epoch in range(1, self.epochs + 1)]
        return int(max((each - np.diag(each.diagonal())).max() for each in matrices))

    def matrix(self, epoch: int) -> NDArray[np.int64]:
        """Return the confusion matrix after an epoch, int64, shape (10, 10)."""
        return confusion_matrix(self.labels, self.predictions[self._row(epoch)])

    def learned(self, epoch: int) -> Rows:
        """Return the rows that became right in this epoch, the most confident first.

        There are none in the first epoch.
        """
        return self._changed(epoch, self.wrong, self.right)

    def forgotten(self, epoch: int) -> Rows:
        """Return the rows that became wrong in this epoch, the most confident first."""
        return self._changed(epoch, self.right, self.wrong)

    @cached_property
    def never_learned(self) -> Rows:
        """Rows that are wrong after every epoch, by confidence after the last."""
        always = np.logical_and.reduce(self.wrong, axis=0)
        return self._surest_first(always, self.epochs - 1)

    @cached_property
    def best_epoch(self) -> int | None:
        """The first epoch with the fewest mistakes; None with too few labelled images.

        It must not choose the weights: that would bias the result on this test set.
        """
        if not self.accuracies[0].is_enough:
            return None
        return 1 + int(np.argmax([each.correct for each in self.accuracies]))

    def _row(self, epoch: int) -> int:
        if not 1 <= epoch <= self.epochs:
            raise ValueError(f"epoch must be 1 to {self.epochs}, got {epoch}")
        return epoch - 1

    def _changed(
        self, epoch: int, before: NDArray[np.bool_], after: NDArray[np.bool_]
    ) -> Rows:
        row = self._row(epoch)
        if row == 0:
            return np.empty(0, np.int64)
        return self._surest_first(before[row - 1] & after[row], row)

    def _surest_first(self, chosen: NDArray[np.bool_], row: int) -> Rows:
        """Return the chosen rows by confidence; ties keep file order."""
        rows = np.flatnonzero(chosen)
        order = np.argsort(-self.percent[row, rows], kind="stable")
        return rows[order]


def epoch_finding(replay: Replay, epoch: int) -> Finding:
    """Return the finding about an epoch and its changes.

    It is ``epoch``, ``epoch-few`` (too few images for a rate), ``epoch-none`` (no
    mistakes) or ``epoch-unlabelled``. ``changed`` is "no" after the first epoch.
    """
    measured = replay.accuracies[epoch - 1]
    values: dict[str, int | float | str] = {
        "epoch": epoch,
        "n": measured.n,
        "mistakes": measured.mistakes,
        "changed": "no" if epoch == 1 else "yes",
        "previous": epoch - 1,
        "learned": len(replay.learned(epoch)),
        "forgotten": len(replay.forgotten(epoch)),
    }
    if not measured.n:
        return Finding("epoch-unlabelled", {"epoch": epoch, "n": replay.n})
    if not measured.mistakes:
        return Finding("epoch-none", values)
    if not measured.is_enough:
        return Finding("epoch-few", values)
    return Finding("epoch", {**values, **rate_values(measured)})


def best_epoch_finding(replay: Replay) -> Finding | None:
    """Return the finding about the best epoch: ``best-epoch`` or ``best-epoch-last``.

    None if there is one epoch, or too few images have a label.
    """
    best = replay.best_epoch
    if best is None or replay.epochs == 1:
        return None
    measured, last = replay.accuracies[best - 1], replay.accuracies[-1]
    values = {"epoch": best, "n": measured.n, "mistakes": measured.mistakes}
    if best == replay.epochs:
        return Finding("best-epoch-last", values)
    return Finding("best-epoch", {**values, "last": last.mistakes})


def lowest_loss_epoch(history: pd.DataFrame) -> int | None:
    """Return the first epoch with the lowest validation loss; None without any."""
    losses = history["val_loss"].to_numpy(float)
    if np.isnan(losses).all():
        return None
    return int(history["epoch"].to_numpy()[np.nanargmin(losses)])


def validation_finding(history: pd.DataFrame) -> Finding | None:
    """Return the finding about the lowest validation loss.

    It is ``over-fitting``, ``lowest-loss-both`` (training loss has risen, too),
    ``lowest-loss`` (it has hardly risen) or ``lowest-loss-last``; None without
    validation digits, or after one epoch.
    """
    lowest = lowest_loss_epoch(history)
    if lowest is None or len(history) == 1:
        return None
    epochs = history["epoch"].to_numpy()
    if lowest == epochs[-1]:
        return Finding("lowest-loss-last", {"epoch": lowest})
    row = int(np.argmax(epochs == lowest))
    loss, val_loss = (history[each].to_numpy(float) for each in ("loss", "val_loss"))
    rise = float(val_loss[-1] / val_loss[row])
    if rise < OVERFITTING_RATIO:
        return Finding("lowest-loss", {"epoch": lowest})
    if loss[-1] < loss[row]:
        return Finding("over-fitting", {"epoch": lowest, "rise": rise - 1})
    return Finding("lowest-loss-both", {"epoch": lowest})


def kept_weights_finding(keep: str, members: int, history: pd.DataFrame) -> Finding:
    """Return the finding about the epoch whose weights a run of `members` kept.

    It is ``kept-last``, ``kept-lowest`` or ``kept-each`` (each network its own).
    """
    lowest, last = lowest_loss_epoch(history), int(history["epoch"].iloc[-1])
    if keep == "last" or lowest is None:
        return Finding("kept-last", {"epoch": last})
    if members > 1:
        return Finding("kept-each", {"members": members})
    return Finding("kept-lowest", {"epoch": lowest})
