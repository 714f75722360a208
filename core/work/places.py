"""Where the parts of a job are done, and what is not done again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from core.store.part_results import PartResult, load_part_result, save_part_result
from core.work.parts import Part

Work = Callable[[Part, Sequence[PartResult]], PartResult]
"""Does a part, given the results of the parts that teach it."""


class Place(Protocol):
    """Does parts, here or elsewhere."""

    def do(
        self, parts: Iterable[Part], work: Callable[[Part], PartResult]
    ) -> Iterator[tuple[Part, PartResult]]:
        """Yield each part with its result, as soon as it is done."""
        ...


class Here:
    """This process, which does one part after the other."""

    def do(
        self, parts: Iterable[Part], work: Callable[[Part], PartResult]
    ) -> Iterator[tuple[Part, PartResult]]:
        """Yield each part with its result, in order."""
        for part in parts:
            yield part, work(part)


def do_parts(
    parts: Sequence[Part],
    work: Work,
    *,
    folder: Path | None,
    place: Place | None = None,
    on_stored: Callable[[Part, PartResult], None] = lambda *_: None,
) -> list[PartResult]:
    """Return the results of all parts, in their order.

    Args:
        parts: The parts of one job. A part comes after those that teach it.
        work: Does one part.
        folder: Keeps each result as soon as it is there. Parts whose results it has are
            not done again. None keeps nothing.
        place: Where the parts are done; `Here` by default.
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

    def do(part: Part) -> PartResult:
        return work(part, [results[number] for number in part.taught_by])

    missing = [part for part in parts if part.number not in results]
    for part, result in (place or Here()).do(missing, do):
        if folder:
            save_part_result(folder / part.key, result)
        results[part.number] = result
    return [results[part.number] for part in parts]
