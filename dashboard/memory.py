"""What need not be looked through again and again for garbage."""

import gc
from functools import cache


@cache
def freeze_loaded_objects() -> None:
    """Exempt what is loaded by now from garbage collection; only the first call does.

    Streamlit collects after every run, while nothing else in the process can work, the
    answer on its way to the browser included. Most of what it would look through are
    libraries, which stay anyhow.
    """
    gc.collect()
    gc.freeze()
