"""Counting as labelled, or with the verdicts accepted: on every page the same."""

import re
from pathlib import Path

import numpy as np
import pytest
import streamlit as st

from core.analysis.comparison import compare
from core.analysis.confidence import DEFAULT_THRESHOLD
from core.analysis.label_issues import find_label_issues
from core.analysis.properties import measure
from core.analysis.slices import find_slices
from core.data.digits import UNKNOWN
from core.work.verdict_actions import save_verdict
from dashboard import session
from tests.epoch_runs import save_run_with_epochs

ROOT = Path(__file__).resolve().parents[2]
AS_LABELLED = {"on": "built-in"}
ACCEPTED = AS_LABELLED | {"count": "verdicts"}


@pytest.fixture
def decided(records, evaluation):
    """Labels after three verdicts: two labels are wrong, one image is ambiguous.

    The network read the first of them right and the second otherwise all the same.
    """
    record, labels = records["built-in"], evaluation.labels.copy()
    first, second, third = np.flatnonzero(evaluation.mistaken)[[0, 3, 5]]
    labels[first] = evaluation.predictions[first]
    neither = {int(evaluation.labels[second]), int(evaluation.predictions[second])}
    labels[second] = min(set(range(10)) - neither)
    labels[third] = UNKNOWN
    for position in (first, second):
        save_verdict(record, int(position), "label", int(labels[position]))
    save_verdict(record, int(third), "ambiguous")
    return labels


def texts(app):
    found = [*app.markdown, *app.caption, *app.title]
    return "\n".join(str(each.value) for each in found)


def html(app):
    return [str(each.proto.body) for each in app.get("html")]


def record_labels(monkeypatch, name, function):
    """Labels of every evaluation that a page lets a function of the core look at."""
    seen = []

    def look(evaluation, *others):
        seen.append(evaluation.labels)
        return function(evaluation, *others)

    monkeypatch.setattr(f"dashboard.cache.{name}", look)
    # What other tests looked at is known already.
    st.cache_resource.clear()
    return seen


def headline(n, mistakes):
    return f"Out of {n:,} digits the model misread {mistakes}:"


def go_to(app, page):
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def choice(app):
    return [each for each in app.radio if str(each.key).startswith("counting_choice")]


def test_choice_is_hidden_without_verdicts(open_page):
    assert not choice(open_page("overview", AS_LABELLED))
    assert not open_page("overview", ACCEPTED).exception


def test_choice_can_be_reset_without_verdicts(open_page, decided):
    assert (decided != UNKNOWN).any()

    app = open_page("overview", {"on": "mnist-test", "count": "verdicts"})

    (found,) = choice(app)
    assert found.value
    found.set_value(False).run()
    assert not choice(app)


def test_closed_popover_does_not_reset_a_choice_from_the_address(
    open_page, decided, evaluation
):
    assert (decided != evaluation.labels).sum() == 3
    app = open_page("overview", AS_LABELLED)
    choice(app)[0].set_value(True).run()
    key = choice(app)[0].key

    app.session_state[session.VERDICTS_ACCEPTED] = False
    app.run()

    assert choice(app)[0].key != key


def test_choice_applies_to_every_page_and_the_address(open_page, decided, evaluation):
    app = open_page("overview", AS_LABELLED)
    (found,) = choice(app)
    assert headline(evaluation.n, evaluation.num_mistakes) in texts(app)

    found.set_value(True).run()

    counted = decided != UNKNOWN
    wrong = int((counted & (decided != evaluation.predictions)).sum())
    assert wrong == evaluation.num_mistakes - 2
    assert headline(counted.sum(), wrong) in texts(app)
    assert app.query_params["count"] == "verdicts"
    go_to(app, "mistakes")
    assert f"**{wrong}** of {wrong} mistakes shown" in texts(app)
    go_to(app, "how_sure")
    sure = counted & (evaluation.confidence >= DEFAULT_THRESHOLD)
    missed = int((sure & (decided != evaluation.predictions)).sum())
    lead = next(each for each in html(app) if f"{sure.sum():,} " in each)
    assert re.search(rf"\b{missed}\b", lead)
    assert "With the verdicts accepted, " not in texts(app)

    (found,) = choice(app)
    found.set_value(False).run()

    assert "count" not in app.query_params
    go_to(app, "mistakes")
    assert f"**{evaluation.num_mistakes}** of" in texts(app)


def test_the_matrix_counts_corrected_labels(open_page, decided, evaluation):
    (place,) = np.flatnonzero(
        (decided != UNKNOWN) & (decided != evaluation.labels) & (decided >= 0)
    )[1:]
    true, read = int(decided[place]), int(evaluation.predictions[place])

    app = open_page("mistakes", ACCEPTED | {"true": str(true), "read": str(read)})

    cell = (decided == true) & (evaluation.predictions == read)
    assert cell[place]
    assert f"**{cell.sum()}** of" in texts(app)


def test_case_drawer_shows_the_original_label(open_page, decided, evaluation):
    (place, *_) = np.flatnonzero(evaluation.mistaken)
    assert decided[place] == evaluation.predictions[place]

    app = open_page("mistakes", ACCEPTED | {"case": f"built-in~{place}"})

    label, read = int(evaluation.labels[place]), int(evaluation.predictions[place])
    assert f":blue[**{label}**], the label." in texts(app)
    assert f"the digit is **{read}**" in texts(app)


@pytest.mark.usefixtures("decided")
def test_new_verdict_counts_immediately(open_page, records, evaluation):
    app = open_page("overview", ACCEPTED)
    n, wrong = evaluation.n - 1, evaluation.num_mistakes - 2
    assert headline(n, wrong) in texts(app)
    another = np.flatnonzero(evaluation.mistaken)[7]

    save_verdict(records["built-in"], int(another), "ambiguous")
    app.run()

    assert headline(n - 1, wrong - 1) in texts(app)


def test_both_runs_of_a_comparison_use_the_same_labels(
    open_page, decided, second_run, monkeypatch
):
    seen = []

    def look(before, after):
        seen.extend([before, after])
        return compare(before, after)

    monkeypatch.setattr("dashboard.views.comparison.compare", look)

    app = open_page("compare", ACCEPTED | {"run": second_run.id})

    assert not app.exception
    assert len({each.run_id for each in seen}) == 2
    assert all((each.labels == decided).all() for each in seen)
    assert "With the verdicts accepted:" not in texts(app)


def test_replay_uses_accepted_verdicts(open_page, decided, evaluation):
    run = save_run_with_epochs()

    as_labelled = texts(open_page("replay", AS_LABELLED | {"run": run.id}))
    accepted = open_page("replay", ACCEPTED | {"run": run.id})

    assert not accepted.exception
    counted = int((decided != UNKNOWN).sum())
    fewest = f"{evaluation.num_mistakes - 2} of {counted:,}."
    assert fewest in texts(accepted)
    assert fewest not in as_labelled
    assert f"{evaluation.num_mistakes} of {evaluation.n:,}." in as_labelled


def test_slices_use_accepted_verdicts(open_page, decided, monkeypatch):
    counted = record_labels(monkeypatch, "find_slices", find_slices)

    for query in (AS_LABELLED, ACCEPTED):
        assert not open_page("weak_spots", query).exception

    assert len(counted) == 2
    assert (counted[1] == decided).all()
    assert (counted[0] != decided).sum() == 3


def test_images_excluded_by_verdicts_are_not_called_unlabelled(
    open_page, make_upload, decided
):
    upload = make_upload("1/a.png", "2/b.png")
    assert (decided != UNKNOWN).any()
    save_verdict(upload.digits, 0, "ambiguous")
    query = {"on": f"{upload.source}~built-in", "count": "verdicts"}
    app = open_page("overview", query)
    assert any("2 more are not counted" in each for each in html(app))
    assert not app.warning

    save_verdict(upload.digits, 1, "label", UNKNOWN)
    app = open_page("overview", query | {"on": upload.source})

    (warning,) = app.warning
    assert warning.value.startswith("With the verdicts accepted, no image here counts")


def test_slices_measure_images_once_despite_new_verdicts(
    open_page, decided, records, monkeypatch
):
    measured = []

    def look(images):
        measured.append(len(images))
        return measure(images)

    monkeypatch.setattr("dashboard.cache.measure", look)
    st.cache_resource.clear()

    for place in range(3):
        assert not open_page("weak_spots", ACCEPTED).exception
        save_verdict(records["built-in"], place, "ambiguous")

    assert measured == [len(decided)]


@pytest.mark.usefixtures("decided")
def test_shared_files_use_original_labels(open_page, evaluation):
    app = open_page("share", ACCEPTED)

    assert "Every file here counts as labelled." in texts(app)
    said = f"{evaluation.num_mistakes} of {evaluation.n:,} images are selected"
    assert said in texts(app)


def test_label_issues_use_original_labels(open_page, decided, monkeypatch):
    seen = record_labels(monkeypatch, "find_label_issues", find_label_issues)

    assert not open_page("suspects", ACCEPTED).exception

    assert [int((labels != decided).sum()) for labels in seen] == [3]
