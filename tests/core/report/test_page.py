import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from core.analysis.findings import Finding
from core.charts.case import Original
from core.charts.matrix import SHADES
from core.wording import LANGUAGES

THIN = "\u202f"
PAYLOADS = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}</style>",
    "{{7*7}} {% raw %} ${7*7}",
    "<!-- ]]> --> &lt;b&gt; &amp;",
    "javascript:alert(1)//' onload='alert(1)",
    "x" * 5000,
]
MARKS = "\u202egnp.exe\u2066 \x1b[31mred\x1b[0m \x00\x07"
COUNTS = {(1, 1): 60, (9, 9): 30, (9, 4): 5, (4, 9): 1, (-1, 2): 2}
VOID = {"meta", "img", "input", "br", "path", "circle"}


class Page(HTMLParser):
    """What a browser makes of a report: elements, attributes and texts."""

    def __init__(self, html):
        super().__init__()
        self.html = html
        self.elements, self.open, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def all(self, tag, **wanted):
        """Attributes of the elements of a kind that have these."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag
            and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def text(self, *tags):
        return [text for tag, text in self.texts if tag in tags]

    @property
    def words(self):
        hidden = ("style", "script")
        return " ".join(text for tag, text in self.texts if tag not in hidden)

    @property
    def data(self):
        (found,) = re.findall(
            r'<script type="application/json" id="data">(.*?)</script>', self.html
        )
        return json.loads(found)


@pytest.fixture
def page(write):
    """Factory: such a report as a browser reads it."""
    return lambda counts, **changes: Page(write(counts, **changes))


def test_a_report_needs_nothing_but_itself(page):
    made = page(COUNTS)

    addresses = [
        each[name]
        for _, each in made.elements
        for name in ("src", "href", "srcset", "action", "data")
        if name in each
    ]
    assert addresses
    assert all(each.startswith("data:image/") for each in addresses)
    # Comments of the script name their sources.
    code = re.sub(r"^// .*$", "", made.html, flags=re.M)
    code = code.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"url\((?!data:)|@import|//[a-z]+[.]", code) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_allows_the_one_script_and_nothing_else(page, language):
    made = page(COUNTS, language=language)

    (policy,) = [
        each["content"]
        for each in made.all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    (script,) = re.findall(
        r'<script type="module">(.*?)</script>', made.html, flags=re.S
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # The policy comes before everything that it restricts.
    assert made.html.index("Content-Security-Policy") < made.html.index("<title")
    assert "export " not in script


@pytest.mark.parametrize("payload", PAYLOADS)
def test_untrusted_text_is_escaped(page, payload):
    plain = page(COUNTS, note="note", names=["name"] * 98, titles=["title"])
    made = page(COUNTS, note=payload, names=[payload] * 98, titles=[payload])

    assert [tag for tag, _ in made.elements] == [tag for tag, _ in plain.elements]
    for _, attributes in made.elements:
        assert not [name for name in attributes if name.startswith("on")]
    assert made.text("blockquote") == [payload]
    assert set(made.text("span")) >= {payload}
    assert payload[:400] in " ".join(made.text("dd"))
    assert made.data == plain.data


def test_a_note_keeps_its_lines_and_loses_what_moves_text(page):
    made = page(COUNTS, note=f" One\r\nTwo {MARKS}\n\nThree \udcff ")

    (note,) = made.text("blockquote")
    assert note == "One\nTwo gnp.exe [31mred[0m \n\nThree \ufffd"
    assert made.html.encode()


def test_without_a_note_there_is_none(page):
    assert page(COUNTS, note=" \n ").all("blockquote") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_declared(page, language):
    (root,) = page(COUNTS, language=language).all("html")

    assert root["lang"] == {"en": "en", "zh": "zh-CN"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "counts", [COUNTS, {(1, 1): 50}, {(1, 7): 3}, {(-1, 1): 4}, {}]
)
def test_headings_go_down_by_one_level(page, language, counts):
    levels = [
        int(tag[1])
        for tag, _ in page(counts, language=language).elements
        if re.fullmatch("h[1-6]", tag)
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(
        after <= before + 1
        for before, after in pairwise(levels)
    )  # fmt: skip


def test_every_mistake_is_a_picture_with_its_words(page):
    made = page(COUNTS)

    shown = [each for each in made.all("img", **{"class": "picture"}) if each["alt"]]
    wrong = [each for each in shown if " read as " in each["alt"]]
    assert len(wrong) == 6
    assert len(shown) == 6 + 12 + 12
    assert sum(each["alt"].startswith("9 read as 4, ") for each in wrong) == 5
    items = made.all("li")
    assert sum("data-right" in each for each in items) == 24
    # Without JavaScript, what was read right stays out of the way.
    assert all("hidden" in each for each in items if "data-right" in each)
    assert not any("hidden" in each for each in items if "data-right" not in each)


def test_pictures_are_the_images_pixel_by_pixel(page, report):
    about = report(COUNTS)
    made = page(COUNTS)

    (first, *_) = [each for each in made.all("img") if each["alt"]]
    content = base64.b64decode(first["src"].split(",", 1)[1])
    with Image.open(io.BytesIO(content)) as picture:
        black, ink = (np.asarray(each) for each in picture.split())
    row = np.flatnonzero(about.evaluation.mistaken)[0]
    assert not black.any()
    np.testing.assert_array_equal(ink, about.pictures(np.array([row]))[0])


def test_without_pictures_the_predictions_are_text(page):
    made = page(COUNTS, pictures=lambda _: None)

    assert made.all("img") == []
    assert "The pictures were not on the computer" in made.words
    assert made.words.count("9 read as 4, ") == 5


def test_the_matrix_counts_all_labelled_images(page):
    made = page(COUNTS)

    cells = [
        "".join(re.findall(r"\d", text))
        for text in re.findall(r'<span class="cell [^>]*>(.*?)</span>', made.html)
    ]
    counts = np.array([int(text or 0) for text in cells]).reshape(10, 10)
    expected = np.zeros((10, 10), int)
    for (true, predicted), count in COUNTS.items():
        if true >= 0:
            expected[true, predicted] = count
    np.testing.assert_array_equal(counts, expected)
    np.testing.assert_array_equal(made.data["matrix"]["counts"], expected)


@pytest.mark.parametrize(
    ("counts", "language", "expected"),
    [
        ({(1, 1): 50}, "en", "No mistakes"),
        ({(1, 1): 50, (1, 2): 1}, "en", "The only mistake"),
        ({(1, 1): 50, (1, 2): 2}, "en", "All 2 mistakes"),
        ({(1, 1): 50, (1, 2): 1041}, "en", "1,041 mistakes"),
        ({(1, 1): 50}, "zh", "没有错例"),
        ({(1, 1): 50, (1, 2): 1}, "zh", "唯一的错例"),
        ({(1, 1): 50, (1, 2): 2}, "zh", "全部 2 个错例"),
        ({(1, 1): 50, (1, 2): 1041}, "zh", "1,041 个错例"),
    ],
)
def test_not_all_mistakes_are_called_all(page, counts, language, expected):
    made = page(counts, language=language)

    assert expected in made.text("h2")
    is_hidden = "1,001" in made.words
    assert is_hidden == ("1,041" in expected)


def test_large_numbers_have_their_commas(page):
    made = page({(1, 1): 4000, (1, 2): 1500})

    assert "Out of 5,500 digits the model misread 1,500" in made.words
    assert not re.search(r"\b(1500|4000|5500)\b", made.words)


@pytest.mark.parametrize("n", [1, 12, 29])
def test_few_digits_show_counts_only(page, n):
    made = page({(1, 2): n})

    (headline,) = made.text("h1")
    assert "%" not in headline
    assert made.all("div", **{"class": "intervals"}) == []


def test_unlabelled_report_has_no_counts(page):
    made = page({(-1, 3): 50})

    assert made.all("table") == []
    assert made.all("img") == []
    assert made.data["matrix"]["counts"] == np.zeros((10, 10), int).tolist()
    assert "No picture has a label yet" in made.words


@pytest.mark.parametrize(
    ("names", "originals", "expected"),
    [
        (False, False, "It contains no file names and no original pictures."),
        (True, False, "It contains file names, which may reveal who"),
        (False, True, "It contains the original pictures, which may reveal who"),
        (True, True, "It contains file names and the original pictures, which"),
    ],
)
def test_personal_data_is_opt_in(page, names, originals, expected):
    buffer = io.BytesIO()
    Image.new("L", (300, 200), 90).save(buffer, "PNG")
    original = Original(content=buffer.getvalue(), box=(0, 0, 1, 1))
    made = page(
        COUNTS,
        names=["anna/9.png"] * 98 if names else None,
        original=(lambda _: original) if originals else None,
    )

    assert expected in made.words
    assert ("anna/9.png" in made.html) == names
    shown = [each for each in made.all("img") if "original" in each["class"]]
    assert len(shown) == (30 if originals else 0)
    assert all(each["alt"] for each in shown)


def test_changes_name_the_other_run(page):
    change = [Finding("change-none", {"n": 90, "fixed": 0, "broke": 0, "both": 3})]
    made = page(COUNTS, change=change, against="“fast” on MNIST")

    assert "Compared with “fast” on MNIST" in made.text("h2")
    assert "On these 90 digits, both models make exactly the same mistakes." in (
        made.words
    )


def test_a_row_of_the_matrix_is_a_row_of_a_table(page):
    made = page(COUNTS)

    scopes = [each.get("scope") for each in made.all("th")]
    assert scopes.count("row") == 10 + 1 + 10
    assert scopes.count("rowgroup") == scopes.count("colgroup") == 1
    assert None not in scopes
    assert made.all("caption")


def test_many_mistakes_make_a_small_file(write):
    many = {(true, other): 60 for true in range(10) for other in range(10)}

    assert len(write(many).encode()) < 3_000_000


def test_table_and_script_share_the_shades_of_the_matrix(page):
    html = page(COUNTS).html

    for shades in SHADES.values():
        assert f"--st-chart-sequential-colors:{','.join(shades)};" in html
        for level, shade in enumerate(shades):
            assert f"--s{level}:{shade};" in html
            assert f".shade-{level} {{ background: var(--s{level}); }}" in html
