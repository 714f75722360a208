"""Programs that need a process of their own."""

import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run_python_code(program, cwd=ROOT):
    """Run Python code to its end, and return the lines that it wrote."""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.splitlines()


def free_port():
    """Return a port on which no program listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
