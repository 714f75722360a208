"""What identifies an argument of a cached function; see `dashboard.cache`."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

import pandas as pd

from core.analysis.evaluation import Evaluation
from core.store.data_folder import data_folder
from core.store.digit_sets import DigitsRecord
from core.store.runs import RunRecord
from core.store.uploads import UploadRecord
from core.work import labelling, verdict_actions
from core.work.jury import JuryMembers

HashFuncs = dict[str | type[Any], Callable[[Any], Any]]


def _by_folder(record: RunRecord | DigitsRecord | UploadRecord) -> str:
    return str(record.folder)


def _by_members(members: JuryMembers) -> tuple[str, ...]:
    stored = "" if members.stored is None else str(members.stored.folder)
    return *(str(run.folder) for run in members.runs), stored


def _by_label_revision(record: DigitsRecord) -> tuple[str, int]:
    return str(record.folder), labelling.label_revision(record)


def _by_upload_label_revision(record: UploadRecord) -> tuple[str, int]:
    return str(record.folder), labelling.label_revision(record.digits)


def _by_verdict_revision(record: DigitsRecord) -> tuple[object, ...]:
    # The data folder also holds the verdicts on examples, which are elsewhere.
    folders = str(data_folder()), str(record.folder)
    return *folders, *verdict_actions.verdict_revision(record)


def _by_labels(evaluation: Evaluation) -> tuple[str, bytes]:
    # The run and the digit sets determine the rest. Streamlit hashes a sample only of
    # large arrays.
    return evaluation.run_id, blake2b(evaluation.labels.tobytes()).digest()


def _by_content(table: pd.DataFrame) -> tuple[tuple[str, ...], bytes]:
    # The tables of a history hold numbers only.
    return tuple(table.columns), table.to_numpy(float).tobytes()


BY_FOLDER: Final[HashFuncs] = {
    RunRecord: _by_folder,
    DigitsRecord: _by_folder,
    UploadRecord: _by_folder,
    Evaluation: _by_labels,
    JuryMembers: _by_members,
}
BY_LABELS: Final[HashFuncs] = {
    **BY_FOLDER,
    DigitsRecord: _by_label_revision,
    UploadRecord: _by_upload_label_revision,
}
BY_VERDICTS: Final[HashFuncs] = {**BY_FOLDER, DigitsRecord: _by_verdict_revision}
BY_CONTENT: Final[HashFuncs] = {pd.DataFrame: _by_content}
