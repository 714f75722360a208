"""Where names have a digit: what the names of one pattern say together.

A place counts pictures, and is no label, if its numbers exceed 9, or run 0, 1, 2 …
within each folder or within each value of another number.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, Self, get_args

from core.data.digits import NUM_CLASSES, UNKNOWN
from core.data.name_parts import (
    CLASS_WORDS,
    Part,
    file_parts,
    folder_parts,
    shape,
    words,
)

Place = Literal["table", "folder", "above", "class", "word", "first", "last"]
"""A place of labels: a table beside the pictures, the nearest folder or the one above,
a number after a class word, a word for a digit, the first number, or the last."""
PLACES: Final[tuple[Place, ...]] = get_args(Place)
LABEL_OPTIONS: Final = (*PLACES, "name", "none")
"""What `LabelCandidates.choose` knows beside ""."""
FOLDER_PLACES: Final[tuple[Place, ...]] = ("folder", "above")
NAME_PLACES: Final = frozenset(PLACES) - {"table", *FOLDER_PLACES}
_LABELS: Final = frozenset(range(NUM_CLASSES))


Folder = tuple[Part, ...]
"""The parts of a folder's name."""


@dataclass(slots=True, eq=False)
class Name:
    """The parts of a picture's path.

    Attributes:
        folders: Parts of each folder, the nearest last.
        numbers: The numbers among the parts of the file's name.
        pattern: What folders and files of one pattern have in common; so have `words`
            those with the same words.
    """

    folders: tuple[tuple[Part, ...], ...]
    parent: str
    parts: tuple[Part, ...]
    numbers: tuple[Part, ...]
    pattern: tuple[str, str]
    words: tuple[str, str]

    @classmethod
    def parse(cls, name: str) -> Self:
        """Parse a path with "/"."""
        *above, file = name.split("/")
        folders = tuple(map(folder_parts, above))
        parts = file_parts(file)
        return cls(
            folders=folders,
            parent="/".join(above),
            parts=parts,
            numbers=tuple(part for part in parts if part.kind == "#"),
            pattern=("/".join(map(shape, folders)), shape(parts)),
            words=("/".join(map(words, folders)), words(parts)),
        )


def separate_padded(names: Sequence[Name]) -> None:
    """Separate the patterns of names whose numbers have leading zeros, as ``0012``."""
    padded: dict[Hashable, set[tuple[int, int]]] = defaultdict(set)
    for name in names:
        for place, number in enumerate(name.numbers):
            if number.text.startswith("0") and len(number.text) > 1:
                padded[name.pattern].add((place, len(number.text)))
    for name in names:
        sizes = padded[name.pattern] & {
            (place, len(number.text)) for place, number in enumerate(name.numbers)
        }
        if sizes:
            folders, file = name.pattern
            name.pattern = (folders, f"{file} {sorted(sizes)}")


@dataclass(slots=True)
class Outcome:
    """What the names of one group say.

    Labels are by their place: `likely` ones and `unlikely` ones. Places that count
    pictures are `counters`.
    """

    likely: dict[Place, list[int]] = field(default_factory=dict)
    unlikely: dict[Place, list[int]] = field(default_factory=dict)
    counters: set[Place] = field(default_factory=set)

    @property
    def only(self) -> Place | None:
        """Return the only likely place."""
        return next(iter(self.likely)) if len(self.likely) == 1 else None

    def agrees(self, part: "Outcome") -> bool:
        """True if a part of the names says nothing else about the likely places."""
        return (
            bool(self.likely)
            and part.likely.keys() <= self.likely.keys()
            and part.counters.isdisjoint(self.likely)
        )


class NameGroup:
    """Names that share their places."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names

    def read_names(
        self, outcome: Outcome
    ) -> tuple[dict[Place, list[int]], dict[Place, list[int]]]:
        """Return likely labels, and less likely ones that a folder may contradict."""
        found: dict[Place, list[int]] = {}
        rivals: dict[Place, list[int]] = {}
        if words := self._words():
            if len(set(words)) > 1:
                return {"word": words}, {}
            outcome.unlikely["word"] = words
        for place, positions in self._number_places():
            labels = self._digits(positions)
            if len(set(labels)) == 1:
                outcome.unlikely[place] = labels
                counts = labels[0] in (0, 1) and len(labels) > 1
            else:
                counts = self._counts(labels, positions)
                is_found = not counts and self._repeats(labels)
                (found if is_found else rivals)[place] = labels
            if counts:
                outcome.counters.add(place)
            if "class" in found and not self._is_weak_word:
                return found, rivals
        # The number after a class word, or ten of each, may be the label after all.
        may_be: dict[Place, list[int]] = {
            place: labels
            for place, labels in rivals.items()
            if place == "class" or _has_each_equally_often(labels)
        }
        if found:
            found |= may_be
        kept = {
            place: labels
            for place, labels in rivals.items()
            if place not in outcome.counters
        }
        return found, kept | may_be

    def _words(self) -> list[int] | None:
        """Return the digits whose words are in the names, one in each."""
        words = [
            [part.digit for part in name.parts if part.kind == "@"]
            for name in self.names
        ]
        if any(len(each) != 1 for each in words):
            return None
        return [digit for (digit,) in words]

    def _number_places(self) -> Iterable[tuple[Place, list[int]]]:
        """Yield places of one digit in every name, and which number it is in each."""
        if not all(name.numbers for name in self.names):
            return
        after = [_after_class_word(name.parts) for name in self.names]
        places: dict[Place, list[int]] = {
            "class": [each for each in after if each is not None],
            "first": [0 for _ in self.names],
            "last": [len(name.numbers) - 1 for name in self.names],
        }
        for place, positions in places.items():
            is_everywhere = len(positions) == len(self.names)
            if is_everywhere and UNKNOWN not in self._digits(positions):
                yield place, positions

    def _digits(self, positions: Sequence[int]) -> list[int]:
        """Return the digit of the number at a position in each name."""
        return [
            name.numbers[position].digit
            for name, position in zip(self.names, positions, strict=True)
        ]

    @property
    def _is_weak_word(self) -> bool:
        """True if a single letter is the word, which may mean anything."""
        return any(
            part.kind == "a" and part.text == "c"
            for name in self.names
            for part in name.parts
        )

    def _repeats(self, labels: Sequence[int]) -> bool:
        """True if several pictures of one folder have the same digit."""
        keys = zip(self._folders_and_patterns, labels, strict=True)
        return len(set(keys)) < len(labels)

    @cached_property
    def _folders_and_patterns(self) -> list[Hashable]:
        # Folders of a single picture each say nothing about the others.
        is_single = len({name.parent for name in self.names}) == len(self.names)
        return [("" if is_single else name.parent, name.pattern) for name in self.names]

    def _counts(self, values: Sequence[int], positions: Sequence[int]) -> bool:
        """True if the numbers at some positions count pictures."""
        everywhere = [""] * len(values)
        if any(restarts(values, it) for it in (everywhere, self._folders_and_patterns)):
            return True
        parents = [name.parent for name in self.names]
        for place in range(min(len(name.numbers) for name in self.names)):
            if place in positions:
                continue
            other = [name.numbers[place].text for name in self.names]
            if not restarts(values, list(zip(parents, other, strict=True))):
                continue
            # A full grid: a number further behind counts the pictures of each digit.
            back = restarts(
                [int(each) for each in other], list(zip(parents, values, strict=True))
            )
            is_before = all(position < place for position in positions)
            if not (back and is_before and (0 in values or self._starts_with_number)):
                return True
        return False

    @property
    def _starts_with_number(self) -> bool:
        return all(name.parts[0].kind == "#" for name in self.names)


def restarts(values: Sequence[int], keys: Sequence[Hashable]) -> bool:
    """True if values run 0, 1, 2 … or 1, 2, 3 … among equal keys, once each."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for value, key in zip(values, keys, strict=True):
        groups[key].append(value)
    start = min(values)
    return start in (0, 1) and all(
        sorted(group) == list(range(start, start + len(group)))
        for group in groups.values()
    )


def _has_each_equally_often(labels: Sequence[int]) -> bool:
    counts = Counter(labels)
    return set(counts) == _LABELS and len(set(counts.values())) == 1


def folder_labels(folders: Collection[Folder]) -> dict[Folder, int] | None:
    """Return the label in each folder's name, None if one has none, or they count."""
    parts = {
        folder: [part for part in folder if part.kind in "#@"] for folder in folders
    }
    if any(len(each) != 1 for each in parts.values()):
        return None
    only = {folder: part for folder, (part,) in parts.items()}
    if all(part.digit != UNKNOWN for part in only.values()):
        return {folder: part.digit for folder, part in only.items()}
    if any(part.kind == "@" for part in only.values()):
        return None
    numbers = {folder: int(part.text) for folder, part in only.items()}
    # Matlab counts from 1, and its users give 10 to the digit 0.
    ten = (_LABELS, set(range(1, NUM_CLASSES + 1)))
    if not _differ_in_number(folders) or set(numbers.values()) not in ten:
        return None
    return {folder: number % NUM_CLASSES for folder, number in numbers.items()}


def is_class(folders: Collection[Folder]) -> bool:
    """True if folders are named by a digit, after a class word, or are ten classes."""
    words = [{part.text for part in folder if part.kind == "a"} for folder in folders]
    if all(not each or each & CLASS_WORDS for each in words):
        return True
    digits = {part.digit for folder in folders for part in folder if part.kind == "#"}
    return digits == _LABELS and _differ_in_number(folders)


def _differ_in_number(folders: Collection[Folder]) -> bool:
    return len({words(folder) for folder in folders}) == 1


def _after_class_word(parts: Sequence[Part]) -> int | None:
    """Return which number follows a class word, with at most a separator between."""
    for position, part in enumerate(parts):
        if part.kind == "a" and part.text in CLASS_WORDS:
            after = parts[position + 1 : position + 3]
            for each in after:
                if each.kind == "#":
                    return sum(part.kind == "#" for part in parts[:position])
                if each.kind in "@ax":
                    break
    return None
