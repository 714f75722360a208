"""A network taken home: what is said of it, and that it runs there."""

import io
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.analysis.metrics import accuracy
from core.exports.model_package import (
    DigitSetAccuracy,
    RunFacts,
    model_zip,
    usage_instructions,
)
from core.model.scoring import Scorer
from core.store.data_folder import EXAMPLES
from core.store.runs import KERAS_FILE, LITERT_FILE

[RUN] = (EXAMPLES / "runs").iterdir()


def measured(n, wrong, title="MNIST test", **changes):
    labels = np.zeros(n, np.int8)
    predictions = (np.arange(n) < wrong).astype(np.int8)
    measured = accuracy(labels, predictions)
    return DigitSetAccuracy(title=title, accuracy=measured, **changes)


def facts(*results, epochs=12, n=60_000):
    return RunFacts(
        id="07a35c846d97",
        preset="accurate",
        data="mnist",
        n=n,
        epochs=epochs,
        created="2026-11-22T21:47:23+00:00",
        results=results,
    )


def in_one_line(text):
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Return the unpacked package of the run that ships."""
    folder = tmp_path_factory.mktemp("model")
    keras = (RUN / KERAS_FILE).read_bytes()
    content = model_zip(facts(), keras, (RUN / LITERT_FILE).read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def read_with_script(unpacked, tmp_path_factory):
    """Let use.py read a picture in another folder; returns what it prints."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def read(picture):
        Image.fromarray(picture).save(elsewhere / "picture.png")
        ended = subprocess.run(
            [sys.executable, unpacked / "use.py", "picture.png"],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            check=True,
        )
        return ended.stdout

    return read


def test_everything_is_in_the_package(unpacked):
    assert {path.name for path in unpacked.iterdir()} == {
        "HOW-TO-USE.txt",
        "use.py",
        "model.keras",
        "model.tflite",
    }
    for name in (KERAS_FILE, LITERT_FILE):
        assert (unpacked / name).read_bytes() == (RUN / name).read_bytes()


def test_the_same_run_makes_the_same_package():
    assert model_zip(facts(), b"1", b"2") == model_zip(facts(), b"1", b"2")


def test_the_script_is_short(unpacked):
    assert len((unpacked / "use.py").read_text("utf-8").splitlines()) <= 25


@pytest.mark.parametrize("position", [0, 5, 19])
def test_the_script_reads_what_misread_reads(
    read_with_script, builtin_digits, position
):
    image = builtin_digits.images[position]

    said = read_with_script(image)

    probabilities = Scorer(RUN / LITERT_FILE).score(image[None]).probabilities[0]
    assert said == f"{probabilities.argmax()} ({probabilities.max():.1%})\n"


@pytest.mark.parametrize("inverted", [True, False])
def test_the_script_frames_a_digit_on_plain_paper(
    read_with_script, builtin_digits, inverted
):
    large = Image.fromarray(builtin_digits.images[4]).resize((200, 200))
    levels = np.pad(np.asarray(large), ((10, 90), (60, 0))) // 2 + 40
    picture = levels.astype(np.uint8)

    said = read_with_script(255 - picture if inverted else picture)

    assert said.startswith(f"{builtin_digits.labels[4]} (")


def test_the_instructions_open_rightly_everywhere(unpacked):
    content = (unpacked / "HOW-TO-USE.txt").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") > 10


def test_the_instructions_give_the_accuracy():
    text = usage_instructions(facts(measured(10_000, 43), measured(20, 3, "Class 4b")))

    assert "Run 07a35c846d97 of the preset “accurate”" in text
    assert "60,000 digits of MNIST and saw each 12 times" in in_one_line(text)
    # 43 of 10,000: Wilson's interval is 99.42 % to 99.68 %.
    told = "MNIST test: 99.57 % of 10,000 digits read correctly"
    assert f"{told} (95 % interval 99.42 % to 99.68 %), 43 misread." in in_one_line(
        text
    )
    assert "Class 4b: 3 of 20 misread." in text
    assert "learned from. It reads others less well" not in text


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (measured(0, 0, "Mine"), "Mine: no digit has a label"),
        (measured(1, 0, "Mine"), "Mine: 0 of 1 misread."),
        (measured(30, 0, "Mine"), "Mine: 100.00 % of 30 digits read correctly"),
        (
            measured(50, 1, "M", is_training_data=True),
            "learned from these digits. It reads",
        ),
    ],
)
def test_few_digits_make_no_percentage_and_known_ones_are_named(result, sentence):
    assert sentence in in_one_line(usage_instructions(facts(result)))


def test_one_epoch_is_once():
    assert "and saw each once." in usage_instructions(facts(epochs=1))


@pytest.mark.slow
def test_the_variant_with_keras_reads_the_same(unpacked, builtin_digits):
    text = (unpacked / "HOW-TO-USE.txt").read_text("utf-8-sig")
    code = "\n".join(re.findall(r"^    (.*)$", text.partition("import keras")[2], re.M))
    Image.fromarray(builtin_digits.images[5]).save(unpacked / "picture.png")

    ended = subprocess.run(
        [sys.executable, "-c", f"import keras\n{code}"],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=True,
    )

    scores = Scorer(RUN / LITERT_FILE).score(builtin_digits.images[5:6])
    assert ended.stdout.split()[-1] == str(scores.probabilities.argmax())
