from dataclasses import replace

import pytest

from core.store.runs import list_runs
from core.wording.titles import digit_set_title, run_title


@pytest.mark.parametrize(
    ("source", "title", "language", "expected"),
    [
        ("mnist-test", "", "en", "MNIST test"),
        ("mnist-test", "", "zh", "MNIST 测试集"),
        ("own-1", "Class 4b", "zh", "Class 4b"),
        ("elsewhere", "", "en", "elsewhere"),
    ],
)
def test_a_digit_set_goes_by_its_title_or_its_source(source, title, language, expected):
    assert digit_set_title(source, title, language) == expected


@pytest.mark.usefixtures("data_folder")
def test_a_run_is_named_by_preset_data_and_day():
    run = list_runs()[0][0]

    assert run_title(run) == f"“distilled” on MNIST, {run.created[:10]}"


@pytest.mark.usefixtures("data_folder")
def test_an_imported_run_is_named_by_its_title():
    run = replace(list_runs()[0][0], recipe=None, title="Theirs")

    assert "“Theirs”" in run_title(run)
    assert run.created[:10] in run_title(run, "zh")
