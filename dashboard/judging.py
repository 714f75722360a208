"""What people decided about the images in view, cached, and who may decide."""

import streamlit as st

from core.analysis.evaluation import Evaluation
from core.analysis.verdicts import Judged, Overlay, corrected, overlay
from core.analysis.verdicts import judged as count_judged
from core.store.home import home
from core.work import judging, labelling
from dashboard import loading, mode

Revisions = tuple[tuple[str, int], ...]
_Key = tuple[str, tuple[int, ...], Revisions]


def verdicts(
    records: tuple[loading.DigitsRecord, ...], evaluation: Evaluation
) -> Overlay:
    """What people decided about each row of an evaluation of some digit sets."""
    return _verdicts(str(home()), revisions(records), records, evaluation)


def accepted(
    records: tuple[loading.DigitsRecord, ...], evaluation: Evaluation
) -> Evaluation:
    """The same rows by what people agree on, and by their labels where nobody did."""
    return _accepted(str(home()), _key(records, evaluation), records, evaluation)


def judged(records: tuple[loading.DigitsRecord, ...], evaluation: Evaluation) -> Judged:
    """Count the rows as labelled and with the verdicts accepted."""
    return _judged(str(home()), _key(records, evaluation), records, evaluation)


def revisions(records: tuple[loading.DigitsRecord, ...]) -> Revisions:
    """Number the state of the verdicts on some digit sets: a key for whoever caches."""
    return tuple((str(each.folder), judging.revision(each)) for each in records)


def may_judge(record: loading.DigitsRecord) -> bool:
    """Whether this reader may decide about images of a digit set.

    On a shared server only about uploads that they brought in: what all strangers see
    cannot be changed by any of them.
    """
    upload = loading.upload_of(record)
    return not mode.is_shared() if upload is None else loading.may_change(upload.id)


def _key(records: tuple[loading.DigitsRecord, ...], evaluation: Evaluation) -> _Key:
    labels = tuple(labelling.label_revision(each) for each in records)
    return evaluation.run_id, labels, revisions(records)


@st.cache_resource(max_entries=32, show_spinner=False)
def _judged(
    home_folder: str,  # noqa: ARG001
    key: _Key,  # noqa: ARG001
    _records: tuple[loading.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Judged:
    return count_judged(_evaluation, verdicts(_records, _evaluation))


@st.cache_resource(max_entries=32, show_spinner=False)
def _accepted(
    home_folder: str,  # noqa: ARG001
    key: _Key,  # noqa: ARG001
    _records: tuple[loading.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Evaluation:
    over = verdicts(_records, _evaluation)
    return corrected(_evaluation, over) if over.is_any() else _evaluation


# The rows are the same for every run: positions of these digit sets, in their order.
@st.cache_resource(max_entries=32, show_spinner=False)
def _verdicts(
    home_folder: str,  # noqa: ARG001
    keys: Revisions,  # noqa: ARG001
    _records: tuple[loading.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Overlay:
    return overlay(_evaluation, [judging.verdicts_of(each) for each in _records])
