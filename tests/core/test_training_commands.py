import json
from dataclasses import replace

import pytest

from core.__main__ import main
from core.work.catalogue import find_digits
from tests.seed_runs import FAST, publish, recipes

pytestmark = pytest.mark.usefixtures("data_folder")
TRAIN = ("train", "--data", "built-in", "--preset", "fast", "--epochs", "2")


@pytest.fixture
def trained(data_folder):  # noqa: ARG001
    """Two runs of one recipe, of which the second misreads 18 digits more."""
    return [publish(recipe, 18 * number) for number, recipe in enumerate(recipes(2))]


def test_several_seeds_have_a_mean_and_a_spread(trained, capsys):
    assert main([*TRAIN, "--seeds", "0", "1", "--json"]) == 0

    result = json.loads(capsys.readouterr().out)
    n = find_digits("built-in").n
    assert [each["id"] for each in result["runs"]] == [run.id for run in trained]
    (group,) = result["seeds"]
    assert group["ids"] == [run.id for run in trained]
    assert (group["on"], group["n"], group["changed"]) == ("built-in", 2, {"epochs": 2})
    assert group["mean"] == pytest.approx(1 - 9 / n)
    assert group["low"] == pytest.approx(1 - 18 / n)


@pytest.mark.usefixtures("trained")
def test_several_seeds_are_told_in_one_sentence(capsys):
    assert main([*TRAIN, "--seeds", "0", "1"]) == 0

    *_, last = capsys.readouterr().out.splitlines()
    assert last == (
        "2 seeds with epochs 2 on built-in: 99.50\u202f% on average, "
        "standard deviation 0.71 points, from 99.00\u202f% to 100.00\u202f%."
    )


@pytest.mark.usefixtures("trained")
def test_varied_settings_make_no_group_of_seeds(capsys):
    other = publish(replace(FAST, learning_rate=4e-3))

    command = [*TRAIN, "--vary", "learning_rate", "4e-3", "8e-3", "--json"]
    assert main(command) == 0

    result = json.loads(capsys.readouterr().out)
    assert result["runs"][0]["id"] == other.id
    assert result["seeds"] == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--vary", "speed", "1"), "no setting speed"),
        (("--vary", "epochs"), "epochs has no value"),
        (("--vary", "epochs", "0"), "epochs must be 1 to 200"),
    ],
)
def test_a_bad_setting_is_named(options, reason, capsys):
    assert main([*TRAIN, *options]) == 1

    errors = capsys.readouterr().err
    assert errors.startswith("This setting does not work: ")
    assert reason in errors


def test_one_seed_and_several_exclude_each_other(capsys):
    with pytest.raises(SystemExit):
        main([*TRAIN, "--seed", "1", "--seeds", "1", "2"])

    assert "not allowed with argument" in capsys.readouterr().err
