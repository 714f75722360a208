import json
import re

import numpy as np
import pytest

from core.analysis.selection import Selection
from core.store import artefacts
from core.store.digit_sets import load_names, save_digits
from core.store.events import Event, Phase
from core.store.jobs import TRAININGS, JobFolder
from core.work.catalogue import find_digits
from dashboard import session
from tests.dashboard.conftest import ROOT

PAGES = {
    "overview": "Out of 1,797 digits the model misread",
    "confusion": "What was read as what",
    "mistakes": "Mistakes",
    "your_digits": "Your digits",
    "data": "The digits",
    "training": "Training",
    "replay": "How the model learned",
    "how_sure": "When should a person look?",
}
every_page = pytest.mark.parametrize("name", PAGES)


def sent(app, key):
    return json.loads(app.get_by_key(key).proto.json)


def texts(app):
    return [each.value for each in app.markdown]


def spoken(message):
    """The words of a message, as Markdown shows them."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", message.value)


def html(app):
    return " ".join(each.value for each in app.html)


def count_shown(app):
    (text,) = [text for text in texts(app) if text.endswith("shown")]
    return int(text.split("**")[1].replace(",", ""))


def select(app, **selection):
    app.session_state[session.SELECTION] = Selection(**selection)
    return app.run()


def cell_of(app, true, predicted):
    app.session_state[session.SELECTION] = Selection().with_cell(true, predicted)
    return app.run()


def most_confused(evaluation):
    matrix = evaluation.confusion_matrix.copy()
    np.fill_diagonal(matrix, 0)
    return tuple(int(digit) for digit in np.unravel_index(matrix.argmax(), (10, 10)))


@every_page
def test_a_page_opens_in_an_empty_home(open_page, name):
    app = open_page(name)

    assert not app.exception
    assert not app.error
    assert not app.warning
    assert app.title[0].value.startswith(PAGES[name])


@every_page
@pytest.mark.usefixtures("damaged_run")
def test_a_page_opens_beside_a_damaged_run(open_page, second_run, name):
    app = open_page(name)

    assert not app.exception
    assert app.title[0].value.startswith(PAGES[name])
    assert app.radio(key="run_choice_0").value == second_run.id


@pytest.mark.usefixtures("second_run")
def test_a_damaged_run_is_named_and_the_others_stay(open_page, damaged_run):
    app = open_page()

    (error,) = app.error
    assert f"“{damaged_run}” is damaged" in spoken(error)
    assert "model.tflite" in spoken(error)
    assert len(app.radio(key="run_choice_0").options) == 2


def test_a_damaged_run_is_still_named_on_the_next_page(open_page, damaged_run):
    app = open_page("confusion")

    assert [damaged_run in error.value for error in app.error] == [True]


def test_the_overview_shows_the_images_of_real_mistakes(open_page, evaluation):
    app = open_page()

    data = sent(app, "pairs")

    true, predicted = most_confused(evaluation)
    assert data["groups"][0]["pair"] == [str(true), str(predicted)]
    assert data["sprite"].startswith("data:image/png;base64,")
    numbers = [tile["number"] for tile in data["tiles"]]
    assert evaluation.mistaken[numbers].all()


def test_the_headline_counts_the_mistakes(open_page, evaluation):
    app = open_page()

    assert f"misread {evaluation.num_mistakes}:" in app.title[0].value


def test_the_matrix_counts_every_digit_once(open_page, evaluation):
    app = open_page("confusion")

    counts = np.array(sent(app, "matrix")["counts"])

    assert counts.sum() == evaluation.n
    assert counts.trace() == evaluation.n - evaluation.num_mistakes


def test_confusion_shows_the_images_of_the_chosen_cell(open_page, evaluation):
    true, predicted = most_confused(evaluation)

    app = cell_of(open_page("confusion"), true, predicted)

    assert sent(app, "matrix")["chosen"] == [true, predicted]
    tiles = sent(app, "cell_images")["tiles"]
    assert len(tiles) == sent(app, "matrix")["counts"][true][predicted]
    rows = [tile["number"] for tile in tiles]
    assert (evaluation.labels[rows] == true).all()
    assert (evaluation.predictions[rows] == predicted).all()
    assert f"{len(tiles)} images" in html(app)


def test_confusion_puts_the_most_confident_image_first(open_page, evaluation):
    app = cell_of(open_page("confusion"), *most_confused(evaluation))

    rows = [tile["number"] for tile in sent(app, "cell_images")["tiles"]]

    assert (np.diff(evaluation.confidence[rows]) <= 0).all()


@pytest.mark.parametrize("axis", ["row", "column"])
def test_confusion_shows_the_mistakes_of_a_chosen_line(open_page, evaluation, axis):
    true, predicted = most_confused(evaluation)
    digit = true if axis == "row" else predicted
    wanted = evaluation.labels if axis == "row" else evaluation.predictions
    expected = int((evaluation.mistaken & (wanted == digit)).sum())

    chosen = (digit, None) if axis == "row" else (None, digit)
    app = cell_of(open_page("confusion"), *chosen)

    assert sent(app, "matrix")["chosen"] == list(chosen)
    assert len(sent(app, "cell_images")["tiles"]) == min(expected, 60)
    assert f"{expected} images" in html(app)
    assert any(
        text == f":small[:gray[The first 60 of {expected}.]]" for text in texts(app)
    ) == (expected > 60)


def test_the_diagonal_shows_what_was_read_correctly(open_page, evaluation):
    app = cell_of(open_page("confusion"), 0, 0)

    rows = [tile["number"] for tile in sent(app, "cell_images")["tiles"]]

    assert (evaluation.predictions[rows] == 0).all()
    assert not evaluation.mistaken[rows].any()


def test_an_empty_cell_says_so(open_page, evaluation):
    matrix = evaluation.confusion_matrix
    true, predicted = np.argwhere(matrix == 0)[0].tolist()

    app = cell_of(open_page("confusion"), true, predicted)

    assert not app.exception
    assert any(text.startswith("None. No ") for text in texts(app))
    with pytest.raises(KeyError):
        app.get_by_key("cell_images")


def test_a_shared_filter_is_obeyed_by_the_matrix(open_page, evaluation):
    app = select(open_page("confusion"), confidence=(0.9, 1.0))

    counts = np.array(sent(app, "matrix")["counts"])

    assert counts.sum() == (evaluation.confidence >= 0.9).sum() < evaluation.n


def test_a_digit_narrows_the_mistakes(open_page, evaluation):
    app = open_page("mistakes")
    assert count_shown(app) == evaluation.num_mistakes
    # Digits of this label were read as several others.
    true, predicted = 1, 7

    app.pills(key="filter_true").select(true).run()
    of_true = count_shown(app)
    app.pills(key="filter_predicted").select(predicted).run()

    assert of_true == (evaluation.mistaken & (evaluation.labels == true)).sum()
    assert count_shown(app) < of_true < evaluation.num_mistakes
    assert len(sent(app, "mistakes")["tiles"]) == count_shown(app)


def test_a_range_of_confidence_narrows_the_mistakes(open_page, evaluation):
    app = open_page("mistakes")

    app.slider(key="filter_confidence").set_range(80, 100).run()

    expected = evaluation.mistaken & (evaluation.confidence >= np.float32(0.8))
    assert 0 < count_shown(app) == expected.sum() < evaluation.num_mistakes


def test_a_name_narrows_the_mistakes_and_stays_out_of_the_link(open_page, evaluation):
    app = open_page("mistakes")
    first = int(evaluation.position[evaluation.mistaken][0])
    name = load_names(find_digits("built-in"))[first]

    app.text_input(key="filter_name").input(name[-3:]).run()

    assert 0 < count_shown(app) < evaluation.num_mistakes
    assert app.query_params == {}


def test_several_filters_are_cleared_at_once_and_the_order_stays(open_page, evaluation):
    app = select(
        open_page("mistakes"), true=frozenset({1}), confidence=(0.5, 1.0), sort="close"
    )
    assert count_shown(app) < evaluation.num_mistakes

    (clear,) = [button for button in app.button if button.label == "Clear the filters"]
    clear.click().run()

    assert count_shown(app) == evaluation.num_mistakes
    assert app.selectbox(key="filter_sort").value == "close"


def test_an_empty_result_names_the_filter_that_emptied_it(open_page, evaluation):
    true, _ = most_confused(evaluation)
    app = select(
        open_page("mistakes"), true=frozenset({true}), name="no image is called so"
    )
    expected = (evaluation.mistaken & (evaluation.labels == true)).sum()

    assert count_shown(app) == 0
    assert (
        f"Nothing matches these filters. Without the name there would be {expected}."
        in texts(app)
    )
    (remove,) = [button for button in app.button if button.label == "Remove the name"]
    remove.click().run()

    assert count_shown(app) == expected
    assert len(sent(app, "mistakes")["tiles"]) == min(expected, 120)


def test_filters_that_only_together_empty_the_result_can_be_cleared(open_page):
    app = select(
        open_page("mistakes"), name="no image is called so", confidence=(0.0, 0.0)
    )

    (clear,) = [button for button in app.button if button.key == "clear_all"]
    clear.click().run()

    assert count_shown(app) > 0


def test_the_grid_has_pages(open_page):
    app = select(open_page("mistakes"), outcome="all")
    first = [tile["number"] for tile in sent(app, "mistakes")["tiles"]]

    app.pagination(key="grid_page").select(2).run()

    second = [tile["number"] for tile in sent(app, "mistakes")["tiles"]]
    assert len(first) == len(second) == 120
    assert not set(first) & set(second)
    assert app.query_params["page"] == "2"


def test_a_new_filter_starts_at_the_first_page(open_page):
    app = open_page("mistakes", {"show": "all", "page": "3"})
    assert app.pagination(key="grid_page").value == 3

    app.selectbox(key="filter_sort").select("file").run()

    assert app.pagination(key="grid_page").value == 1
    assert "page" not in app.query_params


@pytest.mark.parametrize("outcome", ["mistakes", "correct", "all"])
def test_no_more_is_shown_than_there_is(open_page, evaluation, outcome):
    app = select(open_page("mistakes"), outcome=outcome)

    (text,) = [text for text in texts(app) if text.endswith("shown")]

    correct = evaluation.n - evaluation.num_mistakes
    numbers = {
        "mistakes": f"{evaluation.num_mistakes} mistakes",
        "correct": f"{correct:,} correctly read digits",
        "all": "1,797 digits",
    }
    assert text.endswith(f"of {numbers[outcome]} shown")


def test_an_unknown_run_in_the_link_is_explained(open_page, reference):
    app = open_page("confusion", {"run": "000000000000"})

    (warning,) = app.warning
    assert warning.value.startswith("There is no model 000000000000 here")
    assert app.radio(key="run_choice_0").value == reference.id


def test_an_unknown_test_set_in_the_link_is_explained(open_page):
    app = open_page("mistakes", {"on": "somebody-else"})

    (warning,) = app.warning
    assert warning.value.startswith("There are no digits called somebody-else here")
    assert count_shown(app) > 0


def test_unknown_names_in_a_link_are_escaped(open_page):
    app = open_page("confusion", {"run": "[here](https://example.org)"})

    assert "](" not in app.warning[0].value
    shown = spoken(app.warning[0]).replace("\u2060", "")
    assert "no model [here](https://example.org) here" in shown


def test_a_run_in_the_link_is_shown(open_page, second_run, reference):
    app = open_page("confusion", {"run": reference.id})

    assert not app.warning
    assert app.radio(key="run_choice_0").value == reference.id
    assert open_page("confusion").radio(key="run_choice_0").value == second_run.id


def test_two_test_sets_are_shown_together(open_page, evaluation):
    app = open_page("confusion", {"on": "built-in~mnist-test"})

    counts = np.array(sent(app, "matrix")["counts"])

    assert counts.sum() == evaluation.n + 10_000
    assert any(
        "pictures of MNIST test are not on this computer" in text for text in texts(app)
    )


def test_a_set_named_twice_in_the_link_counts_once(open_page, evaluation):
    app = open_page("confusion", {"on": "built-in~built-in"})

    assert not app.exception
    assert np.sum(sent(app, "matrix")["counts"]) == evaluation.n


def test_an_image_in_the_link_is_opened(open_page, evaluation):
    row = int(np.flatnonzero(evaluation.mistaken)[0])

    app = open_page("mistakes", {"case": f"built-in~{row}"})
    app.run()

    markup = sent(app, "case_drawing")["markup"]
    assert markup.count('class="digit"') == 10
    assert app.query_params == {"case": f"built-in~{row}"}


def test_an_image_that_is_not_in_view_is_explained(open_page):
    app = open_page(query={"case": "mnist-test~5"})

    assert app.warning[0].value.startswith("This image is not among the digits")
    assert "case" not in app.query_params


def test_the_digits_open_by_number_and_by_name(open_page):
    app = open_page("data")
    (field,) = [each for each in app.text_input if each.label.startswith("Open an")]

    field.input("553").run()
    by_number = [tile["number"] for tile in sent(app, "samples")["tiles"]]
    field.input("nobody").run()

    assert by_number == [553]
    assert "no image “nobody”" in app.warning[0].value


def test_training_on_digits_that_are_not_here_leads_to_the_data_page(open_page):
    app = open_page("training")

    app.segmented_control[0].select("mnist").run()

    assert any(text.startswith("MNIST is not on this computer") for text in texts(app))
    assert "Train" not in [button.label for button in app.button]


def test_a_training_that_died_unnoticed_is_named_once(open_page):
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})
    job.report(Event(phase=Phase.TRAINING, share=0.5))

    (error,) = open_page("training").error
    assert spoken(error).startswith("The job stopped before it finished.")
    assert not open_page("training").error


def test_a_watched_training_that_died_is_named_once(open_page):
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})
    job.report(Event(phase=Phase.TRAINING, share=0.5))
    app = open_page()
    app.session_state[session.WATCHED_TRAINING] = job.id
    app.switch_page(str(ROOT / "pages" / "training.py"))

    assert len(app.run().error) == 1
    assert not app.run().error


def test_training_is_disabled_on_a_shared_server(open_page, monkeypatch):
    monkeypatch.setenv("MISREAD_MODE", "shared")

    app = open_page("training")

    assert "Training is switched off on this server." in texts(app)
    assert "Train" not in [button.label for button in app.button]


def test_a_home_that_cannot_be_made_is_explained(open_page, tmp_path, monkeypatch):
    place = tmp_path / "a-file"
    place.write_text("where a folder is wanted", "utf-8")
    monkeypatch.setenv("MISREAD_HOME", str(place))

    app = open_page()

    assert not app.exception
    (error,) = app.error
    assert str(place) in spoken(error)
    assert "MISREAD_HOME" in spoken(error)


def test_a_file_that_is_not_mnist_is_called_what_its_owner_calls_it(
    open_page, data_folder
):
    app = open_page("data")

    app.file_uploader(key="mnist_files").upload("my mnist.npz", b"PK\x03\x04 and so on")
    app.run()
    (take,) = [button for button in app.button if button.label == "Add these files"]
    take.click().run()

    assert not app.exception
    assert spoken(app.error[0]).startswith("my mnist.npz is incomplete or damaged.")
    assert not (data_folder / "digits").exists()


def test_files_that_lack_something_are_not_called_by_a_folder_of_ours(open_page):
    labels = b"\x00\x00\x08\x01\x00\x00\x00\x02" + b"\x01\x02"
    app = open_page("data")

    app.file_uploader(key="mnist_files").upload("labels.idx", labels).run()
    (take,) = [button for button in app.button if button.label == "Add these files"]
    take.click().run()

    assert "what you uploaded lacks" in spoken(app.error[0])


def test_a_defect_is_explained_without_a_traceback(open_page, monkeypatch):
    def fail():
        raise RuntimeError("a defect")

    monkeypatch.setattr("dashboard.blocks.frame.frame", fail)

    app = open_page("overview")

    assert not app.exception
    assert "unexpected went wrong" in app.error[0].value


@pytest.mark.parametrize("name", ["overview", "mistakes"])
def test_a_damaged_digit_set_is_named_on_every_page(open_page, digits, name):
    folder = save_digits(digits).folder
    (folder / "table.parquet").write_bytes(b"nothing")
    artefacts._verified_manifests.clear()

    for _ in range(2):
        (error,) = open_page(name).error
        assert f"“{folder.name}” is damaged" in spoken(error)
