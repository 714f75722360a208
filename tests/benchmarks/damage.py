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
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.data.datasets import load_builtin_digits
from core.data.digits import DigitSet
from core.errors import MisreadError
from core.store import database, digit_sets, jobs
from core.store.quarantine import store_errors
from core.wording import error_sentence
from tests.benchmarks.damage_readings import JOBS, Reading, forget, readings

ARCHIVE = Path(__file__).parents[1] / "dashboard" / "older_data_folder.zip"
KINDS = ("digits", "runs", "uploads", "predictions")
OUTCOMES = ("noticed", "harmless", "silent", "uncaught")


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
    for kind, job_id in JOBS:
        write_anew(jobs.JobFolder(kind, job_id))
    with contextlib.redirect_stderr(io.StringIO()):
        for reading in readings():
            reading.read()


def write_anew(job: jobs.JobFolder) -> None:
    """Write the files of a job as this version does, with checksums."""
    events = job.events()
    job.create(job.request())
    for event in events:
        job.report(event)


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
    for reading, before in zip(everything, expected, strict=True):
        is_needed = any(damaged.startswith(each) for each in reading.needs)
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                same = fingerprint(reading.read()) == before
        except MisreadError as error:
            if not all(error_sentence(error, each) for each in ("en", "zh")):
                return "uncaught", others, f"no sentence: {error}"
            same, outcome = True, "noticed"
            others = others or not is_needed
            why = why or f"{reading.name}: {error}"
        except Exception as error:
            return "uncaught", others, f"{reading.name}: {error!r}"
        if not same and said.getvalue():
            outcome = "noticed"
        elif not same and not has_notice():
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
