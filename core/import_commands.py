"""The commands that import: pictures, and predictions of another classifier."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from core.data.digits import UNKNOWN
from core.data.labels import ParsedLabels
from core.data.uploaded_files import Refusal
from core.errors import DatasetError, DuplicateError
from core.store.digit_sets import load_names
from core.store.uploads import (
    UploadRecord,
    load_record,
    load_upload_table,
    upload_folder,
)
from core.terminal import (
    LANGUAGE,
    doubt_sentence,
    error_sentence,
    result_sentence,
    say,
)
from core.wording.titles import array_summary, digit_set_title
from core.work import uploads
from core.work.catalogue import register_mnist
from core.work.evaluating import evaluate, summarise_evaluation
from core.work.labelling import label_candidates
from core.work.prediction_import import import_predictions_file

_PROGRESS_INTERVAL = 20


def import_(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Import an upload, or return the one of the same files that is here already.

    Refused files are printed to stderr, or part of the object.
    """
    refused: list[dict[str, str]] = []
    try:
        upload, exists = _import_files(options, refused), False
    except DuplicateError as error:
        upload, exists = load_record(upload_folder(str(error.values["id"]))), True
    except DatasetError as error:
        if options.json:
            print(json.dumps({"n": 0, "error": error.kind, "refused": refused}))
        raise
    doubts = _list_doubts(upload)
    labels = _describe_labels(upload, options.labels or "")
    result = {
        "id": upload.id,
        "exists": exists,
        "n": upload.n,
        "labelled": upload.labelled,
        "labels": labels,
        "arrays": [dict(each) for each in upload.arrays],
        "tables": [dict(each) for each in upload.tables],
        "doubts": doubts,
        "refused": refused,
        "ignored": upload.num_ignored,
    }
    text = say(
        "cli-import-exists" if exists else "cli-imported",
        id=upload.id,
        title=upload.title,
        n=upload.n,
        labelled=upload.labelled,
        refused=upload.num_refused,
    )
    arrays = [array_summary(each, each["name"], LANGUAGE) for each in upload.arrays]
    lines = [text, *arrays, *_table_sentences(upload), *_label_sentences(labels)]
    return result, "\n".join([*lines, *_doubt_sentences(doubts)])


def _import_files(
    options: argparse.Namespace, refused: list[dict[str, str]]
) -> UploadRecord:
    """Import, and append refused files to a list; show the progress in a terminal."""

    def refuse(refusal: Refusal) -> None:
        text = error_sentence(refusal.error)
        row = {"name": refusal.name, "kind": refusal.error.kind, "reason": text}
        refused.append(row)
        if not options.json:
            print(f"{refusal.name}: {text}", file=sys.stderr)

    is_interactive = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if is_interactive and (done == total or done % _PROGRESS_INTERVAL == 0):
            line = say("cli-progress-import", done=done, total=total)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    try:
        return uploads.import_upload(
            options.paths,
            title=options.title or options.paths[0].resolve().name,
            place=options.labels or "",
            on_refusal=refuse,
            progress=progress,
            again=options.again,
        )
    finally:
        if is_interactive:
            print("\r\x1b[K", end="", file=sys.stderr)


def _list_doubts(upload: UploadRecord) -> list[dict[str, str]]:
    """Return the pictures that may not show exactly one digit."""
    table = load_upload_table(upload)
    doubtful = table[table["doubt"] != ""]
    return [
        {"name": name, "kind": kind}
        for name, kind in zip(doubtful["name"], doubtful["doubt"], strict=True)
    ]


def _doubt_sentences(doubts: Sequence[Mapping[str, str]]) -> list[str]:
    """Return what may be wrong with some pictures, with the first names."""
    lines = []
    for kind in dict.fromkeys(each["kind"] for each in doubts):
        names = [each["name"] for each in doubts if each["kind"] == kind]
        lines.append(doubt_sentence(kind, names))
    return lines


def _table_sentences(upload: UploadRecord) -> list[str]:
    """Return what each table beside the pictures says, and names without a picture."""
    lines = []
    for table in upload.tables:
        lines.append(say("cli-table", **_table_counts(table), total=upload.n))
        if table["examples"]:
            names = ", ".join(table["examples"])
            lines.append(say("cli-table-unmatched", names=names))
    return lines


def _table_counts(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table[name] for name in ("name", "labelled", "unknown", "ambiguous")}


def _describe_labels(upload: UploadRecord, place: str) -> dict[str, Any]:
    """Return the place of the labels, and other places with examples."""
    candidates, names = label_candidates(upload.digits), load_names(upload.digits)

    def describe(parsed: ParsedLabels) -> dict[str, Any]:
        return {
            "place": parsed.place,
            "labelled": int((parsed.labels != UNKNOWN).sum()),
            "examples": [
                {"name": names[row], "label": int(parsed.labels[row])}
                for row in parsed.example_rows()
            ],
        }

    return {
        "chosen": describe(candidates.choose(place)),
        "choices": [describe(each) for each in candidates.choices],
        "ambiguous": upload.is_ambiguous,
    }


def _label_sentences(labels: dict[str, Any]) -> list[str]:
    """Return sentences about where labels come from, and what else is possible."""

    def line(parsed: dict[str, Any]) -> str:
        examples = ", ".join(
            f"{each['name']} → {each['label']}" for each in parsed["examples"]
        )
        return say("cli-labels-place", place=parsed["place"], examples=examples)

    lines = []
    if labels["chosen"]["labelled"]:
        lines.append(say("cli-labels-taken", line=line(labels["chosen"])))
    others = [
        each for each in labels["choices"] if each["place"] != labels["chosen"]["place"]
    ]
    if others:
        kind = "ambiguous" if labels["ambiguous"] else "other"
        lines.append(say("cli-labels-others", kind=kind))
        lines += [f"  --labels {each['place']}: {line(each)}" for each in others]
    return lines


def import_predictions(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Import predictions of another classifier as a run."""
    # The file may contain images of MNIST.
    register_mnist()
    imported = import_predictions_file(
        options.path,
        options.on,
        options.name,
        classes=options.classes,
        out_of_fold=options.out_of_fold,
    )
    run, digits = imported.run, imported.digits
    result = {
        "id": run.id,
        "title": run.title,
        "on": digits.source,
        "new_digits": imported.is_new,
        "differing_labels": imported.num_label_conflicts,
        "repeats_labels": imported.repeats_labels,
        "has_confidence": imported.has_confidence,
        **summarise_evaluation(evaluate(run, digits)),
    }
    name = digit_set_title(digits.source, digits.title, LANGUAGE)
    values = {"id": run.id, "title": run.title, "n": digits.n, "name": name}
    lines = [say("cli-predictions-taken", **values), result_sentence(result)]
    if imported.num_label_conflicts:
        lines.insert(
            1, say("cli-predictions-labels", count=imported.num_label_conflicts)
        )
    if not imported.has_confidence:
        lines.append(say("predictions-no-confidence"))
    if imported.repeats_labels:
        lines.append(say("predictions-repeat-labels"))
    return result, "\n".join(lines)
