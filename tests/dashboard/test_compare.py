import json
import re
from dataclasses import fields
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from scipy.stats import binomtest

from core.model.recipes import PRESETS, Augmentation, Recipe
from core.wording import LANGUAGES, say
from core.work.evaluating import evaluate
from core.work.verdict_actions import save_verdict
from dashboard import session
from tests.changed_run import CHANGED, save_changed_run

FIXED, BROKE = 12, 40


@pytest.fixture
def changed_run():
    """A newer run that reads 12 digits right that the other misreads, and 40 wrong."""
    fast = PRESETS["fast"]
    return save_changed_run(FIXED, BROKE, preset="fast", epochs=fast.epochs)


def sent(app, key):
    return json.loads(app.get_by_key(key).proto.json)


def tiles(app, key="bucket_images"):
    return sent(app, key)["tiles"]


def texts(app):
    return " ".join(str(each.value) for each in app.markdown)


def lead(app):
    """The sentence below the title, without its tags."""
    bodies = [each.proto.body for each in app.get("html")]
    (found,) = [body for body in bodies if body.startswith('<p class="lead">')]
    return unescape(re.sub("<.*?>", "", found))


@pytest.fixture
def two(changed_run, reference, records):
    """Evaluations of both runs on the built-in digits, the older one first."""
    return [evaluate(run, records["built-in"]) for run in (reference, changed_run)]


@pytest.mark.usefixtures("changed_run")
def test_the_page_says_which_run_is_better_and_by_how_much(open_page, two):
    before, after = two
    first = before.predictions == before.labels
    second = after.predictions == after.labels
    fixed, broke = int((~first & second).sum()), int((first & ~second).sum())
    assert (fixed, broke) == (FIXED, BROKE)

    app = open_page("compare")

    assert not app.exception
    assert app.title[0].value == f"Worse: {broke - fixed} mistakes more than before."
    p_value = binomtest(fixed, fixed + broke).pvalue
    assert p_value < 0.001
    assert "<0.1" in lead(app)
    assert f"{fixed} that were misread are read correctly now" in lead(app)
    both = int((first & second).sum())
    choice = app.segmented_control(key="bucket_choice")
    assert f"**{both:,}** both right" in choice.options


@pytest.mark.usefixtures("changed_run")
def test_mistakes_are_also_counted_with_the_verdicts_accepted(open_page, two, records):
    wrong = [evaluation.mistaken for evaluation in two]
    (row, *_) = np.flatnonzero(wrong[0] & ~wrong[1]).tolist()
    save_verdict(records["built-in"], row, "label", int(two[0].predictions[row]))

    app = open_page("compare")

    before, now = (int(each.sum()) for each in wrong)
    said = f"{before - 1} misread before, {now + 1} now, of 1,797."
    assert said in texts(app)


@pytest.mark.usefixtures("changed_run")
def test_each_kind_of_change_opens_as_images(open_page, two):
    before, after = two
    wrong = [evaluation.labels != evaluation.predictions for evaluation in two]
    expected = {
        "fixed": wrong[0] & ~wrong[1],
        "broke": ~wrong[0] & wrong[1],
        "both_wrong": wrong[0] & wrong[1],
        "both_right": ~wrong[0] & ~wrong[1],
    }
    app = open_page("compare")

    for bucket, members in expected.items():
        app.segmented_control(key="bucket_choice").set_value(bucket).run()
        shown = tiles(app)
        rows = [each["number"] for each in shown]
        assert members[rows].all()
        assert len(set(rows)) == min(members.sum(), 60)
        for row, each in zip(rows, shown, strict=True):
            reading = f"{before.predictions[row]} → {after.predictions[row]}"
            assert each["note"] == reading


@pytest.mark.usefixtures("changed_run")
def test_the_matrix_shows_the_difference_and_a_cell_who_moved(open_page, two):
    expected = np.zeros((10, 10), int)
    for sign, evaluation in zip((-1, 1), two, strict=True):
        np.add.at(expected, (evaluation.labels, evaluation.predictions), sign)
    app = open_page("compare")
    assert sent(app, "difference")["counts"] == expected.tolist()
    assert sent(app, "difference")["mode"] == "difference"
    true, predicted = np.unravel_index(expected.argmax(), (10, 10))

    app.session_state[session.SELECTION] = session.Selection().with_cell(
        int(true), int(predicted)
    )
    app.run()

    before, after = two
    came = (after.labels == true) & (after.predictions == predicted)
    came &= before.predictions != predicted
    rows = sorted(each["number"] for each in tiles(app, "came_images"))
    assert rows == np.flatnonzero(came).tolist()
    assert f"**{came.sum()}** entered:" in texts(app)
    assert app.query_params == {"true": str(true), "read": str(predicted)}


@pytest.mark.usefixtures("changed_run")
def test_an_image_opens_its_case_among_its_own_kind(open_page):
    app = open_page("compare")
    row = tiles(app)[0]["number"]

    app.session_state[session.CASE] = session.Case("built-in", row)
    app.run()

    assert f"Case 1 of {FIXED}, surest first" in texts(app)


def test_single_run_shows_how_to_train_another(open_page):
    app = open_page("compare")

    assert not app.exception
    assert app.title[0].value == "There is nothing to compare yet"
    links = [each.proto.page for each in app.get("page_link")]
    assert links == ["training"]


@pytest.mark.usefixtures("second_run")
def test_the_very_same_network_changes_nothing(open_page):
    app = open_page("compare")

    assert app.title[0].value == "Exactly the same mistakes as before."
    assert "trained with the same settings" in texts(app)
    assert not np.any(sent(app, "difference")["counts"])
    # Nothing became right or wrong, so what both misread is shown at once.
    assert app.segmented_control(key="bucket_choice").value == "both_wrong"

    app.segmented_control(key="bucket_choice").set_value("fixed").run()

    assert "Nothing that was misread before is read correctly now." in texts(app)


def test_the_next_run_in_the_list_is_compared_at_first(
    open_page, second_run, changed_run, reference
):
    runs = [second_run.id, changed_run.id, reference.id]
    listed = open_page("compare").selectbox(key="compared_choice")
    order = [listed.value, *(each for each in runs if each != listed.value)]

    # All were made at the same moment; the one that ships is last.
    assert order[0] != reference.id
    for shown in runs:
        app = open_page("compare", {"run": shown})
        assert app.selectbox(key="compared_choice").value != shown
        assert len(app.selectbox(key="compared_choice").options) == 3


def test_a_choice_is_kept_in_the_address(open_page, second_run, changed_run, reference):
    app = open_page("compare", {"run": changed_run.id})
    assert "vs" not in app.query_params

    for chosen in (second_run, reference):
        app.selectbox(key="compared_choice").set_value(chosen.id).run()

        assert app.query_params["vs"] == chosen.id[:8]
        again = open_page("compare", app.query_params)
        assert again.selectbox(key="compared_choice").value == chosen.id
        assert again.title[0].value == "Worse: 28 mistakes more than before."


@pytest.mark.parametrize("vs", ["000000000000", "nothing", f"own-{22 * 'A'}"])
@pytest.mark.usefixtures("changed_run")
def test_a_dead_link_is_explained_and_the_next_run_is_shown(open_page, vs):
    app = open_page("compare", {"vs": vs})

    (warning,) = app.warning
    assert warning.value.startswith("This link compares with")
    assert app.title[0].value == "Worse: 28 mistakes more than before."


def test_another_test_set_is_compared_without_significance_test(open_page):
    app = open_page("compare", {"vs": "mnist-test"})

    assert not app.exception
    assert app.title[0].value == "The same model on other digits"
    assert "nothing is tested" in lead(app)
    markup = sent(app, "both_intervals")["markup"]
    assert "of 1,797 misread" in markup
    assert "of 10,000 misread" in markup


@pytest.mark.usefixtures("changed_run")
def test_what_is_in_view_is_not_compared_with_itself(open_page):
    app = open_page("compare", {"run": CHANGED, "vs": CHANGED, "on": "mnist-test"})

    assert not app.exception
    assert not app.warning
    options = app.selectbox(key="compared_choice").options
    assert options[-1] == "Other digits: Built-in digits"
    assert app.selectbox(key="compared_choice").value != CHANGED


def test_different_settings_are_listed_in_a_table(open_page, changed_run, reference):
    app = open_page("compare")

    (table,) = [
        each.value for each in app.markdown if each.value.startswith("| Setting")
    ]
    lines = table.splitlines()
    assert lines[0] == "| Setting | Before | Now |"
    before, after = reference.recipe, changed_run.recipe
    assert f"| Preset | {before.preset} | fast |" in lines
    seen = "Epochs"
    assert f"| {seen} | {before.epochs} | {after.epochs} |" in lines
    assert len(lines) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_a_name_of_its_own(language):
    names = {each.name for each in fields(Recipe)} | {"data"}
    names |= {each.name for each in fields(Augmentation)}
    names.remove("augmentation")

    said = {say("compare-setting", language, name=name) for name in names}

    assert len(said) == len(names)
    assert not said & names


@pytest.mark.usefixtures("changed_run")
def test_a_page_of_unlabelled_digits_says_so(open_page, make_upload):
    upload = make_upload("a.png", "b.png", "c.png")

    app = open_page("compare", {"on": f"own-{upload.id}"})

    assert not app.exception
    assert app.title[0].value == "Without labels, the two models cannot be compared."
    assert "No image here has a label yet" in lead(app)
    assert app.selectbox(key="compared_choice").value
    assert app.header.values == ["Differences in training"]


@pytest.mark.usefixtures("changed_run")
def test_few_digits_show_counts_only(open_page, make_upload):
    upload = make_upload("1/a.png", "2/b.png", "3/c.png")

    app = open_page("compare", {"on": f"own-{upload.id}"})

    assert not app.exception
    assert "%" not in app.title[0].value + lead(app)


def link_of(app):
    """The link of the page Share, as page and parameters."""
    address = urlsplit(app.code[0].value)
    return address.path, dict(parse_qsl(address.query))


def test_a_link_to_the_comparison_names_its_partner(open_page, second_run, reference):
    app = open_page("share", {"on": "built-in", "run": reference.id})
    assert "vs" not in link_of(app)[1]

    app.segmented_control(key="link_target").set_value("compare").run()

    path, query = link_of(app)
    assert path.endswith("/compare")
    assert query == {
        "run": reference.id,
        "on": "built-in",
        "vs": second_run.id[:8],
    }
    opened = open_page("compare", query)
    assert opened.selectbox(key="compared_choice").value == second_run.id


def test_a_link_to_the_comparison_of_test_sets_names_the_other(open_page, reference):
    query = {"on": "built-in", "run": reference.id, "vs": "mnist-test"}
    app = open_page("share", query)

    app.segmented_control(key="link_target").set_value("compare").run()

    assert link_of(app)[1] == query


def test_without_a_partner_no_link_to_the_comparison_is_offered(open_page):
    app = open_page("share", {"on": "built-in"})

    assert "compare" not in app.segmented_control(key="link_target").options
    assert len(app.segmented_control(key="link_target").options) == 3
