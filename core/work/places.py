"""Where the parts of a job are done, and which are not done again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from core.data.digits import DigitSet
from core.model.progress import ProgressCallback, TrainingProgress
from core.store.part_results import PartResult, load_part_result, save_part_result
from core.work.parts import Part


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """What all parts of a training have in common.

    Attributes:
        kind: Whether they are parts of a ``run`` or of a ``jury``.
        digits: Labelled digits to learn from, with those of the folds.
        images: What networks without a fold read, uint8 of shape (n, 28, 28), by name.
    """

    kind: Literal["run", "jury"]
    digits: DigitSet
    images: Mapping[str, NDArray[np.uint8]]


TrainPart = Callable[[Task, Part, Sequence[PartResult], ProgressCallback], PartResult]
"""Does one part, given the results of the parts that teach it."""
ReportPart = Callable[[Part, TrainingProgress], None]


class Place(Protocol):
    """Does parts, here or elsewhere."""

    @property
    def num_machines(self) -> int:
        """Number of other machines that do parts, 0 for none."""
        ...

    def do(
        self,
        task: Task,
        parts: Sequence[Part],
        results: Mapping[int, PartResult],
        report: ReportPart,
    ) -> Iterator[tuple[Part, PartResult]]:
        """Yield each part with its result, as soon as it is done.

        `results` has those of the parts that are done, by their numbers; the caller
        adds each that is yielded.
        """
        ...


class Here:
    """This process, which does one part after the other."""

    num_machines = 0

    def __init__(self, train: TrainPart) -> None:
        self._train = train

    def do(
        self,
        task: Task,
        parts: Sequence[Part],
        results: Mapping[int, PartResult],
        report: ReportPart,
    ) -> Iterator[tuple[Part, PartResult]]:
        """Yield each part with its result, in order."""
        for part in parts:
            teachers = [results[number] for number in part.taught_by]

            def report_part(progress: TrainingProgress, part: Part = part) -> None:
                report(part, progress)

            yield part, self._train(task, part, teachers, report_part)


def do_parts(
    task: Task,
    parts: Sequence[Part],
    place: Place,
    *,
    folder: Path | None,
    report: ReportPart = lambda *_: None,
    on_stored: Callable[[Part, PartResult], None] = lambda *_: None,
) -> list[PartResult]:
    """Return the results of all parts, in their order.

    Args:
        task: What the parts have in common.
        parts: The parts of one job. A part comes after those that teach it.
        place: Where the parts are done.
        folder: Keeps each result as soon as it is there. Parts whose results it has are
            not done again. None keeps nothing.
        report: Called with the progress of each part.
        on_stored: Called with each part that is not done again.

    Raises:
        StoreError: A result cannot be kept.
    """
    results: dict[int, PartResult] = {}
    for part in parts:
        stored = load_part_result(folder / part.key) if folder else None
        if stored is not None:
            results[part.number] = stored
            on_stored(part, stored)
    missing = [part for part in parts if part.number not in results]
    for part, result in place.do(task, missing, results, report):
        if folder:
            save_part_result(folder / part.key, result)
        results[part.number] = result
    return [results[part.number] for part in parts]
