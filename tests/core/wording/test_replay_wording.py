import numpy as np
import pytest

from core.analysis.findings import Finding
from core.analysis.replay import Replay, epoch_finding
from core.wording import say_finding

THIN = "\u202f"


def words(kind, **values):
    return say_finding(Finding(kind, values), "en").replace(THIN, " ")


def after(before, now, n):
    """The sentence after the second epoch: how many of n are misread before and now."""
    read = np.zeros((2, n), np.int8)
    read[0, :before] = 1
    read[1, n - now :] = 1
    labels = np.zeros(n, np.int8)
    replay = Replay(predictions=read, percent=np.full_like(read, 90), labels=labels)
    return say_finding(epoch_finding(replay, 2), "en").replace(THIN, " ")


@pytest.mark.parametrize(
    ("before", "now", "n", "expected"),
    [
        (
            108,
            91,
            10_000,
            "After epoch 2 the model misreads 91 of 10,000 digits (0.91 %, give or "
            "take 0.19); 108 learned, 91 forgotten since epoch 1.",
        ),
        (
            0,
            4,
            100,
            "After epoch 2 the model misreads 4 of 100 digits (4.0 %, give or take "
            "4.1); none learned, 4 forgotten since epoch 1.",
        ),
        (
            3,
            0,
            40,
            "After epoch 2 the model reads all 40 digits correctly; 3 learned, none "
            "forgotten since epoch 1.",
        ),
        (
            1,
            0,
            1,
            "After epoch 2 the model reads the only digit correctly; 1 learned, none "
            "forgotten since epoch 1.",
        ),
        (
            0,
            1,
            1,
            "After epoch 2 the model misreads the only digit; none learned, 1 "
            "forgotten since epoch 1.",
        ),
        (
            2,
            1,
            12,
            "After epoch 2 the model misreads 1 of 12 digits; 2 learned, 1 forgotten "
            "since epoch 1.",
        ),
        (0, 0, 0, "Epoch 2 is over. There are no digits here."),
    ],
)
def test_sentences_of_an_epoch(before, now, n, expected):
    assert after(before, now, n) == expected


def test_after_the_first_epoch_nothing_is_compared():
    first = {"changed": "no", "previous": 0, "learned": 0, "forgotten": 0}

    said = words("epoch-few", epoch=1, mistakes=0, n=12, **first)

    assert said == "After epoch 1 the model misreads 0 of 12 digits."


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "The only digit has no label, so it cannot count as learned."),
        (
            9,
            "None of these 9 digits has a label, so none can count as learned.",
        ),
    ],
)
def test_sentences_without_labels(n, expected):
    assert words("epoch-unlabelled", epoch=3, n=n) == f"Epoch 3 is over. {expected}"


def test_sentences_of_what_the_epochs_teach():
    assert words("best-epoch", epoch=5, mistakes=59, n=10_000, last=60) == (
        "The model misread fewest digits after epoch 5: 59 of 10,000, against 60 "
        "after the last. This is for information only: choosing an epoch by its test "
        "result would make the result look better than it is."
    )
    assert words("over-fitting", epoch=7, rise=0.354) == (
        "The validation loss was lowest after epoch 7 and has risen by 35 % since, "
        "while the training loss kept falling: from that epoch on, the model "
        "over-fits and learns its training digits by heart."
    )


def test_chinese_counts_and_compares():
    values = {"changed": "yes", "previous": 2, "learned": 25, "forgotten": 0}

    said = say_finding(Finding("epoch-none", {"epoch": 3, "n": 40, **values}), "zh")

    assert said == (
        "第 3 轮之后，40 张图片全部读对；"
        "与第 2 轮之后相比，新学会 25 张，没有又忘掉的。"
    )
