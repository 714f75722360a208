import re
from dataclasses import replace

import numpy as np
import pytest

from core.store.digit_sets import load_digits
from core.store.runs import save_run
from core.work import reporting
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from core.work.reporting import ReportOptions, make_report
from core.work.verdict_actions import save_verdict


@pytest.fixture
def gathered(monkeypatch):
    """Make a report, and return what it would be made of."""

    def gather(run, sets, **choices):
        monkeypatch.setattr(reporting, "write_report", lambda report: report)
        return make_report(run, sets, ReportOptions(**choices))

    return gather


@pytest.fixture
def class_4b(make_upload, builtin_digits):
    """Forty of the built-in digits with their labels as file names."""
    train = builtin_digits
    names = [f"anna/{label}/{i}.png" for i, label in enumerate(train.labels[:40])]
    return make_upload(*names, images=list(train.images[:40]), title="Class 4b")


def test_a_report_is_about_the_evaluation_of_its_run(reference, gathered):
    record = find_digits("built-in")

    report = gathered(reference, [record])

    expected = evaluate(reference, record)
    np.testing.assert_array_equal(report.evaluation.labels, expected.labels)
    assert report.evaluation.run_id == report.origin.id == reference.id
    assert report.titles == ["Built-in digits"]
    assert report.origin.parameters == 172034
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report.date)
    assert (report.names, report.original, report.against) == (None, None, "")
    assert report.diagnosis_findings == []
    assert report.change == ()


def test_pictures_of_joined_sets_are_their_own(
    reference, gathered, class_4b, builtin_digits
):
    built_in = find_digits("built-in")

    report = gathered(reference, [class_4b.digits, built_in])

    rows = np.array([41, 3, 39, 1000])
    images = report.pictures(rows)
    position = report.evaluation.position[rows]
    sources = (load_digits(built_in).images, builtin_digits.images)
    for place, source in enumerate((0, 1, 1, 0)):
        np.testing.assert_array_equal(images[place], sources[source][position[place]])
    assert position.tolist() == [1, 3, 39, 960]
    assert report.titles == ["Own digits", "Built-in digits"]


def test_pictures_that_are_not_here_are_not_made_up(reference, gathered):
    report = gathered(reference, [find_digits("mnist-test")])

    assert report.evaluation.n == 10000
    assert report.pictures(np.array([0])) is None


def test_uploads_without_their_titles_are_numbered(reference, gathered, make_upload):
    sets = [make_upload("1.png").digits, make_upload("2.png").digits]

    assert gathered(reference, sets).titles == ["Own digits", "Own digits 2"]
    assert gathered(reference, sets, language="zh").titles == [
        "自己写的数字",
        "自己写的数字 2",
    ]


def test_names_are_those_of_the_rows(reference, gathered, class_4b):
    sets = [class_4b.digits, find_digits("built-in")]

    report = gathered(reference, sets, with_names=True)

    assert len(report.names) == 40 + 1797
    assert report.titles[0] == "Class 4b"
    assert all(name.startswith("anna/") for name in report.names[:40])
    # The names of MNIST's images would say nothing.
    assert set(report.names[40:]) == {""}
    labels = report.evaluation.labels
    for row in range(40):
        assert report.names[row].startswith(f"anna/{labels[row]}/")


def test_originals_are_there_only_for_uploads(reference, gathered, class_4b):
    sets = [find_digits("built-in"), class_4b.digits]

    report = gathered(reference, sets, with_originals=True)

    assert report.original(0) is None
    assert report.original(1797).content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    assert report.original(1797).box == pytest.approx((0.1, 0.2, 0.8, 0.9))


def test_report_has_preparation_findings_for_labelled_uploads(
    reference, gathered, class_4b, make_upload
):
    unlabelled = make_upload("a.png", "b.png")

    report = gathered(reference, [class_4b.digits, unlabelled.digits])

    assert report.diagnosis_findings[0].kind.startswith("rescued")
    assert report.diagnosis_findings[0].values["n"] == 40
    assert gathered(reference, [unlabelled.digits]).diagnosis_findings == []


def test_report_compares_with_another_run(reference, gathered, content):
    record = find_digits("built-in")
    even = np.full((record.n, 10), 0.1, np.float32)
    plain = content("1" * 12)
    other = save_run(replace(plain, predictions={record.id: even}))

    report = gathered(reference, [record], against=other)

    zeros = int((evaluate(reference, record).labels == 0).sum())
    change, significant = report.change
    assert change.values["fixed"] + change.values["both"] == record.n - zeros
    assert significant.kind == "change-significant"
    assert significant.values["better"] == "yes"
    assert report.against.startswith("“fast” on ")
    assert report.against.endswith("2026-01-01")


def test_report_includes_verdict_impact(reference, gathered, class_4b):
    evaluation = evaluate(reference, class_4b.digits)
    wrong = int(not evaluation.predictions[0])
    save_verdict(class_4b.digits, 0, "label", wrong)
    save_verdict(class_4b.digits, 1, "ambiguous")

    verdict_impact = gathered(reference, [class_4b.digits]).verdict_impact

    mistakes = int(evaluation.mistaken.sum())
    assert (verdict_impact.original.mistakes, verdict_impact.accepted.n) == (
        mistakes,
        39,
    )
    assert (verdict_impact.corrected, verdict_impact.ambiguous) == (1, 1)


def test_verdicts_are_told_in_both_languages(reference, class_4b):
    save_verdict(class_4b.digits, 0, "label", 9)
    save_verdict(class_4b.digits, 1, "ambiguous")

    page = make_report(reference, [class_4b.digits], ReportOptions())

    assert "People gave verdicts on 2 images: " in page
    assert "with one label corrected and one unreadable image left out." in page
    assert "裁定 2 张" in make_report(
        reference, [class_4b.digits], ReportOptions(language="zh")
    )


def test_without_verdicts_a_report_does_not_speak_of_them(reference, class_4b):
    page = make_report(reference, [class_4b.digits], ReportOptions())

    assert "People gave verdicts" not in page


def test_plain_report_can_be_written(reference, class_4b):
    page = make_report(
        reference,
        [class_4b.digits],
        ReportOptions(language="zh", note="你好", with_names=True, with_originals=True),
    )

    assert page.startswith("<!doctype html>\n")
    assert page.rstrip().endswith("</html>")
