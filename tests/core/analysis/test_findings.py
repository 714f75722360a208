from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.findings import Finding, findings, source_findings
from tests.core.analysis.conftest import small_evaluations

RATES = {"share", "margin", "limit", "overall"}


def kinds(evaluation):
    return [finding.kind for finding in findings(evaluation)]


def values(evaluation, kind):
    (found,) = [each.values for each in findings(evaluation) if each.kind == kind]
    return found


def test_findings_of_the_reference_example(ten_thousand):
    found = findings(ten_thousand)

    assert [finding.kind for finding in found] == [
        "headline",
        "most-common",
        "all-right",
        "check-unsure",
        "worst-digit",
        "sure-and-wrong",
        "close-calls",
    ]
    headline, pair, right, unsure, worst, sure, close = (each.values for each in found)
    assert headline == pytest.approx(
        {"n": 10000, "mistakes": 75, "share": 0.0075, "margin": 0.0017, "decimals": 2},
        abs=5e-5,
    )
    assert pair == {"true": 9, "predicted": 4, "count": 13, "mirror": 0}
    assert right == {"digit": 4, "n": 982}
    assert unsure == {"unsure": 156, "caught": 51, "mistakes": 75, "threshold": 0.9}
    assert worst == pytest.approx(
        {"digit": 9, "mistakes": 19, "n": 1009, "share": 19 / 1009, "overall": 0.0075}
    )
    assert sure == {"count": 17, "mistakes": 75, "threshold": 0.95}
    assert close == {"count": 8, "mistakes": 75, "points": 10}


def test_unlabelled_evaluation_has_a_single_finding(read):
    evaluation = read({(-1, 4): 40})

    assert findings(evaluation) == [Finding("headline-unlabelled", {"n": 40})]


def test_no_images_are_no_error(build):
    assert findings(build([], [])) == [Finding("headline-unlabelled", {"n": 0})]


def test_few_images_are_only_counted(read):
    evaluation = read({(9, 4): 9, (1, 1): 20}, confidence=0.99)

    assert findings(evaluation) == [Finding("headline-few", {"n": 29, "mistakes": 9})]


def test_thirty_images_make_a_rate(read):
    assert kinds(read({(9, 4): 9, (1, 1): 21}))[0] == "headline"


def test_no_mistakes_leave_a_limit(read):
    (only,) = findings(read({(1, 1): 100}))

    # Wilson with none of n: z^2 / (n + z^2), z^2 = 3.8415.
    assert only.kind == "headline-none"
    assert only.values == pytest.approx(
        {"n": 100, "limit": 3.8415 / 103.8415}, rel=1e-4
    )


@pytest.mark.parametrize(("n", "decimals"), [(100, 1), (1000, 2)])
def test_decimals_follow_the_margin(read, n, decimals):
    evaluation = read({(1, 1): n - 5, (1, 2): 5})

    assert values(evaluation, "headline")["decimals"] == decimals


def test_images_without_label_are_counted_apart(read):
    evaluation = read({(1, 1): 50, (1, 2): 1, (-1, 2): 3})

    assert values(evaluation, "headline")["n"] == 51
    assert values(evaluation, "some-unlabelled") == {"n": 3}


def test_the_mirror_of_the_most_common_pair_is_counted(read):
    evaluation = read({(9, 4): 5, (4, 9): 2, (1, 1): 50})

    assert values(evaluation, "most-common")["mirror"] == 2


@pytest.mark.parametrize(
    ("mistakes", "expected"),
    [
        ({(9, 4): 3, (4, 9): 2}, "most-common"),
        ({(9, 4): 2, (4, 9): 1}, None),
        ({(9, 4): 3, (4, 9): 3}, "no-lead"),
        ({(9, 4): 1, (4, 9): 1, (3, 5): 1}, "no-lead"),
        ({(9, 4): 1, (4, 9): 1}, None),
        ({(9, 4): 1}, None),
    ],
)
def test_a_pair_is_named_with_three_images_and_a_lead(read, mistakes, expected):
    found = set(kinds(read({(1, 1): 50, **mistakes})))

    assert found & {"most-common", "no-lead"} == ({expected} if expected else set())


def test_pairs_that_share_the_lead_are_counted(read):
    evaluation = read({(9, 4): 3, (4, 9): 3, (3, 5): 1, (1, 1): 50})

    assert values(evaluation, "no-lead") == {"pairs": 2, "count": 3, "mistakes": 7}


def test_perfect_digits_share_one_finding(read):
    evaluation = read({(1, 1): 30, (5, 5): 40, (7, 7): 50, (2, 2): 29, (9, 4): 3})

    assert values(evaluation, "all-right-several") == {
        "digits": (1, 5),
        "last": 7,
        "n": 120,
    }


def test_small_digit_is_not_called_perfect(read):
    assert "all-right" not in kinds(read({(1, 1): 29, (2, 2): 29, (9, 4): 3}))


def test_the_worst_digit_must_be_clearly_worst(read):
    # 6 of 100 nines: the interval starts at 2.8 %; overall 3.5 %, then 2.0 %.
    unclear = read({(9, 9): 94, (9, 4): 6, (1, 1): 99, (1, 7): 1})
    clear = read({(9, 9): 94, (9, 4): 6, (1, 1): 248, (1, 7): 1, (2, 2): 1})

    assert "worst-digit" not in kinds(unclear)
    assert values(clear, "worst-digit")["digit"] == 9


@pytest.mark.parametrize("mistakes", [{(9, 4): 2, (9, 9): 28}, {(9, 4): 20}])
def test_the_worst_digit_has_enough_images_and_mistakes(read, mistakes):
    assert "worst-digit" not in kinds(read({(1, 1): 5000, **mistakes}))


@pytest.mark.parametrize(
    ("unsure_right", "unsure_wrong", "is_found"),
    [(20, 5, True), (21, 5, False), (0, 2, True), (0, 1, False), (5, 0, False)],
)
def test_checking_must_be_little_work_for_many_mistakes(
    build, unsure_right, unsure_wrong, is_found
):
    sure_wrong = 4 if unsure_wrong == 1 else 2
    sure = [0.5] * (unsure_right + unsure_wrong)
    confidence = [*sure, *[0.99] * (100 - len(sure))]
    wrong = range(unsure_right, unsure_right + unsure_wrong + sure_wrong)
    evaluation = build([1] * 100, [1 + (i in wrong) for i in range(100)], confidence)

    assert ("check-unsure" in kinds(evaluation)) == is_found


def test_images_without_label_are_not_among_those_to_check(read):
    evaluation = read({(-1, 1): 10, (1, 2): 4, (1, 1): 5})
    more = read({(1, 1): 40}, confidence=0.99, source="more")
    both = type(evaluation).join([evaluation, more])

    assert values(both, "check-unsure")["unsure"] == 9


@pytest.mark.parametrize(("confidence", "is_found"), [(0.95, True), (0.94, False)])
def test_sure_and_wrong_starts_at_95_percent(read, confidence, is_found):
    evaluation = read({(1, 1): 50, (1, 2): 2}, confidence=confidence)

    assert ("sure-and-wrong" in kinds(evaluation)) == is_found


@pytest.mark.parametrize(("lead", "is_found"), [(0.09, True), (0.11, False)])
def test_a_close_call_is_within_ten_points(read, lead, is_found):
    evaluation = read({(1, 1): 50, (1, 2): 2}, confidence=0.5, lead=lead)

    assert ("close-calls" in kinds(evaluation)) == is_found


@settings(deadline=None)
@given(st.data())
def test_values_are_plain_and_rates_need_images(build, data):
    evaluation = data.draw(small_evaluations(build))

    found = findings(evaluation)

    assert found[0].kind.startswith("headline")
    for finding in found:
        assert {type(value) for value in finding.values.values()} <= {int, float, str}
        assert evaluation.num_labelled >= 30 or not RATES & finding.values.keys()


def test_the_best_digit_must_be_clearly_best(read):
    # 1 of 200 ones: the interval ends at 2.8 %; overall 7.0 %, then 2.0 %.
    clear = read({(1, 1): 199, (1, 7): 1, (9, 9): 80, (9, 4): 20})
    unclear = read({(1, 1): 199, (1, 7): 1, (9, 9): 97, (9, 4): 5})

    assert values(clear, "best-digit") == pytest.approx(
        {"digit": 1, "mistakes": 1, "n": 200, "share": 0.005, "overall": 0.07}
    )
    assert "best-digit" not in kinds(unclear)


def test_where_a_digit_was_all_right_none_is_called_best(read):
    found = kinds(read({(1, 1): 200, (9, 9): 80, (9, 4): 20}))

    assert "all-right" in found
    assert "best-digit" not in found


@settings(deadline=None)
@given(st.data())
def test_no_digit_is_best_and_worst(build, data):
    cells = st.tuples(st.integers(0, 9), st.integers(0, 9))
    counts = data.draw(st.dictionaries(cells, st.integers(1, 200), max_size=20))
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    evaluation = build([pair[0] for pair in pairs], [pair[1] for pair in pairs])

    found = {each.kind: each.values for each in findings(evaluation)}

    if evaluation.n < 30:
        assert len(found) == 1
    best, worst = found.get("best-digit"), found.get("worst-digit")
    if best and worst:
        assert best["digit"] != worst["digit"]
    for extreme in filter(None, (best, worst)):
        assert extreme["n"] >= 30
    if best:
        assert best["share"] < best["overall"]
    if worst:
        assert worst["share"] > worst["overall"]


def test_single_source_has_no_source_findings(read):
    assert source_findings(read({(1, 1): 50, (1, 2): 5})) == []


def test_each_source_is_counted_by_itself(read):
    parts = [
        read({(1, 1): 95, (1, 2): 5}, source="many"),
        read({(1, 1): 40}, source="right"),
        read({(1, 1): 20, (1, 2): 9}, source="few"),
        read({(-1, 2): 7}, source="unlabelled"),
        read({(-1, 2): 1}, source="one"),
    ]

    found = source_findings(type(parts[0]).join(parts))

    many, *others = found
    assert many.kind == "source"
    assert (many.values["n"], many.values["mistakes"]) == (100, 5)
    assert many.values["share"] == 0.05
    assert others == [
        Finding("source-none", {"source": "right", "n": 40, "mistakes": 0}),
        Finding("source-few", {"source": "few", "n": 29, "mistakes": 9}),
        Finding("source-unlabelled", {"source": "unlabelled", "n": 7}),
        Finding("source-unlabelled", {"source": "one", "n": 1}),
    ]


@settings(deadline=None)
@given(st.data())
def test_sources_add_up_and_rates_need_images(build, data):
    pairs = st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 3)), max_size=60)
    drawn = data.draw(st.lists(pairs, min_size=2, max_size=4))
    parts = [
        build([pair[0] for pair in each], [pair[1] for pair in each], source=f"{index}")
        for index, each in enumerate(drawn)
    ]
    whole = type(parts[0]).join(parts)

    found = source_findings(whole)

    assert [finding.values["source"] for finding in found] == list(whole.sources)
    labelled = [each for each in found if each.kind != "source-unlabelled"]
    assert sum(each.values["n"] for each in labelled) == whole.num_labelled
    assert sum(each.values["mistakes"] for each in labelled) == whole.num_mistakes
    for each in found:
        assert each.values["n"] >= 30 or not RATES & each.values.keys()


def test_without_confidence_no_finding_is_about_it(ten_thousand):
    unknown = replace(ten_thousand, has_confidence=False)

    about = {"check-unsure", "sure-and-wrong", "close-calls"}
    left = [each for each in findings(ten_thousand) if each.kind not in about]
    assert findings(unknown) == left
    assert len(left) == len(findings(ten_thousand)) - len(about)
