import inspect
import json
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

import start
from core import __main__ as command_line
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
# Programs of whoever runs a server; none of ours.
OF_A_SERVER = ("docker", "htpasswd", "caddy")
# First folders of what lies in a home; the same words name no folder of the repository.
IN_A_HOME = ("digits", "runs", "predictions", "trainings", "downloads")
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

each_document = pytest.mark.parametrize("paper", DOCUMENTS)


def blocks(paper, language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENTS[paper], re.M | re.S)


def code_spans(paper):
    prose = re.sub(r"^```.*?^```", "", DOCUMENTS[paper], flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", prose)


def commands(paper):
    lines = "".join(blocks(paper, "sh")).replace("\\\n", " ").splitlines()
    lines += [command for command, _ in examples(paper)]
    programs = ("python ", "pip ", "streamlit ", "uvicorn ", "source ")
    return lines + [each for each in code_spans(paper) if each.startswith(programs)]


def examples(paper):
    """Commands of the console blocks, each with what it printed."""
    text = "".join(blocks(paper, "console"))
    return re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.M)


def links(paper):
    found = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", DOCUMENTS[paper])
    targets = ["".join(each) for each in found]
    return [target for target in targets if "://" not in target]


def paths(paper):
    """What a paper names as files or folders of the repository."""
    lines = "".join(blocks(paper, "text")).splitlines()
    names = code_spans(paper) + [line.split()[0] for line in lines if line.strip()]
    return [name for name in names if is_path(name)]


def is_path(name):
    return (
        re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", name) is not None
        and ("/" in name or name.endswith(FILE_ENDINGS))
        and name.split("/")[0] not in IN_A_HOME
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
        assert program in {*TOOLS, *OF_A_SERVER} or words == [".venv/bin/activate"]


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


@each_document
def test_documented_commands_parse(paper):
    for command in commands(paper):
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


@pytest.mark.parametrize("parser", [PARSERS["core"], start._parser()])
def test_the_readme_names_every_command_and_option(parser):
    given = " ".join([*commands("README.md"), *code_spans("README.md")]).split()

    assert all_options(parser) <= set(given)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        pytest.param(command, output, id=command)
        for command, output in examples("README.md") + examples("docs/benchmarks.md")
    ],
)
@pytest.mark.usefixtures("data_folder")
def test_documented_examples_print_the_shown_output(command, output, capsys):
    assert command_line.main(shlex.split(command)[3:]) == 0

    assert capsys.readouterr().out == output


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize("command", ["evaluate", "runs", "data"])
def test_the_readme_names_every_key_of_json(command, capsys):
    command_line.main([command, "--json"])

    keys = set(json.loads(capsys.readouterr().out))
    assert keys <= set(code_spans("README.md"))


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("mnist-test", "misread {mistakes} of MNIST's {n:,} test digits"),
        ("built-in", "misread {mistakes} of {n:,}."),
    ],
)
@pytest.mark.usefixtures("data_folder")
def test_the_limits_tell_what_the_shipped_run_misread(on, sentence, capsys):
    command_line.main(["evaluate", "--on", on, "--json"])

    result = json.loads(capsys.readouterr().out)
    assert sentence.format(**result) in README.split("## Limits")[1]


@each_document
def test_documented_paths_exist(paper):
    assert [name for name in paths(paper) if not (ROOT / name).exists()] == []


def test_paths_are_found_in_prose_and_in_drawings():
    found = paths("docs/architecture.md")

    assert {"core/errors.py", "dashboard/session.py", "core/charts"} <= set(found)


@each_document
def test_every_link_leads_somewhere(paper):
    place = (ROOT / paper).parent

    assert [each for each in links(paper) if not (place / each).exists()] == []


def test_the_tour_calls_at_every_page():
    tour = README.split("## A tour")[1].split("\n## ")[0]

    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert pages
    assert [name for name in pages if f"**{say(f'page-{name}')}**" not in tour] == []


def test_every_picture_is_shown_small_and_made_by_the_command():
    shown = {
        Path(each).name
        for paper in DOCUMENTS
        for each in links(paper)
        if each.endswith(".png")
    }
    maker = (PICTURES / "make.py").read_text("utf-8")

    assert shown == {path.name for path in PICTURES.glob("*.png")}
    for name in shown:
        assert f'"{name.removesuffix(".png")}": Picture(' in maker
        assert (PICTURES / name).stat().st_size <= LARGEST_PICTURE


def test_every_picture_is_described_in_words():
    papers = "".join(DOCUMENTS.values())
    markdown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", papers)
    html = re.findall(r"<img [^>]*>", papers)

    shown = {Path(address).name for _, address in markdown}
    drawn = [each for each in PICTURES.iterdir() if each.suffix in (".png", ".svg")]
    assert len(shown) + len(html) == len(drawn)
    assert all(words for words, _ in markdown)
    assert all(re.search(r'alt="[^"]+"', each) for each in html)


def test_the_readme_lists_the_variables_that_the_code_knows():
    code = " ".join(path.read_text("utf-8") for path in CODE)
    known = set(re.findall(r"MISREAD_[A-Z_]*[A-Z]|KERAS_HOME", code))

    assert set(re.findall(r"^\| `(\w+)` \|", README, re.M)) == known


def test_documented_limits_match_the_code():
    silence = inspect.signature(download_mnist).parameters["timeout"].default

    sizes = set(re.findall(r"(\d+) MiB", DOCUMENTS["SECURITY.md"]))
    assert sizes == {str(MAX_FILE_BYTES >> 20)}
    assert f"{silence:.0f} s of silence" in DOCUMENTS["SECURITY.md"]
    assert f"{start.NEEDED_GB:.0f} GB of free disk" in README


def test_architecture_document_lists_every_module():
    text = DOCUMENTS["docs/architecture.md"]
    rooms = [path.parent for path in (ROOT / "core").glob("*/__init__.py")]
    modules = [
        path
        for folder in [*rooms, ROOT / "core", ROOT / "dashboard"]
        for path in folder.glob("*.py")
        if path.name != "__init__.py"
    ]

    assert modules
    names = [path.relative_to(ROOT).as_posix() for path in modules]
    assert [name for name in names if Path(name).name not in text] == []


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
