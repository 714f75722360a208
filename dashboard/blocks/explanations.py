"""What stands under More in a case: the part that matters, and training digits."""

from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.occlusion import occlusion_finding, occlusion_sensitivity
from core.charts.case import NeighbourRow, neighbours_drawing, occlusion_drawing
from core.data.digits import UNKNOWN
from core.work.evaluating import scorer
from core.work.nearest_neighbours import nearest_training_digits
from dashboard.blocks.common import caption
from dashboard.blocks.what_if import what_if
from dashboard.text import escape_markdown, finding_sentence, say
from dashboard.views.view import View
from dashboard.widgets.drawing import drawing

_NUM_NEIGHBOURS: Final = 5


def explanation_panel(view: View, row: int) -> None:
    """Draw it for an image, if its picture is on this computer."""
    images = view.pictures(np.array([row]))
    if images is None:
        return
    more = st.expander(say("closer-more"), key="case_more", on_change="rerun")
    if more.open:
        with more:
            if not view.run.has_network:
                title = escape_markdown(view.run.title)
                st.markdown(say("elsewhere-closer", title=title))
                return
            _occlusion(view, row, images[0])
            _nearest_neighbours(view, row, images[0])
            st.fragment(what_if)(view, row, images[0])


def _occlusion(view: View, row: int, image: NDArray[np.uint8]) -> None:
    predict = scorer(view.run.folder).probabilities
    found = occlusion_sensitivity(image, predict, int(view.evaluation.labels[row]))
    st.markdown(finding_sentence(occlusion_finding(found)))
    words = {
        "heat": say("closer-heat"),
        "heat_alt": say("closer-heat-alt"),
        "without": say("closer-without", digit=str(found.occluded_prediction)),
        "without_alt": say("closer-without-alt", digit=str(found.occluded_prediction)),
    }
    if found.is_sensitive:
        drawing(occlusion_drawing(image, found, words), key="case_part")


def _nearest_neighbours(view: View, row: int, image: NDArray[np.uint8]) -> None:
    if view.training_set is None:
        caption(say("closer-no-training"))
        return
    evaluation = view.evaluation
    digits = [int(evaluation.labels[row]), int(evaluation.predictions[row])]
    rows = []
    for digit in dict.fromkeys(each for each in digits if each != UNKNOWN):
        found = nearest_training_digits(view.run, image, digit, _NUM_NEIGHBOURS)
        if found is None or not len(found.images):
            continue
        title = say("closer-similar", digit=digit)
        note = say("closer-distance", distance=float(found.distances[0]))
        alt = say("closer-similar-alt", digit=digit, count=len(found.images))
        rows.append(NeighbourRow(title=title, note=note, images=found.images, alt=alt))
    if rows:
        st.markdown(say("closer-similar-lead"))
        drawing(neighbours_drawing(rows), key="case_similar")
