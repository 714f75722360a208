import re

import numpy as np
import pytest

from core.charts.reliability import reliability_chart
from tests.calibration_bins import calibration_bin


def test_a_chart_has_points_for_bins_with_enough_images():
    empty = calibration_bin(0, 0, consistency_band=(np.nan, np.nan))
    bins = [
        empty,
        calibration_bin(2, 29),
        calibration_bin(40, 50),
        calibration_bin(20, 50),
    ]
    shown = [each for each in bins if each.accuracy.n]

    markup = reliability_chart(bins, '<a "b">', "en")

    assert markup == reliability_chart(shown, '<a "b">', "en")
    assert markup.count("<rect") == 3
    # Form as well as colour tells a bin that strays.
    assert re.findall(r'<circle class="(\w+)"', markup) == ["fits"]
    assert re.findall(r'<path class="(\w+)" d="[^"]* z"', markup) == ["strays"]
    assert markup.count("<title>When 80 to 90") == 3
    assert "nan" not in markup
    assert 'aria-label="&lt;a &quot;b&quot;&gt;"' in markup


def test_points_bands_and_intervals_are_at_their_values():
    bins = [
        calibration_bin(50, 50, consistency_band=(0.7, 1.0)),
        calibration_bin(0, 50, consistency_band=(0.0, 0.3), low=0.0),
    ]
    markup = reliability_chart(bins, "", "en")
    even = re.search(r'class="even" d="M([\d.]+) ([\d.]+) L([\d.]+) ([\d.]+)"', markup)
    left, bottom, right, top = map(float, even.groups())

    def y(value):
        return pytest.approx(bottom + value * (top - bottom), abs=0.11)

    points = re.findall(r'<circle [^>]*cx="([\d.]+)" cy="([\d.]+)"', markup)
    bands = re.findall(r'<rect [^>]*y="([\d.]+)" [^>]*height="([\d.]+)"', markup)
    lines = re.findall(r'class="fits" d="M[\d.]+ ([\d.]+) V([\d.]+)"', markup)

    (x1, y1), (x0, y0) = [(float(x), float(y)) for x, y in points]
    assert (y1, y0) == (top, bottom)
    assert x1 == pytest.approx(left + 0.85 * (right - left), abs=0.1)
    assert x0 == pytest.approx(left + 0.05 * (right - left), abs=0.1)
    for each, (start, height), (low, high) in zip(bins, bands, lines, strict=True):
        band = (float(start) + float(height), float(start))
        assert band == tuple(y(value) for value in each.consistency_band)
        measured = each.accuracy
        assert (float(low), float(high)) == (y(measured.low), y(measured.high))


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["how sure the model is", "right"]), ("zh", ["模型的把握", "读对"])],
)
def test_both_axes_have_their_names(language, names):
    markup = reliability_chart([calibration_bin(40, 50)], "", language)

    texts = re.findall(r"<text [^>]*>([^<]*)</text>", markup)
    assert [each for each in texts if "%" not in each] == names
