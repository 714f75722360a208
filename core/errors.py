"""Errors that a user can act on.

MisreadError
├── DatasetError            digits that cannot be read
│   └── ArchiveError            (core.data.zip_directory) a ZIP, or a file in it
├── StoreError              stored data that is missing or cannot be read or written
│   ├── DamagedError            a damaged artefact, moved into quarantine
│   └── ImagesMissingError      a digit set whose images are not on this computer
└── WorkError               a job that cannot start, or that failed
    ├── CancelledError          a job that was cancelled
    └── DuplicateError          an import of what is stored already

An error is data: a `kind` and the values for its message, `error-<kind>` in
`core/wording/<language>/errors.ftl`. The message states what happened, what was
expected and what to do. Errors that a caller handles have a class of their own. A wrong
argument is a defect of the calling code and raises `ValueError` instead.
"""


class MisreadError(Exception):
    """Base of all errors with a message for the user.

    Attributes:
        kind: Id of the message, without the prefix ``error-``.
        values: Variables of the message; text and numbers only.
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
    """Stored data is missing or damaged, or cannot be written."""


class DamagedError(StoreError):
    """An artefact does not match its manifest and has been moved into quarantine."""


class ImagesMissingError(StoreError):
    """Only the labels and names of a digit set are stored, without its images."""


class WorkError(MisreadError):
    """A job cannot be started, or has failed."""


class CancelledError(WorkError):
    """A job was cancelled."""


class DuplicateError(WorkError):
    """The same files are stored already, as the upload `values["id"]`."""
