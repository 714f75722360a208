"""What a closer look finds, worked out once for each state of the labels."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.label_issues import LabelIssues, find_label_issues
from core.analysis.occlusion import OcclusionSensitivity, occlusion_sensitivity
from core.analysis.properties import measure
from core.analysis.slices import Slice, find_slices, measure_traits
from core.work import catalogue, evaluating, labelling, nearest_neighbours
from core.work.nearest_neighbours import Neighbours
from dashboard.views.view import View

NUM_NEIGHBOURS = 5

_Keys = tuple[tuple[str, int], ...]


def label_issues(view: View) -> LabelIssues:
    """Images in the order of how doubtful their labels are."""
    return _label_issues(
        str(view.run.folder), _keys(view), has_training_digits(view), view
    )


def slices(view: View) -> list[Slice]:
    """Traits with which digits are misread more often; none without pictures."""
    if not view.has_pictures:
        return []
    keys = (*_keys(view), *view.verdict_revisions())
    return _slices(str(view.run.folder), keys, has_training_digits(view), view)


def has_training_digits(view: View) -> bool:
    """Whether the digits that the run learned from are on this computer."""
    return catalogue.training_digits(view.run) is not None


def training_mask(view: View) -> NDArray[np.bool_]:
    """Which images the run learned from, shape (n,); others like them judged those."""
    known = catalogue.training_digits(view.run)
    same = [known is not None and each.id == known.id for each in view.records]
    return np.array(same)[view.evaluation.source_of]


def nearest_training_digits(
    view: View, image: NDArray[np.uint8], digit: int
) -> Neighbours | None:
    """Training digits of one kind that are most like an image."""
    return nearest_neighbours.nearest_training_digits(
        view.run, image, digit, NUM_NEIGHBOURS
    )


def occlusion(view: View, image: NDArray[np.uint8], label: int) -> OcclusionSensitivity:
    """Which part of an image its reading hangs on."""
    scorer = evaluating.scorer(view.run.folder)
    return occlusion_sensitivity(image, scorer.probabilities, label)


def predict(view: View, image: NDArray[np.uint8]) -> NDArray[np.float32]:
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
def _label_issues(
    run_folder: str,  # noqa: ARG001
    keys: _Keys,  # noqa: ARG001
    has_training_digits: bool,  # noqa: ARG001
    _view: View,
) -> LabelIssues:
    own = training_mask(_view)

    def votes(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        images = _view.pictures(rows)
        if images is None:
            return np.zeros((len(rows), 10), np.int64)
        counted = nearest_neighbours.neighbour_votes(_view.run, images)
        # Through eyes that have seen their labels, they would always look right.
        counted[own[rows]] = 0
        return counted

    return find_label_issues(_view.evaluation, votes)


@st.cache_resource(max_entries=16, show_spinner=False)
def _slices(
    run_folder: str,
    keys: _Keys,  # noqa: ARG001
    has_training_digits: bool,
    _view: View,
) -> list[Slice]:
    folders = tuple(str(each.folder) for each in _view.records)
    traits = _traits(run_folder, folders, has_training_digits, _view)
    return find_slices(_view.evaluation, traits)


# Of the images alone, whatever they are said to be.
@st.cache_resource(max_entries=16, show_spinner=False)
def _traits(
    run_folder: str,  # noqa: ARG001
    folders: tuple[str, ...],  # noqa: ARG001
    has_training_digits: bool,  # noqa: ARG001
    _view: View,
) -> dict[str, NDArray[np.float32]]:
    images = _view.pictures(np.arange(_view.evaluation.n))
    if images is None:
        raise ValueError("weak spots are looked for only where there are pictures")
    distance = nearest_neighbours.image_ood_scores(_view.run, images)
    return measure_traits(measure(images), images, distance)
