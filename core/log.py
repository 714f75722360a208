"""The log: a few events for operators, in ``logs/misread.log`` of the data folder.

An event has a name and plain values: counts, kinds of errors, durations. File names,
upload ids and the text of exceptions never belong into it. Nothing here raises, and the
root logger is never touched. Warnings also go to the terminal.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime
from typing import Final

from core.settings import Settings

LOGGER: Final = logging.getLogger("misread")
_ROOT: Final = Path(__file__).resolve().parents[1]
_MAX_FILE_BYTES: Final = 1_000_000
_NUM_OLD_FILES: Final = 3

Value = str | int | float


def configure(folder: Path) -> None:
    """Write events to ``logs/misread.log`` in a folder from now on.

    ``MISREAD_LOG_LEVEL`` sets the least level in the file, INFO by default. With
    ``MISREAD_LOG_FORMAT=json`` every line is a JSON object.
    """
    path = folder / "logs" / "misread.log"
    close()
    settings = Settings.from_environment()
    handler = _FileHandler(path)
    is_json = settings.log_format == "json"
    handler.setFormatter(_JsonFormatter() if is_json else _TextFormatter())
    level = logging.getLevelNamesMapping().get(settings.log_level, logging.INFO)
    handler.setLevel(level)
    LOGGER.setLevel(level)
    LOGGER.addHandler(handler)


def close() -> None:
    """Close the file; warnings still go to the terminal."""
    for handler in LOGGER.handlers[:]:
        if isinstance(handler, _FileHandler):
            LOGGER.removeHandler(handler)
            handler.close()


@contextmanager
def quiet_terminal() -> Iterator[None]:
    """Keep warnings off the terminal inside the block, which shows errors itself."""
    _terminal.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        _terminal.setLevel(logging.WARNING)


def event(name: str, /, **values: Value) -> None:
    """Log an event, such as ``job-started``, at level INFO.

    Values are counts and fixed words. Never pass text that a user or a file supplied.
    """
    LOGGER.info(name, extra={"values": values})


def warning(name: str, /, **values: Value) -> None:
    """Log an event at level WARNING; see `event`."""
    LOGGER.warning(name, extra={"values": values})


def unexpected(error: BaseException) -> None:
    """Log an exception that no code expected: its type and location, not its text."""
    LOGGER.error("unexpected-error", extra={"values": {"error": locate(error)}})


def locate(error: BaseException) -> str:
    """Return the type of an exception and the innermost line of Misread it came from.

    For example ``KeyError at core/work/jobs.py:120``.
    """
    frames = traceback.extract_tb(error.__traceback__)
    paths = [(Path(frame.filename), frame.lineno) for frame in reversed(frames)]
    ours = (
        f" at {path.relative_to(_ROOT).as_posix()}:{line}"
        for path, line in paths
        if path.is_relative_to(_ROOT) and "site-packages" not in path.parts
    )
    return type(error).__name__ + next(ours, "")


class _FileHandler(RotatingFileHandler):
    """A file that is created by its first event; whatever goes wrong is ignored."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            path, "a", _MAX_FILE_BYTES, _NUM_OLD_FILES, "utf-8", delay=True
        )

    def _open(self) -> TextIOWrapper:
        self.path.parent.mkdir(exist_ok=True)
        return super()._open()

    def doRollover(self) -> None:  # noqa: N802
        # On Windows, a file that another process has open cannot be renamed.
        with suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Ignore an error: a full disk or a read-only folder must not stop the work."""


class _TerminalHandler(logging.Handler):
    """Standard error, if there is one."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(self.format(record) + "\n")


def _fields(record: logging.LogRecord) -> Mapping[str, Value]:
    values: Mapping[str, Value] = getattr(record, "values", {})
    return {"process": record.process or 0, **values}


class _TextFormatter(logging.Formatter):
    converter = staticmethod(gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        fields = [f"{name}={_quoted(each)}" for name, each in _fields(record).items()]
        time = self.formatTime(record)
        return " ".join([time, record.levelname, record.getMessage(), *fields])


class _JsonFormatter(_TextFormatter):
    def format(self, record: logging.LogRecord) -> str:
        head = {"time": self.formatTime(record), "level": record.levelname}
        return json.dumps(head | {"event": record.getMessage(), **_fields(record)})


def _quoted(value: Value) -> str:
    # A line of the log must stay one line.
    text = str(value)
    plain = text.isascii() and text.isprintable() and not set(text) & set(' "=')
    return text if plain else json.dumps(text)


_terminal = _TerminalHandler(logging.WARNING)
_terminal.setFormatter(_TextFormatter())
LOGGER.addHandler(_terminal)
LOGGER.setLevel(logging.INFO)
LOGGER.propagate = False
