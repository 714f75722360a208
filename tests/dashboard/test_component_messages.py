"""Messages from a browser are untrusted: each may be anything."""

import base64

import numpy as np
import pytest

from dashboard.widgets import drawing_pad, folder_picker, messages
from dashboard.widgets.label_grid import parse_change


def batch(*files, **changes):
    content = b"".join(content for _, content in files)
    return {
        "names": [name for name, _ in files],
        "sizes": [len(content) for _, content in files],
        "content": base64.b64encode(content).decode("ascii"),
    } | changes


def drawing(side=2, pixels=b"\x00\x80\xff\x01", **changes):
    encoded = base64.b64encode(pixels).decode("ascii")
    return {"number": 1, "side": side, "pixels": encoded} | changes


def test_a_folder_is_cut_into_its_files():
    files = [("mine/7/a.png", b"abc"), ("mine/.DS_Store", b""), ("mine/b.png", b"de")]

    assert folder_picker.unpack_batch(batch(*files)) == files


@pytest.mark.parametrize(
    "changes",
    [
        {"sizes": [2]},
        {"sizes": [4]},
        {"sizes": [-1]},
        {"sizes": [3, 0]},
        {"sizes": ["many"]},
        {"sizes": None},
        {"names": []},
        {"content": "é"},
        {"content": 7},
    ],
)
def test_a_folder_that_does_not_add_up_is_nothing(changes):
    assert folder_picker.unpack_batch(batch(("a.png", b"abc"), **changes)) is None


def test_sizes_that_only_add_up_in_sum_are_nothing():
    files = [("a.png", b"abc"), ("b.png", b"de")]

    assert folder_picker.unpack_batch(batch(*files, sizes=[6, -1])) is None


def test_folder_over_the_limits_is_rejected(monkeypatch):
    files = [("a.png", b"abc"), ("b.png", b"de")]
    assert folder_picker.unpack_batch(batch(*files)) is not None

    monkeypatch.setattr(folder_picker, "MAX_BYTES", 4)
    assert folder_picker.unpack_batch(batch(*files)) is None
    monkeypatch.setattr(folder_picker, "MAX_BYTES", 5)
    monkeypatch.setattr(folder_picker, "MAX_FILES", 1)
    assert folder_picker.unpack_batch(batch(*files)) is None


def test_a_drawing_is_a_grey_square():
    picture = drawing_pad.unpack_drawing(drawing())

    assert picture.dtype == np.uint8
    assert picture.tolist() == [[0, 128], [255, 1]]


@pytest.mark.parametrize(
    "message",
    [
        {},
        drawing(side=3),
        drawing(side=0, pixels=b""),
        drawing(side="two"),
        drawing(side=drawing_pad.LARGEST_SIDE + 1, pixels=bytes(513**2)),
        drawing(pixels=b"abcd", side=None),
        {"side": 2, "pixels": "nö"},
    ],
)
def test_malformed_drawing_is_rejected(message):
    assert drawing_pad.unpack_drawing(message) is None


def test_a_change_of_labels_keeps_to_what_was_shown():
    change = parse_change({"positions": [1, 2.0, 99, "3", True], "digit": 7}, {1, 2, 3})

    assert change == ([1, 2], 7)


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"positions": [1], "digit": 10},
        {"positions": [1], "digit": -2},
        {"positions": [1], "digit": 2.5},
        {"positions": [1], "digit": float("nan")},
        {"positions": [1], "digit": True},
        {"positions": [], "digit": 3},
        {"positions": [9], "digit": 3},
        {"positions": "1", "digit": 3},
    ],
)
def test_a_change_that_makes_no_sense_is_none(action):
    assert parse_change(action, {1, 2, 3}) is None


@pytest.fixture
def receive(monkeypatch):
    """Factory: `receive(message)` makes it the value of the component `x`."""
    return lambda message: monkeypatch.setattr(messages.st, "session_state", message)


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_message_with_a_number_that_is_not_finite_is_none(receive, number):
    receive({"x": {"side": {"side": number}, "sizes": [1, [number]], "epoch": number}})

    for name in ("side", "sizes", "epoch"):
        assert messages.component_message("x", name) is None
    assert messages.component_record("x", "side") == {}
    assert messages.component_records("x", "sizes") == []


@pytest.mark.parametrize("state", [{}, {"x": None}, {"x": 7}, {"x": [1]}, {"x": "y"}])
def test_state_that_is_no_record_holds_no_message(receive, state):
    receive(state)

    assert messages.component_message("x", "choice") is None
    assert messages.component_record("x", "choice") == {}


def test_only_objects_of_a_message_are_actions(receive):
    receive({"x": {"actions": [7, None, "a", [1], {"number": 1}], "choice": [1]}})

    assert messages.component_records("x", "actions") == [{"number": 1}]
    assert messages.component_records("x", "nothing") == []
    assert messages.component_record("x", "choice") == {}
    assert messages.component_message("x", "choice") == [1]
