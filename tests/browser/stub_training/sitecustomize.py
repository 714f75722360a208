"""Import a stub in place of the training, in each process that starts with this folder.

Python imports this module at its start if PYTHONPATH names the folder.
"""

import importlib.abc
import importlib.util
import sys
from pathlib import Path


class StubFinder(importlib.abc.MetaPathFinder):
    """Finds the stub under the name of the real training."""

    def find_spec(self, fullname, path=None, target=None):  # noqa: ARG002
        if fullname != "core.work.training_run":
            return None
        stub = Path(__file__).with_name("training_stub.py")
        return importlib.util.spec_from_file_location(fullname, stub)


sys.meta_path.insert(0, StubFinder())
