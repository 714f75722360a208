"""Commands of the terminal that write files."""

import argparse
from pathlib import Path
from typing import Any, get_args

from core.share.wording import say
from core.work.catalogue import adopt_mnist, find_digits, named_run
from core.work.exporting import BY_ENDING, What, export, refuse_to_replace, write


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Let `export` take its arguments."""
    parser.add_argument("run", nargs="?", help=say("cli-run"))
    parser.add_argument("--on", default="built-in", help=say("cli-on"))
    parser.add_argument("--what", choices=get_args(What), help=say("cli-what"))
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help=say("cli-output"),
    )
    parser.add_argument("--force", action="store_true", help=say("cli-force"))


def run_export(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Write a file; return what is told of it, as an object and as a sentence."""
    path: Path = options.output
    if not options.force:
        refuse_to_replace(path)
    what: What = options.what or BY_ENDING.get(path.suffix.lower(), "table")
    run = named_run(options.run)
    if options.on.startswith("mnist"):
        adopt_mnist()
    made = export(run, find_digits(options.on), what)
    write(path, made.content)
    result = {"path": str(path), "bytes": len(made.content), "n": made.n}
    return result, say("cli-exported", what=what, n=made.n, path=str(path))
