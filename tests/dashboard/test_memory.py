import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import gc
import pandas
from dashboard import memory

class Knot:
    def __init__(self): self.self = self
    def __del__(self): print("collected")

Knot()
memory.settle()
settled = gc.get_freeze_count()
memory.settle()
print(settled > 20_000, gc.get_freeze_count() == settled, len(gc.get_objects()) < 500)
Knot()
gc.collect()
"""


def test_what_is_loaded_is_exempt_and_later_garbage_is_not():
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.split("\n")[:3] == ["collected", "True True True", "collected"]
