import json

import numpy as np
import pytest
from sklearn import metrics

from core import __main__ as command_line
from core.data.digits import images_id
from core.store.digit_sets import load_digits
from core.store.runs import find_run, list_runs, load_predictions, shortened
from core.work import labelling, uploads
from core.work.adopting import adopt_predictions
from core.work.catalogue import find_digits, list_test_sets
from core.work.evaluating import evaluate, measure
from core.work.exporting import export, model
from core.work.reporting import ReportChoices, make_report
from tests.elsewhere import built_in, foreign_probabilities, table_of

N = 1797


@pytest.fixture
def labels(home):  # noqa: ARG001
    return built_in()


@pytest.fixture
def ten(labels):
    return foreign_probabilities(N, labels=labels)


@pytest.fixture
def csv(tmp_path):
    """Factory: a table as a file."""

    def save(table, name="svc.csv"):
        table.to_csv(tmp_path / name, index=False)
        return tmp_path / name

    return save


@pytest.fixture
def npz(tmp_path):
    """Factory: arrays as a file."""

    def save(name="own.npz", **arrays):
        np.savez(tmp_path / name, **arrays)
        return tmp_path / name

    return save


def test_rows_in_any_order_give_what_scikit_learn_counts(csv, labels, ten):
    shuffled = np.random.default_rng(5).permutation(N)
    path = csv(table_of(ten[shuffled], number=shuffled, label=labels[shuffled]))

    adopted = adopt_predictions(path, "built-in")

    evaluation = evaluate(adopted.run, adopted.digits)
    found, read = measure(evaluation), ten.argmax(axis=1)
    assert found["n"] == N
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(labels, read))
    assert found["mistakes"] == np.count_nonzero(labels != read)
    assert found["confusion"] == metrics.confusion_matrix(labels, read).tolist()
    np.testing.assert_array_equal(evaluation.probabilities, shortened(ten))
    assert (adopted.is_new, adopted.differing) == (False, 0)


def test_the_same_file_is_the_same_run(csv, ten):
    path = csv(table_of(ten, number=np.arange(N)))
    first = adopt_predictions(path, "built-in").run

    assert adopt_predictions(path, "built-in").run == first
    assert first.title == "svc"
    assert find_run(first.id) == first
    other = adopt_predictions(path, "built-in", "Another").run
    assert other.id != first.id
    assert {run.title for run in list_runs()[0]} == {"svc", "Another", ""}
    assert len(list_runs()[0]) == 3


def test_a_run_made_elsewhere_has_predictions_and_nothing_else(csv, ten, contents):
    run = adopt_predictions(csv(table_of(ten)), "built-in").run

    digits = find_digits("built-in")
    files = {f"predictions/{digits.id}.parquet", "manifest.json"}
    assert set(contents(run.folder)) == files
    assert not run.has_network
    assert run.recipe is None
    assert (run.data, run.n, run.evaluated) == ("", 0, (digits.id,))


def test_the_title_is_one_line_that_can_be_shown(csv, ten):
    title = "a\n\x1b[31mb\u202ec " + "x" * 100

    run = adopt_predictions(csv(table_of(ten)), "built-in", title).run

    assert run.title.startswith("a ")
    assert run.title.isprintable()
    assert len(run.title) <= 60


@pytest.mark.parametrize(
    ("numbers", "kind", "values"),
    [
        (np.arange(N) + 1, "predictions-beyond", {"first": "1797", "last": N - 1}),
        (np.arange(N) // 2, "predictions-twice", {"count": 898}),
        (np.arange(N - 2), "predictions-lacking", {"count": 2, "first": "1795, 1796"}),
        (None, "predictions-count", {"found": N - 1, "expected": N}),
    ],
)
def test_every_image_needs_one_row(csv, ten, numbers, kind, values):
    n = N - 1 if numbers is None else len(numbers)
    columns = {} if numbers is None else {"number": numbers}
    path = csv(table_of(ten[:n], **columns))

    with pytest.raises(Exception, match=kind) as caught:
        adopt_predictions(path, "built-in")

    assert values.items() <= caught.value.values.items()
    assert not [run for run in list_runs()[0] if run.title]


def test_other_labels_mean_another_order(csv, labels, ten, kind_of):
    order = np.random.default_rng(2).permutation(N)
    path = csv(table_of(ten[order], label=labels[order]))

    assert kind_of(adopt_predictions, path, "built-in") == "predictions-other-labels"


def test_a_label_that_nobody_knows_is_no_other_label(csv, labels, ten):
    some = labels.copy()
    some[::2] = -1

    adopt_predictions(csv(table_of(ten, label=some)), "built-in")


@pytest.mark.usefixtures("home")
def test_without_images_the_digits_have_to_be_named(csv, ten, kind_of):
    path = csv(table_of(ten))

    assert kind_of(adopt_predictions, path) == "predictions-need-digits"
    assert kind_of(adopt_predictions, path, "some digits") == "unknown-digits"


def test_known_images_lead_to_their_digits(npz, labels, ten):
    images = np.array(load_digits(find_digits("built-in")).images)
    others = labels.copy()
    others[:7] = (others[:7] + 1) % 10

    adopted = adopt_predictions(npz(probabilities=ten, images=images, labels=others))

    assert adopted.digits == find_digits("built-in")
    assert (adopted.is_new, adopted.differing) == (False, 7)
    # The labels stay those of the digits.
    np.testing.assert_array_equal(evaluate(adopted.run, adopted.digits).labels, labels)


def test_other_images_than_those_named_are_refused(npz, ten, kind_of):
    images = np.array(load_digits(find_digits("built-in")).images)[::-1]
    path = npz(probabilities=ten, images=images)

    assert kind_of(adopt_predictions, path, "built-in") == "predictions-other-images"


@pytest.fixture
def drawn_images():
    images = np.zeros((40, 28, 28), np.uint8)
    images[:, 4:24, 4:24] = np.random.default_rng(0).integers(0, 256, (40, 20, 20))
    return images


def test_labels_that_come_later_are_told_and_left_alone(npz, drawn_images):
    ten, labels = foreign_probabilities(40), np.arange(40) % 11 - 1
    adopt_predictions(npz(probabilities=ten, images=drawn_images))

    again = adopt_predictions(
        npz(probabilities=ten, images=drawn_images, labels=labels), title="With labels"
    )

    assert (again.is_new, again.differing) == (False, np.count_nonzero(labels >= 0))
    assert (evaluate(again.run, again.digits).labels == -1).all()


def test_new_images_become_digits_of_their_own(npz, drawn_images, reference):
    ten, labels = foreign_probabilities(40), np.arange(40) % 11 - 1
    path = npz(probabilities=ten, images=drawn_images, labels=labels)

    adopted = adopt_predictions(path, title="Sketches")

    digits = adopted.digits
    assert adopted.is_new
    assert (digits.title, digits.n, digits.id) == (
        "Sketches",
        40,
        images_id(drawn_images),
    )
    assert digits in list_test_sets()
    evaluation = evaluate(adopted.run, digits)
    np.testing.assert_array_equal(evaluation.labels, labels)
    np.testing.assert_array_equal(load_digits(digits).images, drawn_images)
    # A network can be compared with it.
    assert evaluate(reference, digits).n == 40
    again = adopt_predictions(
        npz("b.npz", probabilities=ten[::-1], images=drawn_images)
    )
    assert (again.digits, again.is_new) == (digits, False)


def test_training_digits_are_refused(npz, drawn_images, kind_of, monkeypatch):
    path = npz(probabilities=foreign_probabilities(40), images=drawn_images)
    source = adopt_predictions(path).digits.source
    monkeypatch.setattr("core.work.adopting.MNIST_TRAIN", source)

    assert kind_of(adopt_predictions, path) == "predictions-of-training"
    assert adopt_predictions(path, title="Folds", out_of_fold=True).run.out_of_fold


@pytest.mark.usefixtures("home")
def test_what_needs_a_network_says_so(csv, ten, kind_of):
    run = adopt_predictions(csv(table_of(ten)), "built-in").run

    digits = find_digits("mnist-test")
    assert kind_of(evaluate, run, digits) == "only-predictions"
    assert kind_of(export, run, find_digits("built-in"), "model") == "no-network"
    assert kind_of(model, run, []) == "no-network"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_report_says_that_it_was_made_elsewhere(csv, ten, language, reference):
    title = "<b>SVC</b>"
    run = adopt_predictions(csv(table_of(ten)), "built-in", title).run
    digits = [find_digits("built-in")]

    page = make_report(run, digits, ReportChoices(language=language, against=reference))
    turned = make_report(
        reference, digits, ReportChoices(language=language, against=run)
    )

    elsewhere = {"en": "how it learned is not known", "zh": "训练过程不详"}[language]
    assert elsewhere in page
    assert "&lt;b&gt;SVC&lt;/b&gt;" in page
    assert "&lt;b&gt;SVC&lt;/b&gt;" in turned
    assert title not in page + turned
    assert elsewhere not in turned


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("on", ["built-in", "mnist-test"])
def test_a_table_that_was_exported_comes_back(on, tmp_path, capsys):
    path = tmp_path / "digits.csv"

    def run(*arguments):
        assert command_line.main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    before = run("evaluate", "--on", on)
    run("export", "--on", on, "-o", str(path))
    brought = run("import-predictions", str(path), "--on", on, "--name", "Again")

    assert brought["title"] == "Again"
    numbers = ("n", "unlabelled", "mistakes", "accuracy", "interval", "confusion")
    assert {each: brought[each] for each in numbers} == {
        each: before[each] for each in numbers
    }
    after = run("evaluate", brought["id"], "--on", on, "--against", before["id"])
    assert after["against"]["fixed"] == after["against"]["broke"] == 0
    digits, (first, *_, last) = find_digits(on), list_runs()[0]
    np.testing.assert_array_equal(
        load_predictions(first, digits.id),
        shortened(load_predictions(last, digits.id)),
    )
    listed = run("runs")["runs"][0]
    assert listed["title"] == "Again"
    assert (listed["preset"], listed["epochs"], listed["seconds"]) == (None, None, None)


def test_labels_given_by_hand_later_count(own, tmp_path, home):  # noqa: ARG001
    upload = own("3/a.png", "4/b.png", "c.png")
    ten = np.eye(10)[[3, 9, 5]]
    table_of(ten).to_parquet(tmp_path / "own.parquet")

    adopted = adopt_predictions(tmp_path / "own.parquet", upload.id)

    assert measure(evaluate(adopted.run, upload.digits))["mistakes"] == 1
    labelling.give_labels(upload, [2], 6)
    assert measure(evaluate(adopted.run, upload.digits))["mistakes"] == 2


def test_what_is_removed_for_good_takes_its_predictions_along(own, tmp_path, csv, ten):
    upload = own("3/a.png")
    table_of(np.eye(10)[[3]]).to_parquet(tmp_path / "own.parquet")
    gone = adopt_predictions(tmp_path / "own.parquet", upload.id).run
    kept = adopt_predictions(csv(table_of(ten)), "built-in").run

    uploads.delete(upload.id)
    assert find_run(gone.id) == gone
    uploads.purge_one(upload.id)

    assert find_run(gone.id) is None
    assert find_run(kept.id) == kept


@pytest.mark.usefixtures("home")
def test_the_command_says_what_came_of_it(csv, ten, capsys):
    path = csv(table_of(ten))

    assert command_line.main(["import-predictions", str(path), "--on", "built-in"]) == 0
    out = capsys.readouterr().out
    assert "“svc”: predictions for 1,797 digits of Built-in digits." in out
    assert "of 1,797 digits of built-in correctly" in out
    assert command_line.main(["runs"]) == 0
    assert "made elsewhere" in capsys.readouterr().out

    assert command_line.main(["import-predictions", str(path)]) == 1
    assert "Name them with --on" in capsys.readouterr().err
    assert command_line.main(["evaluate", "--on", "mnist-test"]) == 1
    assert "was made elsewhere" in capsys.readouterr().err
