"""The look of every chart: no frame, no grid, no legend, few ticks."""

from typing import Any, Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]

# Visible on light and on dark ground; Plotly's default for shapes is black.
QUIET = "#76829A"
INK: dict[Theme, str] = {"light": "#16202E", "dark": "#E8ECF2"}
# For text, which needs more contrast than lines.
MUTE: dict[Theme, str] = {"light": "#5A6678", "dark": "#A2AEBF"}


class FinishedFigure(go.Figure):
    """A figure that never changes, so that its dictionary is made once.

    Streamlit asks for the dictionary in every rerun, and Plotly copies it each time.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content)
        self._content = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return data and layout; not to be changed."""
        return self._content


def base_layout(height: int = 220) -> dict[str, Any]:
    """Return the layout of a figure of a height in pixels.

    Complete it before a figure is made of it, which never changes.
    """
    axis = {"showgrid": False, "zeroline": False, "showline": False}
    return {
        "height": height,
        "margin": {"l": 48, "r": 92, "t": 8, "b": 32},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "x unified",
        "xaxis": {**axis, "nticks": 6},
        "yaxis": {**axis, "nticks": 4},
    }
