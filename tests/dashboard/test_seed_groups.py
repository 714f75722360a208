import pytest

from core.store.events import Event, Phase
from core.work import jobs
from tests.seed_runs import publish, recipes

HEADER = "The same settings with different seeds"


@pytest.fixture
def started(monkeypatch):
    """Jobs that would have been started."""
    spawned = []
    monkeypatch.setattr(jobs, "spawn", spawned.append)
    return spawned


def headers(app):
    return [each.value for each in app.header]


def test_models_that_differ_in_the_seed_alone_are_one_line(open_page):
    for number, recipe in enumerate(recipes(3)):
        publish(recipe, 18 * number)

    app = open_page("training")

    assert HEADER in headers(app)
    table = app.dataframe[-1].value
    assert len(table) == 1
    (line,) = table.to_dict("records")
    assert (line["preset"], line["n"], line["on"]) == ("fast", 3, "Built-in digits")
    assert line["changed"] == "Epochs 2"
    assert line["mean"] == pytest.approx(99.0, abs=0.01)
    assert line["sd"] == pytest.approx(1.0, abs=0.01)


def test_without_several_seeds_there_is_no_such_table(open_page):
    publish(recipes(1)[0])

    assert HEADER not in headers(open_page("training"))


def test_several_seeds_are_trained_in_one_job(open_page, started):
    app = open_page("training")
    (preset,) = [each for each in app.radio if each.label == "Preset"]
    preset.set_value("fast").run()
    (seed,) = [each for each in app.number_input if each.label == "Seed"]
    (count,) = [each for each in app.number_input if each.label.startswith("Models")]
    seed.set_value(5)
    count.set_value(3)
    (train,) = [each for each in app.button if each.label == "Train"]

    train.click().run()

    (job,) = started
    assert [recipe["seed"] for recipe in job.request()["recipes"]] == [5, 6, 7]
    assert len(job.request()["runs"]) == 3


def test_progress_names_the_model_in_training(open_page, started):
    job = jobs.start_trainings(recipes(3), "built-in")
    assert started == [job]
    counts = {"network": 1, "networks": 6, "epoch": 1, "epochs": 2}
    with job.lock():
        event = Event(phase=Phase.TRAINING, share=0.4, run=2, runs=3, **counts)
        job.report(event)
        app = open_page("training")

    progress = app.get("progress")[0].proto.text
    assert progress.startswith("Model 2 of 3. Epoch 1 of 2")


def test_visitors_of_a_shared_server_train_one_model_at_a_time(open_page, monkeypatch):
    monkeypatch.setenv("MISREAD_MODE", "shared")
    monkeypatch.setenv("MISREAD_TRAINING", "1")

    app = open_page("training")

    (count,) = [each for each in app.number_input if each.label.startswith("Models")]
    assert count.max == 1
