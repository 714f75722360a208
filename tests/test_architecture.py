"""The layering, as tests: nine packages in core, the dashboard beside, pages on top."""

import ast
from pathlib import Path

import pytest

from tests.subprocesses import run_python_code

ROOT = Path(__file__).parents[1]
PACKAGES = [
    "data",
    "model",
    "analysis",
    "wording",
    "charts",
    "exports",
    "report",
    "store",
    "work",
]
KERAS = {"keras", "tensorflow"}
KERAS_MODULES = {
    "core/model/augmentation.py",
    "core/model/networks.py",
    "core/model/training.py",
}
# What passes TensorFlow on to the process that trains. Imported by nobody else.
KERAS_USERS = {
    "core/work/training_run.py": {"core.model.networks", "core.model.training"},
    "core/model/training.py": {"core.model.augmentation", "core.model.networks"},
    "core/work/worker.py": {"core.work.training_run"},
    "core/examples/make.py": {"core.work.training_run"},
}
LONGEST_FILE = 300
LONGEST_PAGE = 60


def modules(*folders):
    """Paths of all Python files in these folders, relative to the repository."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def text_of(module):
    return (ROOT / module).read_text("utf-8")


def imports(module):
    """Dotted names a file imports, wherever in the file it does so."""
    names = set()
    for node in ast.walk(ast.parse(text_of(module))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(module):
    """Top-level names of the packages a file imports."""
    return {name.split(".")[0] for name in imports(module)}


def uses(module, dotted):
    """Whether a file imports a module, or something out of it."""
    return any(f"{name}.".startswith(f"{dotted}.") for name in imports(module))


def imports_only_lower_packages(module):
    """Whether a file of a room imports from no room to its right."""
    room = module.split("/")[1]
    forbidden = PACKAGES[PACKAGES.index(room) + 1 :]
    return not any(uses(module, f"core.{other}") for other in forbidden)


@pytest.mark.parametrize(
    "module", [module for room in PACKAGES for module in modules(f"core/{room}")]
)
def test_packages_import_only_from_lower_packages(module):
    assert imports_only_lower_packages(module)


def test_every_core_package_is_listed():
    folders = {module.split("/")[1] for module in modules("core")}

    command_line = {"__main__.py", "commands.py", "terminal.py"}
    below = {"errors.py", "log.py", "settings.py", "_version.py"}
    assert folders == {*PACKAGES, *command_line, *below, "examples", "__init__.py"}


def test_modules_below_the_packages_import_none_of_them():
    for module in ("errors", "log", "settings", "_version"):
        for name in imports(f"core/{module}.py"):
            assert not name.startswith("core") or name.startswith("core.settings")


@pytest.mark.parametrize("module", modules("core"))
def test_core_does_not_know_the_dashboard(module):
    assert not packages(module) & {"streamlit", "plotly", "dashboard", "pages"}


@pytest.mark.parametrize("module", modules("dashboard/figures"))
def test_figures_do_not_know_streamlit_or_the_disk(module):
    assert not packages(module) & {"streamlit", "pathlib", "os"}
    assert not uses(module, "core.store")
    assert not uses(module, "core.work")


@pytest.mark.parametrize("module", modules("pages", "dashboard/blocks"))
def test_pages_and_components_do_not_know_the_store(module):
    assert not uses(module, "core.store")


@pytest.mark.parametrize("module", modules("core", "dashboard", "pages"))
def test_keras_is_imported_where_networks_are_made_and_nowhere_else(module):
    assert module in KERAS_MODULES or not packages(module) & KERAS


@pytest.mark.parametrize("module", modules("core", "dashboard", "pages"))
def test_what_needs_keras_is_imported_by_the_worker_alone(module):
    needing = {
        "core.model.augmentation",
        "core.model.networks",
        "core.model.training",
        "core.work.training_run",
        "core.examples.make",
    }

    assert {each for each in needing if uses(module, each)} <= KERAS_USERS.get(
        module, set()
    )


def test_keras_never_enters_the_process_of_the_dashboard():
    code = (
        "import sys\n"
        "import dashboard.cache, dashboard.blocks, dashboard.views.view\n"
        "import dashboard.figures, dashboard.session, core.work.jobs, core.__main__\n"
        "print([name for name in ('keras', 'sklearn', 'tensorflow')"
        " if name in sys.modules])"
    )

    assert run_python_code(code) == ["[]"]


@pytest.mark.parametrize("module", modules("pages"))
def test_pages_are_tables_of_contents(module):
    nodes = list(ast.walk(ast.parse(text_of(module))))

    assert text_of(module).count("\n") <= LONGEST_PAGE
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert not [node for node in nodes if isinstance(node, definitions)]


@pytest.mark.parametrize("module", modules("core", "dashboard"))
def test_files_stay_short(module):
    assert text_of(module).count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("module", modules("core", "dashboard", "pages"))
def test_nothing_unpickles_or_loads_a_foreign_model(module):
    assert not packages(module) & {"pickle", "joblib", "dill", "shelve", "marshal"}
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(ast.parse(text_of(module)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert not called & {"load_model", "extractall", "eval", "exec", "unsafe_load"}
    assert "allow_pickle=True" not in text_of(module)
