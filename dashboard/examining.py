"""What a closer look finds, worked out once for each state of the labels."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.occlusion import Occlusion, occlude
from core.analysis.properties import measure
from core.analysis.suspects import Suspects
from core.analysis.suspects import suspects as rank_suspects
from core.analysis.weak_spots import WeakSpot, traits_of
from core.analysis.weak_spots import weak_spots as find_weak_spots
from core.work import catalogue, evaluating, labelling, resembling
from core.work.resembling import Similar
from dashboard.view import View

NUM_SIMILAR = 5

_Keys = tuple[tuple[str, int], ...]


def suspects(view: View) -> Suspects:
    """Images in the order of how doubtful their labels are."""
    return _suspects(str(view.run.folder), _keys(view), can_compare(view), view)


def weak_spots(view: View) -> list[WeakSpot]:
    """Traits with which digits are misread more often; none without pictures."""
    if not view.has_pictures:
        return []
    keys = (*_keys(view), *view.verdict_key())
    return _weak_spots(str(view.run.folder), keys, can_compare(view), view)


def can_compare(view: View) -> bool:
    """Whether the digits that the run learned from are on this computer."""
    return catalogue.training_digits(view.run) is not None


def learned(view: View) -> NDArray[np.bool_]:
    """Which images the run learned from, shape (n,); others like them judged those."""
    known = catalogue.training_digits(view.run)
    same = [known is not None and each.id == known.id for each in view.records]
    return np.array(same)[view.evaluation.source_of]


def similar(view: View, image: NDArray[np.uint8], digit: int) -> Similar | None:
    """Training digits of one kind that are most like an image."""
    return resembling.similar(view.run, image, digit, NUM_SIMILAR)


def occlusion(view: View, image: NDArray[np.uint8], label: int) -> Occlusion:
    """Which part of an image its reading hangs on."""
    scorer = evaluating.scorer(view.run.folder)
    return occlude(image, scorer.probabilities, label)


def read(view: View, image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Read an image, uint8 (28, 28): probabilities, float32 (10,)."""
    (probabilities,) = evaluating.scorer(view.run.folder).probabilities(
        image[np.newaxis]
    )
    return np.asarray(probabilities)


def _keys(view: View) -> _Keys:
    return tuple(
        (str(each.folder), labelling.label_revision(each)) for each in view.records
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _suspects(
    run_folder: str,  # noqa: ARG001
    keys: _Keys,  # noqa: ARG001
    can_compare: bool,  # noqa: ARG001
    _view: View,
) -> Suspects:
    own = learned(_view)

    def votes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        images = _view.pictures(rows)
        if images is None:
            return np.zeros((len(rows), 10), np.int64)
        counted = resembling.neighbour_votes(_view.run, images)
        # Through eyes that have seen their labels, they would always look right.
        counted[own[rows]] = 0
        return counted

    return rank_suspects(_view.evaluation, votes)


@st.cache_resource(max_entries=16, show_spinner=False)
def _weak_spots(
    run_folder: str,
    keys: _Keys,  # noqa: ARG001
    can_compare: bool,
    _view: View,
) -> list[WeakSpot]:
    folders = tuple(str(each.folder) for each in _view.records)
    traits = _traits(run_folder, folders, can_compare, _view)
    return find_weak_spots(_view.evaluation, traits)


# Of the images alone, whatever they are said to be.
@st.cache_resource(max_entries=16, show_spinner=False)
def _traits(
    run_folder: str,  # noqa: ARG001
    folders: tuple[str, ...],  # noqa: ARG001
    can_compare: bool,  # noqa: ARG001
    _view: View,
) -> dict[str, NDArray[np.float32]]:
    images = _view.pictures(np.arange(_view.evaluation.n))
    if images is None:
        raise ValueError("weak spots are looked for only where there are pictures")
    distance = resembling.strangeness_of(_view.run, images)
    return traits_of(measure(images), images, distance)
