"""Kill processes of Misread, and look for what that leaves behind.

    python -m tests.benchmarks.kills [--kills 1000] [--seed 0] [--only import ...]

Two thirds of the kills come at a fault point (see `tests.fault_points`), the rest at
a random moment; where an operation has a worker, they hit the worker, its starter, or
both together. After each kill, new processes check that nothing acknowledged is lost
and nothing half is shown, repeat the operation, and look for remains after one sweep.
Every process is forked from one that has loaded everything; decoding, training and
reading MNIST are replaced by small parts, see `kill_replacements`. Not on Windows.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import StoreError
from core.store import database
from core.store.artefacts import open_artefact
from core.store.data_folder import data_folder
from core.store.digit_sets import list_digits
from core.store.jobs import DOWNLOADS, IMPORTS, TRAININGS, list_jobs
from core.store.quarantine import store_errors
from core.store.runs import list_runs
from core.store.uploads import list_uploads
from core.work import uploads
from core.work.jobs import read_state
from tests.benchmarks.kill_operations import OPERATIONS, Operation
from tests.benchmarks.kill_replacements import prepare_folder
from tests.benchmarks.kill_trials import Outcome, Plan, Say, Trial

KINDS = ("lost", "half", "doubled", "running", "retry", "remains", "failed")
_SHARE_AT_POINTS = 2 / 3
_REMAINS = (
    *(".staging-*", ".damaged-*", ".importing.*n*", ".misread-*", "*.part"),
    *("*.new*", "*-journal", "spool", "queued", "starting"),
)


@dataclass
class Score:
    """What an operation went through."""

    trials: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


def main() -> None:
    options = _options()
    draw = random.Random(options.seed)
    chosen = [each for each in OPERATIONS if each.name in options.only]
    scores = {each.name: Score() for each in chosen}
    begun = time.monotonic()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["MISREAD_HOME"] = str(place / "warm")
        list_runs()  # Verifies the examples once.
        template = place / "template"
        (template / "home").mkdir(parents=True)
        _prepare(template)
        lengths = {each.name: _measure(each, template, place) for each in chosen}
        killed = 0
        while killed < options.kills:
            operation = draw.choice(chosen)
            plan = _plan(operation, *lengths[operation.name], draw)
            killed += _try(operation, plan, template, place, scores[operation.name])
    _show(scores, time.monotonic() - begun)
    if any(each.faults for each in scores.values()):
        sys.exit(1)


def _options() -> argparse.Namespace:
    names = [each.name for each in OPERATIONS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    return parser.parse_args()


def _prepare(template: Path) -> None:
    trial = Trial(template)
    outcome = trial.run(lambda _: prepare_folder(template))
    if outcome.code:
        raise SystemExit(trial.errors.read_text("utf-8"))


def _measure(
    operation: Operation, template: Path, place: Path
) -> tuple[dict[str, int], float]:
    """Return the fault points of an operation by process, and its seconds."""
    trial = Trial(place / "trial", template)
    begun = time.monotonic()
    outcome = trial.run(operation.run)
    seconds = time.monotonic() - begun
    faults = [*_look(trial, operation, outcome, repeated=True)]
    if outcome.code or faults:
        raise SystemExit(f"{operation.name}: {faults}\n{_errors(trial)}")
    trial.close()
    return outcome.points, seconds


def _plan(
    operation: Operation, points: dict[str, int], seconds: float, draw: random.Random
) -> Plan:
    role = draw.choice(("starter", "worker")) if operation.has_worker else "starter"
    is_whole = operation.has_worker and draw.random() < 1 / 3
    if draw.random() < _SHARE_AT_POINTS:
        return Plan(role, is_whole, point=draw.randint(1, points[role]))
    return Plan(role, is_whole, seconds=draw.uniform(0.001, seconds))


def _try(
    operation: Operation, plan: Plan, template: Path, place: Path, score: Score
) -> int:
    """Run an operation by a plan and count its faults; return 1 if it was killed."""
    trial = Trial(place / "trial", template)
    score.trials += 1
    outcome = trial.run(operation.run, plan)
    if not outcome.is_killed and outcome.code:
        score.faults["failed"] += 1
        print(f"{operation.name}, {plan}: failed: {_errors(trial)}", flush=True)
    if outcome.is_killed:
        score.kills["point" if plan.point else "moment"] += 1
        faults = [*_look(trial, operation, outcome, repeated=False)]
        trial.run(lambda _: _grow_old())
        retry = trial.run(operation.run)
        if retry.code:
            faults.append(f"retry: {_errors(trial)}")
        faults += _look(trial, operation, retry, repeated=True)
        faults += trial.run(_sweep).lines
        for fault in dict.fromkeys(faults):
            score.faults[fault.partition(":")[0]] += 1
            print(f"{operation.name}, {plan}: {fault}", flush=True)
    trial.close()
    return int(outcome.is_killed)


def _look(
    trial: Trial, operation: Operation, outcome: Outcome, *, repeated: bool
) -> Iterator[str]:
    """Yield what is wrong, as a new process sees it."""

    def look(say: Say) -> None:
        for fault in (*operation.check(outcome.lines, repeated), *_half_shown()):
            say(fault)

    looked = trial.run(look)
    yield from looked.lines
    if looked.code:
        yield f"half: {_errors(trial)}"


def _half_shown() -> Iterator[str]:
    problems: list[StoreError] = []
    runs, damaged = list_runs()
    list_digits(problems)
    for upload in list_uploads(problems=problems):
        open_artefact(upload.folder)
    kinds = ("runs", "digits", "uploads", "predictions")
    for error in [*damaged, *store_errors(kinds, problems), *database.notices()]:
        yield f"half: {error}"
    if len({each.id for each in runs}) < len(runs):
        yield "doubled: a run"
    for kind in (TRAININGS, DOWNLOADS, IMPORTS):
        for job in list_jobs(kind):
            if (state := read_state(job)).is_running:
                yield f"running: a dead {kind} job is {state.phase}"


def _sweep(say: Say) -> None:
    """Sweep as the dashboard does, and name what remains."""
    folder = data_folder()
    _grow_old()
    uploads.sweep(shared=False)
    list(database.fetch_rows("SELECT 1", ()))  # Ends what a killed change began.
    for pattern in _REMAINS:
        for path in folder.parent.rglob(pattern):
            say(f"remains: {_anonymous(path)}")


def _grow_old() -> None:
    """Make everything some minutes old."""
    then = time.time() - 1000
    for path in data_folder().parent.rglob("*"):
        os.utime(path, (then, then))


def _anonymous(path: Path) -> str:
    parts = path.relative_to(data_folder().parent).parts
    return "/".join(
        "<id>" if len(part) >= 12 and "." not in part else part for part in parts
    )


def _errors(trial: Trial) -> str:
    lines = trial.errors.read_text("utf-8", errors="replace").strip().splitlines()
    return " | ".join(lines[-3:])


def _show(scores: dict[str, Score], seconds: float) -> None:
    heading = f"{'operation':16} trials  kills  at points"
    print("\n" + heading + "".join(f"{kind:>9}" for kind in KINDS))
    total = Score()
    for name, score in {**scores, "all": total}.items():
        faults = "".join(f"{score.faults[kind]:9}" for kind in KINDS)
        kills = sum(score.kills.values())
        points = score.kills["point"]
        print(f"{name:16} {score.trials:6} {kills:6} {points:10}{faults}")
        total.trials += score.trials
        total.kills += score.kills
        total.faults += score.faults
    print(f"{seconds:.0f} s")


if __name__ == "__main__":
    main()
