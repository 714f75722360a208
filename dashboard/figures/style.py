"""The style of all figures: no frame, no grid, no legend, few ticks."""

from typing import Any, Literal

Theme = Literal["light", "dark"]

# Visible on light and dark; the default of Plotly for shapes is black.
QUIET = "#76829A"
INK: dict[Theme, str] = {"light": "#16202E", "dark": "#E8ECF2"}
# For text, which needs more contrast than lines.
MUTE: dict[Theme, str] = {"light": "#5A6678", "dark": "#A2AEBF"}


def base_layout(height: int = 220) -> dict[str, Any]:
    """Return the layout of a figure, whose height is in pixels.

    A figure takes all of it at once, because Plotly is slow at every later change.
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
