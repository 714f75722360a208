"""The report: one HTML file that shows what a run misread.

It loads nothing, works without JavaScript (except for choosing a cell), and prints on
A4. The page is the template ``report.html``, which escapes all text.
"""

import base64
import hashlib
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.charts import assets
from core.charts.matrix import SHADES
from core.report.content import content
from core.report.values import Report

_FOLDER: Final = Path(__file__).parent


def write_report(report: Report) -> str:
    """Return the report as the text of one HTML file."""
    script = f"\n{assets.read('matrix.js')}\n{_read('report.js')}"
    return _TEMPLATES.get_template("report.html").render(
        **content(report),
        style=_style(),
        script=script,
        policy=content_policy(script),
    )


def content_policy(script: str) -> str:
    """Return the content security policy: own styles, pictures and one script only.

    Source: W3C, Content Security Policy Level 3, section 8.2 (hashes),
    https://www.w3.org/TR/CSP3/
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _style() -> str:
    shared = [assets.read(f"{name}.css") for name in ("tokens", "drawings", "matrix")]
    return "\n".join([*shared, _shades(), _read("report.css")])


def _shades() -> str:
    """Return the shades of the matrix: a list for its script, names for its table."""
    light, dark = (
        f"--st-chart-sequential-colors:{','.join(shades)};"
        + "".join(f"--s{level}:{shade};" for level, shade in enumerate(shades))
        for shades in (SHADES["light"], SHADES["dark"])
    )
    return (
        f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-printing]){{{dark}}}}}"
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
