"""Every message is used somewhere, and every message that is used exists.

Static checks loop with subtests: a failure names the message, the call or the file.
"""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import dashboard  # noqa: F401 (adds its messages)
from core.errors import MisreadError
from core.wording import LANGUAGES, error_sentence
from core.wording.messages import sources
from tests.subprocesses import run_python_code

ROOT = Path(__file__).parents[1]
FOLDERS = ("core/wording", "dashboard/wording")
ERRORS = {
    "ArchiveError",
    "CancelledError",
    "DamagedError",
    "DatasetError",
    "DuplicateError",
    "ImagesMissingError",
    "MisreadError",
    "StoreError",
    "WorkError",
}
# Modules that pass errors on whose kind is known only at run time.
PASSED_ON = {
    "core/store/events.py",
    "core/work/decoder_process.py",
    "dashboard/__main__.py",
    "dashboard/blocks/import_predictions.py",
    "dashboard/blocks/data.py",
}
# Functions that a message may call.
FUNCTIONS = {"PERCENT", "CERTAINTY", "POINTS", "DURATION", "NUMBER"}


class Pieces(Visitor):
    """The variables, functions and other messages of a message."""

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
def entries(language="en", folders=FOLDERS):
    """Everything in the files of a language but comments."""
    parser = FluentParser()
    return [
        entry
        for path in files(language, folders)
        for entry in parser.parse(path.read_text("utf-8")).body
        if not isinstance(entry, fluent.BaseComment)
    ]


def files(language="*", folders=FOLDERS):
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).glob(f"{language}/*.ftl"))
    ]


@cache
def pieces(language="en", folders=FOLDERS):
    """Variables and functions of every message, by its id."""
    found = {}
    for entry in entries(language, folders):
        found[entry.id.name] = Pieces()
        found[entry.id.name].visit(entry)
    return found


def variables(language, folder):
    found = pieces(language, (folder,))
    return {name: each.variables for name, each in found.items()}


def core_pieces():
    return pieces("en", FOLDERS[:1])


@cache
def trees():
    """Every Python file that may show text to users, parsed."""
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

    @property
    def place(self):
        return f"{self.module}:{self.line}"


@cache
def calls(room=""):
    """All calls of `say` and of the errors in modules that begin with a path."""
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
        if module.startswith(room)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", *ERRORS}
        and node.args
    ]


@cache
def prefixes(room=""):
    """The prefixes with which `say_all` is called."""
    return tuple(
        node.args[0].value
        for module, tree in trees().items()
        if module.startswith(room)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say_all"
    )


def uses(room=""):
    return [call for call in calls(room) if call.name == "say"]


def raised(room=""):
    return [call for call in calls(room) if call.name in ERRORS and call.ids]


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
def texts(room=""):
    """Every text and every argument's name in the sources: what a blank may become."""
    nodes = [
        node
        for module, tree in trees().items()
        if module.startswith(room)
        for node in ast.walk(tree)
    ]
    return {
        *(each.value for each in nodes if isinstance(each, ast.Constant)),
        *(each.arg for each in nodes if isinstance(each, ast.keyword)),
    }


@cache
def in_templates():
    """Every message in a template, with the names of its values."""
    found = {}
    for path in sorted((ROOT / "core").rglob("*.html")):
        text = path.read_text("utf-8")
        for name, values in re.findall(r"words\('([a-z0-9_-]+)'(.*?)\)", text):
            found[name] = set(re.findall(r"(\w+)=", values))
    return found


@cache
def kinds(room=""):
    """Every kind of error that is raised."""
    known = {kind for call in raised(room) for kind in call.ids}
    if room == "core/":
        return known
    # A table maps error numbers of the system to kinds.
    table = [
        node.value
        for node in ast.walk(trees()["dashboard/__main__.py"])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return known | {each for each in table if re.fullmatch("(port|host)-[a-z-]+", each)}


@cache
def is_used(message, room=""):
    """True if a module of the room, a template or another message uses a message."""
    if message.startswith("error-"):
        return message.removeprefix("error-") in kinds(room)
    if message in texts(room) or message in in_templates():
        return True
    if message.startswith(prefixes(room)):
        return True
    if any(
        is_used(name, room)
        for name, each in pieces().items()
        if message in each.messages
    ):
        return True
    matches = [
        re.fullmatch(pattern, message)
        for call in calls(room)
        for pattern in call.patterns
    ]
    return any(match and set(match.groups()) <= texts(room) for match in matches)


def test_there_is_something_to_test():
    assert len(raised()) > 40
    assert len(uses()) > 100
    assert len(pieces()) > 200
    assert len(in_templates()) > 20
    assert len(files()) > 30


def test_every_error_has_a_sentence_that_it_can_fill(subtests):
    for call in raised():
        with subtests.test(msg=call.place):
            for kind in call.ids:
                needed = pieces()[f"error-{kind}"].variables
                assert call.has_more or needed <= call.values


def test_the_kind_of_an_error_is_a_text_except_where_one_is_passed_on():
    unknown = {
        call.module
        for call in calls()
        if call.name in ERRORS and not call.ids and call.module != "core/errors.py"
    }

    assert unknown == PASSED_ON


def test_every_error_makes_a_sentence(subtests):
    for kind in sorted(kinds()):
        with subtests.test(msg=kind):
            values = dict.fromkeys(pieces()[f"error-{kind}"].variables, 3)

            sentence = error_sentence(MisreadError(kind, **values))

            assert sentence.endswith(".")
            assert "\n" not in sentence


def test_every_message_that_is_used_exists_and_gets_its_values(subtests):
    for call in uses():
        with subtests.test(msg=call.place):
            for name in call.ids:
                message = name.partition(".")[0]
                assert message in pieces()
                assert call.has_more or pieces()[message].variables <= call.values


def test_every_id_that_is_put_together_matches_a_message(subtests):
    for call in uses():
        for pattern in call.patterns:
            with subtests.test(msg=call.place, pattern=pattern):
                assert any(re.fullmatch(pattern, message) for message in pieces())


def test_every_prefix_has_messages():
    assert set(prefixes()) == {"streamlit-", "matrix-change-"}
    assert all(any(name.startswith(each) for name in pieces()) for each in prefixes())


def test_every_message_of_a_template_exists_and_gets_its_values(subtests):
    for message, values in sorted(in_templates().items()):
        with subtests.test(msg=message):
            assert pieces()[message].variables <= values


def test_every_message_is_used_somewhere(subtests):
    for message in sorted(pieces()):
        with subtests.test(msg=message):
            assert is_used(message)


def test_core_finds_every_message_in_its_own_files(subtests):
    ids = core_pieces()
    for call in uses("core/"):
        with subtests.test(msg=call.place):
            assert {name.partition(".")[0] for name in call.ids} <= set(ids)
            for pattern in call.patterns:
                assert any(re.fullmatch(pattern, message) for message in ids), pattern
    with subtests.test(msg="errors"):
        assert {f"error-{kind}" for kind in kinds("core/")} <= set(ids)
    with subtests.test(msg="templates"):
        assert set(in_templates()) <= set(ids)
    for message in sorted(set(pieces()) - set(ids)):
        if message.startswith("finding-"):
            with subtests.test(msg=message):
                assert message.removeprefix("finding-") not in texts("core/")
    for message, parts in ids.items():
        with subtests.test(msg=message):
            assert parts.messages <= set(ids)


def test_core_has_no_message_that_only_the_dashboard_uses(subtests):
    for message in sorted(core_pieces()):
        with subtests.test(msg=message):
            assert is_used(message, "core/")


def test_the_command_line_does_without_the_messages_of_the_dashboard():
    code = (
        "import sys\n"
        "from core.wording import say\n"
        "import core.__main__\n"
        "assert say('cli')\n"
        "assert not [name for name in sys.modules if name.startswith('dashboard')]\n"
        "try:\n"
        "    say('page-overview')\n"
        "except KeyError:\n"
        "    import dashboard\n"
        "    print(say('page-overview'))\n"
    )

    assert run_python_code(code) == ["Overview"]


def test_every_message_can_be_parsed(subtests):
    for language in LANGUAGES:
        with subtests.test(msg=language):
            junk = [each for each in entries(language) if isinstance(each, fluent.Junk)]
            names = Counter(entry.id.name for entry in entries(language))

            assert junk == []
            assert [name for name, count in names.items() if count > 1] == []
            assert set(names) == set(sources(language))


def test_messages_call_only_known_functions(subtests):
    for language in LANGUAGES:
        with subtests.test(msg=language):
            called = [each.functions for each in pieces(language).values()]

            assert set().union(*called) <= FUNCTIONS


def test_every_language_has_the_same_messages_with_the_same_values(subtests):
    for language in LANGUAGES[1:]:
        for folder in FOLDERS:
            with subtests.test(msg=language, folder=folder):
                assert variables(language, folder) == variables("en", folder)


def test_messages_are_calm(subtests):
    for path in files():
        with subtests.test(msg=str(path.relative_to(ROOT))):
            text = re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.M)

            assert "!" not in text
            assert not re.search(r"\bplease\b", text, re.I)
