"""What was found damaged lately: quarantined artefacts, named until they are back."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from core.errors import DamagedError, StoreError
from core.store.artefacts import DAMAGE_NOTE, QUARANTINE_PREFIX
from core.store.data_folder import data_folder

NOTICE_SECONDS: Final = 7 * 24 * 3600.0
"""How long a damaged artefact is named."""


def store_errors(
    kinds: Iterable[str], problems: Sequence[StoreError] = ()
) -> list[StoreError]:
    """Return what is wrong with the artefacts of some kinds, each artefact once.

    These are `problems`, which were just found, and the artefacts that were quarantined
    in the last week and have not been published again.
    """
    damaged = [each for kind in kinds for each in _quarantined(kind)]
    named = {each.values["name"] for each in damaged}
    return [each for each in problems if each.values["name"] not in named] + damaged


def _quarantined(kind: str) -> Iterator[StoreError]:
    for folder in sorted((data_folder() / kind).glob(f"{QUARANTINE_PREFIX}*")):
        with suppress(OSError, ValueError, KeyError):
            note = folder / DAMAGE_NOTE
            values = json.loads(note.read_text("utf-8"))
            is_recent = time.time() - note.stat().st_mtime < NOTICE_SECONDS
            if is_recent and not (folder.parent / values["name"]).exists():
                yield DamagedError("damaged", **values, path=folder)
