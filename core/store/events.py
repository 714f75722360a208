"""Events of jobs: the lines of ``progress.jsonl``."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self

from core.data.mnist import MERGED_ERRORS
from core.data.uploaded_files import Refusal
from core.errors import DatasetError, MisreadError, WorkError
from core.store.checked_json import parse_checked_json, to_checked_json


class Phase(StrEnum):
    """What a job is doing, or how it ended."""

    STARTING = "starting"
    WAITING = "waiting"
    READING = "reading"
    LOADING = "loading"
    TRAINING = "training"
    CROSS_VALIDATING = "cross-validating"
    SAVING = "saving"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @classmethod
    def _missing_(cls, value: object) -> "Phase | None":
        """Read the name that older versions wrote."""
        return cls.CROSS_VALIDATING if value == "judging" else None

    @property
    def has_ended(self) -> bool:
        """True if the job has ended."""
        return self in (Phase.DONE, Phase.FAILED, Phase.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a job reports at one moment. A number of 0 is not written to the file.

    Attributes:
        time: Seconds since 1970.
        share: Finished part of the work, 0 to 1; None if unknown.
        network: Number of the network in training, from 1, as are epoch and step.
        networks: Number of networks to train.
        run: Number of the run in training, from 1, if the job trains several.
        runs: Number of runs to train.
        row: Row of the history, at the end of an epoch of the kept network.
        machines: Number of machines of a cluster that train networks.
        done: Number of files read, of bytes downloaded, or of networks trained by a
            cluster.
        total: Number of files to read.
        refused: Files that an import refused, if it accepted none.
    """

    phase: Phase
    time: float = field(default_factory=time.time)
    share: float | None = None
    network: int = 0
    networks: int = 0
    run: int = 0
    runs: int = 0
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    row: Mapping[str, float | None] | None = None
    machines: int = 0
    done: int = 0
    total: int = 0
    refused: tuple[Refusal, ...] = ()
    error: MisreadError | None = None

    def to_json(self) -> str:
        """Return the event as one line of JSON."""
        given: dict[str, Any] = {"time": self.time, "phase": self.phase}
        if self.share is not None:
            given["share"] = self.share
        values = {name: getattr(self, name) for name in _OPTIONAL_FIELDS}
        given |= {name: value for name, value in values.items() if value}
        if self.refused:
            given["refused"] = [refusal_to_json(each) for each in self.refused]
        if self.error is not None:
            given |= {"error": self.error.kind, "values": self.error.values}
        return to_checked_json(given)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Parse a line.

        Raises:
            ValueError: The line is cut short or damaged, or has no phase, or that of a
                newer version.
        """
        given = parse_checked_json(line)
        if "phase" not in given:
            raise ValueError("not an event")
        names = ("time", "share", *_OPTIONAL_FIELDS)
        values = {name: given[name] for name in names if name in given}
        values["phase"] = Phase(given["phase"])
        values["refused"] = tuple(map(refusal_from_json, given.get("refused", ())))
        if "error" in given:
            values["error"] = _read_error(given["error"], given["values"])
        return cls(**values)


_OPTIONAL_FIELDS: Final = (
    *("network", "networks", "run", "runs", "epoch", "epochs", "step", "steps"),
    *("row", "machines", "done", "total"),
)


def parse_events(text: str) -> list[Event | None]:
    """Parse the complete lines of a file, None for each damaged one."""
    # What follows the last line is still being written.
    lines = text.split("\n")[:-1]
    return [_parse_event(line) for line in lines if line.strip()]


def _parse_event(line: str) -> Event | None:
    # A full disk cuts a line short, and the next event continues that line. A flipped
    # bit in a line of an older version, which has no checksum, may rename a key.
    try:
        return Event.from_json(line)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_error(kind: str, values: Mapping[str, Any]) -> WorkError:
    if kind in MERGED_ERRORS:
        values = {"found": kind, "missing": "mnist.npz", **values}
    return WorkError(MERGED_ERRORS.get(kind, kind), **values)


def refusal_to_json(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as values for JSON."""
    error = refusal.error
    return {"name": refusal.name, "kind": error.kind, "values": error.values}


def refusal_from_json(row: Mapping[str, Any]) -> Refusal:
    """Build a refusal from what `refusal_to_json` returned."""
    return Refusal(row["name"], DatasetError(row["kind"], **row["values"]))


def estimate_seconds_left(events: Sequence[Event]) -> float | None:
    """Return the remaining time by the pace so far, None if that is not known yet."""
    paced = [(e.time, e.share) for e in events if e.share is not None]
    if len(paced) < 2:
        return None
    (first_time, first_share), (last_time, last_share) = paced[0], paced[-1]
    done, elapsed = last_share - first_share, last_time - first_time
    if done <= 0 or elapsed < 1:
        return None
    since = time.time() - last_time
    return max(0.0, elapsed / done * (1 - last_share) - since)
