"""Labels in the names of an upload: where they are, decided for all names at once.

Names of different patterns are read separately. `core.data.label_places` has the rules.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.digits import UNKNOWN
from core.data.label_places import (
    FOLDER_PLACES,
    NAME_PLACES,
    PLACES,
    Folder,
    Name,
    NameGroup,
    Outcome,
    Place,
    folder_labels,
    is_class,
    separate_padded,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ParsedLabels:
    """Labels of all names from one place.

    Attributes:
        place: The place; in names that lack it, their own only place counts. None
            without labels.
        labels: int8, shape (n,), -1 without a label.
        places: The place of each label, "" without one.
    """

    place: Place | None
    labels: NDArray[np.int8]
    places: tuple[str, ...]

    def example_rows(self) -> list[int]:
        """Return up to three labelled rows: the first, middle and last.

        In sorted names, these probably have different digits.
        """
        rows = np.flatnonzero(self.labels != UNKNOWN).tolist()
        return sorted({*rows[:1], *rows[len(rows) // 2 :][:1], *rows[-1:]})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LabelCandidates:
    """The labels of an upload, and candidates from other places in its names.

    Attributes:
        default: The labels from places without an alternative.
        choices: Labels that differ, likelier ones first.
        is_ambiguous: True if two or more places may hold the labels of some names.
        all: Labels from each place, also equal ones.
    """

    default: ParsedLabels
    choices: tuple[ParsedLabels, ...]
    is_ambiguous: bool
    all: tuple[ParsedLabels, ...]

    def choose(self, place: str) -> ParsedLabels:
        """Return the labels from a place, the default for "", or else no labels.

        ``name`` is the likeliest place in the files' names.
        """
        if not place:
            return self.default
        n = len(self.default.labels)
        nothing = ParsedLabels(place=None, labels=_unknown(n), places=("",) * n)
        wanted = NAME_PLACES if place == "name" else {place}
        return next((each for each in self.all if each.place in wanted), nothing)


def parse_labels(
    names: Sequence[str],
    table: NDArray[np.int8] | None = None,
    *,
    has_root: bool = True,
) -> LabelCandidates:
    """Return the labels in the names of an upload, paths with "/".

    With a root, the first folder is the one that a user handed over, which is a label
    only in a series. `table` holds labels from a table beside the pictures, int8 of
    shape (n,), -1 where it has none. They precede those in names.
    """
    n = len(names)
    listed = _unknown(n) if table is None else table
    unlisted = np.flatnonzero(listed == UNKNOWN).tolist()
    parsed = [Name.parse(name) for name in names]
    separate_padded(parsed)
    groups = _Upload(parsed, has_root=has_root).outcomes(unlisted)
    default = _compose(n, groups, None)
    others = [_compose(n, groups, place) for place in _found_places(groups)]
    if len(unlisted) < n:
        # Names may say otherwise, also of listed pictures.
        named = parse_labels(names, has_root=has_root)
        others += [named.default, *named.choices]
        labels = np.where(listed == UNKNOWN, default.labels, listed)
        places = [
            "table" if label != UNKNOWN else place
            for label, place in zip(listed, default.places, strict=True)
        ]
        default = ParsedLabels(place="table", labels=labels, places=tuple(places))
    return LabelCandidates(
        default=default,
        choices=_distinct([default, *others]),
        is_ambiguous=any(len(each.likely) > 1 for each, _ in groups),
        all=(default, *others),
    )


class _Upload:
    """The names of an upload, which decide together."""

    def __init__(self, names: Sequence[Name], *, has_root: bool) -> None:
        self.names, self.has_root = names, has_root
        self.folders: dict[str, set[tuple[Folder, ...]]] = defaultdict(set)
        for name in names:
            self.folders[name.words[0]].add(name.folders)

    def outcomes(self, rows: Sequence[int]) -> list[tuple[Outcome, Sequence[int]]]:
        """Return outcomes with their rows: of all names, or else by pattern."""
        if not rows:
            return []
        keys: list[Callable[[int], Hashable]] = [
            lambda row: self.names[row].pattern[0],
            lambda row: self.names[row].pattern,
        ]
        if len({self.names[row].words for row in rows}) <= max(3, len(rows) // 8):
            keys.append(lambda row: self.names[row].words)
        return self._split(rows, keys)

    def _split(
        self, rows: Sequence[int], keys: Sequence[Callable[[int], Hashable]]
    ) -> list[tuple[Outcome, Sequence[int]]]:
        outcome = self._outcome(rows)
        if not keys:
            return [(outcome, rows)]
        parts = [
            part
            for group in _group(rows, keys[0]).values()
            for part in self._split(group, keys[1:])
        ]
        if len(parts) == 1 or all(outcome.agrees(part) for part, _ in parts):
            return [(outcome, rows)]
        return parts

    def _outcome(self, rows: Sequence[int]) -> Outcome:
        outcome = Outcome()
        folders = self._read_folders(rows, outcome)
        names, rivals = NameGroup([self.names[row] for row in rows]).read_names(outcome)
        found = {**folders, **names}
        if folders and not names:
            found |= rivals
        for place, labels in found.items():
            is_new = labels not in outcome.likely.values()
            (outcome.likely if is_new else outcome.unlikely)[place] = labels
        if not outcome.likely:
            outcome.unlikely |= rivals
        return outcome

    def _read_folders(
        self, rows: Sequence[int], outcome: Outcome
    ) -> dict[Place, list[int]]:
        """Return likely labels from folders; the others are added to the outcome.

        Folders of the same words count together, also those of other rows.
        """
        found: dict[Place, list[int]] = {}
        depth = min(len(self.names[row].folders) for row in rows)
        alike = {self.names[row].words[0] for row in rows}
        for level, place in enumerate(FOLDER_PLACES[:depth], 1):
            above = {each for key in alike for each in self.folders[key]}
            folders = {each[-level] for each in above if len(each) >= level}
            labels = folder_labels(folders)
            if labels is None:
                continue
            is_root = self.has_root and max(map(len, above)) == level
            is_alone = len(folders) == 1 and (is_root or bool(found))
            is_likely = is_class(folders) and not is_alone
            (found if is_likely else outcome.unlikely)[place] = [
                labels[self.names[row].folders[-level]] for row in rows
            ]
        return found


def _group(
    rows: Iterable[int], key: Callable[[int], Hashable]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _found_places(
    groups: Sequence[tuple[Outcome, Sequence[int]]],
) -> list[Place]:
    """Return the places of all groups, likely ones first."""
    likely = {place for each, _ in groups for place in each.likely}
    unlikely = {place for each, _ in groups for place in each.unlikely}
    return sorted(
        likely | unlikely, key=lambda it: (it not in likely, PLACES.index(it))
    )


def _compose(
    n: int,
    groups: Sequence[tuple[Outcome, Sequence[int]]],
    place: Place | None,
) -> ParsedLabels:
    """Join the labels of groups, from one place or else from the only likely one."""
    labels = _unknown(n)
    places = [""] * n
    used: Counter[Place] = Counter()
    for outcome, rows in groups:
        by_place: Mapping[Place, list[int]] = {**outcome.unlikely, **outcome.likely}
        chosen = place if place in by_place else outcome.only
        if chosen is None:
            continue
        used[chosen] += len(rows)
        for row, label in zip(rows, by_place[chosen], strict=True):
            labels[row], places[row] = label, chosen
    if place is None and used:
        ((place, _),) = used.most_common(1)
    return ParsedLabels(place=place, labels=labels, places=tuple(places))


def _distinct(parsed: Iterable[ParsedLabels]) -> tuple[ParsedLabels, ...]:
    """Return what labels something, the first of equal ones and of a place."""
    found: list[ParsedLabels] = []
    for each in parsed:
        if each.place is None or (each.labels == UNKNOWN).all():
            continue
        if not any(
            known.place == each.place or np.array_equal(known.labels, each.labels)
            for known in found
        ):
            found.append(each)
    return tuple(found)


def _unknown(n: int) -> NDArray[np.int8]:
    return np.full(n, UNKNOWN, np.int8)
