"""Run the examples of docs/predictions.md."""

import json
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from core import __main__ as command_line
from core.work.catalogue import find_digits
from core.work.labelling import labels_of

DOCUMENT = Path(__file__).parents[1] / "docs" / "predictions.md"
LIBRARIES = {"scikit-learn": "sklearn", "Keras": "keras", "PyTorch": "torch"}
LONGEST = 16
# The forest predicts held-out digits; the others learn from noise.
MIN_ACCURACY = {"scikit-learn": 0.9}


def section(name):
    return DOCUMENT.read_text("utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]


def example(name):
    (code,) = re.findall(r"```python\n(.*?)```", section(name), re.S)
    return code


def write_mnist(folder):
    """Write a file in MNIST's format: its real test labels, and noise for the rest."""
    random = np.random.default_rng(0)

    def noise(n):
        return random.integers(0, 256, (n, 28, 28)).astype(np.uint8)

    labels = labels_of(find_digits("mnist-test")).astype(np.uint8)
    np.savez(
        folder / "mnist.npz",
        x_train=noise(500),
        y_train=random.integers(0, 10, 500).astype(np.uint8),
        x_test=noise(len(labels)),
        y_test=labels,
    )


def test_every_example_of_the_document_is_tested():
    parts = re.findall(
        r"^## (.+)\n(?:(?!^## ).*\n)*?```python", DOCUMENT.read_text("utf-8"), re.M
    )

    assert set(parts) == set(LIBRARIES)


@pytest.mark.parametrize("name", LIBRARIES)
def test_an_example_is_short(name):
    assert len(example(name).strip().splitlines()) <= LONGEST
    compile(example(name), name, "exec")


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARIES)
def test_an_example_becomes_a_run(name, tmp_path, data_folder, capsys, monkeypatch):  # noqa: ARG001
    if find_spec(LIBRARIES[name]) is None:
        pytest.skip(f"{name} is not installed")
    write_mnist(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.py").write_text(example(name), "utf-8")
    ended = subprocess.run(
        [sys.executable, "example.py"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    (command,) = re.findall(r"```sh\n(.*?)```", section(name), re.S)

    assert command_line.main([*shlex.split(command)[3:], "--json"]) == 0

    result = json.loads(capsys.readouterr().out)
    assert result["n"] == find_digits(result["on"]).n
    assert result["accuracy"] >= MIN_ACCURACY.get(name, 0)
    assert result["differing_labels"] == 0
