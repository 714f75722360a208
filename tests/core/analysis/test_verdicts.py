import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.evaluation import Evaluation
from core.analysis.verdicts import DECISIONS, build_overlay, verdict_impact
from core.data.verdicts import Verdict

MADE = "2026-01-01T00:00:00+00:00"
DECIDED = [("model", None), ("ambiguous", None), *(("label", d) for d in range(-1, 10))]


def verdict(position, kind, digit=None, author=""):
    return Verdict(position=position, kind=kind, digit=digit, author=author, made=MADE)


def evaluation(labels, predictions, source="one"):
    probabilities = np.eye(10, dtype=np.float32)[np.array(predictions, int)]
    labels = np.array(labels, np.int8)
    return Evaluation.of("run", source, labels, probabilities.reshape(-1, 10))


def count(one, *lists):
    return verdict_impact(one, build_overlay(one, lists))


def test_verdicts_do_not_change_stored_labels():
    #            right  label wrong  ambiguous  model wrong  no digit  disputed
    one = evaluation([3, 9, 9, 9, 9, 9], [3, 4, 4, 4, 4, 4])
    verdicts = [
        verdict(1, "label", 4),
        verdict(2, "ambiguous"),
        verdict(3, "model"),
        verdict(4, "label", -1),
        verdict(5, "label", 4, "Ann"),
        verdict(5, "model", None, "Bo"),
    ]

    found = count(one, verdicts)

    assert (found.original.correct, found.original.n) == (1, 6)
    assert (found.accepted.correct, found.accepted.n) == (2, 4)
    assert (found.model, found.ambiguous, found.corrected) == (1, 1, 1)
    assert (found.left_out - found.ambiguous, found.disputed) == (1, 1)
    assert (found.left_out, found.num_images) == (2, 5)
    assert one.labels.tolist() == [3, 9, 9, 9, 9, 9]
    decisions = build_overlay(one, [verdicts]).decisions
    assert [DECISIONS[each] for each in decisions] == [
        "none",
        "label",
        "ambiguous",
        "model",
        "label",
        "disputed",
    ]


def test_a_correction_can_make_a_hit_a_mistake():
    found = count(evaluation([4, 4], [4, 4]), [verdict(0, "label", 9)])

    assert (found.original.mistakes, found.accepted.mistakes) == (0, 1)


@pytest.mark.parametrize(
    "decisions",
    [
        [("label", 4), ("label", 7)],
        [("label", 4), ("label", -1)],
        [("model", None), ("ambiguous", None)],
        [("model", None), ("model", None), ("label", 4)],
        [("label", 4), ("model", None), ("label", 4)],
    ],
)
def test_disputed_verdicts_keep_the_label(decisions):
    one = evaluation([9], [4])
    people = [
        verdict(0, kind, digit, name)
        for name, (kind, digit) in zip("abc", decisions, strict=False)
    ]

    found = count(one, people)

    assert found.accepted == found.original
    assert (found.disputed, found.num_images) == (1, 1)


def test_people_who_agree_count_once():
    same = [verdict(0, "label", 4, name) for name in "ab"]

    found = count(evaluation([9], [4]), same)

    assert (found.corrected, found.disputed, found.accepted.correct) == (1, 0, 1)


def test_without_labels_there_is_nothing_to_correct():
    one = evaluation([-1, -1], [4, 4])

    found = count(one, [verdict(0, "label", 4), verdict(1, "ambiguous")])

    assert (found.original.n, found.accepted.n, found.num_images) == (0, 0, 0)
    assert np.isnan(found.accepted.value)


def test_without_images_or_verdicts_nothing_happens():
    nothing = count(evaluation([], []), [verdict(0, "model")])
    assert (nothing.original.n, nothing.num_images) == (0, 0)

    one = evaluation([1, 2], [1, 3])
    assert not build_overlay(one, [[]]).has_decisions()
    assert count(one, []).accepted == count(one, []).original


def test_no_rate_when_everything_is_excluded():
    found = count(evaluation([1], [1]), [verdict(0, "ambiguous")])

    assert found.accepted.n == 0
    assert np.isnan(found.accepted.value)


def test_sources_and_chosen_rows_find_their_own_verdicts():
    parts = [evaluation([9] * 3, [4] * 3, name) for name in ("one", "two")]
    joined = Evaluation.join(parts)
    lists = [[verdict(0, "model")], [verdict(0, "label", 4), verdict(99, "model")]]

    verdict_overlay = build_overlay(joined, lists)
    part = build_overlay(joined.take(np.array([3, 0, 5])), lists)

    assert verdict_overlay.decisions.tolist() == [1, 0, 0, 3, 0, 0]
    assert part.decisions.tolist() == [3, 1, 0]
    assert part.digits.tolist() == [4, -1, -1]


def test_misaligned_overlay_is_rejected():
    one = evaluation([1], [1])
    with pytest.raises(ValueError, match="as many lists"):
        build_overlay(one, [])
    with pytest.raises(ValueError, match="as many decisions"):
        verdict_impact(evaluation([1, 2], [1, 2]), build_overlay(one, [[]]))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_impact_equals_brute_force(data):
    n = data.draw(st.integers(0, 12))
    labels = data.draw(st.lists(st.integers(-1, 9), min_size=n, max_size=n))
    read = data.draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
    place = st.tuples(st.integers(0, 14), st.sampled_from("abc"))
    said = data.draw(st.dictionaries(place, st.sampled_from(DECIDED), max_size=25))
    verdicts = [verdict(at, *what, who) for (at, who), what in said.items()]

    found = count(evaluation(labels, read), verdicts)

    right = total = disputed = 0
    for image in range(n):
        if labels[image] == -1:
            continue
        opinions = {what for (at, _), what in said.items() if at == image}
        truth = labels[image]
        disputed += len(opinions) > 1
        if len(opinions) == 1:
            ((kind, digit),) = opinions
            if kind == "ambiguous" or digit == -1:
                continue
            truth = digit if kind == "label" else truth
        total += 1
        right += truth == read[image]
    assert (found.accepted.correct, found.accepted.n) == (right, total)
    assert found.disputed == disputed
    assert found.original.n == sum(label != -1 for label in labels)
    assert found.original.n - found.accepted.n == found.left_out
