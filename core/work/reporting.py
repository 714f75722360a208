"""Write the report of a run with everything it shows from the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from core._version import VERSION
from core.analysis.comparison import compare, comparison_findings
from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.charts.case import Original
from core.report.page import write_report
from core.report.values import ImportFacts, Report, TrainingFacts
from core.store.digit_sets import DigitsRecord, load_digits, load_names
from core.store.runs import RunRecord, load_history, load_layers
from core.store.uploads import find_upload, load_originals, load_upload_table
from core.wording import say
from core.wording.titles import digit_set_title, run_title
from core.work.evaluating import evaluate
from core.work.labelling import labels_of
from core.work.verdict_actions import verdict_impact_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """Choices of the user who makes a report.

    Attributes:
        with_names: True to include file names and titles of uploads.
        with_originals: True to include the original pictures, small and grey.
        against: Run to compare with.
    """

    language: str = "en"
    note: str = ""
    with_names: bool = False
    with_originals: bool = False
    against: RunRecord | None = None


def make_report(
    run: RunRecord, sets: Sequence[DigitsRecord], choices: ReportOptions
) -> str:
    """Return the report of a run on digit sets, as the text of one HTML file.

    Raises:
        StoreError: Stored data is damaged or missing.
    """
    evaluation = _evaluation(run, sets)
    change: Sequence[Finding] = ()
    against = ""
    if choices.against is not None:
        against = run_title(choices.against, choices.language)
        change = comparison_findings(
            compare(_evaluation(choices.against, sets), evaluation)
        )
    report = Report(
        language=choices.language,
        version=VERSION,
        origin=_run_facts(run),
        evaluation=evaluation,
        titles=_titles(sets, choices),
        pictures=_pictures(evaluation, sets),
        history=load_history(run) if run.has_network else None,
        date=f"{datetime.now(UTC).astimezone():%Y-%m-%d}",
        note=choices.note,
        names=_names(sets) if choices.with_names else None,
        original=_originals(evaluation, sets) if choices.with_originals else None,
        diagnosis_findings=[
            each for one in sets for each in _diagnosis_findings(run, one)
        ],
        change=change,
        against=against,
        verdict_impact=verdict_impact_of(evaluation, sets),
    )
    return write_report(report)


def _evaluation(run: RunRecord, sets: Sequence[DigitsRecord]) -> Evaluation:
    return Evaluation.join([evaluate(run, each) for each in sets])


def _run_facts(run: RunRecord) -> TrainingFacts | ImportFacts:
    if run.recipe is None:
        return ImportFacts(id=run.id, title=run.title, created=run.created)
    return TrainingFacts(
        id=run.id,
        preset=run.recipe.preset,
        data=run.data,
        n=run.n,
        epochs=run.recipe.epochs,
        batch_size=run.recipe.batch_size,
        seed=run.recipe.seed,
        members=run.recipe.members,
        seconds=run.seconds["training"],
        parameters=int(load_layers(run)["parameters"].sum()),
        out_of_fold=run.out_of_fold,
        created=run.created,
        versions=run.versions,
    )


def _titles(sets: Sequence[DigitsRecord], choices: ReportOptions) -> list[str]:
    """Return the titles of the digit sets; an upload's title may name a person."""
    titles, own = [], 0
    for record in sets:
        if record.is_upload and not choices.with_names:
            own += 1
            titles.append(say("report-own", choices.language, number=own))
        else:
            title = digit_set_title(record.source, record.title, choices.language)
            titles.append(title)
    return titles


def _pictures(
    evaluation: Evaluation, sets: Sequence[DigitsRecord]
) -> Callable[[NDArray[np.int64]], NDArray[np.uint8] | None]:
    if not all(record.has_images for record in sets):
        return lambda _: None
    images = [load_digits(each).images for each in sets]

    def pictures(rows: NDArray[np.int64]) -> NDArray[np.uint8] | None:
        return evaluation.gather(rows, images)

    return pictures


def _names(sets: Sequence[DigitsRecord]) -> list[str]:
    """Return a name for each row, "" unless it is a file of an upload."""
    return [
        name
        for record in sets
        for name in (load_names(record) if record.is_upload else [""] * record.n)
    ]


def _originals(
    evaluation: Evaluation, sets: Sequence[DigitsRecord]
) -> Callable[[int], Original | None]:
    uploads = [find_upload(record.source) for record in sets]
    tables = [None if each is None else load_upload_table(each) for each in uploads]

    def original(row: int) -> Original | None:
        index = int(evaluation.source_of[row])
        upload, table = uploads[index], tables[index]
        if upload is None or table is None:
            return None
        position = int(evaluation.position[row])
        (content,) = load_originals(upload, [position])
        return Original.of(content, table.iloc[position])

    return original


def _diagnosis_findings(run: RunRecord, record: DigitsRecord) -> list[Finding]:
    upload = find_upload(record.source)
    if not run.has_network or upload is None or not (labels_of(record) >= 0).any():
        return []
    # Imported late, because it takes half a second and only uploads need it.
    from core.work.upload_diagnosis import diagnosis_findings

    return diagnosis_findings(run, upload)
