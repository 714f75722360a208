import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.errors import StoreError
from core.model.epoch_predictions import EpochPredictions
from core.store import artefacts
from core.store.artefacts import MANIFEST
from core.store.digit_sets import save_digits
from core.store.runs import (
    KERAS_FILE,
    LITERT_FILE,
    delete_predictions,
    find_run,
    has_predictions,
    list_runs,
    load_epochs,
    load_history,
    load_layers,
    load_predictions,
    load_run,
    save_predictions,
    save_run,
    truncate_probabilities,
)

FIRST, SECOND, DIGITS, OTHERS = "1" * 12, "2" * 12, "d" * 16, "e" * 16
FILES = [
    "recipe.json",
    "history.parquet",
    "layers.parquet",
    KERAS_FILE,
    LITERT_FILE,
    f"predictions/{DIGITS}.parquet",
    MANIFEST,
]


@pytest.fixture
def two_runs(data_folder, content):
    save_run(content(FIRST, day=1))
    save_run(content(SECOND, day=2))
    return data_folder / "runs"


def some_epochs(n=36):
    random = np.random.default_rng(4)
    return EpochPredictions(
        predictions=random.integers(0, 10, (3, n)).astype(np.int8),
        percent=random.integers(10, 101, (3, n)).astype(np.int8),
    )


def mine():
    runs, problems = list_runs()
    return [run.id for run in runs if not run.is_example], problems


def test_later_predictions_are_known_and_can_be_forgotten(two_runs):
    first, second = (load_run(two_runs / each) for each in (FIRST, SECOND))
    even = np.full((36, 10), 0.1, np.float32)
    save_predictions(first, OTHERS, even)

    assert has_predictions(first, DIGITS)
    assert has_predictions(first, OTHERS)
    assert not has_predictions(second, OTHERS)
    save_predictions(second, OTHERS, even)
    delete_predictions(OTHERS)
    assert not has_predictions(first, OTHERS)
    assert load_predictions(second, OTHERS) is None
    assert has_predictions(first, DIGITS)


def test_a_run_comes_back_as_it_was(data_folder, content):
    wanted = content(FIRST)

    saved = save_run(wanted)
    artefacts._verified_manifests.clear()
    run = load_run(data_folder / "runs" / FIRST)

    assert run == saved
    assert run.recipe == wanted.recipe
    assert run.evaluated == (DIGITS,)
    assert {name: getattr(run, name) for name in wanted.metadata} == wanted.metadata
    assert not run.is_example


@pytest.mark.usefixtures("data_folder")
def test_what_belongs_to_a_run_comes_back_as_it_was(content):
    wanted = content(FIRST, evaluated=(DIGITS, OTHERS))

    run = save_run(wanted)

    pd.testing.assert_frame_equal(load_history(run), wanted.history)
    pd.testing.assert_frame_equal(load_layers(run), wanted.layers)
    for name, probabilities in wanted.predictions.items():
        loaded = load_predictions(run, name)
        assert loaded.dtype == np.float32
        assert loaded.flags.c_contiguous
        np.testing.assert_array_equal(loaded, truncate_probabilities(probabilities))
    for name in (KERAS_FILE, LITERT_FILE):
        expected = (wanted.models / name).read_bytes()
        assert (run.folder / name).read_bytes() == expected


def test_truncated_probabilities_keep_the_maximum():
    rng = np.random.default_rng(0)
    before = rng.dirichlet(np.full(10, 0.1), 20_000).astype(np.float32)
    before[:100, 3] = before[:100, 7] = before[:100].max(axis=1)

    after = truncate_probabilities(before)

    np.testing.assert_array_equal(after.argmax(axis=1), before.argmax(axis=1))
    np.testing.assert_array_equal(after.max(axis=1), before.max(axis=1))
    assert (after <= before).all()
    np.testing.assert_allclose(after, before, rtol=2**-15, atol=1e-37)
    assert (after != before).mean() > 0.8


@pytest.mark.usefixtures("data_folder")
def test_run_can_be_published_to_another_root(content, tmp_path):
    run = save_run(content(FIRST), root=tmp_path / "other")

    assert run.folder == tmp_path / "other" / "runs" / FIRST
    assert mine() == ([], [])


@pytest.mark.usefixtures("two_runs")
def test_the_newest_run_is_first_and_the_examples_last():
    runs, problems = list_runs()

    assert [run.id for run in runs[:2]] == [SECOND, FIRST]
    assert [run.is_example for run in runs] == [False, False, True]
    assert problems == []


@pytest.mark.usefixtures("two_runs")
def test_a_run_is_found_by_its_id():
    assert find_run(FIRST).id == FIRST
    assert find_run("3" * 12) is None


@pytest.mark.parametrize("run_id", ["", ".", "..", "../digits/x", "1" * 11, "C:", "*"])
@pytest.mark.usefixtures("two_runs")
def test_invalid_run_ids_find_nothing(run_id):
    assert find_run(run_id) is None


@pytest.mark.usefixtures("two_runs")
def test_no_path_hides_in_an_id(digits):
    record = save_digits(digits)

    assert find_run(f"../digits/{record.id}") is None


@pytest.mark.usefixtures("data_folder")
def test_an_example_is_found_in_an_empty_home():
    (example,), _ = list_runs()

    assert example.is_example
    assert find_run(example.id) == example


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_is_named_and_the_other_runs_stay(two_runs, read_files, name):
    path = two_runs / FIRST / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    before = read_files(two_runs / SECOND)
    artefacts._verified_manifests.clear()

    ids, problems = mine()

    assert ids == [SECOND]
    assert [problem.kind for problem in problems] == ["damaged"]
    assert problems[0].values["name"] == FIRST
    assert problems[0].values["file"] == name
    assert Path(problems[0].values["path"], KERAS_FILE).is_file()
    assert read_files(two_runs / SECOND) == before
    assert mine() == ([SECOND], [])


@pytest.mark.parametrize("name", [name for name in FILES if name != MANIFEST])
def test_a_missing_file_is_named_and_the_other_runs_stay(two_runs, name):
    (two_runs / FIRST / name).unlink()
    artefacts._verified_manifests.clear()

    ids, problems = mine()

    assert ids == [SECOND]
    assert [problem.values["file"] for problem in problems] == [name]


def test_a_run_without_manifest_is_none(two_runs):
    (two_runs / FIRST / MANIFEST).unlink()
    artefacts._verified_manifests.clear()

    assert mine() == ([SECOND], [])
    assert find_run(FIRST) is None


def test_a_run_of_a_newer_misread_is_named_and_left_alone(two_runs, read_files):
    path = two_runs / FIRST / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"schema": 99}), "utf-8")
    before = read_files(two_runs)
    artefacts._verified_manifests.clear()

    ids, problems = mine()

    assert ids == [SECOND]
    assert [problem.kind for problem in problems] == ["unknown-schema"]
    assert problems[0].values == {"name": FIRST, "schema": 99}
    assert read_files(two_runs) == before


def test_a_damaged_run_that_is_asked_for_is_named(two_runs, error_kind):
    (two_runs / FIRST / LITERT_FILE).unlink()
    artefacts._verified_manifests.clear()

    assert error_kind(find_run, FIRST) == "damaged"
    assert find_run(FIRST) is None


@pytest.mark.usefixtures("two_runs")
def test_predictions_can_follow_a_run(read_files):
    run = find_run(FIRST)
    before = read_files(run.folder)
    later = np.full((7, 10), 0.1, np.float32)
    assert load_predictions(run, OTHERS) is None

    save_predictions(run, OTHERS, later)

    np.testing.assert_array_equal(
        load_predictions(run, OTHERS), truncate_probabilities(later)
    )
    assert load_predictions(find_run(SECOND), OTHERS) is None
    assert read_files(run.folder) == before


def test_damaged_predictions_are_named_and_can_be_made_again(two_runs, error_kind):
    run = find_run(FIRST)
    save_predictions(run, OTHERS, np.full((7, 10), 0.1, np.float32))
    path = two_runs.parent / "predictions" / FIRST / OTHERS / f"{OTHERS}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    artefacts._verified_manifests.clear()

    assert error_kind(load_predictions, run, OTHERS) == "damaged"
    assert load_predictions(run, OTHERS) is None
    save_predictions(run, OTHERS, np.full((7, 10), 0.1, np.float32))
    assert len(load_predictions(run, OTHERS)) == 7


def test_a_run_that_cannot_be_written_leaves_nothing(two_runs, content, read_files):
    before = read_files(two_runs.parent)
    wanted = content("3" * 12)
    (wanted.models / LITERT_FILE).unlink()

    with pytest.raises(StoreError) as caught:
        save_run(wanted)

    assert caught.value.kind == "cannot-write"
    assert read_files(two_runs.parent) == before


def test_the_epochs_of_a_run_come_back_as_they_were(data_folder, content):
    epochs = some_epochs()

    saved = save_run(replace(content(FIRST), epochs={DIGITS: epochs}))
    artefacts._verified_manifests.clear()
    run = load_run(data_folder / "runs" / FIRST)

    assert run == saved
    assert run.replayed == (DIGITS,)
    found = load_epochs(run, DIGITS)
    np.testing.assert_array_equal(found.predictions, epochs.predictions)
    np.testing.assert_array_equal(found.percent, epochs.percent)
    assert load_epochs(run, OTHERS) is None


def test_a_run_of_an_older_misread_has_no_epochs(two_runs):
    folder = two_runs / FIRST
    manifest = folder / MANIFEST
    metadata = json.loads(manifest.read_text("utf-8"))["about"]
    assert metadata.pop("replayed") == []
    shutil.rmtree(folder / "epochs")
    manifest.unlink()
    artefacts._write_manifest(folder, metadata)
    artefacts._verified_manifests.clear()

    run = load_run(folder)

    assert run.replayed == ()
    assert load_epochs(run, DIGITS) is None
    assert run.evaluated == (DIGITS,)


def test_damaged_epochs_are_named(data_folder, content, error_kind):
    run = save_run(replace(content(FIRST), epochs={DIGITS: some_epochs()}))
    path = data_folder / "runs" / FIRST / "epochs" / f"{DIGITS}.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    artefacts._verified_manifests.clear()

    assert error_kind(load_epochs, run, DIGITS) == "damaged"
