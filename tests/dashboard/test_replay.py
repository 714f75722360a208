import json
import re

import numpy as np
import pytest

from core.analysis.replay import Replay
from core.store.runs import load_epochs
from core.work.prediction_import import import_predictions_file
from dashboard import session
from dashboard.blocks.replay import MAX_IMAGES
from dashboard.views.replay import replay_view
from tests.epoch_runs import EPOCHS, RUN_ID, save_run_with_epochs
from tests.imported_predictions import built_in, external_probabilities, make_table

QUERY = {"on": "built-in", "run": RUN_ID}


@pytest.fixture
def replay(records):
    """What the page should show."""
    epochs = load_epochs(save_run_with_epochs(), records["built-in"].id)
    return Replay(
        predictions=epochs.predictions, percent=epochs.percent, labels=built_in()
    )


def sentences(app):
    """What the page says, without the tags of its first sentence."""
    said = [each.value for each in [*app.markdown, *app.caption]]
    said += [each.proto.body for each in app.get("html")]
    return re.sub("<[^>]*>", "", "\n".join(said))


def grid(app, key):
    return json.loads(app.get_by_key(key).proto.json)


@pytest.mark.parametrize("epoch", [1, 2, EPOCHS])
def test_all_moves_with_the_epoch(open_page, replay, epoch):
    app = open_page("replay", {**QUERY, "epoch": str(epoch)})

    mistakes = replay.accuracies[epoch - 1].mistakes
    assert f"After epoch {epoch} the model misreads {mistakes:,} of 1,797" in sentences(
        app
    )
    assert grid(app, "replay_slider")["epoch"] == epoch
    assert grid(app, "replay_matrix")["counts"] == replay.matrix(epoch).tolist()
    heads = [each.value for each in app.header]
    for kind, rows in {
        "Learned now": replay.learned(epoch),
        "Forgotten again": replay.forgotten(epoch),
    }.items():
        assert f"{kind}: {len(rows):,}" in heads
        key = f"replay_{kind.split()[0].lower()}_grid"
        if len(rows):
            shown = [each["number"] for each in grid(app, key)["tiles"]]
            assert shown == rows[:MAX_IMAGES].tolist()


def test_the_last_epoch_is_shown_unless_another_is_chosen(open_page, replay):
    app = open_page("replay", QUERY)

    assert grid(app, "replay_slider")["epoch"] == replay.epochs
    assert "epoch" not in app.query_params


@pytest.mark.parametrize("epoch", ["0", "-3", "99", "two", ""])
def test_an_epoch_that_there_is_not_is_the_last(open_page, replay, epoch):
    app = open_page("replay", {**QUERY, "epoch": epoch})

    assert not app.exception
    assert grid(app, "replay_slider")["epoch"] == replay.epochs


def test_replay_summary_names_best_and_overfitted_epochs(open_page, replay):
    app = open_page("replay", QUERY)

    said = sentences(app)
    assert replay.best_epoch == EPOCHS
    assert "The model misread fewest digits after the last epoch" in said
    assert "was lowest after epoch 2 and has risen by 50" in said
    never = len(replay.never_learned)
    assert f"{never} of 1,797 digits were misread after every epoch" in said


def test_an_image_opens_its_case_among_those_shown(open_page, replay):
    row = int(replay.learned(2)[0])

    app = open_page("replay", {**QUERY, "epoch": "2", "case": f"0~{row}"})

    changed = [*replay.learned(2), *replay.forgotten(2), *replay.never_learned]
    assert f"Case 1 of {len(changed)}" in sentences(app)
    assert app.session_state[session.CASE] == session.Case("built-in", row)


@pytest.mark.usefixtures("replay")
def test_an_image_outside_the_fragment_opens_in_a_single_run(open_page, monkeypatch):
    app, drawn = open_page("replay", QUERY), []
    monkeypatch.setattr(
        "dashboard.views.replay.replay_view",
        lambda view: drawn.append(view) or replay_view(view),
    )
    app.session_state[session.CASE] = session.Case("built-in", 0)
    app.session_state[session.CASE_OPENED] = True

    app.run()

    assert len(drawn) == 1
    assert app.get_by_key("case_drawing")


def test_a_run_without_epochs_says_what_to_do(open_page, second_run):
    app = open_page("replay", {"on": "built-in", "run": second_run.id})

    assert second_run.replayed == ()
    assert "has no predictions of its epochs" in sentences(app)
    assert not app.exception


@pytest.mark.usefixtures("replay")
def test_set_without_replay_links_to_replayed_sets(open_page, make_upload):
    upload = make_upload("a_1.png", "b_2.png")
    app = open_page("replay", {"run": RUN_ID, "on": upload.source})

    app.button(key="replay_set_built-in").click().run()

    assert app.session_state[session.SETS] == ("built-in",)
    assert f"After epoch {EPOCHS} the model misreads" in sentences(app)


@pytest.mark.usefixtures("replay")
def test_sets_that_are_not_replayed_are_named(open_page, make_upload):
    upload = make_upload("a_1.png", title="Class 4b")

    app = open_page("replay", {"run": RUN_ID, "on": f"built-in~{upload.source}"})

    assert (
        "Not replayed, because the training kept no epochs of it: Class 4b"
        in sentences(app)
    )


def test_imported_run_has_no_epochs(open_page, tmp_path):
    labels = built_in()
    probabilities = external_probabilities(len(labels), labels=labels)
    make_table(probabilities, number=np.arange(len(labels))).to_csv(
        tmp_path / "svc.csv", index=False
    )
    run = import_predictions_file(tmp_path / "svc.csv", "built-in", "SVC").run

    app = open_page("replay", {"run": run.id, "on": "built-in"})

    assert "“SVC” is imported. Only its final predictions are here" in sentences(app)
