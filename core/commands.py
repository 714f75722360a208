"""The commands of the command line: each returns a JSON object and its text."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.analysis.comparison import compare, comparison_findings
from core.analysis.confidence import doubted_rows
from core.analysis.evaluation import Evaluation
from core.errors import StoreError, WorkError
from core.store.digit_sets import DigitsRecord, list_digits, load_names
from core.store.quarantine import store_errors
from core.store.runs import RunRecord, list_runs
from core.store.uploads import find_upload, list_uploads, upload_id_of
from core.terminal import (
    LANGUAGE,
    doubt_sentence,
    error_sentence,
    result_sentence,
    say,
    show_progress,
)
from core.wording import say_finding
from core.wording.verdict_impact import verdict_impact_sentence
from core.work import exporting, jobs, uploads
from core.work.catalogue import (
    BUILT_IN,
    MNIST,
    find_digits,
    find_run_or_latest,
    import_mnist,
    is_training_set,
    register_mnist,
)
from core.work.evaluating import evaluate as evaluate_run
from core.work.evaluating import summarise_evaluation
from core.work.reporting import ReportOptions, make_report
from core.work.verdict_actions import verdict_impact_of


def evaluate(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Evaluate a run on a digit set."""
    run = find_run_or_latest(options.run)
    digits = _find_digits(options.on)
    evaluation = evaluate_run(run, digits)
    result = {"id": run.id, "on": options.on, **summarise_evaluation(evaluation)}
    if learned := _num_learned(run, digits):
        result["learned"] = learned
    unsure = _unsure_names(evaluation, digits)
    if unsure:
        result["unsure"] = unsure
    impact = verdict_impact_of(evaluation, [digits])
    if impact.num_images:
        result["with_verdicts"] = {
            "n": impact.accepted.n,
            "mistakes": impact.accepted.mistakes,
            "corrected": impact.corrected,
            "left_out": impact.left_out,
            "disputed": impact.disputed,
        }
    sentences = [result_sentence(result), verdict_impact_sentence(impact, LANGUAGE)]
    if learned:
        sentences.append(say("cli-learned", count=learned, n=digits.n))
    if unsure:
        sentences.append(doubt_sentence("unsure", unsure))
    if options.against is not None:
        before = evaluate_run(find_run_or_latest(options.against), digits)
        change = compare(before, evaluation)
        counts = asdict(change)
        # Scripts read the p-value under this key.
        chance = counts.pop("p_value")
        result["against"] = {"id": before.run_id, **counts, "chance": chance}
        sentences += [
            say_finding(each, LANGUAGE) for each in comparison_findings(change)
        ]
    return result, "\n".join(filter(None, sentences))


def _num_learned(run: RunRecord, digits: DigitsRecord) -> int:
    """Return how many of the digits a run was trained on, as far as is known."""
    if is_training_set(run, digits):
        return 0 if run.out_of_fold else digits.n
    return uploads.count_training_overlap(digits, run) or 0 if digits.is_upload else 0


def _unsure_names(evaluation: Evaluation, digits: DigitsRecord) -> list[str]:
    """Return the names of pictures without a label that may not show a digit."""
    rows = evaluation.position[doubted_rows(evaluation)].tolist()
    names = load_names(digits) if rows else ()
    return [names[row] for row in rows]


def report(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Write the report of a run to a file."""
    if not options.force:
        exporting.ensure_not_exists(options.output)
    run, names = find_run_or_latest(options.run), options.on or [BUILT_IN]
    against = None if options.against is None else find_run_or_latest(options.against)
    choices = ReportOptions(
        language=options.lang,
        note=options.note,
        with_names=options.names,
        with_originals=options.originals,
        against=against,
    )
    # The same digit set may be given by name and by id.
    sets = list({each.source: each for each in map(_find_digits, names)}.values())
    page = make_report(run, sets, choices).encode()
    exporting.write_atomically(options.output, page)
    evaluation = Evaluation.join([evaluate_run(run, each) for each in sets])
    on = [each.source for each in sets]
    result = {"id": run.id, "on": on, **summarise_evaluation(evaluation)}
    result |= {"path": str(options.output), "bytes": len(page)}
    size = f"{len(page) / 1e6:.1f}"
    return result, say("cli-reported", path=str(options.output), size=size)


def export(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Write a table, the misread pictures or the network to a file."""
    path: Path = options.output
    if not options.force:
        exporting.ensure_not_exists(path)
    export_format: exporting.ExportFormat = (
        options.what or exporting.FORMAT_BY_SUFFIX.get(path.suffix.lower(), "table")
    )
    run = find_run_or_latest(options.run)
    exported = exporting.export(run, _find_digits(options.on), export_format, LANGUAGE)
    exporting.write_atomically(path, exported.content)
    result = {"path": str(path), "bytes": len(exported.content), "n": exported.n}
    return result, say("cli-exported", what=export_format, n=exported.n, path=str(path))


def runs(_: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """List all runs."""
    records, problems = list_runs()
    for error in store_errors(("runs", "juries"), problems):
        print(error_sentence(error), file=sys.stderr)
    rows = [
        {
            "id": run.id,
            "title": run.title or None,
            "preset": run.recipe and run.recipe.preset,
            "data": run.data or None,
            "epochs": run.recipe and run.recipe.epochs,
            "created": run.created,
            "seconds": run.seconds.get("training"),
            "example": run.is_example,
        }
        for run in records
    ]
    lines = [
        f"{row['id']}  {row['preset']:10}  {row['data']:9}  {row['created']}"
        if row["preset"]
        else f"{row['id']}  {say('cli-elsewhere'):21}  {row['created']}  {row['title']}"
        for row in rows
    ]
    return {"runs": rows, "n": len(rows)}, "\n".join(lines)


def data(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """List all digit sets, after adding or deleting some."""
    if options.add:
        import_mnist(options.add)
    elif options.fetch:
        show_progress(jobs.start_download())
    elif options.delete:
        _delete(options.delete)
    else:
        register_mnist()
    problems: list[StoreError] = []
    rows = [_digits_row(record, record.id) for record in list_digits(problems)]
    uploaded = list_uploads(problems=problems)
    own = [_digits_row(upload.digits, upload.id) for upload in uploaded]
    for error in store_errors(("digits", "uploads"), problems):
        print(error_sentence(error), file=sys.stderr)
    lines = [
        f"{row['id']}  {row['source']:12}  {row['n']:6,}  {row['title']}".rstrip()
        for row in rows
    ]
    lines += [f"{row['id']}  {row['n']:6,}  {row['title']}" for row in own]
    rows += own
    return {"digits": rows, "n": len(rows)}, "\n".join(lines)


def _digits_row(record: DigitsRecord, public_id: str) -> dict[str, Any]:
    return {
        "id": public_id,
        "source": record.source,
        "title": record.title,
        "n": record.n,
        "images": record.has_images,
    }


def _delete(name: str) -> None:
    """Delete an upload permanently, without confirmation, also from the trash."""
    upload_id = upload_id_of(name)
    known = [*list_uploads(), *list_uploads(deleted=True)]
    if upload_id not in [each.id for each in known]:
        # Raises the reason if the upload exists and cannot be read.
        find_upload(name)
        raise WorkError("unknown-upload", name=name)
    uploads.delete_upload(upload_id)
    uploads.purge_upload(upload_id)


def _find_digits(name: str) -> DigitsRecord:
    """Find a digit set by its source or id; MNIST is registered first if needed."""
    if name.startswith(MNIST):
        register_mnist()
    return find_digits(name)
