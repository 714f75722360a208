"""A cluster on this computer: each machine is a process with a home of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from core.work.cluster import Cluster
from core.work.cluster_address import ClusterAddress
from tests.subprocesses import ROOT, free_port

PATIENCE = 240


class Machines:
    """A scheduler and workers, each with a home of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"tcp://127.0.0.1:{self.port}"
        self.processes = {}

    def start(self, name, *arguments, root=ROOT, core=None):
        pinned = () if core is None else ("taskset", "-c", str(core))
        home = self.folder / name
        home.mkdir(exist_ok=True)
        with (home / "log.txt").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*pinned, sys.executable, "-m", "core", "cluster", *arguments],
                cwd=root,
                env={
                    **os.environ,
                    "MISREAD_HOME": str(home),
                    "MISREAD_CLUSTER": self.url,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_scheduler(self):
        self.start("scheduler", "schedule", "--port", str(self.port))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(self.log("scheduler"))

    def start_worker(self, name, **options):
        self.start(name, "work", **options)

    def log(self, name):
        return (self.folder / name / "log.txt").read_text("utf-8", errors="replace")

    def kill(self, name):
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def wait_for_workers(self, count):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with Cluster(ClusterAddress(url=self.url), "test", print) as cluster:
                usable, left_out = cluster.workers()
            if len(usable) + len(left_out) >= count:
                return usable, left_out
            time.sleep(0.2)
        raise AssertionError({name: self.log(name) for name in self.processes})


def parts():
    """Process ids of the children that do parts, on any worker."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if b"core.work.task" in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


def wait_until(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
