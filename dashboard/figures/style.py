"""The look of every chart: no frame, no grid, no legend, few ticks."""

from typing import Any, Literal

Theme = Literal["light", "dark"]

# Visible on light and on dark ground; Plotly's default for shapes is black.
QUIET = "#76829A"
INK: dict[Theme, str] = {"light": "#16202E", "dark": "#E8ECF2"}
# For text, which needs more contrast than lines.
MUTE: dict[Theme, str] = {"light": "#5A6678", "dark": "#A2AEBF"}


def base_layout(height: int = 220) -> dict[str, Any]:
    """Return the layout of a figure of a height in pixels.

    Pass it to `go.Figure` complete: Plotly takes long for each later change.
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
