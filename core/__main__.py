"""The command line: `python -m core --help` lists its commands."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core import (
    cluster_commands,
    commands,
    import_commands,
    log,
    training_commands,
)
from core._version import VERSION
from core.data.label_places import LABEL_OPTIONS
from core.errors import MisreadError
from core.store.data_folder import system_error
from core.terminal import LANGUAGE, error_sentence, say
from core.wording import LANGUAGES
from core.work.catalogue import BUILT_IN
from core.work.exporting import ExportFormat


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0, or 1 after an error on stderr."""
    options = _parser().parse_args(arguments)
    try:
        with log.quiet_terminal():
            result, text = options.command(options)
    except MisreadError as error:
        print(error_sentence(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(error_sentence(system_error(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    try:
        print(json.dumps(result) if options.json else text, flush=True)
    except BrokenPipeError:
        # The reader closed the pipe. Without this, Python prints an error at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core", description=say("cli"))
    parser.add_argument("--version", action="version", version=f"Misread {VERSION}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Any) -> argparse.ArgumentParser:
        text = say(f"cli-{name}")
        each = subparsers.add_parser(name, help=text, description=text)
        each.add_argument("--json", action="store_true", help=say("cli-json"))
        each.set_defaults(command=command)
        return each

    _add_training_options(add("train", training_commands.train))
    evaluate = add("evaluate", commands.evaluate)
    evaluate.add_argument("run", nargs="?", help=say("cli-run"))
    evaluate.add_argument("--on", default=BUILT_IN, help=say("cli-on"))
    evaluate.add_argument("--against", metavar="RUN", help=say("cli-against"))
    _add_report_options(add("report", commands.report))
    _add_export_options(add("export", commands.export))
    import_ = add("import", import_commands.import_)
    import_.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    import_.add_argument("--title", help=say("cli-title"))
    import_.add_argument("--labels", choices=LABEL_OPTIONS, help=say("cli-labels"))
    import_.add_argument("--again", action="store_true", help=say("cli-again"))
    _add_predictions_options(
        add("import-predictions", import_commands.import_predictions)
    )
    add("runs", commands.runs)
    _add_data_options(add("data", commands.data))
    cluster = add("cluster", cluster_commands.cluster)
    actions = ("schedule", "work", "check")
    cluster.add_argument("action", choices=actions, help=say("cli-cluster-action"))
    cluster.add_argument("--host", default="127.0.0.1", help=say("cli-cluster-host"))
    port = cluster_commands.PORT
    cluster.add_argument("--port", type=int, default=port, help=say("cli-cluster-port"))
    return parser


def _add_training_options(train: argparse.ArgumentParser) -> None:
    train.add_argument("--preset", default="balanced", help=say("cli-preset"))
    train.add_argument("--data", default="mnist", help=say("cli-data-name"))
    train.add_argument("--jury", action="store_true", help=say("cli-train-jury"))
    train.add_argument("--epochs", type=int, help=say("cli-epochs"))
    seeds = train.add_mutually_exclusive_group()
    seeds.add_argument("--seed", type=int, help=say("cli-seed"))
    seeds.add_argument("--seeds", type=int, nargs="+", help=say("cli-seeds"))
    train.add_argument(
        "--vary",
        action="append",
        nargs="+",
        metavar=("SETTING", "VALUE"),
        help=say("cli-vary"),
    )


def _add_report_options(report: argparse.ArgumentParser) -> None:
    report.add_argument("run", nargs="?", help=say("cli-run"))
    report.add_argument("--on", action="append", help=say("cli-report-on"))
    report.add_argument("--against", metavar="RUN", help=say("cli-against"))
    report.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGE, help=say("cli-lang")
    )
    report.add_argument("--note", default="", help=say("cli-note"))
    report.add_argument("--names", action="store_true", help=say("cli-names"))
    report.add_argument("--originals", action="store_true", help=say("cli-originals"))
    output = Path("report.html")
    report.add_argument(
        "-o", "--output", type=Path, default=output, help=say("cli-report-output")
    )
    report.add_argument("--force", action="store_true", help=say("cli-force"))


def _add_export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("run", nargs="?", help=say("cli-run"))
    export.add_argument("--on", default=BUILT_IN, help=say("cli-on"))
    export.add_argument("--what", choices=get_args(ExportFormat), help=say("cli-what"))
    export.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help=say("cli-output"),
    )
    export.add_argument("--force", action="store_true", help=say("cli-force"))


def _add_predictions_options(predictions: argparse.ArgumentParser) -> None:
    predictions.add_argument(
        "path", type=Path, metavar="FILE", help=say("cli-predictions")
    )
    predictions.add_argument("--on", metavar="SET", help=say("cli-predictions-on"))
    predictions.add_argument(
        "--name", metavar="TITLE", default="", help=say("cli-predictions-name")
    )
    predictions.add_argument(
        "--classes", default="", metavar="DIGITS", help=say("cli-predictions-classes")
    )
    predictions.add_argument(
        "--out-of-fold", action="store_true", help=say("cli-predictions-fold")
    )


def _add_data_options(data: argparse.ArgumentParser) -> None:
    data.add_argument(
        "--add", nargs="+", type=Path, metavar="FILE", help=say("cli-add")
    )
    data.add_argument("--fetch", action="store_true", help=say("cli-fetch"))
    data.add_argument("--delete", metavar="ID", help=say("cli-delete"))


if __name__ == "__main__":
    sys.exit(main())
