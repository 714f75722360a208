import io
import json
import zipfile
from html import escape

import numpy as np
import pytest
from sklearn import metrics

from core import __main__ as command_line
from core.data.digits import images_id
from core.errors import DatasetError
from core.store.digit_sets import load_digits
from core.store.runs import (
    find_run,
    list_runs,
    load_predictions,
    truncate_probabilities,
)
from core.wording import format_confidence, say
from core.work import labelling, uploads
from core.work.catalogue import find_digits, list_shared_test_sets
from core.work.evaluating import evaluate, summarise_evaluation
from core.work.exporting import export, export_model
from core.work.prediction_import import import_predictions_file
from core.work.reporting import ReportOptions, make_report
from tests.imported_predictions import (
    built_in,
    external_probabilities,
    import_hard_labels,
    make_table,
)

N = 1797


@pytest.fixture
def labels(data_folder):  # noqa: ARG001
    return built_in()


@pytest.fixture
def ten(labels):
    return external_probabilities(N, labels=labels)


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
    path = csv(make_table(ten[shuffled], number=shuffled, label=labels[shuffled]))

    imported = import_predictions_file(path, "built-in")

    evaluation = evaluate(imported.run, imported.digits)
    found, read = summarise_evaluation(evaluation), ten.argmax(axis=1)
    assert found["n"] == N
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(labels, read))
    assert found["mistakes"] == np.count_nonzero(labels != read)
    assert found["confusion"] == metrics.confusion_matrix(labels, read).tolist()
    np.testing.assert_array_equal(evaluation.probabilities, truncate_probabilities(ten))
    assert (imported.is_new, imported.num_label_conflicts) == (False, 0)


def test_the_same_file_is_the_same_run(csv, ten):
    path = csv(make_table(ten, number=np.arange(N)))
    first = import_predictions_file(path, "built-in").run

    assert import_predictions_file(path, "built-in").run == first
    assert first.title == "svc"
    assert find_run(first.id) == first
    other = import_predictions_file(path, "built-in", "Another").run
    assert other.id != first.id
    assert {run.title for run in list_runs()[0]} == {"svc", "Another", ""}
    assert len(list_runs()[0]) == 3


def test_imported_run_contains_only_predictions(csv, ten, read_files):
    run = import_predictions_file(csv(make_table(ten)), "built-in").run

    digits = find_digits("built-in")
    files = {f"predictions/{digits.id}.parquet", "manifest.json"}
    assert set(read_files(run.folder)) == files
    assert not run.has_network
    assert run.recipe is None
    assert (run.data, run.n, run.evaluated) == ("", 0, (digits.id,))


def test_the_title_is_one_line_that_can_be_shown(csv, ten):
    title = "a\n\x1b[31mb\u202ec " + "x" * 100

    run = import_predictions_file(csv(make_table(ten)), "built-in", title).run

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
    path = csv(make_table(ten[:n], **columns))

    with pytest.raises(Exception, match=kind) as caught:
        import_predictions_file(path, "built-in")

    assert values.items() <= caught.value.values.items()
    assert not [run for run in list_runs()[0] if run.title]


def test_conflicting_labels_without_images_are_rejected(csv, labels, ten, error_kind):
    order = np.random.default_rng(2).permutation(N)
    path = csv(make_table(ten[order], label=labels[order]))

    assert (
        error_kind(import_predictions_file, path, "built-in")
        == "predictions-other-labels"
    )


def test_unknown_label_is_not_taken_for_another_one(csv, labels, ten):
    some = labels.copy()
    some[::2] = -1

    import_predictions_file(csv(make_table(ten, label=some)), "built-in")


@pytest.mark.usefixtures("data_folder")
def test_without_images_the_digits_have_to_be_named(csv, ten, error_kind):
    path = csv(make_table(ten))

    assert error_kind(import_predictions_file, path) == "predictions-need-digits"
    assert error_kind(import_predictions_file, path, "some digits") == "unknown-digits"


def test_known_images_lead_to_their_digits(npz, labels, ten):
    images = np.array(load_digits(find_digits("built-in")).images)
    others = labels.copy()
    others[:7] = (others[:7] + 1) % 10

    imported = import_predictions_file(
        npz(probabilities=ten, images=images, labels=others)
    )

    assert imported.digits == find_digits("built-in")
    assert (imported.is_new, imported.num_label_conflicts) == (False, 7)
    # The labels stay those of the digits.
    np.testing.assert_array_equal(
        evaluate(imported.run, imported.digits).labels, labels
    )


def test_other_images_than_those_named_are_refused(npz, ten, error_kind):
    images = np.array(load_digits(find_digits("built-in")).images)[::-1]
    path = npz(probabilities=ten, images=images)

    assert (
        error_kind(import_predictions_file, path, "built-in")
        == "predictions-other-images"
    )


@pytest.fixture
def drawn_images():
    images = np.zeros((40, 28, 28), np.uint8)
    images[:, 4:24, 4:24] = np.random.default_rng(0).integers(0, 256, (40, 20, 20))
    return images


def test_label_conflicts_are_counted_and_labels_kept(npz, drawn_images):
    ten, labels = external_probabilities(40), np.arange(40) % 11 - 1
    import_predictions_file(npz(probabilities=ten, images=drawn_images))

    again = import_predictions_file(
        npz(probabilities=ten, images=drawn_images, labels=labels), title="With labels"
    )

    assert (again.is_new, again.num_label_conflicts) == (
        False,
        np.count_nonzero(labels >= 0),
    )
    assert (evaluate(again.run, again.digits).labels == -1).all()


def test_new_images_become_digits_of_their_own(npz, drawn_images, reference):
    ten, labels = external_probabilities(40), np.arange(40) % 11 - 1
    path = npz(probabilities=ten, images=drawn_images, labels=labels)

    imported = import_predictions_file(path, title="Sketches")

    digits = imported.digits
    assert imported.is_new
    assert (digits.title, digits.n, digits.id) == (
        "Sketches",
        40,
        images_id(drawn_images),
    )
    assert digits in list_shared_test_sets()
    evaluation = evaluate(imported.run, digits)
    np.testing.assert_array_equal(evaluation.labels, labels)
    np.testing.assert_array_equal(load_digits(digits).images, drawn_images)
    # A network can be compared with it.
    assert evaluate(reference, digits).n == 40
    again = import_predictions_file(
        npz("b.npz", probabilities=ten[::-1], images=drawn_images)
    )
    assert (again.digits, again.is_new) == (digits, False)


def test_training_digits_are_refused(npz, drawn_images, error_kind, monkeypatch):
    path = npz(probabilities=external_probabilities(40), images=drawn_images)
    source = import_predictions_file(path).digits.source
    monkeypatch.setattr("core.work.prediction_import.MNIST_TRAIN", source)

    assert error_kind(import_predictions_file, path) == "predictions-of-training"
    assert import_predictions_file(
        path, title="Folds", out_of_fold=True
    ).run.out_of_fold


@pytest.mark.usefixtures("data_folder")
def test_imported_run_refuses_what_needs_a_network(csv, ten, error_kind):
    run = import_predictions_file(csv(make_table(ten)), "built-in").run

    digits = find_digits("mnist-test")
    assert error_kind(evaluate, run, digits) == "only-predictions"
    assert error_kind(export, run, find_digits("built-in"), "model") == "no-network"
    assert error_kind(export_model, run, []) == "no-network"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_of_an_imported_run_says_so(csv, ten, language, reference):
    title = "<b>SVC</b>"
    run = import_predictions_file(csv(make_table(ten)), "built-in", title).run
    digits = [find_digits("built-in")]

    page = make_report(run, digits, ReportOptions(language=language, against=reference))
    turned = make_report(
        reference, digits, ReportOptions(language=language, against=run)
    )

    unknown = {"en": "how the model learned is not known", "zh": "训练过程不详"}
    assert unknown[language] in page
    assert "&lt;b&gt;SVC&lt;/b&gt;" in page
    assert "&lt;b&gt;SVC&lt;/b&gt;" in turned
    assert title not in page + turned
    assert unknown[language] not in turned


@pytest.mark.usefixtures("data_folder")
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
        truncate_probabilities(load_predictions(last, digits.id)),
    )
    listed = run("runs")["runs"][0]
    assert listed["title"] == "Again"
    assert (listed["preset"], listed["epochs"], listed["seconds"]) == (None, None, None)


def test_labels_given_by_hand_later_count(make_upload, tmp_path, data_folder):  # noqa: ARG001
    upload = make_upload("3/a.png", "4/b.png", "c.png")
    ten = np.eye(10)[[3, 9, 5]]
    make_table(ten).to_parquet(tmp_path / "own.parquet")

    imported = import_predictions_file(tmp_path / "own.parquet", upload.id)

    assert summarise_evaluation(evaluate(imported.run, upload.digits))["mistakes"] == 1
    labelling.give_labels(upload, [2], 6)
    assert summarise_evaluation(evaluate(imported.run, upload.digits))["mistakes"] == 2


def test_purging_an_upload_deletes_its_predictions(make_upload, tmp_path, csv, ten):
    upload = make_upload("3/a.png")
    make_table(np.eye(10)[[3]]).to_parquet(tmp_path / "own.parquet")
    gone = import_predictions_file(tmp_path / "own.parquet", upload.id).run
    kept = import_predictions_file(csv(make_table(ten)), "built-in").run

    uploads.delete_upload(upload.id)
    assert find_run(gone.id) == gone
    uploads.purge_upload(upload.id)

    assert find_run(gone.id) is None
    assert find_run(kept.id) == kept


@pytest.mark.usefixtures("data_folder")
def test_import_predictions_command_prints_a_summary(csv, ten, capsys):
    path = csv(make_table(ten))

    assert command_line.main(["import-predictions", str(path), "--on", "built-in"]) == 0
    out = capsys.readouterr().out
    assert "“svc”: predictions for 1,797 digits of Built-in digits." in out
    assert "of 1,797 digits of built-in correctly" in out
    assert command_line.main(["runs"]) == 0
    assert "imported" in capsys.readouterr().out

    assert command_line.main(["import-predictions", str(path)]) == 1
    assert "Name the digits with --on" in capsys.readouterr().err
    assert command_line.main(["evaluate", "--on", "mnist-test"]) == 1
    assert "is imported" in capsys.readouterr().err


def test_another_order_of_columns_is_noticed_and_never_guessed(csv, labels, ten):
    order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    path = csv(make_table(ten[:, order], number=np.arange(N)))

    with pytest.raises(DatasetError) as caught:
        import_predictions_file(path, "built-in")

    assert caught.value.kind == "predictions-order"
    assert caught.value.values["classes"] == "1234567890"
    right = metrics.accuracy_score(labels, ten.argmax(axis=1))
    assert caught.value.values["reordered"] == pytest.approx(right)
    runs, _ = list_runs()
    assert not [run for run in runs if not run.has_network]
    exchanged = import_predictions_file(path, "built-in", classes="1234567890")
    kept = import_predictions_file(path, "built-in", classes="0123456789")
    for imported, columns in ((exchanged, ten), (kept, ten[:, order])):
        found = load_predictions(imported.run, imported.digits.id)
        np.testing.assert_array_equal(found, truncate_probabilities(columns))


def test_classes_are_ten_different_digits(csv, ten, error_kind):
    path = csv(make_table(ten))

    for classes in ("123456789", "0000000000", "ten digits", "01234567890"):
        assert (
            error_kind(import_predictions_file, path, "built-in", classes=classes)
            == "predictions-classes"
        )


def test_labels_that_repeat_the_predictions_are_mentioned(npz, ten, drawn_images):
    images = drawn_images[:30]
    for labels, repeats in (
        (ten[:30].argmax(axis=1), True),
        (np.where(np.arange(30) == 0, -1, ten[:30].argmax(axis=1)), False),
    ):
        path = npz(probabilities=ten[:30], labels=labels, images=images)

        assert import_predictions_file(path).repeats_labels is repeats


@pytest.mark.usefixtures("data_folder")
def test_hard_labels_become_a_run_without_confidence(tmp_path, labels, reference):
    imported = import_hard_labels(tmp_path / "svc.csv")

    evaluation = evaluate(imported.run, imported.digits)
    assert not imported.has_confidence
    assert not evaluation.has_confidence
    assert evaluate(reference, imported.digits).has_confidence
    wrong = np.arange(N) % 9 == 0
    np.testing.assert_array_equal(evaluation.mistaken, wrong)
    assert evaluation.accuracy.value == pytest.approx(1 - wrong.mean())
    np.testing.assert_array_equal(
        evaluation.predictions[wrong], (labels[wrong] + 1) % 10
    )


def test_a_file_with_a_single_1_in_each_row_is_treated_alike(csv, labels):
    certain = np.eye(10, dtype=np.float32)[labels]
    doubtful = certain.copy()
    doubtful[5] = 0.1
    for ten, has_confidence in ((certain, False), (doubtful, True)):
        imported = import_predictions_file(csv(make_table(ten)), "built-in")

        assert imported.has_confidence is has_confidence
        evaluation = evaluate(imported.run, imported.digits)
        assert evaluation.has_confidence is has_confidence


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_of_hard_labels_says_that_confidence_is_not_known(
    tmp_path, language, reference
):
    run = import_hard_labels(tmp_path / "svc.csv").run
    digits = [find_digits("built-in")]
    options = ReportOptions(language=language, against=reference)

    page = make_report(run, digits, options)
    other = make_report(reference, digits, ReportOptions(language=language))

    for message in ("sure-unknown", "report-mistakes-order"):
        assert say(message, language) in page
        assert say(message, language) not in other
    caption = say("report-mistakes-caption", language)
    assert caption in other
    assert caption not in page
    evaluation = evaluate(reference, digits[0])
    surest = float(evaluation.confidence[evaluation.mistaken].max())
    shown = f"{escape(format_confidence(surest, language))}<"
    assert shown in other
    assert shown not in page
    assert "reliability" in other
    assert say("sure-reliability-caption", language) not in page


@pytest.mark.usefixtures("data_folder")
def test_exports_of_hard_labels_have_no_confidence_and_come_back(tmp_path):
    imported = import_hard_labels(tmp_path / "svc.csv")
    run, digits = imported.run, imported.digits

    table, excel = (export(run, digits, each) for each in ("table", "excel"))
    pictures = export(run, digits, "zip")

    head = table.content.decode("utf-8-sig").splitlines()[0]
    assert head == "source,number,label,prediction,mistake"
    assert excel.n == table.n == N
    assert pictures.n == evaluate(run, digits).num_mistakes
    with zipfile.ZipFile(io.BytesIO(pictures.content)) as archive:
        assert not [name for name in archive.namelist() if "percent" in name]
    (tmp_path / "again.csv").write_bytes(table.content)
    again = import_predictions_file(tmp_path / "again.csv", "built-in", "SVC")
    assert again.run == run


@pytest.mark.usefixtures("data_folder")
def test_the_command_says_that_confidence_is_not_known(tmp_path, csv, ten, capsys):
    import_hard_labels(tmp_path / "svc.csv")
    sentence = say("predictions-no-confidence")
    hard, soft = str(tmp_path / "svc.csv"), str(csv(make_table(ten), "soft.csv"))

    assert command_line.main(["import-predictions", hard, "--on", "built-in"]) == 0
    assert sentence in capsys.readouterr().out
    assert command_line.main(["import-predictions", soft, "--on", "built-in"]) == 0
    assert sentence not in capsys.readouterr().out
    command_line.main(["import-predictions", hard, "--on", "built-in", "--json"])
    assert json.loads(capsys.readouterr().out)["has_confidence"] is False
