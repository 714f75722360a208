import io
import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from core.errors import WorkError
from core.store import artefacts
from core.store.digit_sets import load_digits
from core.store.events import Event, Phase
from core.store.jobs import IMPORTS, JobFolder, list_jobs
from core.store.uploads import find_upload, list_uploads
from core.work import uploads
from core.work.labelling import chosen_place, give_labels, set_place
from dashboard import access, cache, session, text
from dashboard.address import shorten_source
from tests.jobs import wait_until_stopped
from tests.upload_times import age

PAGES = ["overview", "confusion", "mistakes", "data", "training", "your_digits"]
TITLE = "Class *4b* [x](https://example.org) <b>"
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def built_in(records):
    return load_digits(records["built-in"])


@pytest.fixture
def upload(make_upload, built_in):
    """Forty of the built-in digits, labelled by their names."""
    names = [f"scan-{at}_{built_in.labels[at]}.png" for at in range(40)]
    return make_upload(*names, images=list(built_in.images[:40]), title=TITLE)


@pytest.fixture
def unlabelled(make_upload, built_in):
    names = [f"scan-{at}.png" for at in range(40)]
    return make_upload(*names, images=list(built_in.images[:40]), title="Own digits")


@pytest.fixture
def picture(built_in):
    """A file as a browser sends it: name, content and type."""
    content = io.BytesIO()
    Image.fromarray(255 - built_in.images[0]).resize((56, 56)).save(content, "PNG")
    return "a.png", content.getvalue(), "image/png"


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setenv("MISREAD_MODE", "shared")


def sent(app, key):
    return json.loads(app.get_by_key(key).proto.json)


def texts(app):
    return [each.value for each in app.markdown]


def set_options(app):
    """The test sets that are offered above every page."""
    number = app.session_state["set_choice_number"]
    return app.get_by_key(f"set_choice_{number}").options


def press(app, key):
    (button,) = [each for each in app.button if each.key == key]
    return button.click().run()


@every_page
def test_an_upload_breaks_no_page(open_page, upload, name):
    app = open_page(name, {"on": upload.source})

    assert not app.exception
    assert not app.error
    assert not app.warning


@every_page
def test_an_upload_without_any_label_breaks_no_page(open_page, unlabelled, name):
    app = open_page(name, {"on": unlabelled.source})

    assert not app.exception
    assert not app.error
    assert not app.warning


@every_page
@pytest.mark.parametrize("kind", ["one_6.png", "one.png"])
def test_an_upload_of_one_image_breaks_no_page(
    open_page, make_upload, built_in, name, kind
):
    upload = make_upload(kind, images=[built_in.images[6]])

    app = open_page(name, {"on": upload.source})

    assert not app.exception
    assert not app.error


def test_without_labels_nothing_is_called_a_mistake(open_page, unlabelled):
    overview = open_page("overview", {"on": unlabelled.source})
    mistakes = open_page("mistakes", {"on": unlabelled.source})

    assert overview.title[0].value.startswith("None of these 40 digits has a label")
    assert any("No image here has a label yet" in each for each in texts(overview))
    assert not any("No mistakes to show" in each for each in texts(overview))
    assert any(
        "None of these digits has a label yet" in each for each in texts(mistakes)
    )
    (button,) = [each for each in mistakes.button if each.label == "Show all digits"]
    button.click().run()
    assert len(sent(mistakes, "mistakes")["tiles"]) == 40


def test_few_digits_are_counted_and_make_no_percentage(
    open_page, make_upload, built_in
):
    names = [f"{at}_{built_in.labels[at]}.png" for at in range(12)]
    upload = make_upload(*names, images=list(built_in.images[:12]), title="Twelve")

    app = open_page("overview", {"on": upload.source})

    assert any(
        each.startswith(":small[:gray[Twelve: ") and "of 12 misread" in each
        for each in texts(app)
    )
    assert "Twelve" not in sent(app, "intervals")["markup"]


def test_uploads_are_offered_by_their_titles_as_plain_text(open_page, upload):
    app = open_page()

    (option,) = [each for each in set_options(app) if "Class" in each]
    shown = option.replace("\u2060", "")
    assert shown.startswith(r"Class \*4b\* \[x\]\(https\:\/\/example\.org\) \<b\>")
    assert upload.id not in option


def test_images_are_named_without_reading_the_store(open_page, upload, monkeypatch):
    def fail(source):
        raise AssertionError(source)

    monkeypatch.setattr("dashboard.reading.title", fail)

    app = open_page("mistakes", {"on": upload.source, "show": "all"})

    assert not app.error
    (first, *_) = sent(app, "mistakes")["tiles"]
    assert first["description"].startswith(f"{TITLE}, ")


def test_an_upload_is_shown_alone(open_page, upload):
    app = open_page("confusion", {"on": upload.source})

    assert np.sum(sent(app, "matrix")["counts"]) == 40
    label = app.get("popover")[0].proto.popover.label
    assert r"**Class \*4b\*" in label
    assert label.endswith(" 40")


def test_an_upload_is_joined_with_other_sets(open_page, upload):
    app = open_page("confusion", {"on": f"built-in~{upload.source}"})

    assert np.sum(sent(app, "matrix")["counts"]) == 1797 + 40


def test_the_accuracy_of_each_source_has_its_title(open_page, upload):
    app = open_page("overview", {"on": upload.source})

    markup = sent(app, "intervals")["markup"]

    assert "Class *4b* [x](https://example.org) &lt;b&gt;" in markup
    assert "Built-in digits" in markup


def test_large_unread_sets_are_not_evaluated_unasked(
    open_page, make_upload, monkeypatch
):
    monkeypatch.setattr("dashboard.blocks.overview._SMALL_SET", 10)
    make_upload(*(f"{n}_1.png" for n in range(40)), title="Large")

    assert "Large" not in sent(open_page(), "intervals")["markup"]


def test_a_label_given_by_hand_changes_every_page_at_once(open_page, upload, built_in):
    overview = open_page("overview", {"on": upload.source})
    confusion = open_page("confusion", {"on": upload.source})
    before = np.array(sent(confusion, "matrix")["counts"])
    wrong = (int(built_in.labels[0]) + 1) % 10

    give_labels(upload, [0], wrong)
    overview.run()
    confusion.run()

    after = np.array(sent(confusion, "matrix")["counts"])
    assert after[wrong].sum() == before[wrong].sum() + 1
    count = after.sum() - after.trace()
    assert count == before.sum() - before.trace() + 1
    assert f"{count} of 40 misread" in sent(overview, "intervals")["markup"]
    data = open_page("data")
    assert not data.exception


def test_the_counts_of_an_upload_are_those_of_today(upload, built_in):
    assert (cache.labels(upload.digits) == built_in.labels[:40]).all()

    set_place(upload.id, "none")
    give_labels(upload, [3], 7)

    labels = cache.labels(upload.digits)
    assert (labels >= 0).sum() == 1
    assert labels[3] == 7
    assert cache.average_images(upload.digits)[7].any()
    assert not cache.average_images(upload.digits)[0].any()


def test_two_uploads_of_the_same_images_can_be_joined(open_page, upload, unlabelled):
    assert upload.images_id == unlabelled.images_id

    app = open_page("mistakes", {"on": f"{upload.source}~{unlabelled.source}"})

    assert not app.exception
    app.session_state[session.SELECTION] = session.Selection(outcome="all")
    assert len(sent(app.run(), "mistakes")["tiles"]) == 80


def test_an_upload_that_is_not_here_is_explained_without_its_id(open_page):
    app = open_page("overview", {"on": "own-" + "0" * 32})

    (warning,) = app.warning
    assert warning.value.startswith("The digits of this link are not here")
    assert "0000" not in warning.value
    assert app.title[0].value.startswith("Out of 1,797 digits")


def test_images_that_the_network_learned_from_are_counted(
    open_page, upload, second_run, reference, monkeypatch
):
    def learned_from(run):
        return None if run.id == reference.id else access.list_digit_sets()[0]

    monkeypatch.setattr(uploads, "training_digits", learned_from)

    unknown = open_page("overview", {"on": upload.source, "run": reference.id})
    known = open_page("overview", {"on": upload.source, "run": second_run.id})

    assert not any("pixel for pixel" in each for each in texts(unknown))
    assert any("pixel for pixel" in each for each in texts(known))
    assert any("40 of the 40 images of Class" in each for each in texts(known))
    data = open_page("data", {"run": reference.id})
    assert any("may have learned from some" in each for each in texts(data))


def test_an_upload_is_deleted_on_the_data_page_and_restored(open_page, upload):
    app = open_page("data", {"on": upload.source})
    assert any("scan" not in each and "Added on" in each for each in texts(app))

    press(app, f"delete_{upload.id}")

    assert list_uploads() == []
    assert not app.warning
    assert not app.exception
    assert app.query_params == {}
    (notice,) = [each for each in texts(app) if each.startswith("Deleted: ")]
    assert notice.startswith(r"Deleted: Class \*4b\*")
    back = [each for each in app.button if each.label == "Restore"]
    back[0].click().run()

    assert list_uploads() == [upload]
    assert app.query_params == {"on": shorten_source(upload.source)}
    assert not any(each.startswith("Deleted: ") for each in texts(app))


def test_deleted_upload_can_be_restored_in_a_new_session(open_page, upload, unlabelled):
    app = open_page("data")
    press(app, f"delete_{upload.id}")
    press(app, f"delete_{unlabelled.id}")

    app = open_page("data")
    assert "Deleted in the last 24 hours" in [each.value for each in app.header]
    press(app, f"restore_{upload.id}")

    assert list_uploads() == [upload]
    assert f"restore_{unlabelled.id}" in [each.key for each in app.button]
    assert f"restore_{upload.id}" not in [each.key for each in app.button]


def test_purged_upload_cannot_be_restored(open_page, upload):
    app = open_page("data")
    press(app, f"delete_{upload.id}")
    uploads.purge_upload(upload.id)

    back = [each for each in app.button if each.label == "Restore"]
    back[0].click().run()

    assert not app.exception
    assert list_uploads() == []


def test_a_filter_on_a_deleted_upload_is_dropped(open_page, upload):
    query = {"on": f"built-in~{upload.source}", "in": upload.source}
    app = open_page("data", query)

    press(app, f"delete_{upload.id}")

    assert app.query_params == {"on": "built-in"}


def test_upload_deleted_in_another_session_is_explained(open_page, upload):
    app = open_page("mistakes", {"on": upload.source})

    uploads.delete_upload(upload.id)
    app.run()

    assert not app.exception
    assert app.warning[0].value.startswith("The digits of this link are not here")


def test_equal_titles_are_numbered(open_page, make_upload):
    second = make_upload("2.png", "3.png", title="Same", upload_id="2" * 32)
    first = make_upload("1.png", title="Same", upload_id="1" * 32)

    app = open_page("data")
    (choice,) = [each for each in app.segmented_control if each.label == "Digit set"]

    assert set(choice.options[-2:]) == {"Same", "Same (2)"}
    choice.select(first.source).run()
    assert len(sent(app, "samples")["tiles"]) == 1
    choice.select(second.source).run()
    assert len(sent(app, "samples")["tiles"]) == 2


@pytest.mark.usefixtures("shared")
@every_page
def test_shared_server_hides_uploads_of_others(open_page, upload, name):
    app = open_page(name)

    assert not app.exception
    seen = json.dumps([set_options(app), texts(app)]) + " ".join(
        each.value for each in [*app.title, *app.html]
    )
    # Not "4b" alone, which may stand in the id of a run; marks may be escaped.
    assert not re.search(r"Class\W+4b", seen)
    assert upload.id not in seen


@pytest.mark.usefixtures("shared")
def test_on_a_shared_server_a_link_shows_an_upload(open_page, upload, unlabelled):
    app = open_page("overview", {"on": upload.source})

    assert not app.warning
    options = " ".join(set_options(app))
    assert "Class" in options
    assert unlabelled.title not in options
    assert upload.title in sent(app, "intervals")["markup"].replace("&lt;b&gt;", "<b>")


@pytest.mark.usefixtures("shared")
def test_what_a_link_showed_stays_in_its_session(open_page, upload):
    app = open_page("overview", {"on": upload.source})

    app.session_state[session.SETS] = ("built-in",)
    app.run()

    assert "Class" in " ".join(set_options(app))
    assert "Class" not in " ".join(set_options(open_page()))


@pytest.mark.usefixtures("shared")
def test_a_link_shows_and_does_not_let_delete(open_page, upload):
    app = open_page("data", {"on": upload.source})

    assert f"delete_{upload.id}" not in [each.key for each in app.button]
    app.session_state[session.IMPORTED_UPLOADS] = {upload.id}
    press(app.run(), f"delete_{upload.id}")
    assert list_uploads() == []


@pytest.mark.usefixtures("shared")
def test_a_link_shows_labels_and_does_not_let_change_them(open_page, upload):
    def labels_step(maker):
        app = open_page("your_digits", {"on": upload.source})
        app.session_state[session.IMPORTED_UPLOADS] = {upload.id} if maker else set()
        app.session_state[session.LABELS_SHOWN] = True
        return app.run()

    other, maker = labels_step(False), labels_step(True)

    (choice,) = [each for each in other.radio if each.key == "labels_place"]
    assert choice.disabled
    assert choice.value == "last"
    # A browser may send what the page does not offer.
    choice.proto.disabled = False
    choice.set_value("none").run()
    assert chosen_place(upload.id) == ""
    with pytest.raises(KeyError):
        other.get_by_key("label_grid")
    assert any("Only the browser that added" in each for each in texts(other))
    assert maker.get_by_key("label_grid")
    (choice,) = [each for each in maker.radio if each.key == "labels_place"]
    assert not choice.disabled
    choice.set_value("none").run()
    assert chosen_place(upload.id) == "none"


@pytest.mark.usefixtures("shared")
def test_the_maker_is_known_by_the_cookie_after_a_reload(
    open_page, upload, monkeypatch
):
    request = {"title": "x", "paths": [], "maker": "a" * 64}
    JobFolder(IMPORTS, upload.id).create(request)

    def may_delete():
        app = open_page("data", {"on": upload.source})
        return f"delete_{upload.id}" in [each.key for each in app.button]

    assert not may_delete()
    monkeypatch.setattr("dashboard.access.browser_id", lambda: "b" * 64)
    assert not may_delete()
    monkeypatch.setattr("dashboard.access.browser_id", lambda: "a" * 64)
    assert may_delete()


@pytest.mark.usefixtures("shared")
def test_on_a_shared_server_others_do_not_see_what_was_deleted(open_page, upload):
    uploads.delete_upload(upload.id)

    app = open_page("data", {"on": upload.source})

    assert f"restore_{upload.id}" not in [each.key for each in app.button]
    app.session_state[session.IMPORTED_UPLOADS] = {upload.id}
    assert f"restore_{upload.id}" in [each.key for each in app.run().button]


def test_a_page_that_shows_the_newest_upload_selects_it(open_page, unlabelled, upload):
    app = open_page("your_digits")

    (shown,) = app.query_params["on"].split("~")
    assert shown in {shorten_source(unlabelled.source), shorten_source(upload.source)}
    assert app.get("popover")[0].proto.popover.label.endswith(" 40")
    press(app, "delete_upload")
    (left,) = list_uploads()
    assert app.query_params == {"on": shorten_source(left.source)}


def test_a_choice_is_not_replaced_by_the_newest_upload(open_page, upload):
    assert upload
    app = open_page("your_digits", {"on": "built-in"})

    assert app.query_params == {"on": "built-in"}


@pytest.fixture
def running():
    """An import that runs, and has read 3 of 9 files."""
    job = JobFolder(IMPORTS, "7" * 32)
    job.create({"title": "Running", "paths": []})
    with job.lock():
        job.report(Event(phase=Phase.READING, share=0.3, done=3, total=9))
        yield job


def progress(app):
    return [each.proto.text for each in app.get("progress")]


def test_at_home_any_running_import_shows_its_progress(open_page, running, upload):
    assert upload
    app = open_page("your_digits")

    assert not app.exception
    assert progress(app) == ["3 of 9 files read"]
    assert running.id == app.session_state[session.IMPORT]


@pytest.mark.usefixtures("shared")
def test_on_a_shared_server_only_the_address_leads_back_to_an_import(
    open_page, running
):
    assert progress(open_page("your_digits")) == []

    query = {"on": shorten_source(f"own-{running.id}")}
    app = open_page("your_digits", query)

    assert not app.warning
    assert progress(app) == ["3 of 9 files read"]
    assert app.query_params == query
    assert "Cancel" not in [each.label for each in app.button]
    overview = open_page("overview", query)
    assert not overview.warning
    assert any("still importing the digits" in each for each in texts(overview))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", ["own-..", "own-" + "0" * 31, "own-../../x"])
def test_a_malformed_import_is_not_searched_on_disk(open_page, name):
    app = open_page("your_digits", {"on": name})

    assert not app.exception
    assert len(app.warning) == 1


def test_an_import_that_failed_leaves_the_address(open_page):
    job = JobFolder(IMPORTS, "7" * 32)
    job.create({"title": "Failed", "paths": []})
    values = {"name": "Ours", "ignored": 0, "refused": 0}
    job.report(Event(phase=Phase.FAILED, error=WorkError("upload-empty", **values)))

    app = open_page("your_digits", {"on": f"own-{job.id}"})

    assert len(app.error) == 1
    assert app.query_params == {}


@pytest.mark.usefixtures("shared")
def test_on_a_shared_server_an_upload_expires(open_page, upload):
    age(upload, 7.1)

    app = open_page("overview", {"on": upload.source})

    (warning,) = app.warning
    assert "seven days" in warning.value
    assert list_uploads() != []  # The server removes it a little later.
    uploads.sweep(shared=True)
    assert list_uploads() == []
    assert open_page("overview", {"on": upload.source}).warning[0].value


def test_at_home_nothing_expires(open_page, upload):
    age(upload, 400)

    app = open_page("overview", {"on": upload.source})

    assert not app.warning
    assert len(list_uploads()) == 1


@pytest.mark.usefixtures("shared")
def test_case_or_filter_in_a_link_does_not_grant_access_to_an_upload(open_page, upload):
    case = {"case": f"{upload.source}~3", "in": upload.source}

    app = open_page("mistakes", case)

    assert not app.exception
    assert "Class" not in " ".join(set_options(app))
    with pytest.raises(KeyError):
        app.get_by_key("case_drawing")


def test_a_damaged_upload_is_named(open_page, upload):
    path = upload.folder / "images.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    artefacts._verified_manifests.clear()

    app = open_page("overview", {"on": upload.source})

    assert not app.exception
    assert "is damaged" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Tokyo", "2026-03-02 08:30"),
        (None, "2026-03-01 23:30 UTC"),
        ("Not/There", "2026-03-01 23:30 UTC"),
        ("../../etc/passwd", "2026-03-01 23:30 UTC"),
    ],
)
def test_times_are_those_of_the_browser(monkeypatch, zone, said):
    monkeypatch.setattr(text.st, "context", SimpleNamespace(timezone=zone))

    assert text.format_local_time("2026-03-01T23:30:12+00:00") == said


def test_stale_widget_value_does_not_switch_uploads(open_page, make_upload):
    first, second, third = (
        make_upload("one.png", title=each) for each in ("A", "B", "C")
    )
    app = open_page("your_digits", {"on": first.source})
    (chosen_before,) = [each for each in app.selectbox if each.value == first.id]
    app.session_state[session.SETS] = (second.source,)
    app.run()

    # A browser still sends what was chosen before the second came into view.
    sent = app._tree.get_widget_states()
    sent.widgets.append(chosen_before.set_value(first.id)._widget_state)
    app._run(sent)

    assert app.session_state[session.SETS] == (second.source,)
    (chosen,) = [each for each in app.selectbox if each.value == second.id]
    chosen.set_value(third.id).run()
    assert app.session_state[session.SETS] == (third.source,)


@pytest.mark.usefixtures("shared")
def test_a_second_import_of_a_browser_is_refused_in_words(open_page, running, picture):
    running.create({"title": "Running", "paths": [], "maker": ""})
    app = open_page("your_digits")

    app.file_uploader(key="digits_files_0").set_value([picture]).run()

    assert not app.exception
    assert app.error[0].value.startswith("Another import of yours")
    assert list_jobs(IMPORTS) == [running]
    # The widgets are new, so the files are no longer held.
    assert app.file_uploader(key="digits_files_1").value == []
    app.run()
    assert app.error
    app.button(key="dismiss").click().run()
    assert not app.error


@pytest.mark.usefixtures("shared")
def test_an_import_on_a_shared_server_has_a_budget(open_page, picture):
    app = open_page("your_digits")

    app.file_uploader(key="digits_files_0").set_value([picture]).run()

    (job,) = list_jobs(IMPORTS)
    assert wait_until_stopped(job, 60)
    assert job.request()["limited"] is True
    assert find_upload(job.id).n == 1


@pytest.mark.parametrize("turned", [False, True])
def test_pictures_that_are_all_upside_down_are_noticed(
    open_page, make_upload, built_in, turned
):
    images = built_in.images[:30, ::-1, ::-1] if turned else built_in.images[:30]
    names = [f"{label}/{at}.png" for at, label in enumerate(built_in.labels[:30])]
    upload = make_upload(*names, images=images)

    app = open_page("your_digits", {"on": upload.source})

    assert not app.exception
    found = [text for text in texts(app) if "seem to be upside down" in text]
    assert bool(found) is turned
    if turned:
        assert any("This adds a corrected copy" in text for text in texts(app))
        press(app, "turn_pictures")
        (job,) = [each for each in list_jobs(IMPORTS) if each.request().get("turned")]
        assert wait_until_stopped(job, 60)
        assert find_upload(job.id).title == "Own digits, corrected"
        app.run()
        assert not [text for text in texts(app) if "seem to be" in text]
        assert app.session_state[session.SETS] == (find_upload(job.id).source,)


@pytest.mark.usefixtures("shared")
def test_a_link_shows_that_pictures_are_turned_and_does_not_turn_them(
    open_page, make_upload, built_in
):
    names = [f"{label}/{at}.png" for at, label in enumerate(built_in.labels[:30])]
    upload = make_upload(*names, images=built_in.images[:30, ::-1, ::-1])

    app = open_page("your_digits", {"on": upload.source})

    assert any("seem to be upside down" in text for text in texts(app))
    assert not [each for each in app.button if each.key == "turn_pictures"]
    assert not [text for text in texts(app) if "corrected copy" in text]
