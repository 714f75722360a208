import tomllib
from pathlib import Path

import pytest

from core.__main__ import main
from core._version import VERSION
from dashboard.__main__ import main as serve

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_version_of_the_project_is_the_one_of_the_code():
    assert PROJECT["project"]["version"] == VERSION


@pytest.mark.parametrize("package", ["core", "dashboard"])
def test_an_installed_package_has_all_its_files(package):
    folder = ROOT / package
    patterns = PROJECT["tool"]["setuptools"]["package-data"][package]
    packed = {path for pattern in patterns for path in folder.glob(pattern)}

    files = {path for path in folder.rglob("*.*") if path.is_file()}
    code = {path for path in files if path.suffix in (".py", ".pyc")}
    assert files - code <= packed


def test_the_changelog_begins_with_the_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert text.split("## [")[1].startswith(f"{VERSION}]")


@pytest.mark.parametrize("command", [main, serve])
def test_both_commands_name_the_version(command, capsys):
    with pytest.raises(SystemExit) as ended:
        command(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Misread {VERSION}\n"
