import pytest

from core.analysis.causes import CAUSES
from core.analysis.diagnosis import Diagnosis
from core.analysis.diagnosis_findings import cause_findings, correction_finding
from core.analysis.findings import Finding
from core.wording import say

THIN = "\u202f"


def case(*causes, out_of_range=(), image=True, amount=0.0):
    return Diagnosis(
        position=0,
        label=3,
        predicted=7,
        confidence=0.8,
        causes=causes,
        out_of_range=out_of_range,
        amount=amount,
        image=True if image and causes else None,
        sure=0.98 if causes else 0.0,
    )


def sentence(finding):
    return say(f"finding-{finding.kind}", **finding.values).replace(THIN, " ")


def sentences(cases):
    return [sentence(finding) for finding in cause_findings(cases)]


def test_causes_are_sorted_and_unexplained_is_last():
    cases = [
        *[case("inverted")] * 41,
        case("thin"),
        *[case("cut", image=False)] * 3,
        *[case(), case(out_of_range=("longest",))] * 2,
        case(),
    ]

    assert sentences(cases) == [
        "41 of 50 wrong answers come from swapped light and dark: once this is "
        "corrected, they are read correctly.",
        "3 of 50 misread digits seem to be cut off, and the missing part cannot be "
        "restored.",
        "1 of 50 wrong answers comes from thin strokes: once this is corrected, it "
        "is read correctly.",
        "No correction changes 5 of 50 wrong answers; 2 of these digits are "
        "unlike MNIST’s in size, strokes or position.",
    ]


def test_a_single_mistake():
    assert sentences([case("off-centre")]) == [
        "The only wrong answer comes from digits that are off centre: once this "
        "is corrected, it is read correctly."
    ]
    assert sentences([case()]) == ["No correction changes the only wrong answer."]
    assert sentences([]) == []


def test_one_image():
    assert sentence(correction_finding(case("inverted"))) == (
        "Read as 3 instead of 7, 98 % sure, once light and dark are swapped."
    )
    assert sentence(correction_finding(case("tilted", amount=-30.0))).endswith(
        "once the digit is turned upright by 30°."
    )
    assert sentence(correction_finding(case("inverted", "small"))).endswith(
        "once light and dark are swapped and the digit is fitted to the frame."
    )
    assert sentence(correction_finding(case("edge", image=False))).startswith(
        "The digit se"
    )
    assert correction_finding(case()) == Finding("not-cured", {"unlike": "no"})
    assert "though the digit is unlike" in sentence(
        correction_finding(case(out_of_range=("stroke",)))
    )


@pytest.mark.parametrize("cause", [cause.kind for cause in CAUSES if cause.corrections])
def test_every_cause_has_its_own_words(cause):
    fallback = "tilted"

    for said in (
        lambda kind: sentences([case(kind)])[0],
        lambda kind: sentence(correction_finding(case(kind))),
    ):
        assert cause == fallback or said(cause) != said(fallback)
