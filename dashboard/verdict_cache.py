"""What people decided about the images in view, cached, and who may decide."""

import streamlit as st

from core.analysis.evaluation import Evaluation
from core.analysis.verdicts import Overlay, VerdictImpact, apply_verdicts, build_overlay
from core.analysis.verdicts import verdict_impact as count_verdict_impact
from core.store.data_folder import data_folder
from core.store.verdicts import revision
from core.work import labelling, verdict_actions
from dashboard import access, cache

Revisions = tuple[tuple[str, int], ...]
_Key = tuple[str, tuple[int, ...], Revisions]


def verdict_overlay(
    records: tuple[cache.DigitsRecord, ...], evaluation: Evaluation
) -> Overlay:
    """What people decided about each row of an evaluation of some digit sets."""
    return _verdict_overlay(
        str(data_folder()), verdict_revisions(records), records, evaluation
    )


def corrected_evaluation(
    records: tuple[cache.DigitsRecord, ...], evaluation: Evaluation
) -> Evaluation:
    """The same rows by what people agree on, and by their labels where nobody did."""
    return _corrected_evaluation(
        str(data_folder()), _key(records, evaluation), records, evaluation
    )


def verdict_impact(
    records: tuple[cache.DigitsRecord, ...], evaluation: Evaluation
) -> VerdictImpact:
    """Count the rows as labelled and with the verdicts accepted."""
    return _verdict_impact(
        str(data_folder()), _key(records, evaluation), records, evaluation
    )


def verdict_revisions(records: tuple[cache.DigitsRecord, ...]) -> Revisions:
    """Number the state of the verdicts on some digit sets: a key for whoever caches."""
    return tuple((str(each.folder), revision(each.id)) for each in records)


def may_give_verdict(record: cache.DigitsRecord) -> bool:
    """Whether this reader may decide about images of a digit set.

    On a shared server only about uploads that they brought in: what all strangers see
    cannot be changed by any of them.
    """
    upload = cache.upload_of(record)
    return not access.is_shared() if upload is None else cache.may_change(upload.id)


def _key(records: tuple[cache.DigitsRecord, ...], evaluation: Evaluation) -> _Key:
    labels = tuple(labelling.label_revision(each) for each in records)
    return evaluation.run_id, labels, verdict_revisions(records)


@st.cache_resource(max_entries=32, show_spinner=False)
def _verdict_impact(
    home_folder: str,  # noqa: ARG001
    key: _Key,  # noqa: ARG001
    _records: tuple[cache.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> VerdictImpact:
    return count_verdict_impact(_evaluation, verdict_overlay(_records, _evaluation))


@st.cache_resource(max_entries=32, show_spinner=False)
def _corrected_evaluation(
    home_folder: str,  # noqa: ARG001
    key: _Key,  # noqa: ARG001
    _records: tuple[cache.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Evaluation:
    overlay = verdict_overlay(_records, _evaluation)
    return (
        apply_verdicts(_evaluation, overlay) if overlay.has_decisions() else _evaluation
    )


# The rows are the same for every run: positions of these digit sets, in their order.
@st.cache_resource(max_entries=32, show_spinner=False)
def _verdict_overlay(
    home_folder: str,  # noqa: ARG001
    keys: Revisions,  # noqa: ARG001
    _records: tuple[cache.DigitsRecord, ...],
    _evaluation: Evaluation,
) -> Overlay:
    return build_overlay(
        _evaluation, [verdict_actions.verdicts_of(each.id) for each in _records]
    )
