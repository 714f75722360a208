import json

import pytest

from core.store.checked_json import parse_checked_json, to_checked_json

VALUES = {"phase": "training", "share": 0.25, "title": "Ziffern 数字", "paths": []}


@pytest.mark.parametrize("values", [VALUES, {}, {"crc": 3}])
def test_an_object_survives_and_is_json_for_others(values):
    line = to_checked_json(values)

    assert "\n" not in line
    assert parse_checked_json(line) == values
    assert json.loads(line) == {"crc32": line[11:19], **values}


def test_no_flipped_bit_changes_a_value():
    line = to_checked_json(VALUES).encode()
    for position in range(8 * len(line)):
        damaged = bytearray(line)
        damaged[position // 8] ^= 1 << position % 8
        try:
            found = parse_checked_json(damaged.decode("utf-8", "replace"))
        except ValueError:
            continue
        # The name of the checksum itself was hit.
        assert {key: found.get(key) for key in VALUES} == VALUES


def test_an_object_that_is_cut_short_is_refused():
    line = to_checked_json(VALUES)
    for length in range(len(line)):
        with pytest.raises(ValueError):  # noqa: PT011
            parse_checked_json(line[:length])


def test_what_an_older_version_wrote_is_read():
    assert parse_checked_json('{"data": "built-in"}') == {"data": "built-in"}


@pytest.mark.parametrize("text", ["", "[]", "3", '{"crc32": "00000000"}', "{"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_checked_json(text)
