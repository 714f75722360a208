"""The examples of docs/predictions.md, run as they stand there."""

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
# The forest reads digits that were set aside; the others learn from noise.
LEAST = {"scikit-learn": 0.9}


def part_of(name):
    return DOCUMENT.read_text("utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]


def example(name):
    (code,) = re.findall(r"```python\n(.*?)```", part_of(name), re.S)
    return code


def write_mnist(folder):
    """A file in the form of MNIST: its real test labels, and noise for all else."""
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


def test_every_example_of_the_paper_is_known():
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
def test_an_example_makes_a_run(name, tmp_path, data_folder, capsys, monkeypatch):  # noqa: ARG001
    if find_spec(LIBRARIES[name]) is None:
        pytest.skip(f"{name} is not installed")
    write_mnist(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.py").write_text(example(name), "utf-8")
    ended = subprocess.run(
        [sys.executable, "example.py"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    (command,) = re.findall(r"```sh\n(.*?)```", part_of(name), re.S)

    assert command_line.main([*shlex.split(command)[3:], "--json"]) == 0

    result = json.loads(capsys.readouterr().out)
    assert result["n"] == find_digits(result["on"]).n
    assert result["accuracy"] >= LEAST.get(name, 0)
    assert result["differing_labels"] == 0
