from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.model.progress import TrainingProgress
from core.model.recipes import PRESETS
from core.store.part_results import PartResult
from core.work.parts import divide_training
from core.work.places import Here, Task, do_parts

PARTS = divide_training(replace(PRESETS["distilled"], teachers=2), "data", [], [])

TASK = Task(kind="run", digits=None, images={})


def result(number):
    return PartResult(
        history=pd.DataFrame({"epoch": [1], "loss": [float(number)]}),
        tracing_seconds=0.5,
        seconds=1.5,
        weights=[np.full((2, 3), number, np.float32), np.zeros(number, np.float32)],
        epochs={"a": np.full((1, 4, 10), number, np.float32)},
        read=np.full((5, 10), number, np.float32),
    )


@pytest.fixture
def done():
    return []


@pytest.fixture
def place(done):
    """Here, with work that only notes what was done."""

    def work(_, part, teachers, report):
        done.append((part.number, [int(each.read[0, 0]) for each in teachers]))
        report(TrainingProgress(epoch=1, epochs=1, step=1, steps=2))
        return result(part.number)

    return Here(work)


def numbers(results):
    return [int(each.read[0, 0]) for each in results]


def test_parts_are_done_in_order_with_the_results_of_their_teachers(place, done):
    reported = []

    results = do_parts(
        TASK,
        PARTS,
        place,
        folder=None,
        report=lambda part, progress: reported.append((part.number, progress.share)),
    )

    assert done == [(0, []), (1, []), (2, [0, 1])]
    assert numbers(results) == [0, 1, 2]
    assert reported == [(0, 0.5), (1, 0.5), (2, 0.5)]


def test_parts_that_are_done_are_not_done_again(place, done, tmp_path):
    def stop_at_the_last(_, part, __, ___):
        if part.number == 2:
            raise KeyboardInterrupt
        return result(part.number)

    with pytest.raises(KeyboardInterrupt):
        do_parts(TASK, PARTS, Here(stop_at_the_last), folder=tmp_path)
    done.clear()
    stored = []

    results = do_parts(
        TASK,
        PARTS,
        place,
        folder=tmp_path,
        on_stored=lambda part, _: stored.append(part),
    )

    assert done == [(2, [0, 1])]
    assert stored == list(PARTS[:2])
    assert numbers(results) == [0, 1, 2]


def test_results_are_kept_unchanged(place, tmp_path):
    do_parts(TASK, PARTS, place, folder=tmp_path)

    again = do_parts(TASK, PARTS, Here(None), folder=tmp_path)
    for part, kept in zip(PARTS, again, strict=True):
        same = result(part.number)
        pd.testing.assert_frame_equal(kept.history, same.history)
        assert (kept.seconds, kept.tracing_seconds) == (1.5, 0.5)
        for ours, theirs in zip(kept.weights, same.weights, strict=True):
            np.testing.assert_array_equal(ours, theirs)
        np.testing.assert_array_equal(kept.epochs["a"], same.epochs["a"])
        np.testing.assert_array_equal(kept.read, same.read)


def test_a_damaged_result_is_done_again(place, done, tmp_path):
    do_parts(TASK, PARTS, place, folder=tmp_path)
    done.clear()
    file = tmp_path / PARTS[1].key / "result.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    results = do_parts(TASK, PARTS, place, folder=tmp_path)

    assert done == [(1, [])]
    assert numbers(results) == [0, 1, 2]


def test_the_result_of_another_part_is_not_used(place, done, tmp_path):
    do_parts(TASK, PARTS, place, folder=tmp_path)
    done.clear()
    others = divide_training(
        replace(PRESETS["distilled"], teachers=2, seed=7), "data", [], []
    )

    do_parts(TASK, others, place, folder=tmp_path)

    assert [number for number, _ in done] == [0, 1, 2]
