"""How every chart looks: no frame, no grid, no legend, few ticks."""

from typing import Any, Literal

Theme = Literal["light", "dark"]

# Seen on paper and on dark ground; Plotly's own choice for shapes is black.
QUIET = "#76829A"
INK: dict[Theme, str] = {"light": "#16202E", "dark": "#E8ECF2"}
# For words, which need more contrast than lines.
MUTE: dict[Theme, str] = {"light": "#5A6678", "dark": "#A2AEBF"}


def base_layout(height: int = 220) -> dict[str, Any]:
    """Take away what does not speak: the layout of a figure, of a height in pixels.

    A figure is made at once from it, for Plotly takes its time over every change.
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
