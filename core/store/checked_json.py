"""JSON objects of one line, with a checksum that finds damage by a disk.

Files that older versions wrote have no checksum, and are read without a check.
"""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

_CHECKED: Final = re.compile(r'\{"crc32": "([0-9a-f]{8})"(?:, )?')


def to_checked_json(values: Mapping[str, Any]) -> str:
    """Return an object as one line, whose first field is the CRC-32 of the others."""
    fields = json.dumps(values).removeprefix("{")
    separator = ", " if values else ""
    return f'{{"crc32": "{_checksum(fields)}"{separator}{fields}'


def parse_checked_json(text: str) -> dict[str, Any]:
    """Parse an object, and compare its checksum.

    Raises:
        ValueError: It is cut short or damaged, or not an object.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("not an object")
    if "crc32" in values:
        found = _CHECKED.match(text)
        if found is None or found[1] != _checksum(text[found.end() :]):
            raise ValueError("damaged")
        del values["crc32"]
    return values


def _checksum(fields: str) -> str:
    return f"{zlib.crc32(fields.encode()):08x}"
