"""What Linux tells about the process of a server."""

import os
import re
import sys
from pathlib import Path

MEGABYTE = 2**20


def megabytes(pid):
    """Memory of a process that is in use, on Linux; elsewhere 0."""
    if sys.platform != "linux":
        return 0.0
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024 / MEGABYTE


def libraries(pid):
    """Packages whose compiled parts a process has loaded, on Linux."""
    if sys.platform != "linux":
        return set()
    maps = Path(f"/proc/{pid}/maps").read_text("utf-8")
    return set(re.findall(r"/site-packages/(\w+)/", maps))


def processor_seconds(pid):
    """Seconds for which a process has used a core, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
