import json
from datetime import datetime, timedelta

import numpy as np
import pytest
from PIL import Image

from core.analysis.diagnosis import Diagnosis
from core.data.drawn_marks import draw_marks
from core.store.digit_sets import load_digits
from core.store.jobs import IMPORTS, list_jobs
from core.work.labelling import give_labels, set_place
from dashboard.blocks.uploads.diagnosis import choose_images
from dashboard.text import framing_warning
from tests.jobs import wait_until_stopped
from tests.upload_times import set_created


@pytest.fixture
def built_in(records):
    return load_digits(records["built-in"])


@pytest.fixture
def upload(make_upload, built_in):
    """Forty of the built-in digits, labelled by their names."""
    names = [f"*scan*{at}_{built_in.labels[at]}.png" for at in range(40)]
    return make_upload(*names, images=list(built_in.images[:40]), title="Ours")


def texts(app):
    return [each.value for each in app.markdown]


def line(app):
    """What came of the files."""
    (text,) = [each for each in texts(app) if each.startswith(":small[Ours: ")]
    return text


def open_upload(open_page, upload, **query):
    return open_page("your_digits", {"on": upload.source, **query})


def test_the_places_of_labels_are_named_as_far_as_they_apply(
    open_page, upload, built_in
):
    assert "; labels from file names.]" in line(open_upload(open_page, upload))

    give_labels(upload, [0], (int(built_in.labels[0]) + 1) % 10)
    assert "from file names, by hand.]" in line(open_upload(open_page, upload))

    set_place(upload.id, "none")
    assert "; labels by hand.]" in line(open_upload(open_page, upload))

    give_labels(upload, [0], -1)
    assert "; no labels.]" in line(open_upload(open_page, upload))


def test_labels_of_folders_and_of_files_are_both_named(
    open_page, make_upload, built_in
):
    images = list(built_in.images[:4])
    names = ("0/a.png", "class_1_a.png", "class_1_b.png", "class_3_a.png")
    upload = make_upload(*names, images=images, title="Ours")

    text = line(open_upload(open_page, upload))

    assert "; labels from folder names, from file names.]" in text


@pytest.mark.parametrize("named", [True, False])
def test_the_lead_counts_pictures_that_may_not_show_one_digit(
    named, open_page, make_upload, built_in, evaluation
):
    digit = int(np.argmax(evaluation.confidence))
    image = built_in.images[digit]
    label = f"{built_in.labels[digit]}_" if named else ""
    marks = draw_marks(2, seed=5)
    names = (f"{label}some.png", "a.png", "b.png", "several.png")
    upload = make_upload(*names, images=[image, *marks, image])

    app = open_upload(open_page, upload)

    (lead,) = [each.value for each in app.html if '<p class="lead">' in each.value]
    assert "3 pictures may not show one digit" in lead


def test_lead_states_accuracy_without_preparation(open_page, make_upload, built_in):
    images = [built_in.images[at] for at in (0, 1)]
    upload = make_upload("0/a.png", "1/b.png", images=images)

    app = open_upload(open_page, upload)

    assert app.title[0].value == "2 pictures, 2 read correctly."
    (lead,) = [each.value for each in app.html if '<p class="lead">' in each.value]
    assert lead.startswith(
        '<p class="lead">Without preparation, the model would have read '
    )
    assert "None" not in lead


def test_preparation_panels_include_every_digit():
    labels = np.repeat(np.arange(10), 100).astype(np.int8)
    labels[::7] = -1
    wrong = np.zeros((1000, 5), bool)
    wrong[:, 0] = True

    shown = choose_images(wrong, labels)

    assert np.bincount(labels[shown]).tolist() == [4] * 10
    assert (np.diff(shown) > 0).all()
    assert (shown == choose_images(wrong, labels)).all()


def test_preparation_panels_show_changed_images_first():
    labels = np.repeat(np.arange(2), 60).astype(np.int8)
    wrong = np.zeros((120, 5), bool)
    wrong[60:90, 0] = True

    shown = choose_images(wrong, labels)

    assert set(range(60, 90)) <= set(shown.tolist())
    assert len(shown) == 40


def test_a_case_has_the_name_of_its_file(open_page, upload):
    app = open_upload(open_page, upload, case=f"{upload.source}~3")

    (text,) = [each for each in texts(app) if "image 3: " in each]
    assert r"image 3: \*scan\*3\_3\.png" in text
    assert "scan" not in json.dumps(dict(app.query_params))


def test_a_case_has_the_cause_that_was_found(open_page, upload, built_in, monkeypatch):
    found = Diagnosis(
        position=0,
        label=1,
        predicted=0,
        confidence=0.9,
        causes=("speckled",),
        image=built_in.images[1],
        sure=1.0,
    )
    monkeypatch.setattr("dashboard.blocks.case.diagnose_image", lambda *_: found)
    give_labels(upload, [0], 1)

    wrong = open_upload(open_page, upload, case=f"{upload.source}~0")
    right = open_upload(open_page, upload, case=f"{upload.source}~1")

    cause = "Read as 1 instead of 0, >99\u202f% sure, once the specks are removed."
    assert cause in texts(wrong)
    assert cause not in texts(right)


def test_no_network_is_100_percent_sure(open_page, make_upload, built_in, evaluation):
    surest = np.argsort(-evaluation.confidence, kind="stable")[:12]
    upload = make_upload(
        *(f"{row}.png" for row in surest), images=list(built_in.images[surest])
    )
    app = open_upload(open_page, upload)

    data = app.get_by_key("strips").proto.json

    assert ">99" in data
    assert not any(tile["note"].startswith("100") for tile in json.loads(data)["tiles"])


def test_a_missing_path_is_named_in_full_and_kept(open_page, tmp_path):
    app = open_page("your_digits")
    path = str(tmp_path / "nowhere" / "mine")

    app.text_input(key="digits_path_0").set_value(path).run()

    (error,) = app.error
    said = error.value.replace("\\", "")
    assert said.startswith(f"There is nothing at {path}. ")
    assert "Data page" not in said
    assert app.text_input(key="digits_path_0").value == path
    app.text_input(key="digits_path_0").set_value("").run()
    assert not app.error


@pytest.mark.parametrize("path", ["~nobody/x", "a" * 5000, "nul\0"])
def test_an_impossible_path_is_reported_like_a_missing_one(open_page, path):
    app = open_page("your_digits")

    app.text_input(key="digits_path_0").set_value(path).run()

    assert not app.exception
    assert app.error[0].value.startswith("There is nothing at ")


def test_repeated_upload_message_starts_no_second_import(open_page, tmp_path):
    Image.new("L", (40, 40), 255).save(tmp_path / "blank.png")
    app = open_page("your_digits")
    field = app.text_input(key="digits_path_0").set_value(str(tmp_path))
    held = field._widget_state
    app.run()
    (job,) = list_jobs(IMPORTS)
    assert wait_until_stopped(job, 60)
    app.run()

    sent = app._tree.get_widget_states()
    sent.widgets.append(held)
    app._run(sent)

    assert list_jobs(IMPORTS) == [job]
    # What was refused can be tried again.
    app.text_input(key="digits_path_1").set_value(f" {tmp_path}").run()
    assert len(list_jobs(IMPORTS)) == 2


def test_a_shared_server_says_who_sees_pictures_before_they_come(
    open_page, monkeypatch
):
    def is_said(app):
        return any("can see your pictures" in each for each in texts(app))

    assert not is_said(open_page("your_digits"))
    monkeypatch.setenv("MISREAD_MODE", "shared")
    app = open_page("your_digits")

    assert is_said(app)
    assert any("deletes them after seven days" in each for each in texts(app))


@pytest.mark.parametrize(
    ("warning", "confidence", "said"),
    [
        ("", 0.99, ""),
        ("", 0.69, "The model is not sure. This may not be a digit at all."),
        ("several", 0.99, "This may show several digits."),
        ("page", 0.5, "This looks like a whole page, not one digit."),
    ],
)
def test_doubtful_picture_has_a_framing_warning(warning, confidence, said):
    assert framing_warning(warning, confidence) == said


def test_pictures_that_were_added_before_are_named(open_page, make_upload, built_in):
    images = list(built_in.images[:2])
    first = make_upload("a.png", "b.png", images=images, title="First")
    again = make_upload("a.png", "b.png", images=images, title="Again")
    later = datetime.fromisoformat(again.created) + timedelta(minutes=1)
    set_created(again, later)

    said = "are here already: First, added on"
    assert any(said in each for each in texts(open_upload(open_page, again)))
    assert not any(said in each for each in texts(open_upload(open_page, first)))
