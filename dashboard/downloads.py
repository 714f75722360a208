"""Files that are made when somebody asks for them; nothing of them is cached."""

from collections.abc import Sequence
from pathlib import Path

from core.work import evaluating, exporting
from core.work.reporting import ReportOptions, make_report
from dashboard.cache import DigitsRecord, RunRecord


def report(
    run: RunRecord, records: Sequence[DigitsRecord], choices: ReportOptions
) -> bytes:
    """Make the report of a run on some digit sets."""
    return make_report(run, records, choices).encode()


def network(run: RunRecord, records: Sequence[DigitsRecord], language: str) -> bytes:
    """Pack a network with words on how to use it and how well it reads."""
    evaluated = [(each, evaluating.evaluate(run, each)) for each in records]
    return exporting.export_model(run, evaluated, language).content


def model_file(run: RunRecord, name: str) -> bytes:
    """Read ``model.keras`` or ``model.tflite``."""
    return (run.folder / Path(name).name).read_bytes()
