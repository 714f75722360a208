import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as sklearn

from core.analysis.replay import (
    Replay,
    best_epoch_finding,
    epoch_finding,
    kept_weights_finding,
    lowest_loss_epoch,
    validation_finding,
)


def replay_of(predictions, labels, percent=None):
    predictions = np.array(predictions, np.int8)
    if percent is None:
        percent = np.full(predictions.shape, 50)
    return Replay(
        predictions=predictions,
        percent=np.array(percent, np.int8),
        labels=np.array(labels, np.int8),
    )


def history_of(val_loss, loss=None):
    epochs = len(val_loss)
    return pd.DataFrame(
        {
            "epoch": np.arange(1, epochs + 1),
            "val_loss": val_loss,
            "loss": np.linspace(1, 0.1, epochs) if loss is None else loss,
        }
    )


@pytest.fixture
def drawn():
    """Five epochs of 200 random digits, 20 of them without a label."""
    random = np.random.default_rng(4)
    labels = random.integers(0, 10, 200)
    predictions = np.where(
        random.random((5, 200)) < 0.6, labels, random.integers(0, 10, (5, 200))
    )
    labels[::10] = -1
    return replay_of(predictions, labels, random.integers(10, 101, (5, 200)))


def test_accuracies_and_matrices_are_those_of_scikit_learn(drawn):
    known = drawn.labels >= 0

    for epoch in range(1, 6):
        predictions = drawn.predictions[epoch - 1]
        expected = sklearn.confusion_matrix(
            drawn.labels[known], predictions[known], labels=range(10)
        )
        np.testing.assert_array_equal(drawn.matrix(epoch), expected)
        right = sklearn.accuracy_score(drawn.labels[known], predictions[known])
        assert drawn.accuracies[epoch - 1].value == pytest.approx(right)
        assert drawn.accuracies[epoch - 1].n == 180


def test_what_was_learned_and_forgotten_explains_the_mistakes(drawn):
    wrong = [each.mistakes for each in drawn.accuracies]

    for epoch in range(2, 6):
        learned, forgotten = drawn.learned(epoch), drawn.forgotten(epoch)
        assert wrong[epoch - 1] == wrong[epoch - 2] - len(learned) + len(forgotten)
        assert not set(learned) & set(forgotten)
        sure = drawn.percent[epoch - 1, learned]
        assert (np.diff(sure.astype(int)) <= 0).all()


def test_learned_and_forgotten_rows_of_a_worked_example():
    replay = replay_of(
        [[1, 1, 3, 9, 0], [1, 2, 0, 9, 0], [0, 2, 0, 9, 4]],
        [1, 2, 3, 4, -1],
        [[50] * 5, [50, 60, 70, 80, 90], [50] * 5],
    )

    assert [replay.learned(each).tolist() for each in (1, 2, 3)] == [[], [1], []]
    assert [replay.forgotten(each).tolist() for each in (1, 2, 3)] == [[], [2], [0]]
    assert replay.never_learned.tolist() == [3]
    assert replay.largest_confusion == 1


def test_rows_are_sorted_by_confidence_and_ties_keep_file_order():
    replay = replay_of([[0] * 4, [1] * 4], [1] * 4, [[50] * 4, [70, 90, 70, 90]])

    assert replay.learned(2).tolist() == [1, 3, 0, 2]


def test_the_best_epoch_is_the_first_with_the_fewest_mistakes():
    labels = [1] * 40
    epochs = [[0] * 3 + [1] * 37, [0] + [1] * 39, [1] * 39 + [0]]

    assert replay_of(epochs, labels).best_epoch == 2
    assert replay_of([each[:29] for each in epochs], labels[:29]).best_epoch is None


def test_join_concatenates_digit_sets(drawn):
    joined = Replay.join([drawn, drawn])

    assert (joined.epochs, joined.n) == (5, 400)
    np.testing.assert_array_equal(joined.matrix(3), 2 * drawn.matrix(3))
    assert Replay.join([drawn]) is drawn


@pytest.mark.parametrize("epoch", [0, 6, -1])
def test_unknown_epoch_is_rejected(drawn, epoch):
    with pytest.raises(ValueError, match="1 to 5"):
        drawn.learned(epoch)


@pytest.mark.parametrize(
    ("predictions", "labels"),
    [
        (np.zeros((2, 3)), [0, 1]),
        (np.zeros((0, 2)), [0, 1]),
        (np.zeros(2), [0, 1]),
    ],
)
def test_misaligned_arrays_are_rejected(predictions, labels):
    with pytest.raises(ValueError, match="shape"):
        replay_of(predictions, labels)


@pytest.mark.parametrize(
    ("predictions", "labels", "kind"),
    [
        ([[0] * 40], [1] * 40, "epoch"),
        ([[0] * 3], [1] * 3, "epoch-few"),
        ([[1] * 40], [1] * 40, "epoch-none"),
        ([[1] * 40], [-1] * 40, "epoch-unlabelled"),
        (np.zeros((1, 0)), [], "epoch-unlabelled"),
    ],
)
def test_epoch_finding_kinds(predictions, labels, kind):
    replay = replay_of(predictions, labels)

    assert epoch_finding(replay, 1).kind == kind
    assert best_epoch_finding(replay) is None


def test_a_finding_counts_what_changed(drawn):
    found = epoch_finding(drawn, 3).values

    assert found["mistakes"] == drawn.accuracies[2].mistakes
    assert found["learned"] == len(drawn.learned(3))
    assert found["forgotten"] == len(drawn.forgotten(3))
    assert (found["previous"], found["changed"]) == (2, "yes")
    assert epoch_finding(drawn, 1).values["changed"] == "no"


def test_best_epoch_finding(drawn):
    mistakes = [each.mistakes for each in drawn.accuracies]

    found = best_epoch_finding(drawn)

    assert found.values["mistakes"] == min(mistakes)
    assert found.kind.endswith("last") == (found.values["epoch"] == 5)


@pytest.mark.parametrize(
    ("val_loss", "loss", "kind", "lowest"),
    [
        ([0.5, 0.2, 0.3], None, "over-fitting", 2),
        ([0.5, 0.2, 0.21], None, "lowest-loss", 2),
        ([0.5, 0.2, 0.3], [0.5, 0.3, 0.4], "lowest-loss-both", 2),
        ([0.5, 0.3, 0.2], None, "lowest-loss-last", 3),
        ([0.2, 0.2, 0.2], None, "lowest-loss", 1),
    ],
)
def test_validation_finding_marks_overfitting(val_loss, loss, kind, lowest):
    history = history_of(val_loss, loss)

    assert validation_finding(history).kind == kind
    assert lowest_loss_epoch(history) == lowest


@pytest.mark.parametrize("val_loss", [[np.nan] * 3, [0.5]])
def test_no_validation_finding_without_held_out_data(val_loss):
    assert validation_finding(history_of(val_loss)) is None


def test_kept_weights_finding():
    history = history_of([0.5, 0.2, 0.3])
    blind = history_of([np.nan] * 3)

    assert kept_weights_finding("last", 1, history).values == {"epoch": 3}
    assert kept_weights_finding("best", 1, history).values == {"epoch": 2}
    assert kept_weights_finding("best", 5, history).kind == "kept-each"
    assert kept_weights_finding("best", 5, blind).kind == "kept-last"
