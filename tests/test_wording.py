"""Every message is said somewhere, and whatever is said has its message."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from core.errors import MisreadError
from core.wording import LANGUAGES, error_sentence, message_ids

ROOT = Path(__file__).parents[1]
WORDING = ROOT / "core" / "wording"
ERRORS = {
    "DatasetError",
    "StoreError",
    "DamagedError",
    "ImagesMissingError",
    "WorkError",
    "MisreadError",
}
# Where an error is passed on whose kind is known only when it runs.
PASSED_ON = {
    "core/store/events.py",
    "core/work/decoding.py",
    "dashboard/__main__.py",
    "dashboard/blocks/import_predictions.py",
    "dashboard/blocks/get_mnist.py",
}
# Functions that may be called in a message.
FUNCTIONS = {"PERCENT", "CERTAINTY", "POINTS", "DURATION", "NUMBER"}


class Pieces(Visitor):
    """Collects the variables, functions and other messages of a message."""

    def __init__(self):
        self.variables, self.functions, self.messages = set(), set(), set()

    def visit_MessageReference(self, node):  # noqa: N802
        self.messages.add(node.id.name)

    def visit_VariableReference(self, node):  # noqa: N802
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node):  # noqa: N802
        self.functions.add(node.id.name)
        self.generic_visit(node)


@cache
def entries(language="en"):
    """Everything that stands in the files of a language."""
    parser = FluentParser()
    paths = sorted((WORDING / language).glob("*.ftl"))
    return [
        entry
        for path in paths
        for entry in parser.parse(path.read_text("utf-8")).body
        if not isinstance(entry, fluent.BaseComment)
    ]


@cache
def pieces(language="en"):
    """Variables and functions of every message, by its id."""
    found = {}
    for entry in entries(language):
        found[entry.id.name] = Pieces()
        found[entry.id.name].visit(entry)
    return found


@cache
def trees():
    """Every Python file that readers may see words of, parsed."""
    paths = [
        path
        for folder in ("core", "dashboard", "pages")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in paths
    }


@dataclass(frozen=True)
class Call:
    """A call of a function with a message or a kind as its first argument."""

    module: str
    line: int
    name: str
    ids: tuple[str, ...]
    patterns: tuple[str, ...]
    values: frozenset[str]
    has_more: bool


@cache
def calls():
    """All calls of `say` and of the errors."""
    return [
        Call(
            module=module,
            line=node.lineno,
            name=node.func.id,
            ids=tuple(constants(node.args[0])),
            patterns=tuple(patterns(node.args[0])),
            values=frozenset(each.arg for each in node.keywords if each.arg),
            has_more=any(each.arg is None for each in node.keywords),
        )
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", *ERRORS}
        and node.args
    ]


def constants(node):
    """The texts that an expression may be: one, or one of two."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return []


def patterns(node):
    """Regular expressions for what an f-string may become."""
    if isinstance(node, ast.IfExp):
        return [*patterns(node.body), *patterns(node.orelse)]
    if not isinstance(node, ast.JoinedStr):
        return []
    parts = [
        re.escape(part.value) if isinstance(part, ast.Constant) else "(.+)"
        for part in node.values
    ]
    return ["".join(parts)]


@cache
def texts():
    """Every text and every argument's name in the sources: what a blank may become."""
    nodes = [node for tree in trees().values() for node in ast.walk(tree)]
    return {
        *(each.value for each in nodes if isinstance(each, ast.Constant)),
        *(each.arg for each in nodes if isinstance(each, ast.keyword)),
    }


@cache
def in_templates():
    """Every message that a template says, with the names of its values."""
    found = {}
    for path in sorted((ROOT / "core").rglob("*.html")):
        text = path.read_text("utf-8")
        for name, values in re.findall(r"words\('([a-z0-9_-]+)'(.*?)\)", text):
            found[name] = set(re.findall(r"(\w+)=", values))
    return found


@cache
def kinds():
    """Every kind of error that is raised."""
    known = {kind for call in calls() if call.name in ERRORS for kind in call.ids}
    # In the face of a number from the system, its kind is looked up in a table.
    table = [
        node.value
        for node in ast.walk(trees()["dashboard/__main__.py"])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    # `CancelledError` has one kind, which its class names.
    return known | {"cancelled"} | {each for each in table if re.fullmatch("(port|host)-[a-z-]+", each)}


@cache
def is_said(message):
    """Whether some place in the sources, or another message, can say a message."""
    if message.startswith("error-"):
        return message.removeprefix("error-") in kinds()
    if message in texts() or message in in_templates():
        return True
    if any(
        is_said(name) for name, each in pieces().items() if message in each.messages
    ):
        return True
    matches = [
        re.fullmatch(pattern, message) for call in calls() for pattern in call.patterns
    ]
    return any(match and set(match.groups()) <= texts() for match in matches)


raised = [call for call in calls() if call.name in ERRORS and call.ids]
said = [call for call in calls() if call.name == "say"]


def place(call):
    return f"{call.module}:{call.line}"


def test_there_is_something_to_test():
    assert len(raised) > 40
    assert len(said) > 100
    assert len(pieces()) > 200


@pytest.mark.parametrize("call", raised, ids=place)
def test_every_error_has_a_sentence_that_it_can_fill(call):
    for kind in call.ids:
        variables = pieces()[f"error-{kind}"].variables
        assert call.has_more or variables <= call.values


def test_the_kind_of_an_error_is_a_text_except_where_one_is_passed_on():
    unknown = {
        call.module
        for call in calls()
        if call.name in ERRORS and not call.ids and call.module != "core/errors.py"
    }

    assert unknown == PASSED_ON


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_error_can_be_said(kind):
    values = dict.fromkeys(pieces()[f"error-{kind}"].variables, 3)

    sentence = error_sentence(MisreadError(kind, **values))

    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("call", said, ids=place)
def test_whatever_is_said_has_a_message_with_all_its_values(call):
    for name in call.ids:
        message = name.partition(".")[0]
        assert message in pieces()
        assert call.has_more or pieces()[message].variables <= call.values


@pytest.mark.parametrize("call", said, ids=place)
def test_whatever_is_said_in_parts_has_a_message(call):
    for pattern in call.patterns:
        assert any(re.fullmatch(pattern, message) for message in pieces()), pattern


@pytest.mark.parametrize("message", sorted(in_templates()))
def test_whatever_a_template_says_has_a_message_with_all_its_values(message):
    assert pieces()[message].variables <= in_templates()[message]


@pytest.mark.parametrize("message", sorted(pieces()))
def test_every_message_is_said_somewhere(message):
    assert is_said(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_read(language):
    junk = [each for each in entries(language) if isinstance(each, fluent.Junk)]
    names = Counter(entry.id.name for entry in entries(language))

    assert junk == []
    assert [name for name, count in names.items() if count > 1] == []
    assert set(names) == message_ids(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_call_only_functions_that_there_are(language):
    called = set().union(*(each.functions for each in pieces(language).values()))

    assert called <= FUNCTIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_messages_with_the_same_values(language):
    expected = {name: each.variables for name, each in pieces().items()}

    assert {name: each.variables for name, each in pieces(language).items()} == expected


@pytest.mark.parametrize("path", sorted(WORDING.rglob("*.ftl")), ids=lambda p: p.name)
def test_messages_are_calm(path):
    text = re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.M)

    assert "!" not in text
    assert not re.search(r"\bplease\b", text, re.I)
