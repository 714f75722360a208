import re

import numpy as np
import pytest

from core.analysis.confidence import (
    DEFAULT_THRESHOLD,
    THRESHOLDS,
    abstained_rows,
    coverage_at,
    reliability,
    suggest_threshold,
)
from core.analysis.evaluation import Evaluation
from core.analysis.scores import scores
from core.store import runs
from core.store.uploads import new_upload_id, save_upload
from core.work.verdict_actions import save_verdict
from dashboard import session
from tests.dashboard.test_pages import html, sent, texts

SLIDER = "sure_slider_0"


def figures(text):
    """All whole numbers of a text, those with separators too."""
    return [int(each.replace(",", "")) for each in re.findall(r"[\d,]*\d", text)]


def lead(app):
    return re.findall(r'<p class="lead">(.*?)</p>', html(app))[-1]


def shown(app):
    return [tile["number"] for tile in sent(app, "asked")["tiles"]]


def has_chart(app):
    try:
        return '<svg class="reliability"' in sent(app, "reliability_0")["markup"]
    except KeyError:
        return False


def labels_of(app):
    return [each.label for each in app.button]


@pytest.fixture
def own(prepared, open_page):
    """Factory: open the page on an upload with these names."""

    def opened(names):
        upload_id = new_upload_id()
        images = np.zeros((len(names), 28, 28), np.uint8)
        for number, image in enumerate(images):
            image[4:24, 10 : 12 + number % 5] = 255
        items = list(map(prepared, names, images))
        save_upload(upload_id, items, title="mine")
        return open_page("how_sure", {"on": f"own-{upload_id}"})

    return opened


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.9, 0.9995])
def test_the_sentence_counts_what_the_core_counts(open_page, evaluation, threshold):
    app = open_page("how_sure")

    app.select_slider(key=SLIDER).set_value(threshold).run()

    found = coverage_at(evaluation, threshold)
    text = lead(app)
    rate = f"{100 * found.covered.mistakes / found.covered.n:.2f}"
    assert f"answers {found.num_covered:,} of 1,797 digits" in text
    assert (f"misreads {found.covered.mistakes} of them" in text) or (
        "misreads none of them" in text and not found.covered.mistakes
    )
    assert f"({rate}\u202f%" in text or "the true rate" in text or "%, give or" in text
    if found.num_abstained:
        assert f"{found.num_abstained:,} go to a person" in text
        expected = f"Of those {found.abstained.n:,} the model would have misread"
        assert f"{expected} {found.abstained.mistakes}." in text


def test_the_grid_shows_what_goes_to_a_person_the_least_sure_first(
    open_page, evaluation
):
    app = open_page("how_sure")

    assert shown(app) == abstained_rows(evaluation, 0.9)[: len(shown(app))].tolist()
    assert len(shown(app)) > 10


def test_answers_are_also_counted_with_the_verdicts_accepted(
    open_page, evaluation, records
):
    sure = (evaluation.confidence >= np.float32(0.9)) & evaluation.mistaken
    first, second, third = np.flatnonzero(sure)[:3].tolist()
    before = coverage_at(evaluation, 0.9).covered
    save_verdict(
        records["built-in"], first, "label", int(evaluation.predictions[first])
    )
    save_verdict(records["built-in"], second, "ambiguous")
    save_verdict(records["built-in"], third, "model")

    app = open_page("how_sure")

    said = f"{before.mistakes - 2} of {before.n - 1:,} answers are wrong."
    assert any(f"With the verdicts accepted, {said}" in each for each in texts(app))


def test_where_everything_is_answered_the_grid_says_what_to_do(open_page):
    app = open_page("how_sure", {"at": "0"})

    assert lead(app).startswith("With no minimum, the model answers 1,797 of 1,797")
    assert "none goes to a person" in lead(app)
    assert any("Move the slider to the right" in text for text in texts(app))


def test_the_threshold_is_restored_from_the_address(open_page):
    app = open_page("how_sure")

    app.select_slider(key=SLIDER).set_value(0.995).run()

    assert app.query_params["at"] == "99.5"
    again = open_page("how_sure", {"at": "99.5"})
    assert again.select_slider(key=SLIDER).value == 0.995
    assert lead(again) == lead(app)


@pytest.mark.parametrize("text", ["", "91", "banana", "-1", "101", "0.9", "9" * 50])
def test_a_threshold_that_there_is_not_is_the_default(open_page, text):
    app = open_page("how_sure", {"at": text})

    assert not app.exception
    assert app.select_slider(key=SLIDER).value == DEFAULT_THRESHOLD


def test_a_suggestion_moves_the_slider_to_a_new_one(open_page, evaluation):
    app = open_page("how_sure")
    app.button_group(key="sure_budget").set_value(100).run()

    (button,) = [each for each in app.button if each.label == "Suggest a minimum"]
    button.click().run()

    expected = suggest_threshold(evaluation, 0.01, THRESHOLDS)
    assert expected is not None
    # A busy browser may still send the old slider's value: that one is gone.
    assert app.select_slider(key="sure_slider_1").value == expected
    assert SLIDER not in [each.key for each in app.select_slider]
    found = coverage_at(evaluation, expected)
    assert f"answers {found.num_covered:,} of" in lead(app)


def test_a_budget_that_cannot_be_kept_is_not_suggested(
    open_page, evaluation, make_upload, builtin_digits
):
    # The label of the digit that the model is surest of is wrong.
    rows = np.argsort(-evaluation.confidence, kind="stable")[:60]
    labels = evaluation.predictions[rows].tolist()
    labels[0] = (labels[0] + 1) % 10
    names = [f"{place:02d}_{label}.png" for place, label in enumerate(labels)]
    upload = make_upload(*names, images=list(builtin_digits.images[rows]))
    app = open_page("how_sure", {"on": upload.source})

    app.button_group(key="sure_budget").set_value(10_000).run()

    (button,) = [each for each in app.button if each.label == "Suggest a minimum"]
    assert button.disabled
    assert any("No minimum makes wrong answers" in text for text in texts(app))


def test_bins_are_described_and_link_to_their_images(open_page, evaluation):
    app = open_page("how_sure")
    bins = [each for each in reliability(evaluation) if each.accuracy.n]
    said = [each for each in app.button if each.label.startswith("When ")]

    assert has_chart(app)
    assert len(said) == len(bins)
    for each, button in zip(reversed(bins), said, strict=True):
        low, high, right, n, *_ = figures(button.label)
        assert (low, high) == (round(100 * each.low), round(100 * each.high))
        assert (right, n) == (each.accuracy.correct, each.accuracy.n)
        # No rate of fewer than 30 images.
        assert ("(" in button.label) == (n >= 30)

    said[1].click().run()

    chosen = app.session_state[session.SELECTION]
    assert chosen.confidence == (bins[-2].low, bins[-2].high)
    assert chosen.outcome == "all"


def test_each_of_several_test_sets_has_bins_of_its_own(open_page, records, reference):
    app = open_page("how_sure", {"on": "built-in~mnist-test"})

    said = [each for each in app.button if each.label.startswith("When 90")]

    assert len(said) == 2
    assert [each.value for each in app.subheader] == ["Built-in digits", "MNIST test"]
    sizes = [figures(each.label)[3] for each in said]
    probabilities = [
        runs.load_predictions(reference, records[source].id)
        for source in ("built-in", "mnist-test")
    ]
    assert sizes == [
        int((each.max(axis=1) >= np.float32(0.9)).sum()) for each in probabilities
    ]

    said[1].click().run()

    assert app.session_state[session.SELECTION].sources == {"mnist-test"}


def test_scores_are_shown_with_their_meaning(open_page, evaluation, reference):
    app = open_page("how_sure")

    found = scores(evaluation)
    assert f"Log loss: **{found.log_loss:.4f}**" in texts(app)
    assert f"Brier score: **{found.brier:.4f}**" in texts(app)
    temperature = f"Temperature: **{reference.temperature:.2f}, fitted in training"
    assert any(temperature in text for text in texts(app))
    assert any("**Brier score**: The mean squared" in text for text in texts(app))


def test_few_digits_have_counts_and_images_but_no_rates(own):
    app = own([f"{number % 10}/{number}.png" for number in range(12)])

    assert not app.exception
    assert "of 12 digits" in lead(app)
    words = " ".join([lead(app), *texts(app), *labels_of(app)])
    assert "give or take" not in words
    assert "the true rate" not in words
    assert not has_chart(app)
    assert "Suggest a minimum" not in labels_of(app)
    assert any("at least 30 labelled digits" in text for text in texts(app))


def test_digits_without_a_label_can_go_to_a_person_all_the_same(own):
    app = own(["scan a.png", "scan b.png", "scan c.png"])

    assert not app.exception
    assert "of 3 digits" in lead(app)
    assert "none has a label" in lead(app) or "never 90" in lead(app)
    assert any("No image here has a label yet" in text for text in texts(app))


def test_no_mistakes_are_reported_with_an_upper_bound(open_page, monkeypatch):
    labels = np.arange(40, dtype=np.int8) % 10
    sure = np.full((40, 10), np.float32(0.01))
    sure[np.arange(40), labels] = np.float32(0.91)
    evaluation = Evaluation.of("run", "built-in", labels, sure)
    monkeypatch.setattr("dashboard.cache.evaluation", lambda *_: evaluation)

    app = open_page("how_sure")

    # Wilson's upper end for 0 of 40: z² / (40 + z²).
    assert "misreads none of them (the true rate may still be up to 8.76" in lead(app)
