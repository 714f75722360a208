"""Sentences in the language of the terminal, and the progress of a job."""

import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from core import wording
from core.analysis.metrics import ENOUGH_IMAGES
from core.errors import CancelledError, MisreadError
from core.store.events import Phase
from core.store.jobs import TRAININGS, JobFolder
from core.work import jobs

LANGUAGE = wording.preferred_language(os.environ)
_WATCH_SECONDS = 0.3
_MAX_NAMES = 5
_COUNTED = ("epoch", "epochs", "run", "runs", "networks", "machines", "done")


def say(message: str, /, **values: object) -> str:
    """Return a message in the language of the terminal."""
    return wording.say(message, LANGUAGE, **values)


def error_sentence(error: MisreadError) -> str:
    """Return an error in words."""
    return wording.error_sentence(error, LANGUAGE)


def percent(share: float, digits: int = 0) -> str:
    """Format a fraction, 0 to 1, as percent."""
    return wording.percent(share, digits, LANGUAGE)


def show_progress(job: JobFolder) -> None:
    """Show the progress of a job until it ends.

    Raises:
        CancelledError: The job was cancelled.
        MisreadError: The job failed.
    """
    is_interactive = sys.stderr.isatty()
    try:
        while (state := jobs.read_state(job)).is_running:
            if is_interactive:
                print(f"\r\x1b[K{_progress_line(state)}", end="", file=sys.stderr)
            time.sleep(_WATCH_SECONDS)
    except KeyboardInterrupt:
        job.request_cancel()
        raise
    finally:
        if is_interactive:
            print("\r\x1b[K", end="", file=sys.stderr)
    if state.error is not None:
        raise state.error
    if state.phase == Phase.CANCELLED:
        raise CancelledError("cancelled")


def _progress_line(state: jobs.JobState) -> str:
    seconds = state.seconds_left
    left = "…" if seconds is None else wording.duration(seconds, LANGUAGE)
    kind = "training" if state.job.kind == TRAININGS else "download"
    return say(
        f"cli-progress-{kind}",
        phase=state.activity,
        share=state.share,
        **{name: getattr(state.latest, name) for name in _COUNTED},
        left=left,
    )


def doubt_sentence(kind: str, names: Sequence[str]) -> str:
    """Return why some pictures may not show exactly one digit, with the first names."""
    shown = ", ".join(names[:_MAX_NAMES]) + ("…" if len(names) > _MAX_NAMES else "")
    return say("cli-doubt", kind=kind, count=len(names), names=shown)


def result_sentence(result: dict[str, Any]) -> str:
    """Return the result of an evaluation as a sentence."""
    if result["n"] < ENOUGH_IMAGES:
        names = ("id", "on", "n", "mistakes", "unlabelled")
        return say("cli-result-few", **{name: result[name] for name in names})
    low, high = result["interval"]
    return say(
        "cli-result",
        **{name: result[name] for name in ("id", "on", "n", "mistakes")},
        accuracy=percent(result["accuracy"], 2),
        low=percent(low, 2),
        high=percent(high, 2),
    )
