"""Read tens of thousands of malformed files and print the outcomes.

    python -m tests.benchmarks.hostile [--archives 21000] [--pictures 5000] [--seed 1]

Goal G1: each file is accepted or refused for a known reason, with no other error and
none over 10 s. Everything is read in this process, to measure its memory; a crash would
end the table. The same seed makes the same files.
"""

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import numpy as np

from tests import hostile

SLOWEST = 10.0


@dataclass
class Tally:
    """Outcomes of one group of files."""

    inputs: int = 0
    longest: float = 0.0
    unnamed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=int, default=21_000)
    parser.add_argument("--pictures", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    mixed, whole = hostile.mixed_archive(), hostile.valid_pictures()
    valid = [hostile.Member(b"%d_7.png" % n, hostile.png(n)) for n in range(20)]
    groups: dict[str, Iterable[bytes]] = {
        "archives by hand": map(hostile.hostile_archive, hostile.hostile_archives()),
        "members by hand": wrap_in_valid(valid, hostile.hostile_members().values()),
        "pictures by hand": hostile.picture_bombs().values(),
        "mutated pictures": mutants(whole.values(), options.pictures, random),
        "mutated archives": mutants([mixed], options.archives, random),
    }
    # Libraries print warnings about files.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    known: dict[bytes, str] = {}
    print(f"{'':18}  files    parts accepted  refused unnamed  longest  peak memory")
    print(f"{'before':18}{peak_memory():59,} MB")
    total: Counter[str] = Counter()
    for name, contents in groups.items():
        tally = run_all(contents, known)
        print_row(name, tally)
        total += tally.outcomes
    print("\nrefused because of")
    for reason, count in sorted(total.items(), key=lambda each: -each[1]):
        if reason != "accepted":
            print(f"  {reason:24}{count:8,}")


def wrap_in_valid(valid: list[Any], members: Iterable[Any]) -> Iterator[bytes]:
    """Yield archives with each hostile member in three places among valid ones."""
    for member in members:
        for at in (0, len(valid) // 2, len(valid)):
            yield hostile.archive([*valid[:at], member, *valid[at:]])


def mutants(contents: Iterable[bytes], count: int, random: Any) -> Iterator[bytes]:
    for content in islice(cycle(contents), count):
        yield hostile.mutate(content, random)


def run_all(contents: Iterable[bytes], known: dict[bytes, str]) -> Tally:
    tally = Tally()
    for content in contents:
        began = time.perf_counter()
        try:
            found = hostile.outcomes(content, known)
        except Exception:
            traceback.print_exc(file=sys.stdout)
            found = []
            tally.unnamed += 1
        tally.longest = max(tally.longest, time.perf_counter() - began)
        tally.inputs += 1
        tally.unnamed += sum(
            each not in hostile.REFUSAL_KINDS | {"accepted"} for each in found
        )
        tally.outcomes.update(found)
    return tally


def print_row(name: str, tally: Tally) -> None:
    parts, accepted = tally.outcomes.total(), tally.outcomes["accepted"]
    slow = " too slow" if tally.longest > SLOWEST else ""
    print(
        f"{name:18}{tally.inputs:7,}{parts:9,}{accepted:9,}{parts - accepted:9,}"
        f"{tally.unnamed:8,}{tally.longest:7.2f} s{slow}{peak_memory():9,} MB",
        flush=True,
    )


def peak_memory() -> int:
    """Return this process's peak memory in MB; 0 where it is unknown."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
