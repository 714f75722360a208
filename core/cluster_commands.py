"""The command about the cluster: start a scheduler or a worker, and look at all."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from core.errors import WorkError
from core.settings import Settings
from core.store.data_folder import data_folder
from core.terminal import say
from core.work.cluster_address import (
    ClusterAddress,
    address_of_scheduler,
    cluster_address,
)

PORT: Final = 8786
_RESTART_SECONDS: Final = 5
_ROOT: Final = Path(__file__).resolve().parents[1]


def cluster(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Start a part of the cluster, or list its workers."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise WorkError("cluster-missing") from error
    if options.action == "schedule":
        return _schedule(options.host, options.port)
    address = cluster_address()
    if address is None:
        raise WorkError("cluster-address", address="–")
    if options.action == "work":
        return _work(address)
    return _check(address)


def _schedule(host: str, port: int) -> tuple[dict[str, Any], str]:
    address = address_of_scheduler(host, port, Settings.from_environment())
    where = ["--host", host, "--port", str(port)]
    status = _run("dask_scheduler", [*where, "--no-show"], address)
    return {"status": status}, ""


def _work(address: ClusterAddress) -> tuple[dict[str, Any], str]:
    """Work until Ctrl+C; begin again when the scheduler was lost."""
    folder = data_folder() / "cluster"
    arguments = [
        address.url,
        *("--nworkers", "1", "--nthreads", "1"),
        # It would count the worker's own process alone, and parts have others.
        *("--memory-limit", "0"),
        *("--local-directory", str(folder)),
    ]
    while True:
        _run("dask_worker", arguments, address)
        time.sleep(_RESTART_SECONDS)


def _run(module: str, arguments: list[str], address: ClusterAddress) -> int:
    """Run a command of Dask until it ends."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    command.append("--no-dashboard")
    environment = dict(os.environ)
    if address.is_encrypted:
        command += ["--protocol", "tls", "--tls-ca-file", address.ca]
        command += ["--tls-cert", address.certificate, "--tls-key", address.key]
        environment["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] = "true"
    with subprocess.Popen(command, cwd=_ROOT, env=environment) as process:
        try:
            return process.wait()
        finally:
            process.terminate()


def _check(address: ClusterAddress) -> tuple[dict[str, Any], str]:
    from core.work.cluster import Cluster

    with Cluster(address, "check", lambda: None) as found:
        usable, left_out = found.workers()
    lines = [
        say("cli-cluster-workers", count=len(usable), hosts=", ".join(usable)),
        *(say("cli-cluster-left-out", worker=each) for each in left_out),
    ]
    return {"workers": usable, "left_out": left_out}, "\n".join(lines)
