"""Kill, cancel and time the parts of trainings on a real cluster, on Linux.

    python -m tests.benchmarks.cluster kills [--rounds 50]
    python -m tests.benchmarks.cluster cancels [--rounds 20]
    python -m tests.benchmarks.cluster overhead
    python -m tests.benchmarks.cluster speed

The cluster is a scheduler and two workers on this computer, each with a home of its
own. ``kills`` ends a worker, the scheduler, the job or a part at a random moment; the
training must be published, and nothing be left. ``speed`` pins each worker to a core.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from core.store.jobs import JobFolder
from core.store.runs import find_run
from core.work import jobs
from core.work.catalogue import load_dataset, preset_for_data
from core.work.parts import divide_training
from core.work.places import Task
from core.work.task import RESULT_FILE, pack_task, part_to_json, write_task
from tests.jobs import wait_until_stopped
from tests.machines import PATIENCE, Machines, parts, wait_until
from tests.subprocesses import ROOT

RECIPE = replace(preset_for_data("fast", "built-in"), epochs=2)
VICTIMS = ("worker", "scheduler", "job", "part")
# The lease of a job that died, and some.
ORPHAN_SECONDS = 75


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("kills", "cancels", "overhead", "speed"))
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    if options.what == "kills":
        return measure_kills(options.rounds or 50, rng)
    if options.what == "cancels":
        return measure_cancels(options.rounds or 20, rng)
    return measure_overhead() if options.what == "overhead" else measure_speed()


@contextmanager
def cluster(cores=(None, None)):
    """Start a cluster with a worker for each core, and use it in this process."""
    with tempfile.TemporaryDirectory() as folder:
        machines = Machines(Path(folder))
        machines.start_scheduler()
        for number, core in enumerate(cores):
            machines.start_worker(f"worker-{number}", core=core)
        machines.wait_for_workers(len(cores))
        home = Path(folder) / "home"
        home.mkdir()
        os.environ.update(MISREAD_HOME=str(home), MISREAD_CLUSTER=machines.url)
        try:
            yield machines
        finally:
            for name in list(machines.processes):
                machines.kill(name)


def measure_kills(rounds: int, rng: random.Random) -> int:
    """Print what random kills left; return 1 if they left something wrong."""
    faults = 0
    with cluster() as machines:
        for number in range(rounds):
            victim = VICTIMS[number % len(VICTIMS)]
            after = rng.uniform(0, 12)
            started = time.monotonic()
            wrong = kill_once(machines, replace(RECIPE, seed=number), victim, after)
            seconds = time.monotonic() - started
            print(
                f"{number:3} {victim:9} after {after:4.1f} s: {seconds:5.1f} s"
                f"  {wrong or 'published, nothing left'}",
                flush=True,
            )
            faults += bool(wrong)
    print(f"{rounds} kills, {faults} faults")
    return int(faults > 0)


def kill_once(machines, recipe, victim: str, after: float) -> str:
    """Train, kill something, and return what is wrong afterwards, "" if nothing."""
    job = jobs.start_training(recipe, "built-in")
    if not isinstance(job, JobFolder):
        return "not started"
    time.sleep(after)
    kill(machines, victim)
    wait_until_stopped(job, PATIENCE)
    state = jobs.read_state(job)
    if victim == "job" and state.phase == "failed":
        jobs.start_training(recipe, "built-in")
        wait_until_stopped(job, PATIENCE)
        state = jobs.read_state(job)
    if state.phase != "done" or find_run(job.id) is None:
        return f"{state.phase}: {state.error}"
    if not wait_until(lambda: parts() == [], ORPHAN_SECONDS):
        return f"{len(parts())} parts still run"
    left = [*Path(os.environ["MISREAD_HOME"]).rglob(".staging-*")]
    return f"left {left}" if left or job.parts_folder().exists() else ""


def kill(machines, victim: str) -> None:
    """Kill a worker, the scheduler, the job or a part, and start a machine again."""
    if victim == "worker":
        machines.kill("worker-0")
        machines.start_worker("worker-0")
    elif victim == "scheduler":
        machines.kill("scheduler")
        machines.start_scheduler()
    elif victim == "job":
        child = jobs._children[-1]
        child.kill()
        child.wait(10)
    elif running := parts():
        with suppress(ProcessLookupError):
            os.kill(running[0], signal.SIGKILL)


def measure_cancels(rounds: int, rng: random.Random) -> int:
    """Print how long parts go on after a cancellation; return 1 if over two seconds."""
    took = []
    with cluster():
        for number in range(rounds):
            job = jobs.start_training(
                replace(RECIPE, epochs=200, seed=number), "built-in"
            )
            wait_until(lambda: len(parts()) == 2)
            time.sleep(rng.uniform(0, 6))
            asked = time.monotonic()
            job.request_cancel()
            wait_until(lambda: parts() == [], 30)
            took.append(time.monotonic() - asked)
            wait_until_stopped(job, 30)
    took.sort()
    print(
        f"{rounds} cancellations: median {median(took):.2f} s, longest {took[-1]:.2f} s"
    )
    return int(took[-1] > 2)


def measure_overhead() -> int:
    """Print how much longer a part takes on the cluster than its process alone."""
    recipe = replace(RECIPE, epochs=1)
    digits = load_dataset("built-in").train
    part = divide_training(recipe, "data", [], [])[0]
    task = pack_task(Task(kind="run", digits=digits, images={}))
    alone = []
    for _ in range(5):
        with tempfile.TemporaryDirectory() as folder:
            write_task(Path(folder), part_to_json(part), task, [])
            started = time.monotonic()
            run_part(folder)
            alone.append(time.monotonic() - started)
    with cluster((None,)):
        job = jobs.start_training(replace(recipe, seed=1), "built-in")
        wait_until_stopped(job, PATIENCE)
        ends = [event.time for event in job.events() if event.step == event.steps > 0]
    between = [after - before for before, after in pairwise(ends)]
    print(f"process of a part alone: {median(alone):.2f} s")
    print(f"on a worker: {median(between):.2f} s")
    print(f"overhead {median(between) - median(alone):.2f} s, goal <= 1")
    return 0


def run_part(folder: str) -> None:
    """Do a part in a process of its own, without a cluster."""
    with subprocess.Popen(
        [sys.executable, "-m", "core.work.task", folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        process.wait()
    assert (Path(folder) / RESULT_FILE).exists()


def measure_speed() -> int:
    """Print how much sooner two workers are than one, each with a core of its own."""
    took = {}
    for cores in ((0,), (0, 1)):
        with cluster(cores):
            recipe = replace(RECIPE, epochs=8, members=2)
            job = jobs.start_training(recipe, "built-in")
            wait_until_stopped(job, 600)
            times = [event.time for event in job.events() if event.machines]
            took[len(cores)] = times[-1] - times[0]
    print(f"12 parts: one worker {took[1]:.1f} s, two {took[2]:.1f} s")
    print(f"{took[1] / took[2]:.2f} times sooner, goal >= 1.8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
