import re

import numpy as np
import pytest

from core.data.verdicts import VERDICT_KINDS, Verdict
from core.errors import StoreError
from core.store import verdicts
from core.store.digit_sets import load_digits
from core.work import verdict_actions
from core.work.labelling import labels_of
from core.work.verdict_actions import save_verdict, verdicts_of
from dashboard import session
from dashboard.access import may_give_verdict

BUILT_IN = {"on": "built-in"}


@pytest.fixture
def record(records):
    return records["built-in"]


@pytest.fixture
def mistake(evaluation):
    """Position of the first mistake of the built-in digits."""
    return int(np.flatnonzero(evaluation.mistaken)[0])


@pytest.fixture
def case(open_page, mistake):
    """Factory: opens the case of an image on the page Mistakes."""

    def show(position=mistake, on="built-in", **query):
        link = {"on": on, "case": f"{on}~{position}", **query}
        return open_page("mistakes", link)

    return show


def press(app, record, position, name):
    return app.button(key=f"verdict_{name}_{record.id}_{position}").click().run()


def texts(app):
    return "\n".join(each.value for each in app.markdown)


def decided(record):
    verdicts = verdicts_of(record)
    return [(each.position, each.author, each.decision) for each in verdicts]


def test_one_click_decides_and_another_takes_it_back(case, record, mistake):
    app = case()

    press(app, record, mistake, "model")

    assert decided(record) == [(mistake, "", ("model", None))]
    assert "the model is wrong" in texts(app)
    change = verdict_actions.last_change(record, mistake, "")
    press(app, record, mistake, f"undo{change}")
    assert decided(record) == []
    assert "the model is wrong" not in texts(app)


def test_wrong_label_is_saved_after_choosing_its_digit(case, record, mistake):
    app = case()

    press(app, record, mistake, "label")
    assert decided(record) == []
    press(app, record, mistake, "digit4")
    assert decided(record) == [(mistake, "", ("label", 4))]

    press(app, record, mistake, "label")
    press(app, record, mistake, "nodigit")
    assert decided(record) == [(mistake, "", ("label", -1))]
    assert "the digit is unreadable" in texts(app)


def test_the_label_itself_cannot_be_what_it_really_is(
    case, record, mistake, evaluation
):
    app = press(case(), record, mistake, "label")

    label = evaluation.labels[mistake]
    key = f"verdict_digit{label}_{record.id}_{mistake}"
    assert app.button(key=key).disabled


def test_the_keys_are_those_of_the_buttons(case, record, mistake):
    app = case()

    shortcuts = [
        app.button(key=f"verdict_{kind}_{record.id}_{mistake}").proto.shortcut
        for kind in VERDICT_KINDS
    ]

    assert [each.lower() for each in shortcuts] == ["m", "a", "l"]


def test_names_keep_people_apart_for_as_long_as_the_session(case, record, mistake):
    app = case()
    press(app, record, mistake, "model")

    app.text_input(key="verdict_author_field").set_value("  Ann  ").run()
    press(app, record, mistake, "ambiguous")

    assert decided(record) == [
        (mistake, "", ("model", None)),
        (mistake, "Ann", ("ambiguous", None)),
    ]
    assert "These verdicts differ" in texts(app)
    app.session_state[session.CASE] = session.Case("built-in", mistake + 1)
    app.run()
    assert app.text_input(key="verdict_author_field").value == "Ann"


def test_verdict_history_is_shown(case, record, mistake):
    app = press(case(), record, mistake, "model")
    assert "Earlier (" not in texts(app)

    press(app, record, mistake, "ambiguous")

    assert re.search(
        r"Earlier \([-\d]+ [:\d]+.*: Verdict: the model is wrong", texts(app)
    )


def test_a_verdict_from_the_end_of_time_can_be_shown(case, record, mistake):
    for made, kind in [
        ("0001-01-01T00:00:00+14:00", "model"),
        ("9999-12-31T23:59:59-12:00", "ambiguous"),
    ]:
        verdicts.store_verdict(
            record.id, Verdict(position=mistake, kind=kind, made=made)
        )

    app = case()

    assert not app.exception
    assert "Earlier (0001-01-01T00:00:00+14:00)" in texts(app)


def test_a_note_is_kept_when_the_mind_changes_and_shown_as_it_is(case, record, mistake):
    app = press(case(), record, mistake, "model")

    key = f"verdict_note_{record.id}_{mistake}"
    app.text_input(key=key).set_value("<b>**bold**</b>").run()
    press(app, record, mistake, "ambiguous")

    assert verdicts_of(record)[0].note == "<b>**bold**</b>"
    assert "**bold**" not in texts(app)


def test_a_note_and_a_click_that_come_together_are_both_kept(case, record, mistake):
    app = press(case(), record, mistake, "model")

    app.text_input(key=f"verdict_note_{record.id}_{mistake}").set_value("Why")
    press(app, record, mistake, "ambiguous")

    (found,) = verdicts_of(record)
    assert (found.kind, found.note) == ("ambiguous", "Why")


def test_a_late_click_for_another_image_changes_nothing(case, record, mistake):
    app = case()
    late = app.button(key=f"verdict_model_{record.id}_{mistake}").click()
    app.session_state[session.CASE] = session.Case("built-in", mistake + 1)

    late.run()

    assert {each[0] for each in decided(record)} <= {mistake}


def test_failed_save_shows_an_error(case, record, mistake, monkeypatch):
    app = case()

    def refuse(*_, **__):
        raise StoreError("cannot-write", path="here", reason="the disk is full")

    monkeypatch.setattr("core.work.verdict_actions.verdicts.store_verdict", refuse)
    press(app, record, mistake, "model")

    assert not app.exception
    assert any("the disk is full" in each.value for each in app.error)


def test_verdicts_outlive_filter_page_run_and_language(
    case, open_page, record, mistake, second_run
):
    press(case(), record, mistake, "ambiguous")

    for name, query in [
        ("overview", {"lang": "zh"}),
        ("mistakes", {"run": second_run.id, "true": "3"}),
        ("share", {}),
    ]:
        assert not open_page(name, BUILT_IN | query).exception

    assert decided(record) == [(mistake, "", ("ambiguous", None))]


def test_the_overview_says_what_corrections_change(open_page, record, evaluation):
    assert "People gave verdicts" not in texts(open_page("overview", BUILT_IN))
    wrong = np.flatnonzero(evaluation.mistaken)
    for position in wrong[:2]:
        save_verdict(
            record, int(position), "label", int(evaluation.predictions[position])
        )
    save_verdict(record, int(wrong[2]), "ambiguous")
    save_verdict(record, int(wrong[3]), "model", author="Ann")
    save_verdict(record, int(wrong[3]), "ambiguous", author="Bo")

    said = texts(open_page("overview", BUILT_IN))

    n, right = evaluation.n, evaluation.n - len(wrong)
    assert f"{100 * right / n:.1f}\u202f% read correctly as labelled" in said
    assert f"{100 * (right + 2) / (n - 1):.1f}\u202f% of {n - 1:,} (" in said
    assert "4 images" in said
    assert "One image is disputed" in said


@pytest.mark.parametrize(
    ("said", "count"), [("model", 1), ("disputed", 1), ("label", 0)]
)
def test_the_page_filters_by_verdict(open_page, record, evaluation, said, count):
    wrong = np.flatnonzero(evaluation.mistaken)
    save_verdict(record, int(wrong[0]), "model")
    save_verdict(record, int(wrong[1]), "model", author="Ann")
    save_verdict(record, int(wrong[1]), "ambiguous", author="Bo")

    app = open_page("mistakes", BUILT_IN | {"said": said})

    assert f"**{count}** of {len(wrong)} mistakes shown" in texts(app)
    assert app.selectbox(key="filter_verdict").value == said
    if not count:
        assert "Without the verdict there would be" in texts(app)


def test_unlabelled_digits_have_no_verdict(make_upload, case):
    upload = make_upload("a.png")

    app = case(0, upload.source)

    assert not [each for each in app.button if str(each.key).startswith("verdict_")]


def test_shared_server_allows_no_verdicts_on_standard_sets(
    case, record, mistake, monkeypatch
):
    save_verdict(record, mistake, "model", author="Ann")
    monkeypatch.setenv("MISREAD_MODE", "shared")

    app = case()

    assert not [each for each in app.button if str(each.key).startswith("verdict_")]
    assert "Ann: the model is wrong." in texts(app)
    assert not may_give_verdict(record)


def test_only_the_uploader_may_give_verdicts_on_a_shared_server(
    make_upload, monkeypatch
):
    upload = make_upload("a_7.png")
    monkeypatch.setenv("MISREAD_MODE", "shared")
    monkeypatch.setattr(
        "dashboard.session.has_imported", lambda each: each == upload.id
    )

    assert may_give_verdict(upload.digits)


@pytest.fixture
def shared_twin(record, make_upload, monkeypatch):
    """An upload of this visitor, on a shared server, of the built-in digits' images."""
    monkeypatch.setenv("MISREAD_MODE", "shared")
    images = list(load_digits(record).images)
    labels = labels_of(record)
    names = [f"{number}_{label}.png" for number, label in enumerate(labels)]
    twin = make_upload(*names, images=images)
    monkeypatch.setattr("dashboard.session.has_imported", lambda each: each == twin.id)
    assert twin.images_id == record.id
    return twin


def test_twin_of_the_builtin_digits_writes_nothing_on_them(
    case, record, mistake, shared_twin
):
    app = case(on=shared_twin.source)
    press(app, record, mistake, "ambiguous")

    assert decided(shared_twin.digits) == [(mistake, "", ("ambiguous", None))]
    assert decided(record) == []
    assert "it can be read both ways" not in texts(case())


def test_twin_shows_no_verdict_on_the_builtin_digits(
    case, record, mistake, shared_twin
):
    save_verdict(record, mistake, "model", author="Ann", note="for teachers only")

    app = case(on=shared_twin.source)

    assert "for teachers only" not in texts(app)
    assert [each for each in app.button if str(each.key).startswith("verdict_")]


def test_verdicts_from_before_the_server_was_shared_come_along(
    case, make_upload, monkeypatch
):
    upload = make_upload("7/a.png")
    save_verdict(upload.digits, 0, "model", author="Ann")
    monkeypatch.setenv("MISREAD_MODE", "shared")

    app = case(0, upload.source)

    assert "Ann: the model is wrong." in texts(app)


def test_a_file_is_imported_and_its_rejected_lines_are_named(
    open_page, record, mistake
):
    save_verdict(record, mistake, "model", author="Ann")
    titles = {"built-in": "Digits"}
    content = verdict_actions.export_verdicts([record], titles, with_names=False)
    change = verdict_actions.last_change(record, mistake, "Ann")
    verdict_actions.undo(record, mistake, "Ann", change)
    app = open_page("share", BUILT_IN)

    app.file_uploader(key="verdict_file_0").upload(
        "verdicts.csv", content + b"a,b\r\n", "text/csv"
    ).run()

    assert decided(record) == [(mistake, "Ann", ("model", None))]
    said = "\n".join(each.value for each in app.info)
    assert "One verdict was imported. One line was refused:" in said
    assert re.search("Line 3: its cells do not match", said)


def test_a_file_that_is_no_table_of_verdicts_is_refused_in_words(open_page):
    app = open_page("share", BUILT_IN)

    app.file_uploader(key="verdict_file_0").upload("x.csv", b"\xff", "text/csv").run()

    assert not app.exception
    assert any("not a table of verdicts" in each.value for each in app.error)
