"""The report: one HTML file that shows what a run misread, to whoever opens it.

It asks no host for anything, works without JavaScript (all but choosing a cell), and
prints on A4. The page is the template ``report.html``; every text in it is escaped.
"""

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.charts import assets
from core.report.content import content
from core.report.values import Report

_FOLDER: Final = Path(__file__).parent


def write_report(report: Report) -> str:
    """Write the report as the text of one HTML file."""
    script = _script()
    return _TEMPLATES.get_template("report.html").render(
        **content(report),
        style=_style(),
        script=script,
        policy=content_policy(script),
    )


def content_policy(script: str) -> str:
    """Say what the file may do: nothing but its own styles, pictures and one script.

    Source:
        W3C, Content Security Policy Level 3, section 8.2 (hashes),
        https://www.w3.org/TR/CSP3/
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'sha256-{digest}'",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _style() -> str:
    shared = [assets.read(f"{name}.css") for name in ("tokens", "drawings", "matrix")]
    return "\n".join([*shared, _read("report.css")])


def _script() -> str:
    """Put the page's own matrix and the report's script into one module."""
    matrix = re.sub(r"^export (default )?", "", assets.read("matrix.js"), flags=re.M)
    # Only the page is handed a component.
    matrix = matrix.replace("function (component)", "function mount(component)")
    return f"\n{matrix}\n{_read('report.js')}"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
