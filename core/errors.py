"""Errors that a reader can do something about.

MisreadError
├── DatasetError    digits that cannot be read
├── StoreError      something stored that is missing, damaged or cannot be written
└── WorkError       a training or a download that cannot be started or ended badly

An error is data: a `kind` and the values that belong to it. The sentence stands in
`core/wording/<language>/errors.ftl` under `error-<kind>` and says what happened,
what was expected and what to do. A wrong argument is a mistake of the calling code and
raises `ValueError` instead.
"""


class MisreadError(Exception):
    """Base of every error whose sentence may be shown to a reader.

    Attributes:
        kind: Names the sentence.
        values: What the sentence is filled with; text and numbers only.
    """

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = {
            name: value if isinstance(value, int | float) else str(value)
            for name, value in values.items()
        }

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.kind} ({values})" if values else self.kind


class DatasetError(MisreadError):
    """Digits are missing, damaged or do not fit together."""


class StoreError(MisreadError):
    """Something stored is missing or damaged, or cannot be written."""


class WorkError(MisreadError):
    """A training or a download cannot be started, or has failed."""
