import json

import numpy as np
import pytest

from core.analysis.label_issues import find_label_issues
from core.analysis.occlusion import occlusion_sensitivity
from core.analysis.properties import measure
from core.analysis.slices import find_slices, measure_traits
from core.analysis.what_if import Change, apply_change
from core.store import runs
from core.store.digit_sets import load_digits
from core.work.evaluating import scorer
from core.work.jury import find_jury_members, judge
from core.work.verdict_actions import save_verdict
from dashboard import session
from tests.run_copies import save_another_run


def texts(app):
    return [each.value for each in app.markdown]


def grid(app, key):
    return json.loads(app.get_by_key(key).proto.json)


@pytest.fixture
def issues(evaluation, records):
    """The label issues of the built-in digits, by the included run and jury."""
    members = find_jury_members(records["built-in"], runs.list_runs()[0])
    jury = judge(members, records["built-in"])
    assert jury.members.tolist() == [7] * evaluation.n
    return find_label_issues(
        evaluation, lambda rows: np.zeros((len(rows), 10), int), jury
    )


@pytest.fixture
def images(records):
    return load_digits(records["built-in"]).images


def test_label_issues_are_ranked_as_in_core(open_page, evaluation, issues):
    expected = issues

    app = open_page("suspects", {"on": "built-in"})

    assert app.title[0].value == (f"{expected.num_issues} of 1,797 labels look wrong.")
    shown = grid(app, "suspects")["tiles"]
    assert [each["number"] for each in shown] == expected.rows[:60].tolist()
    first = shown[0]
    assert first["true"] == str(evaluation.labels[expected.rows[0]])
    assert first["predicted"] == str(expected.suggested_label[0])
    # MNIST is not on this computer, and the page says so.
    assert any("only probabilities are used" in each for each in texts(app))


def test_case_steps_follow_the_label_issue_order(open_page, issues):
    expected = issues
    third = int(expected.rows[2])

    app = open_page("suspects", {"on": "built-in", "case": f"0~{third}"})

    assert any(
        "Case 3 of " in each and "most suspect first" in each for each in texts(app)
    )


def test_images_with_verdicts_are_marked_and_can_be_hidden(open_page, issues, records):
    expected = issues
    row = int(expected.rows[1])
    save_verdict(records["built-in"], row, "model")
    app = open_page("suspects", {"on": "built-in"})
    shown = grid(app, "suspects")["tiles"]
    assert [each["number"] for each in shown if "✓" in each["note"]] == [row]
    assert shown[1]["description"].endswith(" It has a verdict.")

    app.toggle(key="suspects_undecided").set_value(True).run()

    left = [each["number"] for each in grid(app, "suspects")["tiles"]]
    assert left[:2] == [int(expected.rows[0]), int(expected.rows[2])]


def test_training_digits_get_no_neighbour_votes(open_page):
    reference = runs.list_runs()[0][-1]
    about = json.loads((reference.folder / "manifest.json").read_text("utf-8"))["about"]
    own = {"id": "aaaaaaaaaaaa", "data": "built-in", "out_of_fold": True}
    save_another_run(own["id"], metadata={**about, **own})

    app = open_page("suspects", {"on": "built-in", "run": own["id"]})

    assert any(
        "each was read by a network trained without" in each for each in texts(app)
    )
    shown = grid(app, "suspects")["tiles"]
    assert all(each["description"].endswith("to the label.") for each in shown)


def test_each_suspect_shows_how_many_networks_read_another_digit(open_page, issues):
    app = open_page("suspects", {"on": "built-in", "case": f"0~{issues.rows[0]}"})

    (first, *_) = grid(app, "suspects")["tiles"]
    reading, digit = issues.reading[0], issues.suggested_label[0]
    assert first["details"] == [f"{reading} of 7 read {digit}"]
    assert f"{reading} of 7 networks read {digit}, " in first["description"]
    assert any(f"**{reading}** read {digit}" in each for each in texts(app))
    assert any("A jury of 7 networks" in each for each in texts(app))
    # There is one already.
    with pytest.raises(KeyError):
        app.button(key="suspects_ask")


def test_a_jury_is_asked_about_digits_without_one(
    open_page, make_upload, evaluation, images, monkeypatch
):
    asked = []
    monkeypatch.setattr("core.work.jobs.start_jury", asked.append)
    names = [f"{place:02d}_{evaluation.labels[place]}.png" for place in range(12)]
    upload = make_upload(*names, images=list(images[:12]))

    app = open_page("suspects", {"on": upload.source})
    app.button(key="suspects_ask").click().run()

    assert asked == [upload.source]
    assert any("in about 2" in each for each in texts(app)), texts(app)
    monkeypatch.setenv("MISREAD_MODE", "shared")
    app = open_page("suspects", {"on": upload.source})
    with pytest.raises(KeyError):
        app.button(key="suspects_ask")


def test_wrong_label_of_an_upload_is_the_first_label_issue(
    open_page, make_upload, evaluation, images
):
    rows = np.argsort(-evaluation.confidence, kind="stable")[:12]
    labels = evaluation.predictions[rows].tolist()
    labels[5] = (labels[5] + 1) % 10
    names = [f"{place:02d}_{label}.png" for place, label in enumerate(labels)]
    upload = make_upload(*names, images=list(images[rows]))

    app = open_page("suspects", {"on": upload.source})

    assert app.title[0].value.startswith("One of 12 labels looks wrong")
    (first, *_) = grid(app, "suspects")["tiles"]
    assert (first["number"], first["true"]) == (5, str(labels[5]))
    assert first["predicted"] == str(evaluation.labels[rows[5]])


def test_unlabelled_digits_have_no_label_issues(open_page, make_upload, images):
    upload = make_upload("a.png", "b.png", images=list(images[:2]))

    app = open_page("suspects", {"on": upload.source})

    assert app.title[0].value == "No image here has a label that could be wrong."
    assert not app.exception


def test_weak_spots_are_those_of_the_core(open_page, evaluation, images):
    expected = find_slices(evaluation, measure_traits(measure(images), images))

    app = open_page("weak_spots", {"on": "built-in"})

    said = [each for each in texts(app) if " misread, " in each]
    assert len(said) == min(len(expected), 8) > 0
    for data_slice, text in zip(expected, said, strict=False):
        assert f": {data_slice.mistakes} of {data_slice.n:,} misread, " in text
    count = sum(data_slice.is_significant for data_slice in expected)
    number = {0: "No weak spot is", 1: "One weak spot is"}.get(count)
    number = number or f"{count} weak spots are"
    assert app.title[0].value == f"{number} more than chance."


def test_the_images_of_a_weak_spot_are_shown_and_hidden(open_page, evaluation, images):
    (first, *_) = find_slices(evaluation, measure_traits(measure(images), images))
    app = open_page("weak_spots", {"on": "built-in"})

    app.button(key="spot_0").click().run()

    shown = [each["number"] for each in grid(app, "spot_wrong")["tiles"]]
    assert shown == [row for row in first.rows if evaluation.mistaken[row]]
    assert not evaluation.mistaken[
        [each["number"] for each in grid(app, "spot_right")["tiles"]]
    ].any()
    app.button(key="spot_0").click().run()
    for key in ("spot_wrong", "spot_right"):
        with pytest.raises(KeyError):
            app.get_by_key(key)


def test_few_images_have_no_weak_spots(open_page, make_upload, images):
    upload = make_upload("a_1.png", "b_2.png", images=list(images[:2]))

    app = open_page("weak_spots", {"on": upload.source})

    assert app.title[0].value == (
        "There are too few labelled images to look for weak spots."
    )


def test_missing_pictures_show_how_to_get_them(open_page):
    app = open_page("weak_spots", {"on": "mnist-test"})

    assert app.title[0].value.endswith("which are not on this computer.")
    assert not app.exception


def test_case_shows_occlusion(open_page, evaluation, images, reference):
    row = int(np.flatnonzero(evaluation.mistaken)[0])
    score = scorer(reference.folder).score
    found = occlusion_sensitivity(
        images[row],
        lambda each: score(each).probabilities,
        int(evaluation.labels[row]),
    )
    app = open_page("mistakes", {"on": "built-in", "case": f"0~{row}"})
    assert not any("Without the stroke" in each for each in texts(app))

    app.session_state["case_more"] = True
    app.run()

    assert found.changes_prediction
    assert any(
        each.startswith("Without the stroke ")
        and f"**{found.occluded_prediction}**" in each
        for each in texts(app)
    )
    assert any("are not on this computer" in each for each in texts(app))
    assert app.session_state[session.CASE] == session.Case("built-in", row)


def test_edited_image_is_predicted_immediately(
    open_page, evaluation, images, reference, records
):
    row = int(np.flatnonzero(evaluation.mistaken)[0])
    app = open_page("mistakes", {"on": "built-in", "case": f"0~{row}"})
    app.session_state["case_more"] = True
    app.run()

    of = f"{records['built-in'].id}_{row}"
    app.slider(key=f"turn_{of}").set_value(-30).run()
    app.slider(key=f"right_{of}").set_value(4).run()

    made = apply_change(images[row], Change(turn=-30, right=4))
    (probabilities,) = scorer(reference.folder).score(made[None]).probabilities
    assert any(
        each.startswith(f"The model then reads **{probabilities.argmax()}**, ")
        for each in texts(app)
    )
    assert not app.exception
