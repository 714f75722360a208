"""CSS, JavaScript and SVG files that the dashboard and the report share."""

from pathlib import Path


def read(name: str) -> str:
    """Return the text of a file in this folder."""
    return (Path(__file__).parent / name).read_text("utf-8")
