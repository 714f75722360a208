"""What people decided about the images in view, cached, and who may decide."""

import streamlit as st

from core.analysis.evaluation import Evaluation
from core.analysis.verdicts import Overlay, overlay
from core.store.home import home
from core.work import judging
from dashboard import loading, mode


def verdicts(
    records: tuple[loading.DigitsRecord, ...], evaluation: Evaluation
) -> Overlay:
    """What people decided about each row of an evaluation of some digit sets."""
    keys = tuple((str(each.folder), judging.revision(each)) for each in records)
    return _verdicts(str(home()), keys, records, evaluation)


def may_judge(record: loading.DigitsRecord) -> bool:
    """Whether this reader may decide about images of a digit set.

    On a shared server only about uploads that they brought in: what all strangers see
    cannot be changed by any of them.
    """
    upload = loading.upload_of(record)
    return not mode.is_shared() if upload is None else loading.may_change(upload.id)


# The rows are the same for every run: positions of these digit sets, in their order.
@st.cache_resource(max_entries=32, show_spinner=False)
def _verdicts(
    home_folder: str,  # noqa: ARG001
    keys: tuple[tuple[str, int], ...],  # noqa: ARG001
    _records: tuple[loading.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Overlay:
    return overlay(_evaluation, [judging.verdicts_of(each) for each in _records])
