"""The layering, as tests: nine packages in core, the dashboard beside, pages on top.

A test goes through all modules and names each that breaks its rule.
"""

import ast
import functools
import re
from pathlib import Path

import pytest

from tests.subprocesses import run_python_code

ROOT = Path(__file__).parents[1]
# From left to right: a package imports only from packages to its left.
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
# Below all packages: these know none of them.
FOUNDATIONS = {"errors", "settings", "log", "_version"}
COMMAND_LINE = {
    "__main__",
    "cluster_commands",
    "commands",
    "import_commands",
    "terminal",
    "training_commands",
}
KERAS = {"keras", "tensorflow"}
KERAS_MODULES = {
    "core/model/augmentation.py",
    "core/model/distillation.py",
    "core/model/networks.py",
    "core/model/training.py",
    "core/model/training_data.py",
    "core/work/calibrating.py",
    "core/work/network_training.py",
}
# What passes TensorFlow on to the process that trains. No other module imports it.
KERAS_USERS = {
    "core/work/training_run.py": {
        "core.model.networks",
        "core.work.calibrating",
        "core.work.network_training",
    },
    "core/work/calibrating.py": {"core.model.networks", "core.model.training"},
    "core/work/network_training.py": {"core.model.networks", "core.model.training"},
    "core/model/training.py": {
        "core.model.distillation",
        "core.model.networks",
        "core.model.training_data",
    },
    "core/model/training_data.py": {"core.model.augmentation"},
    "core/model/distillation.py": {"core.model.augmentation"},
    "core/work/jury_run.py": {
        "core.work.network_training",
        "core.work.training_progress",
    },
    "core/work/worker.py": {"core.work.jury_run", "core.work.training_run"},
    "core/examples/make.py": {"core.work.jury_run", "core.work.training_run"},
}
# The dashboard from its roof down: an arrow leads down, or along its floor.
FLOORS = [
    {"app"},
    {"blocks"},
    {"widgets", "views", "navigation", "address", "__main__"},
    {"text", "cache", "access", "admission", "serve", "middleware"},
    {
        "cache_keys",
        "figures",
        "hosts",
        "peer_user",
        "reading",
        "server_mode",
        "session",
        "streamlit_patches",
        "wording",
    },
]
# What the blocks of several pages share.
SHARED_BLOCKS = {
    "job_progress",
    "common",
    "case",
    "verdict",
    "frame",
    "deletion",
    "strips",
}
# Styles and scripts for elements that Streamlit draws, and its private names.
STREAMLIT_INTERNALS = {"browser_patches", "streamlit_patches", "page"}
LONGEST_FILE = 300
LONGEST_PAGE = 60


def modules(*folders):
    """Paths of all Python files in these folders, relative to the repository."""
    return files(".py", *folders)


def files(ending, *folders):
    paths = [path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}")]
    assert paths, folders
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


@functools.cache
def text_of(module):
    return (ROOT / module).read_text("utf-8")


@functools.cache
def tree_of(module):
    return ast.parse(text_of(module))


@functools.cache
def imports(module):
    """Dotted names a file imports, wherever in the file it does so."""
    names = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def packages(module):
    """Top-level names of the packages a file imports."""
    return {name.split(".")[0] for name in imports(module)}


def uses(module, dotted):
    """True if a file imports a module, or something out of it."""
    return any(f"{name}.".startswith(f"{dotted}.") for name in imports(module))


def core_parts(module):
    """Packages and modules of core that a file imports."""
    found = {name.split(".")[1] for name in imports(module) if name.startswith("core.")}
    return found - COMMAND_LINE


def dashboard_imports(module):
    """Files of the dashboard that a file of it imports."""
    found = set()
    for name in imports(module):
        # The last parts may name a function.
        for end in range(len(parts := name.split(".")), 1, -1):
            path = "/".join(parts[:end])
            known = [f"{path}.py", f"{path}/__init__.py"]
            hits = [each for each in known if (ROOT / each).exists()]
            if hits and path.startswith("dashboard/"):
                found.add(hits[0])
                break
    return found - {module}


def part(module):
    """The room or the module at the dashboard's top level that a file belongs to."""
    return module.split("/")[1].removesuffix(".py")


def expect_none(broken):
    """Fail with a line for each place that breaks a rule."""
    if lines := sorted(broken):
        pytest.fail("\n".join(lines), pytrace=False)


def test_packages_import_only_from_lower_packages(subtests):
    for position, package in enumerate(PACKAGES):
        allowed = {*PACKAGES[: position + 1], *FOUNDATIONS}
        for module in modules(f"core/{package}"):
            with subtests.test(msg=module):
                assert core_parts(module) <= allowed


def test_foundations_know_no_package(subtests):
    for module in modules("core"):
        if part(module) in FOUNDATIONS:
            with subtests.test(msg=module):
                assert core_parts(module) <= FOUNDATIONS


def test_every_core_package_is_listed():
    found = {part(module) for module in modules("core")}

    assert found <= {*PACKAGES, *FOUNDATIONS, *COMMAND_LINE, "examples", "__init__"}
    assert found >= {*PACKAGES, *COMMAND_LINE, "errors"}


def test_core_does_not_know_the_dashboard(subtests):
    for module in modules("core"):
        with subtests.test(msg=module):
            assert not packages(module) & {"streamlit", "plotly", "dashboard", "pages"}


def test_every_part_of_the_dashboard_has_a_floor():
    parts = {part(module) for module in modules("dashboard")}

    assert parts - {"__init__"} - set.union(*FLOORS) == set()
    assert len(FLOORS) <= 5


def test_the_dashboard_has_no_arrow_upwards():
    floor_of = {name: number for number, floor in enumerate(FLOORS) for name in floor}

    expect_none(
        [
            f"{module} imports {imported}"
            for module in modules("dashboard")
            for imported in dashboard_imports(module)
            if floor_of.get(part(module), 0) > floor_of.get(part(imported), len(FLOORS))
        ]
    )


def test_the_dashboard_has_no_circle():
    left = {module: dashboard_imports(module) for module in modules("dashboard")}
    while leaves := {module for module, imported in left.items() if not imported}:
        left = {
            module: imported - leaves
            for module, imported in left.items()
            if module not in leaves
        }

    assert not left


def test_a_block_imports_no_block_of_another_page():
    def block(module):
        return module.split("/")[2].removesuffix(".py")

    expect_none(
        [
            f"{module} imports {imported}"
            for module in modules("dashboard/blocks")
            for imported in dashboard_imports(module)
            if part(imported) == "blocks"
            and block(imported) not in SHARED_BLOCKS | {block(module)}
        ]
    )


def test_a_widget_imports_only_words_and_the_session():
    expect_none(
        [
            f"{module} imports {imported}"
            for module in modules("dashboard/widgets")
            for imported in dashboard_imports(module)
            if part(imported) not in {"text", "session", "widgets"}
        ]
    )


def test_only_one_module_has_caches():
    assert [
        module
        for module in modules("dashboard", "pages")
        if re.search(r"\bcache_(data|resource)\b", text_of(module))
    ] == ["dashboard/cache.py"]


def test_streamlit_internals_are_named_in_few_modules():
    internal = re.compile(r"data-testid|[\"'.\s\[=]st[A-Z][a-z]\w*")

    expect_none(
        [
            f"{name} names {found}"
            for ending in (".py", ".js", ".css", ".html")
            for name in files(ending, "dashboard", "pages", "core")
            for found in internal.findall(text_of(name))
            if name.startswith("core") or Path(name).stem not in STREAMLIT_INTERNALS
        ]
    )


def test_streamlit_is_imported_by_its_public_names():
    public = {"streamlit", "streamlit.errors.StreamlitAPIException"}

    expect_none(
        [
            f"{module} uses {name}"
            for module in modules("dashboard", "pages")
            if Path(module).stem not in STREAMLIT_INTERNALS
            for name in [
                *imports(module),
                *re.findall(r"\bst\.__\w+__", text_of(module)),
            ]
            if name.startswith(("streamlit", "st.")) and name not in public
        ]
    )


def docstrings(module):
    """The docstrings of a file, each with the node that it describes."""
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree_of(module)):
        if isinstance(node, described) and (text := ast.get_docstring(node)):
            yield node, text


def test_docstrings_begin_with_a_plain_verb():
    def is_vague(node, text):
        first = text.split()[0].strip(".,:")
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        return first in {"Say", "Tell"} or (
            function and first in {"Whether", "What", "Who", "Where", "How"}
        )

    expect_none(
        [
            f"{module}: {text.splitlines()[0]}"
            for module in modules("core", "dashboard", "pages")
            for node, text in docstrings(module)
            if is_vague(node, text)
        ]
    )


def test_no_text_speaks_of_nobody_or_strangers():
    vague = re.compile(r"\b(nobody|somebody|whoever|strangers?)\b", re.IGNORECASE)
    texts = [
        (module, text)
        for module in modules("core", "dashboard", "pages")
        for _, text in docstrings(module)
    ] + [
        (name, line)
        for name in files(".ftl", "core", "dashboard")
        for line in text_of(name).splitlines()
    ]

    expect_none(f"{name}: {text}" for name, text in texts if vague.search(text))


def test_figures_do_not_know_streamlit_or_the_disk(subtests):
    for module in modules("dashboard/figures"):
        with subtests.test(msg=module):
            assert not packages(module) & {"streamlit", "pathlib", "os"}
            assert not uses(module, "core.store")
            assert not uses(module, "core.work")


def test_pages_blocks_and_widgets_do_not_know_the_store(subtests):
    for module in modules("pages", "dashboard/blocks", "dashboard/widgets"):
        with subtests.test(msg=module):
            assert not uses(module, "core.store")


def test_keras_is_imported_where_networks_are_made_and_nowhere_else(subtests):
    for module in modules("core", "dashboard", "pages"):
        with subtests.test(msg=module):
            assert module in KERAS_MODULES or not packages(module) & KERAS


def test_what_needs_keras_is_imported_by_the_worker_alone(subtests):
    needing = {
        "core.model.augmentation",
        "core.model.networks",
        "core.model.training",
        "core.work.jury_run",
        "core.work.training_run",
        "core.examples.make",
    }
    for module in modules("core", "dashboard", "pages"):
        used = {each for each in needing if uses(module, each)}
        with subtests.test(msg=module):
            assert used <= KERAS_USERS.get(module, set())


def test_keras_never_enters_the_process_of_the_dashboard():
    loaded = [
        module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for module in modules("dashboard")
        # These two are scripts: importing them starts something.
        if module not in ("dashboard/app.py", "dashboard/serve.py")
    ]
    code = (
        f"import sys, core.work.jobs, core.__main__, {', '.join(loaded)}\n"
        "print([name for name in ('distributed', 'keras', 'sklearn', 'tensorflow')"
        " if name in sys.modules])"
    )

    assert run_python_code(code) == ["[]"]


def test_pages_are_tables_of_contents(subtests):
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for module in modules("pages"):
        with subtests.test(msg=module):
            nodes = ast.walk(tree_of(module))
            assert text_of(module).count("\n") <= LONGEST_PAGE
            assert not [node for node in nodes if isinstance(node, definitions)]


def test_files_stay_short():
    names = [*modules("core", "dashboard"), "start.py"]
    lengths = {name: text_of(name).count("\n") for name in names}

    expect_none(
        f"{name}: {lines} lines"
        for name, lines in lengths.items()
        if lines > LONGEST_FILE
    )


def test_nothing_unpickles_or_loads_an_untrusted_model(subtests):
    loaders = {"load_model", "extractall", "eval", "exec", "unsafe_load"}
    for module in modules("core", "dashboard", "pages"):
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            for node in ast.walk(tree_of(module))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute | ast.Name)
        }
        with subtests.test(msg=module):
            assert not packages(module) & {
                *("pickle", "joblib", "dill", "shelve", "marshal")
            }
            assert not called & loaders
            assert "allow_pickle=True" not in text_of(module)
