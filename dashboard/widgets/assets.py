"""Style sheets and scripts of the widgets, each beside its Python module."""

from pathlib import Path
from typing import Final

from core.charts import assets

_FOLDER: Final = Path(__file__).parent
_SHARED: Final = frozenset({"tokens.css", "drawings.css", "matrix.css"})


def css(*names: str) -> str:
    """Return style sheets joined into one, the palette first."""
    return "\n".join(_read(f"{name}.css") for name in ("tokens", *names))


def javascript(*names: str) -> str:
    """Return scripts joined into one module; the last of them has the export."""
    return "\n".join(_read(f"{name}.js") for name in names)


def _read(name: str) -> str:
    if name in _SHARED:
        return assets.read(name)
    return (_FOLDER / name).read_text("utf-8")
