import ast
import re
from pathlib import Path

from core.settings import Settings

ROOT = Path(__file__).parents[2]


def test_settings_that_are_not_set_are_empty():
    settings = Settings.from_environment({})

    assert (settings.home, settings.mode, settings.log_level) == ("", "", "")
    assert settings.allowed_hosts == ()
    assert not settings.allows_training


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("MISREAD_HOME", "here")
    monkeypatch.setenv("MISREAD_ALLOWED_HOSTS", "a.example, ,b.example")
    monkeypatch.setenv("MISREAD_TRAINING", "1")
    monkeypatch.setenv("MISREAD_LOG_LEVEL", "debug")

    settings = Settings.from_environment()

    assert (settings.home, settings.log_level) == ("here", "DEBUG")
    assert settings.allowed_hosts == ("a.example", "b.example")
    assert settings.allows_training


def test_only_one_asks_for_training():
    for text in ("0", "yes", ""):
        assert not Settings.from_environment({"MISREAD_TRAINING": text}).allows_training


def test_the_language_is_the_first_that_is_set():
    environment = {"LANG": "en", "LC_ALL": "zh", "MISREAD_LANG": ""}

    assert Settings.from_environment(environment).language == "zh"


def test_every_variable_is_documented_in_the_settings():
    code = (ROOT / "core" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'get\("(\w+)"', code)) | {"MISREAD_LANG"}

    assert read == set(re.findall(r"``((?:MISREAD|KERAS)_\w+)``", Settings.__doc__))


def test_no_other_module_reads_the_variables():
    for folder in ("core", "dashboard", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.name in ("settings.py", "worker.py"):
                continue  # The worker sets MISREAD_HOME.
            texts = [
                node.value
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            read = {text for text in texts if re.fullmatch(r"MISREAD_[A-Z_]+", text)}
            assert read == set(), path
