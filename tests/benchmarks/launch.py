"""Measure how soon the server answers, beside that of another checkout.

    python -m tests.benchmarks.launch [--other FOLDER] [--times 9]

Both start in turns, each with an empty data folder, with the Python of this process.
Time ends with the first answer to the question whether the server is healthy.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.dashboard_server import ROOT, is_healthy
from tests.subprocesses import free_port

GOAL = 1.05


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--other", type=Path, help="a checkout to compare with")
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    folders = [ROOT] if options.other is None else [ROOT, options.other.resolve()]
    seconds: dict[Path, list[float]] = {folder: [] for folder in folders}
    for _ in range(options.times):
        for folder in folders:
            seconds[folder].append(launch(folder))
    medians = [statistics.median(each) for each in seconds.values()]
    print(f"this checkout   {medians[0]:.2f} s to the first answer")
    if options.other is not None:
        print(f"the other one   {medians[1]:.2f} s")
        print(f"ratio           {medians[0] / medians[1]:.2f}   goal <= {GOAL}")


def launch(folder: Path) -> float:
    """Start the dashboard of a checkout; return the seconds until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", str(port)]
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        server = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"MISREAD_HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not is_healthy(f"http://127.0.0.1:{port}"):
                assert server.poll() is None, "The server ended."
                time.sleep(0.01)
            return time.perf_counter() - started
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
