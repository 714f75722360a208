from tests.subprocesses import run_python_code

PROGRAM = """
import gc
import pandas
from dashboard import streamlit_patches

class Knot:
    def __init__(self): self.self = self
    def __del__(self): print("collected")

Knot()
streamlit_patches.freeze_loaded_objects()
settled = gc.get_freeze_count()
streamlit_patches.freeze_loaded_objects()
print(settled > 20_000, gc.get_freeze_count() == settled, len(gc.get_objects()) < 500)
Knot()
gc.collect()
"""


def test_only_loaded_objects_are_exempt_from_collection():
    said = run_python_code(PROGRAM)

    assert said == ["collected", "True True True", "collected"]
