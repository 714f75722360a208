import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.cell_findings import cell_finding, diagonal_finding
from core.analysis.comparison import (
    Comparison,
    comparison_findings,
    improvement_finding,
)
from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding, findings, source_findings
from core.analysis.significance import mcnemar_exact
from core.wording import say, say_finding

THIN = "\u202f"
NOUNS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def sentence(finding):
    return say(f"finding-{finding.kind}", **finding.values).replace(THIN, " ")


def words(kind, **values):
    return sentence(Finding(kind, values))


def read(counts, sure=0.97):
    """The evaluation of {(true, predicted): images}, all equally sure."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    labels = np.array([true for true, _ in pairs], np.int8)
    predictions = np.array([predicted for _, predicted in pairs], int)
    probabilities = np.full((len(pairs), 10), (1 - sure) / 9, np.float32)
    probabilities[np.arange(len(pairs)), predictions] = sure
    return Evaluation.of("run", "test", labels, probabilities)


# What the drawings say, word by word, with the values of test_findings and
# test_cell_findings.
@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            "headline",
            {"n": 10000, "mistakes": 75, "share": 0.0075, "margin": 0.0017,
             "decimals": 2},
            "Out of 10,000 digits the model misread 75: 0.75 %, give or take 0.17.",
        ),
        (
            "most-common",
            {"true": 9, "predicted": 4, "count": 13, "mirror": 0},
            "The model’s most common mistake is to read 9 as 4: 13 times, and never "
            "the other way round.",
        ),
        ("all-right", {"digit": 4, "n": 982}, "All 982 fours were read correctly."),
        (
            "check-unsure",
            {"unsure": 156, "caught": 51, "mistakes": 75, "threshold": 0.9},
            "A check of only the 156 digits that the model was less than 90 % sure of "
            "would catch 51 of its 75 mistakes.",
        ),
        (
            "diagonal",
            {"n": 10000, "correct": 9925, "mistakes": 75, "cells": 31},
            "9,925 of 10,000 digits are on the grey diagonal. The other 75 are in "
            "31 cells. Select one to see its images.",
        ),
        (
            "pair",
            {"digit": 9, "predicted": 4, "count": 13, "n": 1009, "enough": "yes",
             "share": 13 / 1009, "most_common": "yes", "sure": 7, "sure_of": "some",
             "threshold": 0.9},
            "13 of 1,009 nines, 1.3 %: the model’s most common mistake. The model was "
            "more than 90 % sure of 7 of them.",
        ),
        (
            "pair-none",
            {"digit": 4, "predicted": 9, "misread": 0},
            "None. No four was read as a nine, or as anything else.",
        ),
    ],
)  # fmt: skip
def test_sentences_of_findings(kind, values, expected):
    assert words(kind, **values) == expected


@pytest.mark.parametrize(("digit", "noun"), list(enumerate(NOUNS)))
def test_digits_as_nouns(digit, noun):
    plural = "sixes" if digit == 6 else f"{noun}s"
    article = "an" if digit == 8 else "a"

    assert say("digit-name", digit=digit) == noun
    assert say("digit-plural", digit=digit) == plural
    assert say("digit-plural-start", digit=digit) == plural.capitalize()
    assert say("digit-one", digit=digit) == f"{article} {noun}"
    assert say("predicted-one", predicted=digit) == f"{article} {noun}"


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            "headline",
            {
                "n": 1797,
                "mistakes": 79,
                "share": 0.044,
                "margin": 0.0095,
                "decimals": 1,
            },
            "Out of 1,797 digits the model misread 79: 4.4 %, give or take 0.9.",
        ),
        (
            "headline-none",
            {"n": 100, "limit": 0.037},
            "The model read all 100 digits correctly. On more digits like these it "
            "may still misread up to 3.70 %.",
        ),
        (
            "headline-few",
            {"n": 12, "mistakes": 3},
            "Out of 12 digits the model misread 3.",
        ),
        (
            "headline-few",
            {"n": 12, "mistakes": 0},
            "The model read all 12 digits correctly.",
        ),
        (
            "headline-few",
            {"n": 1, "mistakes": 0},
            "The model read the only digit correctly.",
        ),
        (
            "headline-few",
            {"n": 1, "mistakes": 1},
            "The model misread the only digit.",
        ),
        ("headline-unlabelled", {"n": 0}, "There are no digits here."),
        (
            "headline-unlabelled",
            {"n": 1},
            "The only digit has no label, so mistakes cannot be counted.",
        ),
        (
            "headline-unlabelled",
            {"n": 40},
            "None of these 40 digits has a label, so mistakes cannot be counted.",
        ),
        ("some-unlabelled", {"n": 1}, "One more has no label and is not counted."),
        ("some-unlabelled", {"n": 12}, "12 more have no label and are not counted."),
        (
            "most-common",
            {"true": 1, "predicted": 0, "count": 3, "mirror": 1},
            "The model’s most common mistake is to read 1 as 0: 3 times, and once the "
            "other way round.",
        ),
        (
            "most-common",
            {"true": 1, "predicted": 0, "count": 9, "mirror": 5},
            "The model’s most common mistake is to read 1 as 0: 9 times, and 5 times "
            "the other way round.",
        ),
        (
            "no-lead",
            {"pairs": 4, "count": 1, "mistakes": 4},
            "No two of the model’s 4 mistakes are alike.",
        ),
        (
            "no-lead",
            {"pairs": 3, "count": 2, "mistakes": 9},
            "No kind of mistake dominates: the 3 most common ones occurred twice each.",
        ),
        (
            "all-right-several",
            {"digits": "1, 4", "last": 7, "n": 3200},
            "Every 1, 4 and 7 was read correctly, 3,200 in all.",
        ),
        (
            "check-unsure",
            {"unsure": 1, "caught": 1, "mistakes": 1, "threshold": 0.9},
            "A check of only the one digit that the model was less than 90 % sure of "
            "would catch its only mistake.",
        ),
        (
            "worst-digit",
            {"digit": 6, "mistakes": 19, "n": 1009, "share": 0.0188, "overall": 0.0075},
            "The model has most trouble with sixes: 19 of 1,009 were misread, 1.9 %, "
            "against 0.8 % of all digits.",
        ),
        (
            "sure-and-wrong",
            {"count": 1, "mistakes": 1, "threshold": 0.95},
            "The model was more than 95 % sure of its only mistake.",
        ),
        (
            "sure-and-wrong",
            {"count": 17, "mistakes": 75, "threshold": 0.95},
            "The model was more than 95 % sure of 17 of its 75 mistakes.",
        ),
        (
            "close-calls",
            {"count": 1, "mistakes": 1, "points": 10},
            "The model’s only mistake was a close call: less than 10 points between "
            "first and second choice.",
        ),
        (
            "close-calls",
            {"count": 1, "mistakes": 75, "points": 10},
            "1 of the model’s 75 mistakes was a close call: less than 10 points "
            "between first and second choice.",
        ),
        (
            "close-calls",
            {"count": 8, "mistakes": 75, "points": 10},
            "8 of the model’s 75 mistakes were close calls: less than 10 points "
            "between first and second choice.",
        ),
    ],
)
def test_sentences_follow_their_counts(kind, values, expected):
    assert words(kind, **values) == expected


@pytest.mark.parametrize(
    ("counts", "cell", "expected"),
    [
        (
            {(9, 4): 1},
            (9, 4),
            "1 of 1 nine. The model was more than 90 % sure of it.",
        ),
        (
            {(9, 4): 2, (9, 9): 3},
            (9, 4),
            "2 of 5 nines. The model was more than 90 % sure of each of them.",
        ),
        ({(4, 4): 1, (4, 1): 1}, (4, 8), "None. No four was read as an eight."),
        ({(4, 4): 1}, (5, 4), "None. There are no fives here."),
        ({(4, 4): 1}, (4, 4), "1 of 1 four was read correctly."),
        (
            {(4, 4): 33, (4, 9): 7},
            (4, 4),
            "33 of 40 fours were read correctly, 82.5 %.",
        ),
        ({(4, 9): 7}, (4, 4), "None of 7 fours was read correctly."),
        ({(4, 4): 1}, (4, None), "The only four was read correctly."),
        ({(4, 4): 9}, (4, None), "All 9 fours were read correctly."),
        ({(4, 4): 39, (4, 9): 1}, (4, None), "1 of 40 fours was misread, 2.5 %."),
        ({(4, 4): 3, (4, 9): 2}, (4, None), "2 of 5 fours were misread."),
        ({(4, 4): 1}, (None, 4), "The only digit that the model read as 4 is a four."),
        ({(4, 4): 9}, (None, 4), "All 9 digits that the model read as 4 are fours."),
        (
            {(4, 4): 39, (9, 4): 1},
            (None, 4),
            "1 of the 40 digits that the model read as 4 is something else, 2.5 %.",
        ),
        (
            {(4, 4): 3, (9, 4): 2},
            (None, 4),
            "2 of the 5 digits that the model read as 4 are something else.",
        ),
        ({(4, 4): 3}, (None, 8), "None. No digit was read as an eight."),
    ],
)
def test_sentences_of_a_click(counts, cell, expected):
    assert sentence(cell_finding(read(counts), *cell)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({(9, 4): 1}, "1 of 1 nine. The model was less than 90 % sure of it."),
        (
            {(9, 4): 2},
            "2 of 2 nines. The model was less than 90 % sure of each of them.",
        ),
    ],
)
def test_sentences_of_a_click_on_what_was_unsure(counts, expected):
    assert sentence(cell_finding(read(counts, sure=0.6), 9, 4)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({(-1, 4): 1}, "No digit here has a label, so there is nothing to compare."),
        ({(4, 4): 1}, "The only digit is on the grey diagonal."),
        ({(4, 4): 5}, "All 5 digits are on the grey diagonal."),
        (
            {(4, 4): 5, (9, 4): 1},
            "5 of 6 digits are on the grey diagonal. Select the cell of the other one "
            "to see its image.",
        ),
        (
            {(4, 4): 5, (9, 4): 2},
            "5 of 7 digits are on the grey diagonal. The other 2 are in one cell. "
            "Select it to see its images.",
        ),
    ],
)
def test_sentences_of_the_matrix(counts, expected):
    assert sentence(diagonal_finding(read(counts))) == expected


pairs = st.tuples(st.integers(-1, 9), st.integers(0, 9))


@settings(deadline=None)
@given(
    st.dictionaries(pairs, st.integers(1, 40), min_size=1, max_size=12),
    st.sampled_from([0.15, 0.5, 0.92, 0.97]),
)
def test_every_finding_has_a_sentence(counts, sure):
    evaluation = read(counts, sure)
    cells = [
        (true, other) for true in (None, *range(10)) for other in (None, *range(10))
    ]
    found = [
        *findings(evaluation),
        diagonal_finding(evaluation),
        *(cell_finding(evaluation, *cell) for cell in cells[1:]),
    ]

    for finding in found:
        text = sentence(finding)
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
        assert not re.search(r"[{}]|  | [,.:]|\.\.", text)


HAN = "[\u4e00-\u9fff]"
# Values with which every finding can be said; digits, then counts, then fractions.
DIGITS = {"digit": 8, "true": 8, "predicted": 9, "digits": (1, 4), "last": 7}
SHARES = {
    "share": 0.0123, "margin": 0.0017, "overall": 0.5, "limit": 0.037,
    "threshold": 0.9, "chance": 0.031,
}  # fmt: skip
CHOICES = {
    "enough": ("yes", "no"),
    "most_common": ("yes", "no"),
    "sure_of": ("none", "some", "all"),
    "better": ("yes", "no"),
    "decimals": (1, 2),
}
COUNTS = (
    "n", "mistakes", "count", "mirror", "pairs", "unsure", "caught", "points",
    "correct", "cells", "misread", "sure", "fixed", "broke", "both", "difference",
    "came", "right",
)  # fmt: skip
KINDS = [
    "headline", "headline-none", "headline-few", "headline-unlabelled",
    "some-unlabelled", "most-common", "no-lead", "all-right", "all-right-several",
    "best-digit", "check-unsure", "worst-digit", "sure-and-wrong", "close-calls",
    "diagonal", "pair", "pair-none", "right", "row", "column", "column-none", "absent",
    "source", "source-none", "source-few", "source-unlabelled", "rescued",
    "rescued-nothing", "change-none", "change", "change-significant", "change-chance",
]  # fmt: skip


def chinese(kind, number, choice):
    values = DIGITS | SHARES | dict.fromkeys(COUNTS, number)
    values |= {
        name: options[choice % len(options)] for name, options in CHOICES.items()
    }
    finding = Finding(kind, values | {"source": "own"})
    return say_finding(finding, "zh", {"own": "四年级"})


@pytest.mark.parametrize("choice", [0, 1, 2])
@pytest.mark.parametrize("number", [0, 1, 2, 1234])
@pytest.mark.parametrize("kind", KINDS)
def test_every_finding_has_a_chinese_sentence(kind, number, choice):
    text = chinese(kind, number, choice)

    assert text.endswith("。")
    assert not re.search("[A-Za-z{}]", text)
    # Full-width punctuation, and a space between characters and figures.
    assert not re.search(rf"{HAN}[,.:;?()]|[,:;?()]{HAN}", text)
    assert not re.search(rf"{HAN}\d|\d{HAN}|%{HAN}", text.replace("四年级", ""))
    assert not re.search(r"  | [，。：；]|[，。：；] |[，。；：]{2}", text)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (
            "headline",
            {"n": 10000, "mistakes": 75, "share": 0.0075, "margin": 0.0017,
             "decimals": 2},
            "10,000 张图片中，模型读错 75 张，占 0.75%，误差 ±0.17 个百分点。",
        ),
        (
            "most-common",
            {"true": 9, "predicted": 4, "count": 13, "mirror": 0},
            "模型最常见的错是把 9 读成 4，共 13 次，反过来一次也没有。",
        ),
        ("all-right-several", {"digits": (1, 4), "last": 7, "n": 320},
         "1、4 和 7 全部读对，共 320 张。"),
        (
            "change",
            {"n": 40, "fixed": 0, "broke": 1, "both": 2},
            "40 张图片中，原来读错的，现在没有一张读对；原来读对、现在读错的有 1 张。"
            "两次都读错的有 2 张。",
        ),
    ],
)  # fmt: skip
def test_chinese_word_by_word(kind, values, expected):
    assert say_finding(Finding(kind, values), "zh") == expected


@pytest.mark.parametrize(
    ("fixed", "broke", "expected"),
    [
        (0, 0, "On these 90 digits, both models make exactly the same mistakes."),
        (
            1,
            0,
            "Of 90 digits one that was misread is read correctly now, and none that "
            "was read correctly is misread now. None is misread by both. A difference "
            "of one digit may be chance.",
        ),
        (
            2,
            2,
            "Of 90 digits 2 that were misread are read correctly now, and 2 that were "
            "read correctly are misread now. None is misread by both. As many became "
            "right as became wrong: no difference.",
        ),
        (
            0,
            8,
            "Of 90 digits none that was misread is read correctly now, and 8 that "
            "were read correctly are misread now. None is misread by both. That is 8 "
            "mistakes more. Chance alone makes such a difference in 0.8 % of cases, "
            "so the difference is probably real.",
        ),
    ],
)
def test_sentences_of_a_change(fixed, broke, expected):
    p_value = mcnemar_exact(fixed, broke)
    change = Comparison(n=90, fixed=fixed, broke=broke, both_wrong=0, p_value=p_value)

    assert " ".join(map(sentence, comparison_findings(change))) == expected


@pytest.mark.parametrize(
    ("n", "fixed", "broke", "expected"),
    [
        (0, 0, 0, "Without labels, the two models cannot be compared."),
        (90, 0, 0, "Exactly the same mistakes as before."),
        (1, 1, 0, "1 digit is too few to say which model is better."),
        (20, 3, 1, "20 digits are too few to say which model is better."),
        (90, 9, 1, "Better: 8 mistakes fewer than before."),
        (90, 0, 8, "Worse: 8 mistakes more than before."),
        (90, 2, 2, "Neither better nor worse."),
        (
            90,
            1,
            0,
            "Neither better nor worse: a difference of one mistake may be chance.",
        ),
        (
            90,
            5,
            2,
            "Neither better nor worse: a difference of 3 mistakes may be chance.",
        ),
    ],
)
def test_verdicts_on_a_change(n, fixed, broke, expected):
    p_value = mcnemar_exact(fixed, broke)
    change = Comparison(n=n, fixed=fixed, broke=broke, both_wrong=0, p_value=p_value)

    assert sentence(improvement_finding(change)) == expected


def test_sentences_of_the_best_digit():
    values = {"digit": 6, "n": 200, "share": 0.005, "overall": 0.07}

    assert words("best-digit", mistakes=1, **values) == (
        "The model reads sixes best: one of 200 was misread, 0.5 %, against 7.0 % of "
        "all digits."
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_of_sources_name_them(language):
    parts = [read({(1, 1): 95, (1, 2): 5}), read({(-1, 1): 1})]
    parts[1] = Evaluation.of("run", "own", parts[1].labels, parts[1].probabilities)

    found = source_findings(Evaluation.join(parts))

    titles = {"test": "MNIST", "own": "4b"}
    one, other = (say_finding(each, language, titles) for each in found)
    assert one.startswith("MNIST")
    assert "5" in one
    assert other.startswith("4b")
