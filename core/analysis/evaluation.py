"""Evaluations: the predictions of one run, joined with labels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.analysis import metrics
from core.data.digits import IMAGE_SHAPE, NUM_CLASSES, UNKNOWN, check_labels

PROBABILITY_SUM_TOLERANCE = 1e-3
_CHUNK_ROWS = 2**14

Scalar = TypeVar("Scalar", bound=np.generic)
Rows = NDArray[np.int64]
PredictProba = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""A model: images, uint8 (n, 28, 28), to probabilities, float32 (n, 10)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Evaluation:
    """The predictions of one run for one digit set, or for several joined.

    Row ``i`` means the same image in every array. The arrays become read-only, and
    derived values are computed once, so that all browser sessions can share an
    evaluation. Evaluations are compared by identity.

    Attributes:
        sources: Names of the digit sets, in joining order, all different.
        source_of: The source of each image, an index into `sources`, int8, shape (n,).
        position: Position of each image in its digit set, int32, shape (n,), from 0.
        labels: Digits, int8, shape (n,), -1 where unknown.
        probabilities: float32, shape (n, 10), 0 to 1. Each row sums to 1.
        has_confidence: False if only the digit that was read is known, so that every
            row is one-hot.

    Raises:
        ValueError: An array has another shape or type, a label is no digit, a row of
            probabilities does not sum to 1, or a source is unknown.
    """

    run_id: str
    sources: tuple[str, ...]
    source_of: NDArray[np.int8]
    position: NDArray[np.int32]
    labels: NDArray[np.int8]
    probabilities: NDArray[np.float32]
    has_confidence: bool = True

    def __post_init__(self) -> None:
        n = len(self.labels)
        _check_array("source_of", self.source_of, (n,), np.int8)
        _check_array("position", self.position, (n,), np.int32)
        _check_array("labels", self.labels, (n,), np.int8)
        _check_array("probabilities", self.probabilities, (n, NUM_CLASSES), np.float32)
        check_labels(self.labels)
        _check_probabilities(self.probabilities)
        _check_sources(self.sources, self.source_of)
        for array in (self.source_of, self.position, self.labels, self.probabilities):
            _read_only(array)

    @classmethod
    def of(
        cls,
        run_id: str,
        source: str,
        labels: NDArray[np.int8],
        probabilities: NDArray[np.float32],
        *,
        has_confidence: bool = True,
    ) -> Self:
        """Return the evaluation of one digit set; rows equal positions."""
        n = len(labels)
        return cls(
            run_id=run_id,
            sources=(source,),
            source_of=np.zeros(n, np.int8),
            position=np.arange(n, dtype=np.int32),
            labels=labels,
            probabilities=probabilities,
            has_confidence=has_confidence,
        )

    @classmethod
    def join(cls, evaluations: Sequence["Evaluation"]) -> "Evaluation":
        """Concatenate evaluations of one run, of different digit sets.

        A single evaluation is returned unchanged.

        Raises:
            ValueError: There are none, their runs differ, or a digit set appears twice.
        """
        runs = [evaluation.run_id for evaluation in evaluations]
        if len(set(runs)) != 1:
            raise ValueError(f"only evaluations of one run can be joined, got {runs}")
        if len(evaluations) == 1:
            return evaluations[0]
        offsets = np.cumsum([0, *(len(each.sources) for each in evaluations[:-1])])
        source_of = [
            each.source_of + offset
            for each, offset in zip(evaluations, offsets, strict=True)
        ]
        return cls(
            run_id=runs[0],
            sources=tuple(name for each in evaluations for name in each.sources),
            source_of=np.concatenate(source_of).astype(np.int8),
            position=np.concatenate([each.position for each in evaluations]),
            labels=np.concatenate([each.labels for each in evaluations]),
            probabilities=np.concatenate([each.probabilities for each in evaluations]),
            has_confidence=all(each.has_confidence for each in evaluations),
        )

    @property
    def n(self) -> int:
        """Number of images, with or without a label."""
        return len(self.labels)

    @cached_property
    def labelled(self) -> NDArray[np.bool_]:
        """True if an image has a label, shape (n,)."""
        return _read_only(self.labels != UNKNOWN)

    @cached_property
    def predictions(self) -> NDArray[np.int8]:
        """Most probable digit, the lower one on a tie, int8, shape (n,)."""
        return self._first_choice[0]

    @cached_property
    def confidence(self) -> NDArray[np.float32]:
        """Probability of each prediction, float32, shape (n,), at most 1."""
        return self._first_choice[1]

    @cached_property
    def mistaken(self) -> NDArray[np.bool_]:
        """True if an image has a label and the prediction differs, shape (n,)."""
        return _read_only(self.labelled & (self.predictions != self.labels))

    @property
    def num_labelled(self) -> int:
        """Number of images that have a label."""
        return self.accuracy.n

    @property
    def num_mistakes(self) -> int:
        """Number of labelled images whose prediction differs from the label."""
        return self.accuracy.mistakes

    @cached_property
    def accuracy(self) -> metrics.Accuracy:
        """Accuracy on the labelled images, with its 95 % interval."""
        return metrics.accuracy(self.labels, self.predictions)

    @cached_property
    def confusion_matrix(self) -> NDArray[np.int64]:
        """Images counted by label (row) and prediction, int64, shape (10, 10)."""
        return _read_only(metrics.confusion_matrix(self.labels, self.predictions))

    @cached_property
    def by_confidence(self) -> NDArray[np.int32]:
        """Rows by falling confidence; ties keep file order, int32, shape (n,)."""
        return _read_only(stable_order(~self.confidence.view(np.uint32)))

    @cached_property
    def by_lead(self) -> NDArray[np.int32]:
        """Rows by rising lead; ties keep file order, int32, shape (n,)."""
        return _read_only(stable_order(_lead(self.probabilities).view(np.uint32)))

    def lead_of(self, rows: Rows) -> NDArray[np.float32]:
        """Return the lead of the first over the second choice, 0 to 1, shape (m,)."""
        return _lead(self.probabilities[rows])

    @cached_property
    def _first_choice(self) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """Predictions and confidence, from one pass."""
        digits, most = np.zeros(self.n, np.int8), np.empty(self.n, np.float32)
        for part, columns in _columns(self.probabilities):
            first = columns[0]
            for digit, each in enumerate(columns[1:], 1):
                np.copyto(digits[part], digit, where=each > first)
                first = np.maximum(first, each)
            # A float32 softmax may return a little over 1.
            np.minimum(first, np.float32(1), out=most[part])
        return _read_only(digits), _read_only(most)

    def restrict_to_source(self, source: str) -> Self:
        """Return the evaluation of one of the digit sets.

        Raises:
            ValueError: There is no such source.
        """
        if source not in self.sources:
            raise ValueError(f"source must be one of {self.sources}, got {source!r}")
        if len(self.sources) == 1:
            return self
        kept = self.take(np.flatnonzero(self.source_of == self.sources.index(source)))
        return replace(kept, sources=(source,), source_of=np.zeros(kept.n, np.int8))

    def gather(
        self, rows: Rows, images: Sequence[NDArray[np.uint8]]
    ) -> NDArray[np.uint8]:
        """Return the images of some rows, uint8, shape (m, 28, 28).

        `images` are all images of each source, in joining order.
        """
        gathered = np.zeros((len(rows), *IMAGE_SHAPE), np.uint8)
        for index, each in enumerate(images):
            here = self.source_of[rows] == index
            gathered[here] = each[self.position[rows[here]]]
        return gathered

    def take(self, rows: Rows) -> Self:
        """Return these rows, in this order, with all sources."""
        return replace(
            self,
            source_of=self.source_of[rows],
            position=self.position[rows],
            labels=self.labels[rows],
            probabilities=self.probabilities[rows],
        )


def stable_order(bits: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Return the row numbers sorted by uint32 keys, int32, shape (n,); ties keep order.

    Floats of at least 0 sort as their bits do. Sorting key and row as one integer is
    several times faster than a stable argsort.
    """
    both = bits.astype(np.uint64)
    both <<= np.uint64(32)
    both |= np.arange(len(bits), dtype=np.uint32)
    both.sort()
    both &= np.uint64(2**32 - 1)
    return both.astype(np.int32)


def _lead(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    lead = np.empty(len(probabilities), np.float32)
    for part, columns in _columns(probabilities):
        first, second = columns[0], np.zeros_like(columns[0])
        for each in columns[1:]:
            second = np.maximum(second, np.minimum(first, each))
            first = np.maximum(first, each)
        np.subtract(first, second, out=lead[part])
    return lead


def _columns(
    probabilities: NDArray[np.float32],
) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Yield slices of the rows with columns, shape (10, m), that fit the CPU cache."""
    for start in range(0, len(probabilities), _CHUNK_ROWS):
        part = slice(start, start + _CHUNK_ROWS)
        yield part, probabilities[part].T.copy()


def _check_array(
    name: str, array: NDArray[np.generic], shape: tuple[int, ...], dtype: type
) -> None:
    if array.shape != shape or array.dtype != dtype:
        raise ValueError(
            f"{name} must be {np.dtype(dtype)} of shape {shape}, one row per label, "
            f"got {array.dtype} of shape {array.shape}"
        )


def _check_probabilities(probabilities: NDArray[np.float32]) -> None:
    # A product is three times faster than NumPy's sum of short rows.
    sums = probabilities @ np.ones(NUM_CLASSES, np.float32)
    # NaN fails this comparison.
    is_whole = np.abs(sums - 1) <= PROBABILITY_SUM_TOLERANCE
    if not is_whole.all():
        row = int(is_whole.argmin())
        raise ValueError(
            f"each row of probabilities must sum to 1, "
            f"but row {row} sums to {sums[row]:.6g}"
        )
    least = probabilities.min(initial=0)
    if least < 0:
        raise ValueError(f"probabilities must not be negative, got {least}")


def _check_sources(sources: tuple[str, ...], source_of: NDArray[np.int8]) -> None:
    limit = np.iinfo(np.int8).max
    if not 0 < len(sources) <= limit or len(set(sources)) != len(sources):
        raise ValueError(f"sources must be 1 to {limit} different names, got {sources}")
    if len(source_of) and not 0 <= source_of.min() <= source_of.max() < len(sources):
        raise ValueError(
            f"source_of must lie from 0 to {len(sources) - 1}, "
            f"but ranges from {source_of.min()} to {source_of.max()}"
        )


def _read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.setflags(write=False)
    return array
