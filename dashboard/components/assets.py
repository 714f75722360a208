"""The shared pieces of HTML, CSS and JavaScript, read once."""

from core.share import assets


def css(*names: str) -> str:
    """Join style sheets, the palette first."""
    return "\n".join(assets.read(f"{name}.css") for name in ("tokens", *names))


def javascript(name: str) -> str:
    """Return a module."""
    return assets.read(f"{name}.js")
