import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "core" / "data"
SENTENCES = PACKAGE.parent / "wording" / "en" / "errors.ftl"


def raised():
    """Find each DatasetError in the package, with the names of its values."""
    call = re.compile(
        r"(?:Dataset|Archive)Error\(\s*\"([a-z-]+)\"((?:[^()]|\([^()]*\))*)\)"
    )
    for path in sorted(PACKAGE.glob("*.py")):
        for kind, values in call.findall(path.read_text(encoding="utf-8")):
            yield kind, set(re.findall(r"(\w+)=", values))


@pytest.mark.parametrize(("kind", "values"), list(raised()))
def test_every_raised_error_has_a_message_with_its_variables(kind, values):
    sentences = SENTENCES.read_text(encoding="utf-8")

    found = re.findall(rf"^error-{kind} = (.+)$", sentences, re.MULTILINE)

    assert len(found) == 1
    assert set(re.findall(r"\{ \$(\w+) \}", found[0])) <= values
