import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[3] / "core" / "data"
SENTENCES = ROOM.parent / "wording" / "en" / "errors.ftl"


def raised():
    """Find every kind of DatasetError in the room, with the values it is given."""
    call = re.compile(
        r"(?:Dataset|Archive)Error\(\s*\"([a-z-]+)\"((?:[^()]|\([^()]*\))*)\)"
    )
    for path in sorted(ROOM.glob("*.py")):
        for kind, values in call.findall(path.read_text(encoding="utf-8")):
            yield kind, set(re.findall(r"(\w+)=", values))


@pytest.mark.parametrize(("kind", "values"), list(raised()))
def test_every_raised_error_has_a_message_with_its_variables(kind, values):
    sentences = SENTENCES.read_text(encoding="utf-8")

    found = re.findall(rf"^error-{kind} = (.+)$", sentences, re.MULTILINE)

    assert len(found) == 1
    assert set(re.findall(r"\{ \$(\w+) \}", found[0])) <= values
