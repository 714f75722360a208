"""Pages of a run of which only the digit that was read is known."""

import json
import re
from html import unescape

import pytest
import streamlit as st

from core.wording import LANGUAGES, say
from core.work.evaluating import evaluate
from dashboard import session
from tests.dashboard.test_imported_predictions import PAGES, hand_over, page_text
from tests.imported_predictions import built_in, import_hard_labels

# How a page shows the confidence 1; in JSON, the narrow space is escaped.
CERTAIN = re.compile(r">99(\\u202f|\s)?%")
SENTENCES = {
    "how_sure": ("sure-title", "sure-unknown"),
    # A jury judges these labels, and has probabilities.
    "suspects": ("suspects-lead",),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def hard(tmp_path):
    """The built-in digits with Kaggle's labels."""
    return import_hard_labels(tmp_path / "svc.csv")


def everything(app):
    """All text of a page, with that of its components."""
    components = [each.proto.json for each in app.get("bidi_component")]
    return "\n".join([page_text(app), *map(unescape, components)])


@every_language
@every_page
def test_every_page_opens_and_shows_no_confidence(open_page, hard, name, language):
    app = open_page(name, {"run": hard.run.id, "lang": language})

    assert not app.exception
    assert not app.error
    assert app.title
    assert name == "suspects" or not CERTAIN.search(everything(app))
    for message in SENTENCES.get(name, ()):
        assert say(message, language) in page_text(app)


@every_language
@every_page
def test_every_page_opens_with_a_case(open_page, hard, name, language):
    query = {"run": hard.run.id, "lang": language, "case": "built-in~0"}

    app = open_page(name, query)

    assert not app.exception
    assert not app.error
    assert name == "suspects" or not CERTAIN.search(everything(app))


@every_language
def test_without_a_jury_no_label_can_be_suspected(
    open_page, hard, monkeypatch, language
):
    monkeypatch.setattr("core.work.jury.may_judge", lambda *_: False)
    monkeypatch.setattr("core.work.jury.find_jury", lambda _: None)

    app = open_page("suspects", {"run": hard.run.id, "lang": language})

    assert not app.exception
    assert say("suspects-unknown", language) in page_text(app)
    assert not CERTAIN.search(everything(app))


def test_a_certain_answer_would_be_found(open_page, hard, monkeypatch):
    monkeypatch.setattr("core.work.evaluating.is_one_hot", lambda _: False)
    for name in ("mistakes", "confusion", "suspects", "how_sure"):
        query = {"run": hard.run.id, "case": "built-in~0"}
        assert CERTAIN.search(everything(open_page(name, query))), name


def test_tiles_and_a_case_show_digits_alone(open_page, hard):
    tiles = json.loads(
        open_page("mistakes", {"run": hard.run.id}).get_by_key("mistakes").proto.json
    )
    app = open_page("mistakes", {"run": hard.run.id, "case": "built-in~0"})

    label = built_in()[0]
    first = tiles["tiles"][0]
    assert (first["true"], first["predicted"]) == (str(label), str(label + 1))
    assert not first["note"]
    assert first["description"].endswith(f"read as {label + 1}")
    assert "How sure it was is not known." in page_text(app)
    assert "probabilities" not in app.get_by_key("case_drawing").proto.json
    assert ", in the order of the file." in page_text(app)


def test_mistakes_are_neither_filtered_nor_sorted_by_confidence(
    open_page, hard, reference
):
    query = {"sort": "close", "sure": "0.1-0.9"}
    app = open_page("mistakes", query | {"run": hard.run.id})
    other = open_page("mistakes", {"run": reference.id})

    assert not app.exception
    assert not app.slider
    assert other.slider
    order = app.selectbox(key=f"{session.FILTER_PREFIX}sort")
    assert order.options == ["As in the file", "Shuffled"]
    assert order.value == "file"
    assert len(other.selectbox(key=f"{session.FILTER_PREFIX}sort").options) == 4
    mistakes = evaluate(hard.run, hard.digits).num_mistakes
    assert f"**{mistakes}** of {mistakes} mistakes shown" in page_text(app)


def test_overview_suggests_nothing_by_confidence(open_page, hard, reference):
    assert say("overview-next") in page_text(open_page(query={"run": reference.id}))
    assert say("overview-next") not in page_text(open_page(query={"run": hard.run.id}))


@every_language
def test_a_cell_says_nothing_of_confidence(open_page, hard, monkeypatch, language):
    label = built_in()[0]
    cell = {"run": hard.run.id, "true": str(label), "read": str(label + 1)}
    unknown = page_text(open_page("confusion", {**cell, "lang": language}))
    monkeypatch.setattr("core.work.evaluating.is_one_hot", lambda _: False)
    st.cache_resource.clear()

    known = page_text(open_page("confusion", {**cell, "lang": language}))

    assert re.search(r"sure of|把握", known)
    assert not re.search(r"sure of|把握", unknown)


@every_language
@pytest.mark.parametrize("order", ["hard first", "hard last"])
def test_runs_are_compared(open_page, hard, reference, language, order):
    ids = [hard.run.id, reference.id][:: 1 if order == "hard first" else -1]

    app = open_page("compare", {"run": ids[0], "vs": ids[1], "lang": language})

    assert not app.exception
    assert not app.error
    assert say("compare-changed", language) in page_text(app)


def test_the_import_says_that_confidence_is_not_known(open_page):
    labels = built_in()
    lines = ["ImageId,Label", *(f"{i},{digit}" for i, digit in enumerate(labels, 1))]

    app = hand_over(open_page("training"), "svc.csv", "\n".join(lines).encode())

    assert not app.exception
    assert not app.error
    assert say("predictions-no-confidence") in page_text(app)
