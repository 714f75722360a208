"""Selections: filters and order of images as one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Self, get_args
from urllib.parse import quote, unquote

from core.analysis.verdicts import DECISIONS, Decision
from core.data.digits import NUM_CLASSES

Outcome = Literal["mistakes", "correct", "all"]
Sort = Literal["confident", "close", "shuffled", "file"]
Cell = tuple[int | None, int | None]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Filters, order and seed of the images to show. Hashable.

    Attributes:
        true, predicted: Labels and predictions to keep; empty keeps any.
        confidence: Range of confidences to keep. The upper end is included only if it
            is 1, so that neighbouring ranges share no image.
        sources: Names of digit sets to keep; empty keeps all.
        name: Part of the image's name, in any case; empty keeps any.
        verdict: Decision to keep, ``none`` for images without a verdict; empty keeps
            any.
        outcome: Keep the misread, the correctly classified, or all images. Only ``all``
            includes images without a label.
        sort: ``confident`` puts the most confident prediction first, ``close`` the
            smallest lead of the first over the second choice; ``shuffled`` depends on
            `seed`; ``file`` keeps the order of the digit sets. Ties keep file order.
        seed: Seed of the shuffle, 0 to 2**32 - 1.

    Raises:
        ValueError: A value is outside its range.
    """

    true: frozenset[int] = frozenset()
    predicted: frozenset[int] = frozenset()
    confidence: tuple[float, float] = (0.0, 1.0)
    sources: frozenset[str] = frozenset()
    name: str = ""
    verdict: Decision | Literal[""] = ""
    outcome: Outcome = "mistakes"
    sort: Sort = "confident"
    seed: int = 0

    def __post_init__(self) -> None:
        low, high = self.confidence
        within_range = {
            "true": self.true <= frozenset(range(NUM_CLASSES)),
            "predicted": self.predicted <= frozenset(range(NUM_CLASSES)),
            "confidence": 0 <= low <= high <= 1,
            "sources": all(self.sources),
            "verdict": self.verdict in ("", *DECISIONS),
            "outcome": self.outcome in get_args(Outcome),
            "sort": self.sort in get_args(Sort),
            "seed": 0 <= self.seed < 2**32,
        }
        for field, is_within in within_range.items():
            if not is_within:
                raise ValueError(f"{field} out of range, got {getattr(self, field)!r}")

    @property
    def cell(self) -> Cell | None:
        """The cell that the matrix marks, or None.

        A pair ``(true, predicted)``, a row ``(true, None)`` or a column ``(None,
        predicted)``.
        """
        if max(len(self.true), len(self.predicted)) != 1:
            return None
        return next(iter(self.true), None), next(iter(self.predicted), None)

    def with_cell(self, true: int | None, predicted: int | None) -> Self:
        """Return the selection of another cell, row (``predicted`` None) or column.

        A cell on the diagonal selects correctly classified images, any other part
        mistakes. The other filters, the order and the seed stay.
        """
        is_diagonal = true is not None and true == predicted
        return replace(
            self,
            true=frozenset() if true is None else frozenset({true}),
            predicted=frozenset() if predicted is None else frozenset({predicted}),
            outcome="correct" if is_diagonal else "mistakes",
        )

    def to_query(self) -> dict[str, str]:
        """Return the query parameters of a URL, without those that have their default.

        The name is left out too: it is often a person's name, and URLs are shared.

        Example:
            >>> Selection(true=frozenset({9, 4}), confidence=(0.9, 1)).to_query()
            {'true': '49', 'sure': '.9_1'}
        """
        default = type(self)()
        return {
            key: parameter.write(getattr(self, parameter.field))
            for key, parameter in _PARAMETERS.items()
            if getattr(self, parameter.field) != getattr(default, parameter.field)
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Parse the query parameters of a URL; invalid ones are ignored."""
        selection = cls()
        for key, parameter in _PARAMETERS.items():
            try:
                value = parameter.read(str(query[key]))
                selection = replace(selection, **{parameter.field: value})
            except (KeyError, ValueError):
                continue
        return selection


class _Parameter(NamedTuple):
    """A field of a selection in a URL."""

    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _write_digits(digits: frozenset[int]) -> str:
    return "".join(str(digit) for digit in sorted(digits))


def _read_digits(text: str) -> frozenset[int]:
    return frozenset(int(digit) for digit in text)


def _write_range(limits: tuple[float, float]) -> str:
    # `repr` is the shortest text that parses to the same number.
    texts = [repr(float(limit)).removesuffix(".0") for limit in limits]
    return "_".join(f".{t[2:]}" if t.startswith("0.") else t for t in texts)


def _read_range(text: str) -> tuple[float, float]:
    low, high = text.split("_")
    return float(low), float(high)


def _write_names(names: frozenset[str]) -> str:
    return ",".join(quote(name, safe="") for name in sorted(names))


def _read_names(text: str) -> frozenset[str]:
    return frozenset(unquote(name) for name in text.split(",") if name)


def _read_verdict(text: str) -> str:
    matching = [each for each in DECISIONS if text and each.startswith(text)]
    if not matching:
        raise ValueError(f"no verdict begins with {text!r}")
    return matching[0]


_PARAMETERS = {
    "true": _Parameter("true", _write_digits, _read_digits),
    "read": _Parameter("predicted", _write_digits, _read_digits),
    "sure": _Parameter("confidence", _write_range, _read_range),
    "in": _Parameter("sources", _write_names, _read_names),
    # The first letter of a decision is unique.
    "said": _Parameter("verdict", itemgetter(0), _read_verdict),
    "show": _Parameter("outcome", str, str),
    "sort": _Parameter("sort", str, str),
    "seed": _Parameter("seed", str, int),
}
