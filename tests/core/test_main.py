import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn import metrics as sklearn

from core import terminal
from core.__main__ import main
from core.data.drawn_marks import draw_marks
from core.errors import WorkError
from core.model.recipes import run_id
from core.store import artefacts
from core.store.digit_sets import load_digits, load_labels
from core.store.events import Event, Phase
from core.store.jobs import DOWNLOADS, TRAININGS, JobFolder
from core.store.runs import list_runs, load_predictions, save_run
from core.work import uploads
from core.work.catalogue import find_digits, load_dataset, preset_for_data
from core.work.evaluating import evaluate
from core.work.verdict_actions import save_verdict

ROOT = Path(__file__).parents[2]
COMMANDS = ["train", "evaluate", "report", "import", "export", "runs", "data"]
TRAIN = ["train", "--data", "built-in", "--epochs", "1"]

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def call(capsys):
    """Run a command in this process; returns exit code, stdout and stderr."""

    def run(*arguments):
        capsys.readouterr()
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def said(call):
    """Run a command with --json; returns the object."""

    def run(*arguments):
        code, output, errors = call(*arguments, "--json")
        assert (code, errors) == (0, "")
        assert output.count("\n") == 1
        return json.loads(output)

    return run


@pytest.fixture
def refused(call):
    """Run a command that fails; returns its one sentence group."""

    def run(*arguments):
        code, output, errors = call(*arguments)
        assert (code, output) == (1, "")
        assert errors.count("\n") == 1
        return errors.strip()

    return run


@pytest.fixture
def job():
    """Return the job that `TRAIN` is, as if another process had started it."""
    recipe = replace(preset_for_data("balanced", "built-in"), epochs=1)
    job = JobFolder(TRAININGS, run_id(recipe, load_dataset("built-in").fingerprint))
    job.create({"recipe": recipe.to_dict(), "data": "built-in"})
    return job


@pytest.fixture
def finished(content, job):
    """Publish the run of that job, with even odds for every digit."""

    def publish():
        built_in = find_digits("built-in")
        even = np.full((built_in.n, 10), 0.1, np.float32)
        plain = content(job.id)
        metadata = {**plain.metadata, "data": "built-in"}
        predictions = {built_in.id: even}
        return save_run(replace(plain, metadata=metadata, predictions=predictions))

    return publish


@pytest.fixture
def working(job):
    """Hold the job's lock while a process watches, report or act, then let go."""

    def work(*steps):
        def run():
            with job.lock():
                started.set()
                for step in steps:
                    job.report(step) if isinstance(step, Event) else step()
                    time.sleep(0.4)

        started = threading.Event()
        thread = threading.Thread(target=run)
        thread.start()
        threads.append(thread)
        started.wait(10)

    threads = []
    yield work
    for thread in threads:
        thread.join(30)


def test_runs_are_listed_with_their_ids(said):
    (reference,), _ = list_runs()

    assert said("runs") == {
        "runs": [
            {
                "id": reference.id,
                "title": None,
                "preset": "distilled",
                "data": "mnist",
                "epochs": 8,
                "created": reference.created,
                "seconds": reference.seconds["training"],
                "example": True,
            }
        ],
        "n": 1,
    }


def test_a_line_names_a_run(call):
    code, output, errors = call("runs")

    (reference,), _ = list_runs()
    assert (code, errors) == (0, "")
    assert output.split() == [reference.id, "distilled", "mnist", reference.created]


def test_a_damaged_run_is_named_beside_the_others(call, content, data_folder):
    save_run(content("1" * 12))
    manifest = data_folder / "runs" / ("1" * 12) / "manifest.json"
    manifest.write_text("{", "utf-8")
    artefacts._verified_manifests.clear()

    code, output, errors = call("runs", "--json")

    assert code == 0
    assert json.loads(output)["n"] == 1
    assert errors.startswith(f"“{'1' * 12}” is damaged: its file manifest.json")


@pytest.mark.parametrize("on", ["built-in", "mnist-test"])
def test_an_evaluation_says_what_scikit_learn_says(said, on):
    (run,), _ = list_runs()
    record = find_digits(on)
    labels = load_labels(record)
    predictions = load_predictions(run, record.id).argmax(axis=1)

    result = said("evaluate", run.id, "--on", on)

    assert set(result) == {
        "id",
        "on",
        "n",
        "unlabelled",
        "mistakes",
        "accuracy",
        "interval",
        "confusion",
    }
    assert (result["id"], result["on"], result["n"]) == (run.id, on, record.n)
    assert result["unlabelled"] == 0
    assert result["accuracy"] == pytest.approx(
        sklearn.accuracy_score(labels, predictions), abs=1e-12
    )
    assert result["confusion"] == sklearn.confusion_matrix(labels, predictions).tolist()
    assert result["mistakes"] == (labels != predictions).sum()
    low, high = result["interval"]
    assert 0 < low < result["accuracy"] < high < 1


def test_the_newest_run_is_evaluated_unless_one_is_named(said, finished):
    run = finished()

    result = said("evaluate")

    assert (result["id"], result["on"], result["n"]) == (run.id, "built-in", 1797)


def test_digits_can_be_named_by_their_id(said):
    record = find_digits("built-in")

    assert said("evaluate", "--on", record.id)["n"] == record.n


def test_an_evaluation_in_words(call):
    code, output, errors = call("evaluate", "--on", "mnist-test")

    (run,), _ = list_runs()
    assert (code, errors) == (0, "")
    assert output.startswith(f"Run {run.id} read 99.")
    assert "of 10,000 digits of mnist-test correctly (95 % interval 9" in output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["evaluate", "nonsense"], "There is no run called “nonsense”."),
        (["evaluate", "../digits"], "There is no run called “../digits”."),
        (["evaluate", "--on", "nonsense"], "There are no digits called “nonsense”."),
        (["evaluate", "--on", "mnist-train"], "MNIST is not on this computer."),
        (["train", "--preset", "best"], "There is no preset called “best”."),
        (["train", "--data", "cifar"], "There is no data set called “cifar”."),
        (["train"], "MNIST is not on this computer."),
        ([*TRAIN[:-1], "0"], "This setting does not work: epochs must be 1 to 200"),
        (["data", "--add", "nowhere.npz"], "There is no file at nowhere.npz."),
        (["data", "--delete", "nonsense"], "There is no upload called “nonsense”."),
        (["train", "--data", "own-x"], "There is no data set called “own-x”."),
        (["report", "nonsense"], "There is no run called “nonsense”."),
        (["report", "--against", "nonsense"], "There is no run called “nonsense”."),
        (["report", "--on", "nonsense"], "There are no digits called “nonsense”."),
        (["report", "--on", "mnist-train"], "MNIST is not on this computer."),
    ],
)
def test_errors_are_printed_as_one_sentence(refused, arguments, sentence):
    assert refused(*arguments).startswith(sentence)


def test_a_home_that_cannot_be_is_said_in_a_sentence(refused, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("MISREAD_HOME", str(tmp_path / "file"))
    for command in ("runs", "data", "evaluate"):
        assert "Misread cannot write to" in refused(command)


def test_without_any_run_there_is_nothing_to_evaluate(refused, monkeypatch, tmp_path):
    monkeypatch.setattr("core.store.data_folder.EXAMPLES", tmp_path / "nothing")

    assert refused("evaluate").startswith("There is no model to show.")


def test_the_digits_at_hand_are_listed(said):
    result = said("data")

    assert result["n"] == 2
    found = {row.pop("source"): row for row in result["digits"]}
    assert found["built-in"].pop("id") == find_digits("built-in").id
    assert found["built-in"] == {"n": 1797, "images": True, "title": ""}
    assert found["mnist-test"].pop("id") == find_digits("mnist-test").id
    assert found["mnist-test"] == {"n": 10000, "images": False, "title": ""}


def test_a_line_names_a_digit_set(call):
    _, output, _ = call("data")

    assert sorted(line.split()[1:] for line in output.splitlines()) == [
        ["built-in", "1,797"],
        ["mnist-test", "10,000"],
    ]


@pytest.fixture
def folder(tmp_path):
    """Forty of the built-in digits in folders by label, and a file that is none."""
    built_in = load_digits(find_digits("built-in"))
    for position in range(40):
        place = tmp_path / "ours" / str(built_in.labels[position])
        place.mkdir(parents=True, exist_ok=True)
        picture = Image.fromarray(built_in.images[position])
        picture.save(place / f"{position}.png")
    (tmp_path / "ours" / "notes.txt").write_text("not a digit", "utf-8")
    (tmp_path / "ours" / "Thumbs.db").write_bytes(b"Windows")
    return tmp_path / "ours"


def test_own_digits_are_taken_in_and_evaluated(said, folder):
    result = said("import", str(folder))

    assert set(result) == {
        *("id", "exists", "n", "labelled", "labels", "arrays", "tables"),
        *("doubts", "refused", "ignored"),
    }
    assert (result["n"], result["labelled"], result["ignored"]) == (40, 40, 1)
    (refused,) = result["refused"]
    assert refused["name"].endswith("notes.txt")
    assert refused["kind"] == "table-no-names"
    assert refused["reason"].endswith(".")
    measured = said("evaluate", "--on", result["id"])
    assert (measured["n"], measured["unlabelled"]) == (40, 0)
    # They lie among the built-in digits with the same images.
    assert measured["mistakes"] <= 4


def test_what_is_refused_is_told_beside_the_summary(call, folder):
    code, output, errors = call("import", str(folder), "--title", "Class 4b")

    assert code == 0
    assert "“Class 4b”: 40 digits, 40 of them with a label; 1 refused." in output
    assert "notes.txt: " in errors


def test_where_nothing_can_be_read_nothing_is_taken_in(call, tmp_path, said):
    (tmp_path / "notes.txt").write_text("not a digit", "utf-8")

    code, output, errors = call("import", str(tmp_path / "notes.txt"))

    assert (code, output) == (1, "")
    assert (
        "This file is text or an Excel file, and names none of the pictures." in errors
    )
    assert said("data")["n"] == 2


def test_uploads_are_listed_with_their_titles(said, call, make_upload):
    upload = make_upload("1/a.png", "2/a.png", title="Class 4b")

    assert said("data")["digits"][-1] == {
        "id": upload.id,
        "source": f"own-{upload.id}",
        "title": "Class 4b",
        "n": 2,
        "images": True,
    }
    assert f"{upload.id}       2  Class 4b\n" in call("data")[1]


def test_an_upload_is_deleted_for_good(said, make_upload, data_folder):
    upload, other = make_upload("1.png"), make_upload("2.png")

    said("data", "--delete", upload.id)

    assert [each["id"] for each in said("data")["digits"][2:]] == [other.id]
    assert [path.name for path in (data_folder / "uploads").iterdir()] == [other.id]


def test_a_deletion_that_a_kill_interrupted_can_be_repeated(
    said, make_upload, data_folder
):
    upload = make_upload("1/a.png")
    uploads.delete_upload(upload.id)  # The kill came before it was purged.

    said("data", "--delete", upload.id)

    assert not list((data_folder / "uploads").glob("*"))


def test_without_labels_there_is_no_accuracy(said, call, make_upload):
    upload = make_upload("a.png", "b.png")

    result = said("evaluate", "--on", upload.id)

    assert (result["n"], result["unlabelled"], result["mistakes"]) == (0, 2, 0)
    assert result["accuracy"] is result["interval"] is None
    assert "none of the 2 digits has a label" in call("evaluate", "--on", upload.id)[1]


def test_pictures_that_may_be_no_digits_are_named(
    said, call, make_upload, builtin_digits
):
    images = builtin_digits.images[:3].copy()
    images[1:] = draw_marks(1, seed=5)
    upload = make_upload("a.png", "b.png", "3/c.png", images=images)

    assert said("evaluate", "--on", upload.id)["unsure"] == ["b.png"]
    output = call("evaluate", "--on", upload.id)[1]
    assert "1 picture may not be digits at all: the model is not sure: b.png" in output
    assert "unsure" not in said("evaluate")


def test_digits_that_the_model_learned_from_are_mentioned(
    said, call, make_upload, monkeypatch
):
    upload = make_upload("1/a.png", "2/b.png")
    assert "learned" not in said("evaluate", "--on", upload.id)
    monkeypatch.setattr(uploads, "count_training_overlap", lambda *_: 2)

    assert said("evaluate", "--on", upload.id)["learned"] == 2
    output = call("evaluate", "--on", upload.id)[1]
    assert "The model learned from 2 of these 2 digits" in output


def test_few_digits_are_counted(call, make_upload):
    upload = make_upload("1/a.png", "2/b.png")

    output = call("evaluate", "--on", upload.id)[1]

    assert " of 2 misread" in output or " of 2 digits misread" in output
    assert "%" not in output


def test_training_on_an_upload_is_refused(refused, make_upload):
    upload = make_upload("1.png", title="Ours")

    assert refused("train", "--data", upload.id).startswith("“Ours” is an upload.")


@pytest.fixture
def written(said, tmp_path):
    """Write a report with these options: its text, and what --json says of it."""

    def write(*options):
        path = tmp_path / "new.html"
        result = said("report", *options, "--force", "-o", str(path))
        assert (result["path"], result["bytes"]) == (str(path), path.stat().st_size)
        return path.read_text("utf-8"), result

    return write


@pytest.mark.parametrize("on", ["built-in", "mnist-test"])
def test_a_report_has_the_numbers_of_an_evaluation(written, said, on):
    page, result = written("--on", on, "--lang", "en")

    measured = said("evaluate", "--on", on)
    assert result["on"] == [on]
    same = set(measured) - {"on"}
    assert {name: result[name] for name in same} == {
        name: measured[name] for name in same
    }
    low, high = (f"{100 * end:.2f}\u202f%" for end in measured["interval"])
    assert f"{100 * measured['accuracy']:.2f}\u202f%" in page
    assert f"95 % interval {low} to {high}: {measured['mistakes']} of" in page
    assert f"<h2>All {measured['mistakes']} mistakes</h2>" in page


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh", "zh-CN")])
def test_a_report_is_in_the_language_asked_for(written, language, lang):
    page, _ = written("--lang", language, "--note", "Für <alle> 你好")

    assert f'<html lang="{lang}">' in page
    assert "Für &lt;alle&gt; 你好" in page


def test_a_report_of_several_sets_counts_each_once(written, make_upload):
    upload = make_upload("1/a.png", "2/a.png", title="Class 4b")

    names = ("built-in", upload.id, upload.source, "built-in")
    page, result = written(*(part for name in names for part in ("--on", name)))

    assert result["on"] == ["built-in", upload.source]
    assert result["n"] == 1799
    assert "Class 4b" not in page
    assert ">1/a.png<" not in page


def test_names_are_in_a_report_only_if_asked_for(written, make_upload):
    upload = make_upload(
        *(f"anna/{number}/a.png" for number in range(9)), title="Class 4b"
    )

    bare, _ = written("--on", upload.id)
    named, _ = written("--on", upload.id, "--names")
    with_originals, _ = written("--on", upload.id, "--originals")

    assert "anna" not in bare + with_originals
    assert "Class 4b" not in bare + with_originals
    assert "anna/" in named
    assert "Class 4b" in named
    assert 'class="original' not in bare + named
    assert 'class="original' in with_originals


def test_two_runs_are_compared_in_a_report(written, finished):
    run = finished()

    page, _ = written("07a35c846d97", "--against", run.id, "--lang", "en")

    assert "<h2>Compared with “fast” on " in page
    assert "fewer. Chance alone makes such a difference in" in page


def test_a_report_says_where_it_is(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    code, output, errors = call("report")

    assert (code, errors) == (0, "")
    assert output.startswith("The report is in report.html (0.2 MB).")
    assert (tmp_path / "report.html").is_file()


@pytest.mark.parametrize("place", ["nowhere/report.html", ".", "file/report.html"])
def test_where_nothing_can_be_written_is_said(refused, tmp_path, place):
    (tmp_path / "file").write_text("", "utf-8")

    sentence = refused("report", "-o", str(tmp_path / place))

    assert str(tmp_path / place) in sentence


def test_a_report_needs_a_known_language(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["report", "--lang", "fr"])

    assert ended.value.code == 2
    assert "--lang" in capsys.readouterr().err


@pytest.mark.slow
def test_mnist_can_be_added(said, mnist_path):
    result = said("data", "--add", str(mnist_path))

    sources = {row["source"]: row["images"] for row in result["digits"]}
    assert sources == {"built-in": True, "mnist-test": True, "mnist-train": True}
    assert said("evaluate", "--on", "mnist-train")["n"] == 60000


def test_a_download_that_fails_says_why(refused, monkeypatch):
    monkeypatch.setenv("MISREAD_MNIST_URL", "http://127.0.0.1:1/mnist.npz")

    assert refused("data", "--fetch").startswith("127.0.0.1:1 cannot be reached.")
    assert not JobFolder(DOWNLOADS, "mnist").is_alive()


def test_a_training_that_was_done_before_is_shown(said, finished):
    run = finished()

    result = said(*TRAIN)

    assert (result["id"], result["on"], result["n"]) == (run.id, "built-in", 1797)
    assert result["seconds"] == run.seconds
    assert [row["epoch"] for row in result["history"]] == [1, 2]
    # JSON has no NaN.
    assert result["history"][1]["val_loss"] is None
    zeros = (load_labels(find_digits("built-in")) == 0).sum()
    assert result["accuracy"] == pytest.approx(zeros / 1797)


def test_a_training_is_watched_until_it_is_done(said, working, finished):
    working(
        Event(phase=Phase.STARTING),
        Event(phase=Phase.TRAINING, share=0.5, epoch=1, epochs=1),
        finished,
        Event(phase=Phase.DONE, share=1.0),
    )

    assert said(*TRAIN)["n"] == 1797


def test_a_training_that_fails_says_why(refused, working):
    working(
        Event(phase=Phase.FAILED, error=WorkError("tensorflow-missing", reason="x"))
    )

    assert refused(*TRAIN).startswith("Training needs TensorFlow")


def test_cancelled_training_is_reported(refused, working, job):
    working(Event(phase=Phase.TRAINING), job.request_cancel)

    assert refused(*TRAIN).startswith("The job was cancelled.")


def test_another_training_has_to_wait(refused):
    other = JobFolder(TRAININGS, "1" * 12)
    other.create({})
    with other.lock():
        assert refused(*TRAIN).startswith("Another training is running")


def test_control_c_cancels_the_training(call, job, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal.time, "sleep", interrupt)
    with job.lock():
        code, output, errors = call(*TRAIN)

    assert (code, output, errors) == (130, "", "")
    assert job.is_cancel_requested()


def test_a_terminal_shows_the_progress(call, working, finished, monkeypatch):
    monkeypatch.setattr(terminal, "_WATCH_SECONDS", 0.05)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    working(
        Event(phase=Phase.STARTING),
        Event(phase=Phase.TRAINING, share=0.25, epoch=3, epochs=12),
        Event(phase=Phase.CROSS_VALIDATING, share=0.5, epoch=1, epochs=12),
        Event(phase=Phase.SAVING),
        finished,
        Event(phase=Phase.DONE, share=1.0),
    )

    code, _, errors = call(*TRAIN)

    assert code == 0
    lines = errors.replace("\x1b[K", "").replace("\u202f", " ").split("\r")
    assert list(dict.fromkeys(lines)) == [
        "",
        "Starting TensorFlow …",
        "Epoch 3 of 12, 25 % done, … left",
        "Reading the digits with networks trained without them, 50 % done, … left",
        "Saving …",
    ]
    assert lines[-1] == ""


def test_a_terminal_shows_a_download():
    job = JobFolder(DOWNLOADS, "mnist")
    job.create({})
    now = time.time()
    with job.lock():
        job.report(Event(phase=Phase.LOADING, share=0.2, time=now - 10))
        job.report(Event(phase=Phase.LOADING, share=0.4, time=now))
        line = terminal._progress_line(terminal.jobs.read_state(job))

    assert line.replace("\u202f", " ") == "Downloading, 40 % done, 30 s left"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    output = capsys.readouterr().out
    assert ended.value.code == 0
    assert output.startswith(f"usage: python -m core {command}")
    assert "--json" in output


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    output = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"\n    {command}" in output for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["train", "--epochs", "many"], ["runs", "--nonsense"]],
)
def test_a_command_that_is_none_ends_with_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: python -m core" in capsys.readouterr().err


def test_the_command_line_works_from_a_terminal():
    (run,), _ = list_runs()

    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "core", "evaluate", run.id, "--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert ended.stderr == b""
    assert json.loads(ended.stdout)["n"] == 1797


def test_broken_pipe_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-m", "core", "runs"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (0, b"")


def test_evaluate_says_what_changed_from_another_run(call):
    run = list_runs()[0][0]

    code, output, _ = call("evaluate", "--against", run.id)
    summary = json.loads(call("evaluate", "--against", run.id, "--json")[1])

    assert code == 0
    assert output.rstrip().endswith("both models make exactly the same mistakes.")
    assert summary["against"] == {
        "id": run.id,
        "n": 1797,
        "fixed": 0,
        "broke": 0,
        "both_wrong": summary["mistakes"],
        "chance": 1.0,
    }


def test_evaluate_says_what_verdicts_change(call):
    digits = find_digits("built-in")
    before = json.loads(call("evaluate", "--json")[1])
    assert "with_verdicts" not in before
    evaluation = evaluate(list_runs()[0][0], digits)
    row = int(np.flatnonzero(evaluation.mistaken)[0])
    save_verdict(digits, row, "label", int(evaluation.predictions[row]))

    _, output, _ = call("evaluate")
    summary = json.loads(call("evaluate", "--json")[1])

    assert "People gave verdicts on one image: " in output
    assert summary["mistakes"] == before["mistakes"]
    assert summary["with_verdicts"] == {
        "n": 1797,
        "mistakes": before["mistakes"] - 1,
        "corrected": 1,
        "left_out": 0,
        "disputed": 0,
    }


def test_a_report_replaces_no_file_by_itself(call, refused, tmp_path):
    path = tmp_path / "letter.html"
    path.write_text("Dear Ms Li")

    sentence = refused("report", "-o", str(path))

    assert sentence.startswith(f"{path} already exists.")
    assert path.read_text() == "Dear Ms Li"
    assert call("report", "-o", str(path), "--force")[0] == 0
    assert path.read_text("utf-8").startswith("<!doctype html>")
