import re
from dataclasses import replace

import pytest

from core.analysis.confidence import coverage_at, reliability
from core.analysis.evaluation import Evaluation
from core.report import numbers

THIN = "\u202f"


def fact(report, name):
    return dict(numbers.facts(report)).get(name)


def test_accuracy_and_interval_are_facts(report):
    about = report({(1, 1): 96, (1, 7): 4})

    # Wilson with 96 of 100.
    assert fact(about, "Accuracy").replace(THIN, " ") == (
        "96.00 %, 95 % interval 90.16 % to 98.43 %: 4 of 100 misread."
    )


def test_few_digits_have_no_accuracy(report):
    about = report({(1, 1): 20, (1, 7): 9})

    assert fact(about, "Accuracy") is None
    assert numbers.intervals(about) == ""


@pytest.mark.parametrize(
    ("unlabelled", "expected"),
    [
        (0, "The set test: 40 digits."),
        (
            2,
            "The set test: 42 digits, 2 of them without a label, which are not "
            "counted.",
        ),
    ],
)
def test_unlabelled_images_are_mentioned(report, unlabelled, expected):
    counts = {(1, 1): 40} | ({(-1, 1): unlabelled} if unlabelled else {})

    assert fact(report(counts), "Tested on") == expected


def test_digits_are_counted_with_their_mistakes(evaluation):
    about = evaluation({(1, 1): 38, (1, 7): 2, (2, 2): 80, (3, 8): 1, (-1, 4): 9})

    zero, one, two, three, *_ = numbers.counts(about, "en")

    assert zero == {"digit": 0, "n": 0, "mistakes": 0, "share": "", "length": "0.0%"}
    assert (one["n"], one["mistakes"]) == (40, 2)
    assert one["share"] == f"5.0{THIN}%"
    assert one["length"] == "50.0%"
    assert (two["share"], two["length"]) == ("", "100.0%")
    # Too few for a rate.
    assert (three["n"], three["mistakes"], three["share"]) == (1, 1, "")


def test_each_set_with_enough_digits_has_its_interval(report, evaluation):
    joined = Evaluation.join(
        [
            evaluation({(1, 1): 40}, source="one"),
            evaluation({(1, 1): 29}, source="few"),
            evaluation({(1, 1): 30, (1, 2): 3}, source="two"),
        ]
    )

    drawn = numbers.intervals(report(joined))

    assert "The set one" in drawn
    assert "The set two" in drawn
    assert "The set few" not in drawn
    assert "3 of 33 misread" in drawn


def test_curves_have_titles_and_labels(report):
    (accuracy, first), (loss, second) = numbers.curves(report({(1, 1): 1}))

    assert (accuracy, loss) == ("Accuracy", "Loss")
    for curve in (first, second):
        assert curve.startswith("<svg")
        assert 'role="img"' in curve
        assert 'aria-label="' in curve


def test_facts_describe_the_training(report):
    about = report({(1, 1): 30})

    facts = dict(numbers.facts(about))

    assert facts["Learned from"] == "60,000 digits of MNIST."
    assert facts["Settings"] == "“accurate”: 12 epochs in batches of 256, seed 0."
    five = replace(about, origin=replace(about.origin, members=5))
    assert dict(numbers.facts(five))["Settings"].endswith("0, 5 networks that vote.")
    assert facts["Versions"] == "python 3.11.7, keras 3.15.1."
    assert facts["Trained"].replace(THIN, " ") == "On 2026-11-22, in 4 min."
    assert facts["This file"] == "Run 07a35c846d97, report of 2026-11-26."
    facts = dict(numbers.facts(replace(about, version="1.2")))
    assert facts["This file"].endswith("2026-11-26, written by Misread 1.2.")


def test_a_report_in_chinese_has_the_same_numbers(report):
    counts = {(1, 1): 96, (1, 7): 4}

    english = dict(numbers.facts(report(counts)))["Accuracy"]
    chinese = dict(numbers.facts(report(counts, language="zh")))["准确率"]

    assert chinese == "96.00%，95% 置信区间 90.16% 至 98.43%：100 张中读错 4 张。"
    assert english.startswith("96.00")


def test_calibration_has_a_sentence_a_chart_and_a_line_for_each_bin(report, evaluation):
    # Confidences fall evenly from 0.97 to 0.67: the first 24 of 100 are above 0.9.
    about = evaluation({(1, 1): 90, (1, 7): 10})

    summary = numbers.calibration(report(about))

    found = coverage_at(about, 0.9)
    assert summary["sentence"] == (
        f"When at least 90{THIN}% sure, the model answers {found.num_covered} "
        "of 100 digits and misreads none of them; "
        f"{found.num_abstained} go to a person. Of those {found.num_abstained} the "
        "model would have misread 10."
    )
    (one,) = summary["sets"]
    assert one["title"] == ""
    bins = [each for each in reliability(about) if each.accuracy.n]
    assert one["chart"].count('class="band"') == len(bins) == len(one["sentences"])
    enough = [each for each in bins if each.accuracy.n >= 30]
    points = re.findall(r'<circle|<path class="strays" d="[^"]* z"', one["chart"])
    assert len(points) == len(enough)
    assert one["sentences"][0].startswith(
        "When 90 to 100 % sure, the model is right in 24"
    )


def test_each_digit_set_has_a_drawing_of_its_own_if_it_is_large_enough(
    report, evaluation
):
    parts = [
        evaluation({(1, 1): 40}, source="one"),
        evaluation({(2, 2): 29}, source="two"),
        evaluation({(3, 3): 30}, source="three"),
    ]

    summary = numbers.calibration(report(Evaluation.join(parts)))

    assert [each["title"] for each in summary["sets"]] == [
        "The set one",
        "The set three",
    ]


def test_without_labels_there_is_no_calibration(report):
    assert numbers.calibration(report({(-1, 4): 40})) == {}
