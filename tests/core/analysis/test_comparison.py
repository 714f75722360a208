import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.analysis.comparison import (
    BUCKETS,
    Comparison,
    bucket_rows,
    compare,
    comparison_findings,
    difference_matrix,
    find_cell_change,
    improvement_finding,
)
from core.analysis.evaluation import Evaluation
from core.analysis.findings import Finding
from core.analysis.significance import ALPHA, mcnemar_exact

counts = st.integers(0, 400)
# Label (-1 where unknown), first and second reading of each image.
readings = st.lists(
    st.tuples(st.integers(-1, 9), st.integers(0, 9), st.integers(0, 9)), max_size=80
)


@pytest.fixture(scope="module")
def pair(build):
    """Factory: two evaluations of the same images, of different confidence."""

    def make(rows):
        labels, first, second = zip(*rows, strict=True) if rows else ((), (), ())
        sure = np.random.default_rng(len(rows)).uniform(0.3, 0.9, len(rows))
        return build(labels, first), build(labels, second, sure, run_id="other")

    return make


def test_two_runs_are_compared_image_by_image(build):
    labels = [1, 1, 1, 1, 2, -1]
    before = build(labels, [1, 7, 7, 1, 3, 5])
    after = build(labels, [1, 1, 7, 7, 2, 6], run_id="other")

    change = compare(before, after)

    assert (change.n, change.fixed, change.broke, change.both_wrong) == (5, 2, 1, 1)
    assert change.p_value == 1.0


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=60))
def test_every_labelled_image_is_in_one_of_four_groups(build, rows):
    labels, first, second = zip(*rows, strict=True) if rows else ((), (), ())
    before, after = build(labels, first), build(labels, second)

    change = compare(before, after)

    assert change.fixed + change.both_wrong == before.num_mistakes
    assert change.broke + change.both_wrong == after.num_mistakes
    groups = (change.fixed, change.broke, change.both_wrong)
    assert min(groups) >= 0
    assert sum(groups) <= change.n


@pytest.mark.parametrize(
    "other", [{"labels": [1, 2], "source": "test"}, {"labels": [1], "source": "else"}]
)
def test_only_the_same_images_are_compared(build, other):
    before = build([1], [1])
    after = build(other["labels"], other["labels"], source=other["source"])

    with pytest.raises(ValueError, match="the same images"):
        compare(before, after)


def test_joined_sets_are_compared_in_their_order(build):
    one = build([1, 1], [1, 7], source="one")
    two = build([2], [2], source="two")

    with pytest.raises(ValueError, match="the same images"):
        compare(Evaluation.join([one, two]), Evaluation.join([two, one]))


def comparison(n, fixed, broke, both=0):
    p_value = mcnemar_exact(fixed, broke)
    return Comparison(n=n, fixed=fixed, broke=broke, both_wrong=both, p_value=p_value)


def test_the_very_same_mistakes_are_no_change():
    counts = {"n": 40, "fixed": 0, "broke": 0, "both": 3}

    assert comparison_findings(comparison(40, 0, 0, 3)) == [
        Finding("change-none", counts)
    ]


@pytest.mark.parametrize(
    ("n", "fixed", "broke", "kinds"),
    [
        (29, 20, 0, ["change"]),
        (30, 20, 0, ["change", "change-significant"]),
        (30, 1, 0, ["change", "change-chance"]),
        # 5 of 5 by chance: 6.25 %; 6 of 6: 3.1 %.
        (100, 5, 0, ["change", "change-chance"]),
        (100, 0, 6, ["change", "change-significant"]),
    ],
)
def test_insignificant_change_is_not_called_a_difference(n, fixed, broke, kinds):
    found = comparison_findings(comparison(n, fixed, broke))

    assert [finding.kind for finding in found] == kinds
    for finding in found[1:]:
        assert finding.values["difference"] == abs(fixed - broke)
        assert finding.values["better"] == ("yes" if fixed > broke else "no")
        is_small = finding.values["chance"] < ALPHA
        assert is_small == (finding.kind == "change-significant")


def test_images_without_label_are_in_no_group(build):
    unlabelled = np.full(3, -1)

    change = compare(build(unlabelled, [1, 2, 3]), build(unlabelled, [3, 2, 1]))

    assert (change.n, change.fixed, change.broke, change.both_wrong) == (0, 0, 0, 0)


def bucket_of(label, first, second):
    """The bucket of each image, one by one."""
    if label < 0:
        return None
    if first == label:
        return "both_right" if second == label else "broke"
    return "fixed" if second == label else "both_wrong"


@settings(deadline=None)
@given(readings)
@example([])
@example([(-1, 3, 4)])
@example([(3, 3, 3)])
@example([(-1, 3, 4)] * 5 + [(2, 2, 2)] * 5)
def test_buckets_hold_every_labelled_image_once(pair, rows):
    before, after = pair(rows)

    found = bucket_rows(before, after)

    assert tuple(found) == BUCKETS
    for bucket, members in found.items():
        expected = [i for i, row in enumerate(rows) if bucket_of(*row) == bucket]
        assert sorted(members.tolist()) == expected
        sure = after.confidence[members]
        assert (np.diff(sure) <= 0).all()
    change = compare(before, after)
    fixed, broke, both_wrong, both_right = (len(found[each]) for each in BUCKETS)
    assert (fixed, broke, both_wrong) == (change.fixed, change.broke, change.both_wrong)
    assert fixed + broke + both_wrong + both_right == change.n


@settings(deadline=None)
@given(readings)
@example([])
@example([(-1, 3, 4)])
def test_the_difference_matrix_is_counted_by_hand(pair, rows):
    expected = np.zeros((10, 10), int)
    for label, first, second in rows:
        if label >= 0:
            expected[label, second] += 1
            expected[label, first] -= 1

    matrix = difference_matrix(*pair(rows))

    np.testing.assert_array_equal(matrix, expected)
    assert matrix.dtype == np.int64
    # The labels are the same, so each row loses as many images as it gains.
    assert not matrix.sum(axis=1).any()


def test_the_difference_matrix_is_that_of_scikit_learn(pair):
    metrics = pytest.importorskip("sklearn.metrics")
    rows = np.random.default_rng(4).integers(0, 10, (500, 3))
    matrices = [
        metrics.confusion_matrix(rows[:, 0], rows[:, column], labels=range(10))
        for column in (1, 2)
    ]

    matrix = difference_matrix(*pair(rows.tolist()))

    np.testing.assert_array_equal(matrix, matrices[1] - matrices[0])


@settings(deadline=None)
@given(readings, st.integers(0, 9), st.integers(0, 9))
@example([], 0, 0)
@example([(-1, 3, 4)], 3, 4)
@example([(4, 9, 4), (4, 4, 9), (9, 4, 9)], 4, 4)
def test_cell_change_equals_difference_matrix(pair, rows, true, predicted):
    before, after = pair(rows)

    gained, lost = find_cell_change(before, after, true, predicted)

    place = (true, predicted)
    first = {i for i, (label, read, _) in enumerate(rows) if (label, read) == place}
    second = {i for i, (label, _, read) in enumerate(rows) if (label, read) == place}
    assert sorted(gained.tolist()) == sorted(second - first)
    assert sorted(lost.tolist()) == sorted(first - second)
    assert len(gained) - len(lost) == difference_matrix(before, after)[place]


@settings(deadline=None)
@given(readings, st.integers(0, 9))
def test_row_and_column_changes_count_mistakes(pair, rows, digit):
    before, after = pair(rows)
    wrong = difference_matrix(before, after)
    np.fill_diagonal(wrong, 0)

    row, column = (
        find_cell_change(before, after, digit, None),
        find_cell_change(before, after, None, digit),
    )

    assert len(row.gained) - len(row.lost) == wrong[digit].sum()
    assert len(column.gained) - len(column.lost) == wrong[:, digit].sum()
    for label, first, second in (rows[i] for i in row.gained):
        assert label == first == digit != second
    for label, first, second in (rows[i] for i in column.lost):
        assert first == digit not in (label, second)


def test_row_change_ignores_other_mistakes(pair):
    # Another wrong digit than before is still a mistake of this row.
    before, after = pair([(1, 7, 4), (1, 7, 1), (1, 1, 7)])

    gained, lost = find_cell_change(before, after, 1, None)

    assert (gained.tolist(), lost.tolist()) == ([2], [1])


def test_cell_change_needs_a_row_or_column(pair):
    with pytest.raises(ValueError, match="neither"):
        find_cell_change(*pair([(1, 1, 1)]), None, None)


@pytest.mark.parametrize(
    "measure",
    [bucket_rows, difference_matrix, lambda *both: find_cell_change(*both, 1, 1)],
)
def test_only_rows_of_the_same_images_are_matched(build, measure):
    with pytest.raises(ValueError, match="the same images"):
        measure(build([1], [1]), build([1, 2], [1, 2]))


@pytest.mark.parametrize(
    ("n", "fixed", "broke", "kind"),
    [
        (0, 0, 0, "unlabelled"),
        (1, 0, 0, "same"),
        (10_000, 0, 0, "same"),
        (29, 20, 0, "few"),
        (30, 20, 0, "better"),
        (30, 0, 20, "worse"),
        (30, 5, 0, "chance"),
        (10_000, 40, 40, "chance"),
    ],
)
def test_improvement_finding_follows_significance(n, fixed, broke, kind):
    found = improvement_finding(comparison(n, fixed, broke))

    values = {"n": n, "difference": abs(fixed - broke)}
    assert found == Finding(f"verdict-{kind}", values)
