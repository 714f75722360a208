import inspect
import json
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

import dashboard  # noqa: F401 (adds its messages)
import start
from core import __main__ as command_line
from core.analysis.causes import CAUSES
from core.data.download import download_mnist
from core.data.files import MAX_FILE_BYTES
from core.wording import say
from dashboard import __main__ as launcher

ROOT = Path(__file__).parents[1]
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
}
README = DOCUMENTS["README.md"]
COMMANDS = "docs/command-line.md"
PICTURES = ROOT / "docs" / "pictures"
CODE = [
    ROOT / "start.py",
    ROOT / ".ci" / "run",
    *(
        path
        for folder in ("core", "dashboard", "pages", "docs", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path != Path(__file__)
    ),
]
PARSERS = {"core": command_line._parser(), "dashboard": launcher._parser()}
TOOLS = re.findall(r"^\w+", (ROOT / "requirements-dev.txt").read_text("utf-8"), re.M)
# Programs that operators of a server install themselves.
SERVER_PROGRAMS = ("docker", "htpasswd", "caddy", "openssl", "export")
# Top folders of the data folder; no folder of the repository has such a name.
IN_DATA_FOLDER = ("digits", "runs", "predictions", "trainings", "downloads", "logs")
FILE_ENDINGS = (
    ".py",
    ".md",
    ".ftl",
    ".toml",
    ".txt",
    ".js",
    ".css",
    ".bat",
    ".command",
)
LARGEST_PICTURE = 150_000
LONGEST_README = 160
# Documents in which italics quote the screen.
QUOTING_THE_SCREEN = ("guide", "lesson", "mnist", "your-digits")


def blocks(document, language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENTS[document], re.M | re.S)


def prose(document):
    return re.sub(r"^```.*?^```", "", DOCUMENTS[document], flags=re.M | re.S)


def code_spans(document):
    return re.findall(r"`([^`\n]+)`", prose(document))


def commands(document):
    lines = "".join(blocks(document, "sh")).replace("\\\n", " ").splitlines()
    lines += [command for command, _ in examples(document)]
    programs = ("python ", "pip ", "streamlit ", "uvicorn ", "source ")
    return lines + [span for span in code_spans(document) if span.startswith(programs)]


def examples(document):
    """Commands of the console blocks, each with its output."""
    text = "".join(blocks(document, "console"))
    return re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.M)


def links(document):
    """Targets of a document within the repository, each as path and anchor."""
    found = re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", prose(document))
    targets = ["".join(pair) for pair in found]
    return [target.partition("#")[::2] for target in targets if "://" not in target]


def anchors(document):
    """Anchors of the headings, as GitHub and GitLab derive them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.M)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def paths(document):
    """The files and folders of the repository that a document names."""
    lines = "".join(blocks(document, "text")).splitlines()
    names = code_spans(document) + [line.split()[0] for line in lines if line.strip()]
    return [name for name in names if is_path(name)]


def is_path(name):
    return (
        re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", name) is not None
        and ("/" in name or name.endswith(FILE_ENDINGS))
        and name.split("/")[0] not in IN_DATA_FOLDER
    )


def check_command(command):
    program, *words = shlex.split(command, comments=True)
    if program == "python":
        check_python(words)
    elif program == "pip":
        assert (ROOT / words[-1]).is_file()
    elif program == "streamlit":
        assert words[0] == "run"
        assert (ROOT / words[1]).is_file()
    elif program == "uvicorn":
        module, name = words[0].split(":")
        assert re.search(rf"^{name} = ", module_text(module), re.M)
    else:
        assert program in {*TOOLS, *SERVER_PROGRAMS} or words == [".venv/bin/activate"]


def check_python(words):
    match words:
        case ["start.py", "test", *rest]:
            assert all((ROOT / word).exists() for word in rest if "/" in word)
        case ["start.py", *rest]:
            start._parser().parse_args(rest)
        case ["-m", "core" | "dashboard" as name, *rest]:
            if rest:
                PARSERS[name].parse_args(rest)
        case ["-m", module, *_]:
            assert find_spec(module)
        case _:
            assert (ROOT / words[0]).is_file()


def module_text(module):
    return (ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8")


def all_options(parser):
    """Long options of a parser and its commands, and the names of the commands."""
    found = set()
    for action in parser._actions:
        found |= {text for text in action.option_strings if text.startswith("--")}
        if isinstance(action.choices, dict):
            for name, command in action.choices.items():
                found |= {name} | all_options(command)
    return found - {"--help"}


def words_in_code(document):
    return set(" ".join([*commands(document), *code_spans(document)]).split())


def test_documented_commands_parse(subtests):
    for document in DOCUMENTS:
        for command in commands(document):
            with subtests.test(document, command=command):
                check_command(command)


@pytest.mark.parametrize(
    "command",
    [
        "python -m core train --presett fast",
        "python -m core forget",
        "python -m dashboard --prot 1",
        "python start.py --prot 1",
        "python -m core.examples.break",
        "python docs/absent.py",
        "make all",
    ],
)
def test_invalid_commands_are_detected(command):
    with pytest.raises((SystemExit, AssertionError)):
        check_command(command)


def test_command_line_document_names_every_command_and_option(subtests):
    for parser in (*PARSERS.values(), start._parser()):
        with subtests.test(parser.prog):
            assert all_options(parser) <= words_in_code(COMMANDS)


def test_readme_names_every_option_of_the_start():
    assert all_options(start._parser()) <= words_in_code("README.md")


@pytest.mark.parametrize(
    ("command", "output"),
    [
        pytest.param(command, output, id=command)
        for document in DOCUMENTS
        for command, output in examples(document)
    ],
)
@pytest.mark.usefixtures("data_folder")
def test_documented_examples_print_the_shown_output(command, output, capsys):
    assert command_line.main(shlex.split(command)[3:]) == 0

    assert capsys.readouterr().out == output


def test_documents_have_examples_with_output():
    assert examples(COMMANDS)
    assert examples("docs/benchmarks.md")


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize("command", ["evaluate", "runs", "data"])
def test_command_line_document_names_every_key_of_json(command, capsys):
    command_line.main([command, "--json"])

    keys = set(json.loads(capsys.readouterr().out))
    assert keys <= set(code_spans(COMMANDS))


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("mnist-test", "misread {mistakes} of MNIST's {n:,} test digits"),
        ("built-in", "misread {mistakes} of {n:,}."),
    ],
)
@pytest.mark.usefixtures("data_folder")
def test_limits_state_the_mistakes_of_the_included_run(on, sentence, capsys):
    command_line.main(["evaluate", "--on", on, "--json"])

    result = json.loads(capsys.readouterr().out)
    limits = " ".join(DOCUMENTS["docs/limits.md"].split())
    assert sentence.format(**result) in limits


def test_documented_paths_exist(subtests):
    for document in DOCUMENTS:
        with subtests.test(document):
            absent = [name for name in paths(document) if not (ROOT / name).exists()]
            assert absent == []


def test_paths_are_found_in_prose_and_in_drawings():
    found = paths("docs/architecture.md")

    assert {"core/errors.py", "dashboard/session.py", "core/charts"} <= set(found)


def test_every_link_leads_somewhere(subtests):
    for document in DOCUMENTS:
        for path, anchor in links(document):
            with subtests.test(document, path=path, anchor=anchor):
                target = (ROOT / document).parent.joinpath(path).resolve()
                if not path:
                    target = ROOT / document
                assert target.exists()
                name = target.relative_to(ROOT).as_posix()
                assert not anchor or anchor in anchors(name)


def test_readme_is_short_and_links_every_document():
    linked = {path for path, _ in links("README.md")}
    # Each Chinese guide is one click from the other.
    rest = {"docs/lesson.zh.md", "README.md"}

    assert len(README.splitlines()) <= LONGEST_README
    assert set(DOCUMENTS) - rest <= linked
    assert len([path for path in linked if path.endswith((".png", ".svg"))]) == 1


def test_tour_describes_every_page():
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    tour = DOCUMENTS["docs/tour.md"]

    assert pages
    assert [name for name in pages if f"**{say(f'page-{name}')}**" not in tour] == []


def test_documents_quote_the_screen_as_it_is(subtests):
    screen = "".join(
        path.read_text("utf-8")
        for folder in ("core", "dashboard")
        for path in (ROOT / folder / "wording" / "en").glob("*.ftl")
    )

    assert screen
    for name in QUOTING_THE_SCREEN:
        text = prose(f"docs/{name}.md")
        for label in re.findall(r"(?<![*\w])\*(?=\S)([^*\n]+)\*(?!\*)", text):
            with subtests.test(name, label=label):
                assert label in screen


def test_every_picture_is_shown_small_and_made_by_the_command():
    shown = {
        Path(path).name
        for document in DOCUMENTS
        for path, _ in links(document)
        if path.endswith(".png")
    }
    maker = (PICTURES / "make.py").read_text("utf-8")

    assert shown == {path.name for path in PICTURES.glob("*.png")}
    for name in shown:
        assert f'"{name.removesuffix(".png")}": Picture(' in maker
        assert (PICTURES / name).stat().st_size <= LARGEST_PICTURE


def test_every_picture_has_a_description():
    documents = "".join(DOCUMENTS.values())
    markdown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", documents)
    html = re.findall(r"<img [^>]*>", documents)

    shown = {Path(address).name for _, address in markdown}
    drawn = [path for path in PICTURES.iterdir() if path.suffix in (".png", ".svg")]
    assert len(shown) + len(html) == len(drawn)
    assert all(words for words, _ in markdown)
    assert all(re.search(r'alt="[^"]+"', image) for image in html)


def test_settings_list_the_variables_of_the_code():
    code = " ".join(path.read_text("utf-8") for path in CODE)
    known = set(re.findall(r"MISREAD_[A-Z_]*[A-Z]|KERAS_HOME", code))
    listed = re.findall(r"^\| `(\w+)` \|", DOCUMENTS["docs/settings.md"], re.M)

    assert set(listed) == known


def test_documented_limits_match_the_code():
    silence = inspect.signature(download_mnist).parameters["timeout"].default

    security = " ".join(DOCUMENTS["SECURITY.md"].split())
    sizes = set(re.findall(r"(\d+) MiB", security))
    assert sizes == {str(MAX_FILE_BYTES >> 20)}
    assert f"{silence:.0f} s of silence" in security
    assert f"{start.NEEDED_GB:.0f} GB of free disk" in " ".join(README.split())
    number = {15: "fifteen", 16: "sixteen", 17: "seventeen"}[len(CAUSES)]
    for document in ("docs/limits.md", "docs/your-digits.md"):
        assert f"{number} causes" in DOCUMENTS[document]


def test_architecture_document_lists_every_module():
    packages = [path.parent for path in (ROOT / "core").glob("*/__init__.py")]
    folders = [ROOT / "dashboard", ROOT / "dashboard" / "views"]
    modules = [
        path.relative_to(ROOT).as_posix()
        for folder in [*packages, ROOT / "core", *folders]
        for path in folder.glob("*.py")
        if path.name != "__init__.py"
    ]
    listed = paths("docs/architecture.md")

    assert modules
    assert [name for name in modules if name not in listed] == []


def test_documents_avoid_words_that_no_editor_would_leave(subtests):
    for document in DOCUMENTS:
        with subtests.test(document):
            found = re.findall(
                r"\b(nobody|somebody|whoever|strangers?|is (?:said|told))\b",
                prose(document),
                re.I,
            )
            assert found == []


def test_the_changelog_keeps_its_form():
    releases = re.split(r"^## ", DOCUMENTS["CHANGELOG.md"], flags=re.M)[1:]

    numbers = []
    for release in releases:
        title, *kinds = re.split(r"^### ", release, flags=re.M)
        heading = title.strip()
        found = re.fullmatch(
            r"\[(\d+)\.(\d+)\.(\d+)\] - (Unreleased|\d{4}-\d\d-\d\d)", heading
        )
        assert found, heading
        numbers.append(tuple(int(number) for number in found.groups()[:3]))
        assert kinds
        for kind in kinds:
            assert re.match(
                r"(Added|Changed|Deprecated|Removed|Fixed|Security)\n\n- ", kind
            )
    assert numbers
    assert numbers == sorted(numbers, reverse=True)


def test_every_promise_of_security_names_a_test(subtests):
    named = re.findall(r"`(\S+\.py)::(test_\w+)`", DOCUMENTS["SECURITY.md"])

    assert len(named) > 30
    for path, name in named:
        with subtests.test(msg=name):
            text = (ROOT / "tests" / path).read_text("utf-8")
            assert f"def {name}(" in text
    rows = re.findall(
        r"^\| (?!---|Promise|Limit)(.+) \|$", DOCUMENTS["SECURITY.md"], re.M
    )
    assert len(rows) == len(named)
