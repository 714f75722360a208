from html import unescape

import numpy as np
import pytest
from PIL import Image

from core.store.digit_sets import load_digits
from core.wording import LANGUAGES, say
from core.work import uploads
from core.work.catalogue import find_digits, list_runs
from core.work.evaluating import evaluate
from core.work.labelling import labels_of
from core.work.prediction_import import import_predictions_file
from dashboard import session
from tests.imported_predictions import built_in, external_probabilities, make_table

TITLE = "SVC_2 *new* <b>"
PAGES = (
    "overview",
    "confusion",
    "mistakes",
    "your_digits",
    "share",
    "data",
    "training",
    "replay",
    "compare",
    "how_sure",
    "weak_spots",
    "suspects",
)
# What each page must say of such a run, as a message of its own.
SENTENCES = {
    "overview": ("elsewhere-learned", {}),
    "your_digits": ("elsewhere-digits", {}),
    "training": ("elsewhere-what", None),
    "replay": ("replay-none-elsewhere", {"title": TITLE}),
    "compare": ("elsewhere-settings", {}),
    "suspects": ("elsewhere-suspects", {}),
    "how_sure": ("sure-temperature-none", {"why": "elsewhere"}),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def imported_run(tmp_path):
    """A run made elsewhere on the built-in digits."""
    labels = built_in()
    table = make_table(
        external_probabilities(len(labels), labels=labels),
        number=np.arange(len(labels)),
    )
    table.to_csv(tmp_path / "svc.csv", index=False)
    return import_predictions_file(tmp_path / "svc.csv", "built-in", TITLE).run


@pytest.fixture
def drawn_upload(tmp_path):
    """An upload of three of the built-in digits, with labels."""
    digits = load_digits(find_digits("built-in"))
    folder = tmp_path / "some own"
    for position in range(3):
        place = folder / str(digits.labels[position])
        place.mkdir(parents=True, exist_ok=True)
        image = Image.fromarray(np.array(digits.images[position]))
        image.save(place / f"{position}.png")
    return uploads.import_upload([folder], title="some own")


def page_text(app):
    """Everything that a page says, without Markdown's backslashes."""
    kinds = ("title", "header", "markdown", "warning")
    values = [each.value for kind in kinds for each in app.get(kind)]
    values += [each.proto.body for each in app.get("html")]
    values += [each.label for each in app.button]
    return unescape("\n".join(values).replace("\\", ""))


@every_language
@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_an_imported_run(open_page, imported_run, name, language):
    app = open_page(name, {"run": imported_run.id, "lang": language})

    assert not app.exception
    assert not app.error
    assert app.title
    if name in SENTENCES:
        message, values = SENTENCES[name]
        if values is None:
            start = say(message, language, created="|").split("|")[1]
            assert start in page_text(app)
        else:
            assert say(message, language, **values) in page_text(app)


@every_language
@pytest.mark.parametrize("name", PAGES)
def test_every_page_compares_with_an_imported_run(
    open_page, imported_run, reference, name, language
):
    query = {"run": reference.id, "on": "built-in", "vs": imported_run.id[:8]}
    app = open_page(name, query | {"lang": language})

    assert not app.exception
    assert not app.error
    if name == "compare":
        assert say("elsewhere-settings", language) in page_text(app)
        assert app.selectbox(key="compared_choice").value == imported_run.id


def test_imported_run_is_named_by_its_title(open_page, imported_run):
    app = open_page()

    labels = [each.proto.popover.label for each in app.get("popover")]
    assert any(", imported" in label for label in labels)
    assert any(r"SVC\_2" in label for label in labels)
    option = app.radio(key="run_choice_0").options[0]
    assert option.replace("\\", "").startswith(f"{TITLE}, imported ")
    assert app.radio(key="run_choice_0").value == imported_run.id


@every_language
def test_explanation_of_imported_run_requires_network(
    open_page, imported_run, language
):
    app = open_page("overview", {"run": imported_run.id, "lang": language})
    app.session_state[session.CASE] = session.Case("built-in", 0)
    app.session_state["case_more"] = True

    app.run()

    assert not app.exception
    assert say("elsewhere-closer", language, title=TITLE) in page_text(app)


@every_language
def test_predictions_for_another_digit_set_show_a_notice(
    open_page, imported_run, language, drawn_upload
):
    app = open_page("overview", {"run": imported_run.id, "lang": language})
    app.session_state[session.SETS] = (drawn_upload.source,)

    app.run()

    assert not app.exception
    (warning,) = app.warning
    title = drawn_upload.title
    text = say("frame-only-brought", language, title=TITLE, name=title)
    assert warning.value.replace("\\", "") == text


def test_your_digits_offers_a_network_that_can_read_them(
    open_page, imported_run, reference, drawn_upload
):
    app = open_page("your_digits", {"run": imported_run.id})
    assert say("elsewhere-digits", "en") in page_text(app)

    app.button(key="switch_to_network").click().run()

    assert not app.exception
    assert app.session_state[session.RUN] == reference.id
    assert say("elsewhere-digits", "en") not in page_text(app)
    assert drawn_upload.title in page_text(app)


@every_language
def test_your_digits_shows_an_upload_with_imported_predictions(
    open_page, drawn_upload, tmp_path, language
):
    wrong = (labels_of(drawn_upload.digits) + 1) % 10
    make_table(np.eye(10)[wrong]).to_parquet(tmp_path / "own.parquet")
    imported = import_predictions_file(tmp_path / "own.parquet", drawn_upload.id)
    case = f"{drawn_upload.source}~0"

    app = open_page("your_digits", {"run": imported.run.id, "lang": language})
    assert not app.exception
    opened = open_page("overview", {"run": imported.run.id, "case": case})
    assert not opened.exception
    assert not opened.error
    assert opened.get_by_key("case_drawing")
    assert not app.error
    assert say("elsewhere-digits-known", language) in page_text(app)
    assert app.get_by_key("strips")


def test_imported_run_without_its_digits_is_not_offered(
    open_page, drawn_upload, tmp_path, reference
):
    make_table(external_probabilities(drawn_upload.n)).to_parquet(
        tmp_path / "own.parquet"
    )
    imported = import_predictions_file(tmp_path / "own.parquet", drawn_upload.id)
    uploads.delete_upload(drawn_upload.id)
    app = open_page("overview", {"run": imported.run.id})

    assert not app.exception
    assert len(app.radio(key="run_choice_0").options) == 1
    assert app.radio(key="run_choice_0").value == reference.id
    assert imported.run.id in app.warning[0].value


def hand_over(app, name, content, on="built-in", title=""):
    """Give the form a file, and bring it in."""
    app.file_uploader(key="elsewhere_file_0").upload(name, content, "text/csv").run()
    app.selectbox(key="elsewhere_on_0").select(on)
    app.text_input(key="elsewhere_name_0").set_value(title).run()
    (button,) = [each for each in app.button if each.label == "Import"]
    return button.click().run()


def test_imported_file_becomes_the_current_run(open_page):
    labels = built_in()
    table = make_table(external_probabilities(len(labels), labels=labels), label=labels)

    app = hand_over(
        open_page("training"), "my_svc.csv", table.to_csv(index=False).encode()
    )

    assert not app.exception
    assert not app.error
    assert "“my_svc” is imported. Every page shows it now." in page_text(app)
    assert "“my_svc” is imported" in page_text(app)
    assert app.session_state[session.SETS] == ("built-in",)
    assert not app.file_uploader(key="elsewhere_file_1").value


@pytest.mark.parametrize("chosen", ["exchange", "keep"])
def test_another_order_of_columns_is_a_question(open_page, chosen):
    labels = built_in()
    ten = external_probabilities(len(labels), labels=labels)
    table = make_table(np.roll(ten, -1, axis=1))

    content = table.to_csv(index=False).encode()

    app = hand_over(open_page("training"), "svm.csv", content)

    assert not app.error
    (question,) = app.warning
    assert "with the columns as 1234567890" in question.value
    assert not [run for run in list_runs()[0] if not run.has_network]
    on = app.selectbox(key="elsewhere_on_0")
    # The figures are those of the digits that were chosen.
    assert not on.set_value("").run().warning
    app.selectbox(key="elsewhere_on_0").set_value("built-in").run()
    app.button(key=f"elsewhere_order_{chosen}").click().run()
    assert not app.exception
    assert not app.warning
    (run,) = [run for run in list_runs()[0] if not run.has_network]
    evaluation = evaluate(run, find_digits("built-in"))
    accuracy = (ten.argmax(axis=1) == labels).mean()
    found = evaluation.accuracy.value == pytest.approx(accuracy)
    assert bool(found) is (chosen == "exchange")


def test_a_file_that_does_not_fit_is_named_and_changes_nothing(open_page, data_folder):
    app = hand_over(open_page("training"), "short.csv", b"p0,p1\n0.5,0.5\n")

    assert not app.exception
    (error,) = app.error
    text = error.value.replace("\\", "")
    assert text.startswith("short.csv lacks p2, p3, p4")
    assert not (data_folder / "runs").exists()


def test_images_in_the_file_become_digits_with_a_title(open_page, tmp_path, reference):
    images = np.zeros((30, 28, 28), np.uint8)
    images[:, 5:20, 12:16] = 255
    np.savez(
        tmp_path / "own.npz",
        probabilities=external_probabilities(30),
        labels=np.ones(30),
        images=images + np.arange(30, dtype=np.uint8)[:, None, None],
    )

    content = (tmp_path / "own.npz").read_bytes()
    app = hand_over(open_page("training"), "own.npz", content, "", "Ones *")

    assert not app.error
    labels = [each.proto.popover.label for each in app.get("popover")]
    assert labels[0].startswith(r"**Ones \*** 30")
    app = open_page("overview", {"run": reference.id})
    labels = [each.proto.popover.label for each in app.get("popover")]
    assert labels[0].startswith("**Built-in digits**")
    for name in PAGES:
        app = open_page(name, {"lang": "zh"})
        assert not app.exception
        assert not app.error


def test_shared_server_offers_only_the_import_command(open_page, monkeypatch):
    monkeypatch.setenv("MISREAD_MODE", "shared")

    app = open_page("training")

    assert "import-predictions" in app.code[0].value
    assert not [each for each in app.button if each.label == "Import"]
