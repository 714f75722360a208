from tests.programs import said_by

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
    said = said_by(PROGRAM)

    assert said == ["collected", "True True True", "collected"]
