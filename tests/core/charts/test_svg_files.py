import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.charts.curves import curves_figure
from core.charts.matrix import SHADES, matrix_figure

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"
EVIL = '</text><script>alert(1)</script>"&'


def counts():
    """A matrix of which every number can be told from every other."""
    matrix = np.diag(np.arange(1000, 1010))
    matrix[4, 9], matrix[9, 4], matrix[2, 7] = 15, 1, 6
    return matrix


def texts(svg):
    return [each.text for each in ET.fromstring(svg).iter(f"{SVG}text")]


def history():
    return pd.DataFrame(
        {
            "epoch": [1, 2, 3],
            "loss": [0.9, 0.5, 0.3],
            "val_loss": [0.8, 0.4, 0.6],
            "accuracy": [0.7, 0.8, 0.9],
            "val_accuracy": [0.6, 0.7, 0.8],
        }
    )


def test_every_count_is_in_its_cell():
    svg = matrix_figure(counts(), "title", "en")

    cells = {
        (float(each.get("x")), float(each.get("y"))): each.text
        for each in ET.fromstring(svg).iter(f"{SVG}text")
        if each.text and each.text.replace(",", "").isdigit() and each.get("x")
    }
    rows = sorted({y for _, y in cells if y > 100})
    columns = sorted({x for x, _ in cells if x > 60})
    assert cells[columns[9], rows[4]] == "15"
    assert cells[columns[4], rows[9]] == "1"
    assert cells[columns[7], rows[2]] == "6"
    assert cells[columns[3], rows[3]] == "1,003"
    assert (columns[0], rows[1]) not in cells


def test_more_mistakes_have_a_stronger_colour():
    svg = matrix_figure(counts(), "title", "en")
    fills = [each.get("fill") for each in ET.fromstring(svg).iter(f"{SVG}rect")]

    assert fills[1 + 4 * 10 + 9] == "#7F2808"
    assert fills[1 + 9 * 10 + 4] == "#F7C7B2"
    assert fills[1 + 2 * 10 + 7] not in ("#7F2808", "#F7C7B2")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The model read it as", "A person wrote"]),
        ("zh", ["模型读成", "人写的"]),
    ],
)
def test_the_axes_are_named_in_the_language(language, words):
    assert set(words) <= set(texts(matrix_figure(counts(), "title", language)))


def test_no_mistakes_can_be_drawn():
    assert texts(matrix_figure(np.diag([5] * 10), "title", "en")).count("5") == 12


@pytest.mark.parametrize("draw", ["matrix", "curves"])
def test_a_title_is_escaped(draw):
    if draw == "matrix":
        svg = matrix_figure(counts(), EVIL, "en")
    else:
        svg = curves_figure(history(), "loss", EVIL, "en")

    assert EVIL in texts(svg)
    assert not list(ET.fromstring(svg).iter(f"{SVG}script"))


@pytest.mark.parametrize(("measure", "last"), [("accuracy", "80.0"), ("loss", "0.600")])
def test_curves_end_at_their_last_value(measure, last):
    svg = curves_figure(history(), measure, "title", "en")

    assert f"validation {last}" in texts(svg)


def test_curves_are_below_the_title():
    svg = ET.fromstring(curves_figure(history(), "loss", "title", "en"))

    (chart,) = [each for each in svg.iter(f"{SVG}svg") if each.get("class") == "curves"]
    left, top, width, height = (
        float(chart.get(side)) for side in ("x", "y", "width", "height")
    )
    assert top > 28
    assert left + width <= float(svg.get("width"))
    assert top + height <= float(svg.get("height"))


def test_a_figure_asks_for_nothing_from_elsewhere():
    for svg in (
        matrix_figure(counts(), "title", "en"),
        curves_figure(history(), "accuracy", "title", "zh"),
    ):
        assert not re.search(r"""(href|src)=|@import|url\((?!["']?data:)""", svg)


def test_figures_and_reports_have_the_colours_of_the_pages():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    style = (ROOT / "core/report/report.css").read_text("utf-8").lower()

    for theme in ("light", "dark"):
        assert list(SHADES[theme]) == config["theme"][theme]["chartSequentialColors"]
        for name in ("background", "text", "grayText", "border", "red", "blue"):
            assert config["theme"][theme][f"{name}Color"].lower() in style
