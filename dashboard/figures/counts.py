"""Figures about digit sets."""

import numpy as np
from numpy.typing import NDArray

from core.data.digits import NUM_CLASSES
from dashboard.figures.style import QUIET, FinishedFigure, base_layout


def class_counts(labels: NDArray[np.int8]) -> FinishedFigure:
    """Draw how many images there are of each digit; labels of -1 are not counted."""
    counts = np.bincount(labels[labels >= 0], minlength=NUM_CLASSES)
    bars = {
        "type": "bar",
        "x": [str(digit) for digit in range(NUM_CLASSES)],
        "y": counts.tolist(),
        "text": [f"{count:,}" for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": QUIET, "cornerradius": 2},
        "hovertemplate": "%{x}: %{y:,}<extra></extra>",
    }
    layout = base_layout(height=200)
    layout["xaxis"] |= {"type": "category", "dtick": 1}
    layout["yaxis"] |= {"visible": False}
    layout |= {"margin": {"l": 0, "r": 0, "t": 24, "b": 24}, "bargap": 0.35}
    return FinishedFigure({"data": [bars], "layout": layout})
