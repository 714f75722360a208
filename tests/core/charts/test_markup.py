import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from core.analysis.metrics import Accuracy
from core.charts.case import Original, case_drawing
from core.charts.curves import learning_curves
from core.charts.intervals import Bar, Interval, bar_list, interval_chart

THIN = "\u202f"
EVIL = '<script>alert("x")</script>'
WORDS = {
    "saw": "What it saw",
    "no_picture": "No picture",
    "read": "read",
    "label": "label",
    "alt": "A digit",
    "original": "As uploaded",
    "original_alt": "The picture",
}


class Elements(HTMLParser):
    """Collects elements, their classes and the text, and checks the nesting."""

    VOID = frozenset({"path", "circle"})

    def __init__(self, markup):
        super().__init__()
        self.classes, self.texts, self.tags, self.open = [], [], [], []
        self.attributes = []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        self.classes += (dict(attrs).get("class") or "").split()
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def interval(value, low, high, **changes):
    measured = Accuracy(n=10, correct=9, value=value, low=low, high=high)
    return Interval(**{"name": "MNIST", "accuracy": measured} | changes)


def styles(markup, kind):
    """The left edge of every element of a class, in percent."""
    pattern = rf'class="{kind}" style="left:([\d.]+)%'
    return [float(left) for left in re.findall(pattern, markup)]


def test_intervals_share_a_scale_that_ends_at_100_percent():
    markup = interval_chart(
        [interval(0.95, 0.93, 0.97), interval(0.99, 0.985, 0.995, highlighted=False)]
    )

    # From 92 %, the whole even percentage below the lowest end.
    assert styles(markup, "dot") == pytest.approx([37.5, 87.5])
    assert styles(markup, "line") == pytest.approx([12.5, 81.25])
    texts = Elements(markup).texts
    assert texts[-3:] == [f"92{THIN}%", f"96{THIN}%", f"100{THIN}%"]
    assert Elements(markup).classes.count("highlighted") == 1


@pytest.mark.parametrize("value", [0.0, 0.0005, 0.5, 1.0])
def test_intervals_stay_within_the_scale(value):
    low, high = max(0, value - 0.1), min(1, value + 0.1)

    markup = interval_chart([interval(value, low, high)])

    edges = [float(each) for each in re.findall(r"left:(-?[\d.]+)%", markup)]
    assert all(0 <= edge <= 100 for edge in edges)
    assert "nan" not in markup


def test_bars_have_their_length_and_their_words():
    markup = bar_list(
        [
            Bar(name="9", share=0.25, value_text="3", note="of 12"),
            Bar(name="4", share=0.0, value_text="none", note="of 10"),
        ]
    )

    elements = Elements(markup)
    assert "--share:0.2500" in markup
    assert elements.texts == ["9", "3", "of 12", "4", "none", "of 10"]
    assert elements.classes.count("none") == 1


def curves(**columns):
    history = pd.DataFrame({"epoch": range(1, 1 + len(columns["accuracy"])), **columns})
    return learning_curves(history, "accuracy", alt=EVIL, language="en")


def points(markup):
    """The points of every line, in the picture's own units."""
    return [
        [tuple(map(float, point.split(","))) for point in line.split(" L")]
        for line in re.findall(r' d="M([^"]*)"', markup)
    ]


def test_curves_are_drawn_from_the_first_epoch_to_the_last():
    markup = curves(accuracy=[0.9, 0.95, 1.0], val_accuracy=[0.92, 0.94, 0.96])

    training, validation = points(markup)
    assert [x for x, _ in training] == [34.0, 167.0, 300.0]
    # From 90 % at the bottom to 100 % at the top.
    assert [y for _, y in training] == pytest.approx([158, 83, 8])
    assert [y for _, y in validation] == pytest.approx([128, 98, 68])
    assert {"90", "95", "100", "training 100.0", "validation 96.0"} <= set(
        Elements(markup).texts
    )


@pytest.mark.parametrize(
    "accuracy", [[1.0, 1.0], [0.0, 0.0], [0.999, 1.0], [0.1, 0.9], [0.5]]
)
def test_no_curve_leaves_its_picture(accuracy):
    markup = curves(accuracy=accuracy, val_accuracy=accuracy)

    assert all(
        34 <= x <= 300 and 8 <= y <= 158 for line in points(markup) for x, y in line
    )
    assert "nan" not in markup


def test_a_perfect_network_is_drawn_at_the_top():
    training, _ = points(curves(accuracy=[1.0, 1.0], val_accuracy=[1.0, 1.0]))

    assert [y for _, y in training] == [8.0, 8.0]


@pytest.mark.parametrize("missing", [[np.nan, np.nan], [np.nan, 0.9]])
def test_a_curve_without_numbers_is_left_out(missing):
    markup = curves(accuracy=[0.9, 0.95], val_accuracy=missing)

    assert len(points(markup)) == 1
    assert "validation" not in markup
    assert "nan" not in markup


def test_names_of_curves_that_end_together_do_not_overlap():
    markup = curves(accuracy=[0.9, 0.95], val_accuracy=[0.9, 0.95])

    places = re.findall(r'x="308" y="([\d.]+)"', markup)
    first, second = sorted(map(float, places))
    assert second - first >= 15


def case(label, image=None, words=WORDS):
    """An image that is read as a 4."""
    probabilities = np.full(10, 0.001, np.float32)
    probabilities[4] = 0.991
    return case_drawing(image, probabilities, label=label, words=words)


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        (4, {"right": 1, "read": 0, "label": 0}),
        (-1, {"right": 1, "read": 0, "label": 0}),
        (9, {"right": 0, "read": 1, "label": 1}),
    ],
)
def test_a_case_marks_what_was_read_and_what_it_is(label, kinds):
    lines = re.findall(r'class="line (\w*)"', case(label))

    assert len(lines) == 10
    assert {kind: lines.count(kind) for kind in kinds} == kinds


def test_a_case_shows_the_original_and_where_its_digit_was_found():
    buffer = io.BytesIO()
    Image.new("L", (40, 20)).save(buffer, "PNG")
    original = Original(content=buffer.getvalue(), box=(0.1, 0.2, 0.6, 0.9))
    probabilities = np.full(10, 0.1, np.float32)

    markup = case_drawing(
        np.zeros((28, 28), np.uint8),
        probabilities,
        label=4,
        words=WORDS,
        original=original,
    )

    Elements(markup)
    assert "width:100.00%;height:50.00%" in markup
    assert "inset:10.00% 10.00% 40.00% 20.00%" in markup
    assert markup.index("As uploaded") < markup.index("What it saw")
    assert "original" not in case(4)


@pytest.mark.parametrize(("label", "has_key"), [(4, False), (-1, False), (9, True)])
def test_only_a_mistake_needs_a_key_of_colours(label, has_key):
    assert ('class="key"' in case(label)) == has_key


def test_a_case_shows_only_probabilities_that_matter():
    amounts = re.findall(r'class="amount">([^<]*)<', case(9))

    assert amounts == ["", "", "", "", f"99{THIN}%", "", "", "", "", f"&lt;1{THIN}%"]


def test_a_case_shows_the_picture_it_was_given():
    image = np.arange(784, dtype=np.int64).reshape(28, 28).astype(np.uint8)

    markup = case(4, image)

    data = re.search(r"url\(data:image/png;base64,([^)]*)\)", markup)[1]
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    np.testing.assert_array_equal(shown, image)
    assert {"aria-label": "A digit"}.items() <= {
        key: value
        for each in Elements(markup).attributes
        for key, value in each.items()
    }.items()


def test_a_case_without_picture_shows_a_notice():
    texts = Elements(case(4)).texts

    assert "No picture" in texts
    assert "url(" not in case(4)


@pytest.mark.parametrize(
    "markup",
    [
        interval_chart([interval(0.9, 0.8, 1, name=EVIL)]),
        bar_list([Bar(name=EVIL, share=0.5, value_text=EVIL, note=EVIL)]),
        curves(accuracy=[0.5], val_accuracy=[0.5]),
        case(9, words=dict.fromkeys(WORDS, EVIL)),
        case(9, np.zeros((28, 28), np.uint8), dict.fromkeys(WORDS, EVIL)),
    ],
    ids=["intervals", "bars", "curves", "case", "case with picture"],
)
def test_text_is_never_taken_for_markup(markup):
    elements = Elements(markup)

    assert "script" not in elements.tags
    assert EVIL in [
        *elements.texts,
        *(value for each in elements.attributes for value in each.values()),
    ]


def test_a_case_without_probabilities_has_no_bars():
    markup = case_drawing(None, None, label=9, words=WORDS)

    Elements(markup)
    assert "probabilities" not in markup
    assert 'class="key"' not in markup
    assert WORDS["saw"] in markup
