"""List the libraries that Misread installs, their sizes, and the reasons for them.

    python -m tests.benchmarks.size

The libraries of ``requirements.txt`` come first, with the reason given there; their
dependencies follow, the largest first. Sizes are those of the installed files.
"""

import re
from collections import deque
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).parents[2] / "requirements.txt"
SHOWN = 12


def main() -> None:
    reasons = requested_versions(REQUIREMENTS.read_text("utf-8"))
    sizes = {name: megabytes(name) for name in with_dependencies(list(reasons))}
    for name in sorted(reasons, key=lambda each: -sizes[each]):
        print(f"{sizes[name]:8.1f} MB  {name:24} {reasons[name]}")
    others = {name: size for name, size in sizes.items() if name not in reasons}
    print(
        f"{sum(others.values()):8.1f} MB  {len(others)} that these need, the largest:"
    )
    for name in sorted(others, key=lambda each: -others[each])[:SHOWN]:
        print(f"{others[name]:8.1f} MB    {name}")
    print(f"{sum(sizes.values()):8.1f} MB  {len(sizes)} in all")


def requested_versions(text: str) -> dict[str, str]:
    """Parse the names and reasons; a reason may be in the line above."""
    reasons, above = {}, ""
    for line in text.splitlines()[1:]:
        wanted, _, reason = (part.strip() for part in line.partition("#"))
        if wanted:
            reasons[normal(Requirement(wanted).name)] = reason or above
        above = "" if wanted else reason
    return reasons


def with_dependencies(names: list[str]) -> list[str]:
    """Return the names and all their dependencies that are installed."""
    found, left = [], deque(names)
    while left:
        name = left.popleft()
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # not for this system
        if name in found:
            continue
        found.append(name)
        for each in map(Requirement, needed):
            if each.marker is None or each.marker.evaluate({"extra": ""}):
                left.append(normal(each.name))
    return found


def megabytes(name: str) -> float:
    files = [file.locate() for file in distribution(name).files or []]
    return sum(Path(file).stat().st_size for file in files if file.exists()) / 2**20


def normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
