"""The frame of charts that are SVG files of their own."""

from collections.abc import Sequence
from html import escape
from typing import Final

INK: Final = "#16202E"
MUTE: Final = "#5A6678"
_FONT: Final = (
    "'Source Sans 3','Source Sans Pro','PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC','Noto Sans SC',sans-serif"
)


def svg_file(
    width: float, height: float, title: str, parts: Sequence[str], *, left: float
) -> str:
    """Return an SVG file on white paper that needs no other file.

    Its title is the heading, which begins at `left`, and the accessible name. Sizes are
    in pixels.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{_FONT}" role="img"><title>{escape(title)}</title>'
        '<rect width="100%" height="100%" fill="#FFFFFF"/>'
        f'<text x="{left:g}" y="28" font-size="18" font-weight="600" '
        f'fill="{INK}">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )


def svg_text(
    x: float, y: float, text: str, *, weight: int = 400, color: str = INK
) -> str:
    """Return text that is centred at x."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="14" font-weight="{weight}" '
        f'fill="{color}" text-anchor="middle">{escape(text)}</text>'
    )
