"""The command line: `python -m core COMMAND`; `--help` lists the commands."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.analysis.metrics import ENOUGH_IMAGES
from core.commands import add_export_options, run_export
from core.data.arrivals import Refusal
from core.errors import MisreadError, WorkError
from core.model.recipes import PRESETS
from core.share.wording import duration, error_sentence, percent, say
from core.store.digit_sets import list_digits
from core.store.jobs import TRAININGS, JobFolder
from core.store.runs import RunRecord, list_runs, load_history
from core.store.uploads import find_upload, list_uploads
from core.work import jobs, uploads
from core.work.catalogue import adopt_mnist, find_digits, import_mnist, named_run
from core.work.evaluating import evaluate, measure

_WATCH_SECONDS = 0.3
_TOLD_EACH = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0, or 1 after a sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        result, text = options.command(options)
    except MisreadError as error:
        print(error_sentence(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    try:
        print(json.dumps(result) if options.json else text, flush=True)
    except BrokenPipeError:
        # Whoever reads has read enough; without this, Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core", description=say("cli"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Any) -> argparse.ArgumentParser:
        text = say(f"cli-{name}")
        each = commands.add_parser(name, help=text, description=text)
        each.add_argument("--json", action="store_true", help=say("cli-json"))
        each.set_defaults(command=command)
        return each

    train = add("train", _train)
    train.add_argument("--preset", default="fast", help=say("cli-preset"))
    train.add_argument("--data", default="mnist", help=say("cli-data-name"))
    train.add_argument("--epochs", type=int, help=say("cli-epochs"))
    train.add_argument("--seed", type=int, help=say("cli-seed"))
    evaluate_ = add("evaluate", _evaluate)
    evaluate_.add_argument("run", nargs="?", help=say("cli-run"))
    evaluate_.add_argument("--on", default="built-in", help=say("cli-on"))
    import_ = add("import", _import)
    import_.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    import_.add_argument("--title", help=say("cli-title"))
    add_export_options(add("export", run_export))
    add("runs", _runs)
    data = add("data", _data)
    data.add_argument(
        "--add", nargs="+", type=Path, metavar="FILE", help=say("cli-add")
    )
    data.add_argument("--fetch", action="store_true", help=say("cli-fetch"))
    data.add_argument("--delete", metavar="ID", help=say("cli-delete"))
    return parser


def _train(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Train in the worker, showing progress; Ctrl+C cancels the training."""
    if options.preset not in PRESETS:
        known = ", ".join(PRESETS)
        raise WorkError("unknown-preset", name=options.preset, known=known)
    changes = {
        name: getattr(options, name)
        for name in ("epochs", "seed")
        if getattr(options, name) is not None
    }
    try:
        recipe = replace(PRESETS[options.preset], **changes)
    except ValueError as error:
        raise WorkError("bad-setting", reason=str(error)) from error
    started = jobs.start_training(recipe, options.data)
    if isinstance(started, JobFolder):
        _watch(started)
    run = named_run(started.id)
    on = "mnist-test" if run.data == "mnist" else run.data
    result = _measure(run, on) | {"seconds": dict(run.seconds)}
    result["history"] = json.loads(load_history(run).to_json(orient="records"))
    return result, _sentence(result)


def _evaluate(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    result = _measure(named_run(options.run), options.on)
    return result, _sentence(result)


def _import(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Take in an upload; what is refused is told on stderr, or in the object."""
    refused: list[dict[str, str]] = []

    def refuse(refusal: Refusal) -> None:
        text = error_sentence(refusal.error)
        row = {"name": refusal.name, "kind": refusal.error.kind, "reason": text}
        refused.append(row)
        if not options.json:
            print(f"{refusal.name}: {text}", file=sys.stderr)

    shows = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shows and (done == total or done % _TOLD_EACH == 0):
            line = say("cli-progress-import", done=done, total=total)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    title = options.title or options.paths[0].resolve().name
    try:
        upload = uploads.import_upload(
            options.paths, title=title, refused=refuse, progress=progress
        )
    finally:
        if shows:
            print("\r\x1b[K", end="", file=sys.stderr)
    result = {
        "id": upload.id,
        "n": upload.n,
        "labelled": upload.labelled,
        "refused": refused,
        "ignored": upload.num_ignored,
    }
    text = say(
        "cli-imported",
        id=upload.id,
        title=upload.title,
        n=upload.n,
        labelled=upload.labelled,
        refused=upload.num_refused,
    )
    return result, text


def _runs(_: argparse.Namespace) -> tuple[dict[str, Any], str]:
    records, problems = list_runs()
    for problem in problems:
        print(error_sentence(problem), file=sys.stderr)
    rows = [
        {
            "id": run.id,
            "preset": run.recipe.preset,
            "data": run.data,
            "epochs": run.recipe.epochs,
            "created": run.created,
            "seconds": run.seconds["training"],
            "example": run.is_example,
        }
        for run in records
    ]
    lines = [
        f"{row['id']}  {row['preset']:10}  {row['data']:9}  {row['created']}"
        for row in rows
    ]
    return {"runs": rows, "n": len(rows)}, "\n".join(lines)


def _data(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    if options.add:
        import_mnist(options.add)
    elif options.fetch:
        _watch(jobs.start_download())
    elif options.delete:
        _delete(options.delete)
    else:
        adopt_mnist()
    rows = [
        {
            "id": record.id,
            "source": record.source,
            "n": record.n,
            "images": record.has_images,
        }
        for record in list_digits()
    ]
    own = [
        {
            "id": upload.id,
            "source": upload.source,
            "title": upload.title,
            "n": upload.n,
            "images": True,
        }
        for upload in list_uploads()
    ]
    lines = [f"{row['id']}  {row['source']:12}  {row['n']:6,}" for row in rows]
    lines += [f"{row['id']}  {row['n']:6,}  {row['title']}" for row in own]
    rows += own
    return {"digits": rows, "n": len(rows)}, "\n".join(lines)


def _delete(name: str) -> None:
    """Delete an upload for good: a terminal asks nobody, and takes nothing back."""
    upload = find_upload(name)
    if upload is None:
        raise WorkError("unknown-upload", name=name)
    uploads.delete(upload.id)
    uploads.purge_one(upload.id)


def _measure(run: RunRecord, on: str) -> dict[str, Any]:
    if on.startswith("mnist"):
        adopt_mnist()
    return {"id": run.id, "on": on, **measure(evaluate(run, find_digits(on)))}


def _sentence(result: dict[str, Any]) -> str:
    if result["n"] < ENOUGH_IMAGES:
        counts = {name: result[name] for name in ("id", "on", "n", "mistakes")}
        return say("cli-result-few", **counts, unlabelled=result["unlabelled"])
    low, high = result["interval"]
    return say(
        "cli-result",
        id=result["id"],
        on=result["on"],
        n=result["n"],
        mistakes=result["mistakes"],
        accuracy=percent(result["accuracy"], 2),
        low=percent(low, 2),
        high=percent(high, 2),
    )


def _watch(job: JobFolder) -> None:
    """Show the progress of a job until it ends.

    Raises:
        MisreadError: It failed, or was cancelled.
    """
    shows = sys.stderr.isatty()
    try:
        while (state := jobs.read_state(job)).is_running:
            if shows:
                print(f"\r\x1b[K{_progress_line(state)}", end="", file=sys.stderr)
            time.sleep(_WATCH_SECONDS)
    except KeyboardInterrupt:
        jobs.cancel(job)
        raise
    finally:
        if shows:
            print("\r\x1b[K", end="", file=sys.stderr)
    if state.error is not None:
        raise state.error
    if state.phase == "cancelled":
        raise WorkError("cancelled")


def _progress_line(state: jobs.JobState) -> str:
    left = "" if state.seconds_left is None else duration(state.seconds_left)
    kind = "training" if state.job.kind == TRAININGS else "download"
    return say(
        f"cli-progress-{kind}",
        phase=state.phase,
        share=state.share,
        epoch=state.latest.get("epoch", 0),
        epochs=state.latest.get("epochs", 0),
        left=left or "…",
    )


if __name__ == "__main__":
    sys.exit(main())
