"""The dashboard's messages with the numbers and kinds that they distinguish."""

import pytest

import dashboard  # noqa: F401 (adds its messages)
from core.analysis.diagnosis import CAUSES
from core.data.framing import FRAMING_STEPS
from core.wording import say


def test_other_predictions_of_a_digit():
    items = [(7, 3), (5, 2), (8, 1)]

    assert say("finding-also-read-as", digit=9) == "Nines were also read as"
    assert [
        say("finding-also-read-as-item", predicted=predicted, count=count)
        for predicted, count in items
    ] == ["7: 3 times", "5: 2 times", "8: once"]


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        ("learned", 0, "Nothing misread after epoch 2 is read correctly now."),
        ("learned", 1, "Misread after epoch 2, read correctly now, surest first."),
        ("forgotten", 0, "Everything read correctly after epoch 2 still is."),
        ("forgotten", 9, "Read correctly after epoch 2, misread now, surest first."),
        ("first", 0, "Before the first epoch, the model had read nothing."),
    ],
)
def test_captions_of_changes(kind, count, expected):
    said = say("replay-change-caption", "en", kind=kind, count=count, previous=2)

    assert said == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "Each of 1,797 digits was read correctly after some epoch."),
        (1, "1 of 1,797 digits was misread after every epoch."),
        (
            19,
            "19 of 1,797 digits were misread after every epoch. The surest mistakes at "
            "the end come first.",
        ),
    ],
)
def test_captions_of_what_was_never_learned(count, expected):
    assert say("replay-never-caption", "en", count=count, n=1797) == expected


@pytest.mark.parametrize(
    ("true", "predicted", "expected"),
    [(8, 9, "x: an 8 read as 9, 1 sure"), (9, 8, "x: a 9 read as 8, 1 sure")],
)
def test_an_eight_has_its_article(true, predicted, expected):
    values = {"name": "x", "true": true, "predicted": predicted, "confidence": "1"}

    assert say("image-mistake", **values) == expected


@pytest.mark.parametrize(
    ("n", "refused", "origins", "expected"),
    [
        (1, 0, "", "x: 1 picture added; no labels."),
        (78, 0, "from folder names", "x: 78 pictures added; labels from folder names."),
        (1, 4, "by hand", "x: 1 of 5 files added, 4 refused; labels by hand."),
    ],
)
def test_counts_of_uploaded_files_add_up(n, refused, origins, expected):
    values = {"title": "x", "n": n, "refused": refused, "total": n + refused}

    text = say(
        "digits-files-line",
        labels="some" if origins else "none",
        origins=origins,
        **values,
    )
    assert text.startswith(expected)


@pytest.mark.parametrize("kind", [cause.kind for cause in CAUSES])
def test_every_cause_has_its_words(kind):
    assert say("cause", kind=kind) != say("cause", kind="none")
    assert say("cause-text", kind=kind) != say("cause-text", kind="none")


@pytest.mark.parametrize("kind", [cause.kind for cause in CAUSES if cause.corrections])
def test_every_correction_has_its_words(kind):
    said = say("cause-undone", kind=kind, amount=20.0)

    assert kind == "tilted" or said != say("cause-undone", kind="tilted", amount=20.0)


@pytest.mark.parametrize("step", FRAMING_STEPS)
def test_every_step_has_its_name(step):
    assert step == "centred" or say("digits-step", step=step) != "Centred"
