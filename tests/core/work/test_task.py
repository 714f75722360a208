import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.data.datasets import load_builtin_digits
from core.model.recipes import PRESETS
from core.store.packing import pack, unpack
from core.store.part_results import PartResult, pack_result, unpack_result
from core.work.parts import divide_images, divide_training
from core.work.places import Task
from core.work.task import (
    RESULT_FILE,
    pack_task,
    part_from_json,
    part_to_json,
    unpack_task,
    write_task,
)
from tests.subprocesses import ROOT

RECIPE = replace(PRESETS["fast"].for_small_data(), epochs=1, drawn=0.0, marks=0.0)


@pytest.fixture
def digits():
    return load_builtin_digits().train.take(np.arange(300))


def test_parts_are_the_same_as_json():
    distilled = replace(PRESETS["distilled"], teachers=2)
    parts = divide_training(distilled, "data", divide_images(50, 2), ["a"])

    assert [part_from_json(part_to_json(part)) for part in parts] == list(parts)


def test_tasks_are_the_same_as_bytes(digits):
    task = Task(kind="run", digits=digits, images={"a": digits.images[:7]})

    same = unpack_task(pack_task(task))

    assert (same.kind, same.digits.source) == ("run", digits.source)
    assert same.digits.fingerprint() == digits.fingerprint()
    assert list(same.images) == ["a"]
    np.testing.assert_array_equal(same.images["a"], digits.images[:7])


def test_columns_of_a_history_keep_their_types():
    history = pd.DataFrame({"epoch": [1, 2], "loss": [0.5, float("nan")]})
    result = PartResult(history=history, tracing_seconds=1.0, seconds=2.0)

    same = unpack_result(pack_result(result))

    pd.testing.assert_frame_equal(same.history, history)
    assert len(same.weights) == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", pack({}, {"x": np.zeros(3)})[:-30], pack({}, {})],
)
def test_what_is_no_result_is_refused(content):
    with pytest.raises(ValueError, match=r"result|packed|pickled"):
        unpack_result(content)


def test_no_object_is_pickled():
    with pytest.raises(ValueError, match="allow_pickle"):
        pack({}, {"x": np.array([object()])})
    assert unpack(pack({"a": 1}, {})) == ({"a": 1}, {})


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-m", "core.work.task", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_a_process_of_its_own_does_a_part(digits, tmp_path):
    part = divide_training(RECIPE, "data", divide_images(len(digits), 2), [])[1]
    task = pack_task(Task(kind="run", digits=digits, images={}))
    write_task(tmp_path, part_to_json(part), task, [])

    with start(tmp_path) as process:
        lines = process.stdout.read().splitlines()
        status = process.wait(120)
        errors = process.stderr.read()

    assert status == 0, errors
    last = json.loads(lines[-1])
    assert (last["epoch"], last["step"]) == (1, last["steps"])
    result = unpack_result((tmp_path / RESULT_FILE).read_bytes())
    assert result.read.shape == (150, 10)
    assert result.history["epoch"].tolist() == [1]


@pytest.mark.slow
def test_a_process_ends_with_the_one_that_started_it(digits, tmp_path):
    part = divide_training(replace(RECIPE, epochs=200), "data", [], [])[0]
    task = pack_task(Task(kind="run", digits=digits, images={}))
    write_task(tmp_path, part_to_json(part), task, [])

    with start(tmp_path) as process:
        assert process.stdout.readline()
        process.stdin.close()

        assert process.wait(10) == 1
