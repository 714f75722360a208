import json
import logging
import re

import pytest

from core import log
from core.errors import DatasetError


@pytest.fixture(autouse=True)
def _closed():
    yield
    log.close()


@pytest.fixture
def opened(tmp_path):
    """Factory: open the log in a folder, and return its file."""

    def make():
        log.configure(tmp_path)
        return tmp_path / "logs" / "misread.log"

    return make


def test_an_event_is_a_line_with_time_level_and_values(opened):
    path = opened()

    log.event("job-done", kind="imports", seconds=1.5)

    (line,) = path.read_text("utf-8").splitlines()
    pattern = (
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO job-done process=\d+"
        r" kind=imports seconds=1.5"
    )
    assert re.fullmatch(pattern, line)


def test_no_value_breaks_a_line(opened):
    path = opened()

    log.event("started", folder='a b\n"c" d=1\u2028')

    (line,) = path.read_text("utf-8").splitlines()
    assert line.endswith(r'folder="a b\n\"c\" d=1\u2028"')


def test_events_are_json_lines_if_asked_for(opened, monkeypatch):
    monkeypatch.setenv("MISREAD_LOG_FORMAT", "json")
    path = opened()

    log.event("upload-accepted", images=3)
    log.warning("quarantined", kind="runs")

    first, second = map(json.loads, path.read_text("utf-8").splitlines())
    assert (first["event"], first["level"], first["images"]) == (
        "upload-accepted",
        "INFO",
        3,
    )
    assert (second["level"], second["kind"]) == ("WARNING", "runs")


@pytest.mark.parametrize(
    ("level", "expected"), [("warning", 1), ("INFO", 2), ("", 2), ("nonsense", 2)]
)
def test_the_level_is_a_setting(opened, monkeypatch, level, expected):
    monkeypatch.setenv("MISREAD_LOG_LEVEL", level)
    path = opened()

    log.event("started")
    log.warning("quarantined")

    assert len(path.read_text("utf-8").splitlines()) == expected


def test_warnings_alone_reach_the_terminal(opened, capsys):
    opened()

    log.event("started")
    log.warning("quarantined", kind="runs")

    assert capsys.readouterr().err.count("\n") == 1


def test_without_events_there_is_no_file(opened):
    assert not opened().parent.exists()


def test_a_full_file_is_rotated(opened, monkeypatch):
    monkeypatch.setattr(log, "_MAX_FILE_BYTES", 200)
    path = opened()

    for number in range(20):
        log.event("job-done", number=number)

    names = sorted(each.name for each in path.parent.iterdir())
    assert names == ["misread.log", *(f"misread.log.{n}" for n in (1, 2, 3))]
    assert "number=19" in path.read_text("utf-8")


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path, capsys):
    (tmp_path / "file").touch()
    log.configure(tmp_path / "file")

    log.event("started")
    log.unexpected(KeyError("x"))

    assert "Traceback" not in capsys.readouterr().err


def test_the_root_logger_is_left_alone(opened):
    root = logging.getLogger()
    before = root.level, root.handlers[:]

    opened()
    log.event("started")

    assert (root.level, root.handlers) == before


def test_an_unexpected_error_is_named_by_type_and_place(opened):
    path = opened()

    try:
        raise DatasetError("upload-empty", name="anna.png")
    except DatasetError as error:
        log.unexpected(error)

    line = path.read_text("utf-8")
    assert '"DatasetError at tests/core/test_log.py:' in line
    assert "anna" not in line
