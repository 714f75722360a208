"""Damage every kind of file of a data folder, and read everything.

    python -m tests.benchmarks.damage [--flips 100] [--cuts 20] [--seed 0] [--only TEXT]

The data folder is that of `tests/dashboard/older_data_folder.zip` with a digit set of
the user: a trained run, imported predictions, predictions, uploads with originals,
labels, verdicts and jobs. Each trial flips one random bit of a file or cuts it off,
before or after this process has first read everything, and reads everything that pages
and commands read. In-memory caches are emptied, so that all comes from the disk again.

- noticed: an error with a sentence in both languages
- harmless: everything reads as before
- silent: a value differs, and nothing says why
- uncaught: an error without a sentence
- others: trials in which something that does not need the file could not be read
"""

import argparse
import contextlib
import io
import os
import pickle
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from core import commands
from core.data.datasets import load_builtin_digits
from core.data.digits import DigitSet
from core.errors import MisreadError
from core.store import artefacts, database, digit_sets, jobs, runs, uploads, verdicts
from core.store.data_folder import EXAMPLES
from core.store.quarantine import store_errors
from core.wording import error_sentence
from core.work import evaluating, labelling, nearest_neighbours, verdict_actions
from core.work import jobs as work_jobs
from core.work import uploads as work_uploads

ARCHIVE = Path(__file__).parents[1] / "dashboard" / "older_data_folder.zip"
TRAINED, IMPORTED = "13cf2ae419ac", "feca33109f91"
UPLOADS = "c29d6761355440109b5abb6350d89808", "a59d6cc38be346d9a20a16684e9dbbcf"
KINDS = ("digits", "runs", "uploads", "predictions")
OUTCOMES = ("noticed", "harmless", "silent", "uncaught")


class Reading(NamedTuple):
    """Something to read, and the folders that it needs."""

    name: str
    needs: tuple[str, ...]
    read: Callable[[], Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flips", type=int, default=100)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="kinds of file with this text")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        home, sound = Path(folder, "home"), Path(folder, "sound")
        os.environ["MISREAD_HOME"] = str(home)
        os.environ["KERAS_HOME"] = str(Path(folder, "keras"))
        os.environ.pop("MISREAD_MNIST", None)
        os.environ["MISREAD_LOG_LEVEL"] = "CRITICAL"
        fill(home)
        shutil.copytree(home, sound)
        found = run_trials(home, sound, options)
    print_table(found)
    print(f"{time.monotonic() - begun:.0f} s")


def fill(home: Path) -> None:
    """Make the data folder, with predictions of both runs for every digit set."""
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(home)
    digits = load_builtin_digits().train
    mine = DigitSet(
        source="mine",
        images=digits.images[:90],
        labels=digits.labels[:90],
        names=digits.names[:90],
    )
    digit_sets.save_digits(mine, title="Mine")
    with contextlib.redirect_stderr(io.StringIO()):
        for reading in readings():
            reading.read()


def readings() -> list[Reading]:
    """Return everything that is read; records are found now, as a page has them."""
    found = [
        Reading("runs", ("runs",), lambda: commands.runs(SimpleNamespace())[0]),
        Reading("data", ("digits", "uploads"), _data),
    ]
    mine = next(each for each in digit_sets.list_digits() if each.title == "Mine")
    records = [mine, *(uploads.find_upload(each).digits for each in UPLOADS)]
    trained = runs.find_run(TRAINED)
    here = f"runs/{TRAINED}"
    for name, function in {
        "history": runs.load_history,
        "layers": runs.load_layers,
        "run": lambda run: asdict(runs.load_run(run.folder)),
        "keras": lambda run: runs.load_model_file(run.folder, runs.KERAS_FILE),
        "network": lambda run: runs.load_model_file(run.folder, runs.LITERT_FILE),
    }.items():
        found.append(Reading(name, (here,), _bind(function, trained)))
    for run in (trained, runs.find_run(IMPORTED)):
        where = f"runs/{run.id}"
        found += [
            Reading("published", (where,), _bind(runs.load_predictions, run, each))
            for each in run.evaluated
        ]
        found += [
            Reading("epochs", (where,), _bind(_epochs, run, each))
            for each in run.replayed
        ]
    for record in records:
        where = f"{record.folder.parent.name}/{record.folder.name}"
        needs = (where, "people.sqlite")
        read = _bind(digit_sets.load_digits, record)
        found += [
            Reading("images", (where,), _then(read, lambda got: got.images)),
            Reading("names", (where,), _bind(digit_sets.load_names, record)),
            Reading("labels", needs, _bind(labelling.labels_of, record)),
            Reading("verdicts", needs, _bind(verdict_actions.verdicts_of, record)),
            Reading("former", needs, _bind(_former, record)),
            Reading(
                "evaluation",
                (*needs, here, "predictions"),
                _bind(_evaluate, trained, record),
            ),
            Reading(
                "scores",
                (where, here),
                _bind(_score, trained, record),
            ),
        ]
    for each in UPLOADS:
        upload, where = uploads.find_upload(each), (f"uploads/{each}",)
        every = range(upload.n)
        found += [
            Reading("steps", where, _bind(uploads.load_framing_steps, upload)),
            Reading("step", where, _bind(uploads.load_framing_steps, upload, [0])),
            Reading("originals", where, _bind(uploads.load_originals, upload, every)),
            Reading("table", where, _bind(uploads.load_upload_table, upload)),
            Reading("refusals", where, _bind(_refusals, upload)),
            Reading("upload", where, _bind(uploads.find_upload, each)),
        ]
    for run in runs.list_runs()[0]:
        found += [
            Reading(
                "stored",
                ("predictions", f"runs/{run.id}"),
                _bind(runs.load_predictions, run, each.id),
            )
            for each in records
            if run.is_example and runs.has_predictions(run, each.id)
        ]
    found += [
        Reading("training", ("trainings",), _bind(_state, "trainings", TRAINED)),
        Reading("import", ("imports",), _bind(_state, "imports", UPLOADS[1])),
    ]
    return found


def _bind(function: Callable[..., Any], *values: Any) -> Callable[[], Any]:
    return lambda: function(*values)


def _then(first: Callable[[], Any], second: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: second(first())


def _data() -> Any:
    options = SimpleNamespace(add=None, fetch=False, delete=None)
    return commands.data(options)[0]


def _epochs(run: Any, digits_id: str) -> Any:
    return asdict(runs.load_epochs(run, digits_id))


def _evaluate(run: Any, record: Any) -> Any:
    evaluation = evaluating.evaluate(run, record)
    return evaluating.summarise_evaluation(evaluation), evaluation.probabilities


def _score(run: Any, record: Any) -> Any:
    images = digit_sets.load_digits(record).images
    return evaluating.scorer(run.folder).probabilities(images)


def _former(record: Any) -> Any:
    return verdicts.former_verdicts(verdicts.verdict_key(record))


def _refusals(upload: Any) -> Any:
    refused = uploads.load_refusals(upload)
    return [(each.name, error_sentence(each.error, "en")) for each in refused]


def _state(kind: str, job_id: str) -> Any:
    state = work_jobs.read_state(jobs.JobFolder(kind, job_id))
    return state.phase, state.share, state.rows, state.request, str(state.error)


def forget(*, everything: bool) -> None:
    """Empty the caches of this process, also those of what it has verified."""
    for cached in (
        evaluating.scorer,
        labelling.label_candidates,
        work_uploads._training_hashes,
        nearest_neighbours._references,
        nearest_neighbours._reference_images,
    ):
        cached.cache_clear()
    digit_sets._images_in_use.clear()
    if everything:
        for known in (artefacts._verified_manifests, artefacts._unverified_manifests):
            for folder in [each for each in known if not each.is_relative_to(EXAMPLES)]:
                del known[folder]
        database._checked.clear()


def run_trials(
    home: Path, sound: Path, options: argparse.Namespace
) -> dict[tuple[str, str], Counter[str]]:
    """Return how many trials ended how, by kind of file and time of the damage."""
    draw = random.Random(options.seed)
    everything = readings()
    expected = [fingerprint(each.read()) for each in quiet(everything)]
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for kind, names in sorted(files_by_kind(sound).items()):
        if options.only not in kind:
            continue
        for when in ("before", "after"):
            for number in range(options.flips + options.cuts):
                name = draw.choice(names)
                shutil.rmtree(home)
                shutil.copytree(sound, home)
                forget(everything=True)
                if when == "after":
                    for each in quiet(everything):
                        each.read()
                    forget(everything=False)
                what = damage(home / name, draw, is_flip=number < options.flips)
                outcome, others, why = judge(everything, expected, name)
                found[kind, when][outcome] += 1
                found[kind, when]["others"] += others
                if outcome in ("silent", "uncaught") or others:
                    print(f"{when}: {name}, {what}: {outcome}, {why}", file=sys.stderr)
    return found


def quiet(everything: list[Reading]) -> Iterator[Reading]:
    """Yield each reading; what it prints is not shown."""
    for each in everything:
        with contextlib.redirect_stderr(io.StringIO()):
            yield each


def files_by_kind(sound: Path) -> dict[str, list[str]]:
    """Return the files of the folder by folder and name, without ids."""
    found = defaultdict(list)
    for path in sorted(each for each in sound.rglob("*") if each.is_file()):
        parts = path.relative_to(sound).parts
        if path.stat().st_size and parts[0] not in ("logs", "copies"):
            named = "*.parquet" if len(path.stem) == 16 else path.name
            middle = [each for each in parts[2:-1] if len(each) < 12]
            kind = "/".join((*parts[:1], *middle, named) if len(parts) > 1 else parts)
            found[kind].append(path.relative_to(sound).as_posix())
    return found


def damage(path: Path, draw: random.Random, *, is_flip: bool) -> str:
    """Flip one bit of a file, or cut it off; return what was done."""
    content = bytearray(path.read_bytes())
    position = draw.randrange(len(content))
    if is_flip:
        bit = draw.randrange(8)
        content[position] ^= 1 << bit
        path.write_bytes(content)
        return f"bit {bit} of byte {position}"
    path.write_bytes(content[:position])
    return f"cut at {position} of {len(content)}"


def judge(
    everything: list[Reading], expected: list[bytes], damaged: str
) -> tuple[str, bool, str]:
    """Read everything; return the outcome, whether others suffered, and what did."""
    outcome, others, why = "harmless", False, ""
    for reading, before in zip(quiet(everything), expected, strict=True):
        is_needed = any(damaged.startswith(each) for each in reading.needs)
        try:
            same = fingerprint(reading.read()) == before
        except MisreadError as error:
            if not all(error_sentence(error, each) for each in ("en", "zh")):
                return "uncaught", others, f"no sentence: {error}"
            same, outcome = True, "noticed"
            others = others or not is_needed
            why = why or f"{reading.name}: {error}"
        except Exception as error:
            return "uncaught", others, f"{reading.name}: {error!r}"
        if not same and not has_notice():
            return "silent", others, reading.name
    return ("noticed" if has_notice() else outcome), others, why


def has_notice() -> bool:
    """True if a page says that something was damaged."""
    return bool(store_errors(KINDS) or database.notices())


def fingerprint(value: Any) -> bytes:
    """Return a hash of a value that was read."""
    return sha256(pickle.dumps(_plain(value))).digest()


def _plain(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return repr(value.to_dict("list"))
    if hasattr(value, "tobytes"):
        return value.shape, value.tobytes()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return [(key, _plain(each)) for key, each in value.items()]
    return repr(value)


def print_table(found: dict[tuple[str, str], Counter[str]]) -> None:
    """Print the outcomes as a Markdown table, with their sum."""
    columns = (*OUTCOMES, "others")
    print("| File | Damaged | " + " | ".join(columns) + " |")
    print("| --- | --- |" + " --- |" * len(columns))
    total: Counter[str] = Counter()
    for (kind, when), counts in found.items():
        total += counts
        numbers = " | ".join(str(counts[each]) for each in columns)
        print(f"| `{kind}` | {when} | {numbers} |")
    print("| all | | " + " | ".join(str(total[each]) for each in columns) + " |")


if __name__ == "__main__":
    main()
