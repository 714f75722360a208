import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start

SOURCE = Path(start.__file__)
LINE_OF_CHECK = SOURCE.read_text("utf-8").partition("\nif ")[0].count("\n") + 2
ECHO = """
import json, os, sys
print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get("MISREAD_HOME")]))
sys.exit(7)
"""
PRETEND = """
import runpy, sys
sys.version_info = ({}, {}, 0, "final", 0)
runpy.run_path({!r}, run_name="__main__")
"""


def make_project(root):
    shutil.copy(SOURCE, root)
    (root / "requirements.lock").write_text("# nothing\n", "utf-8")
    (root / "requirements-dev.lock").write_text("# nothing\n", "utf-8")
    (root / "dashboard").mkdir()
    (root / "dashboard" / "__main__.py").write_text(ECHO, "utf-8")
    (root / "pytest.py").write_text(ECHO, "utf-8")
    return root


def run_python(*arguments, temporary, **options):
    options["env"] = {
        **os.environ,
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        **options.get("env", {}),
    }
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def run_start(root, *arguments, **options):
    return run_python(root / "start.py", *arguments, temporary=root, **options)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A small project whose first start came after one that was interrupted."""
    root = make_project(tmp_path_factory.mktemp("project"))
    folder = root / ".venv"
    run_python("-m", "venv", "--without-pip", folder, temporary=root)
    next(folder.rglob("site-packages")).joinpath("pip.py").touch()
    start.write_record(folder, {"maker": start.MAKER})
    return root, start.usable_python_version(folder), run_start(root)


@pytest.fixture
def project(first_start):
    return first_start[0]


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14), (4, 0)])
def test_other_pythons_are_named_with_those_that_suit(version):
    problem = start.version_problem(*version)

    assert "3.11 to 3.13" in problem
    assert f"this is {version[0]}.{version[1]}." in problem


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_supported_pythons_are_no_problem(minor):
    assert start.version_problem(3, minor) == ""


def test_old_pythons_can_read_the_file():
    ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 6))


def test_nothing_before_the_check_needs_a_newer_python():
    (checked,) = [
        function
        for function in ast.parse(SOURCE.read_text("utf-8")).body
        if isinstance(function, ast.FunctionDef) and function.lineno < LINE_OF_CHECK
    ]

    annotations = [argument.annotation for argument in checked.args.args]
    assert all(isinstance(each, ast.Name) for each in [*annotations, checked.returns])


@pytest.mark.parametrize("version", [(3, 6), (3, 14)])
def test_another_python_stops_with_one_sentence(version, tmp_path):
    program = PRETEND.format(*version, str(SOURCE))
    result = run_python("-c", program, temporary=tmp_path)

    assert result.returncode == 1
    assert result.stderr == start.version_problem(*version) + "\n"


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["--prot", "1"], 2), (["--port", "x"], 2)]
)
def test_help_and_wrong_options_install_nothing(tmp_path, arguments, code):
    root = make_project(tmp_path)

    result = run_start(root, *arguments)

    assert result.returncode == code
    assert not (root / ".venv").exists()


def test_help_explains_every_option_and_the_tests(tmp_path):
    result = run_start(make_project(tmp_path), "--help")

    for word in ("--no-browser", "--port", "--host", "--address", "start.py test"):
        assert word in result.stdout


def test_enough_space_is_no_problem():
    assert start.disk_problem(4_000_000_000) == ""


def test_little_space_is_said_in_gigabytes():
    assert "about 4 GB" in start.disk_problem(3_999_999_999)
    assert "1.2 GB are free" in start.disk_problem(1_234_567_890)


def test_nothing_is_made_on_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "NEEDED_GB", 1e9)

    with pytest.raises(SystemExit, match="Make room"):
        start.make_environment(tmp_path / ".venv")

    assert not (tmp_path / ".venv").exists()


def test_a_python_without_venv_names_the_package(tmp_path):
    root = make_project(tmp_path)
    hide = "import sys; sys.modules['ensurepip'] = None; import start; start.main([])"

    result = run_python("-c", hide, temporary=root, cwd=root)

    package = "python{}.{}-venv".format(*sys.version_info)
    assert result.returncode == 1
    assert f"sudo apt install {package}." in result.stderr
    assert not (root / ".venv").exists()


def test_fingerprint_follows_the_file(tmp_path):
    path = make_project(tmp_path) / "requirements.lock"
    before = start.fingerprint(path)
    assert before == start.fingerprint(path)

    path.write_text("# more\n", "utf-8")

    assert start.fingerprint(path) != before


def make_wheel(folder):
    """Write the smallest wheel that pip installs; return its SHA-256."""
    path = folder / "thing-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        about = "Metadata-Version: 2.1\nName: thing\nVersion: 1\n"
        file.writestr("thing-1.dist-info/METADATA", about)
        kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        file.writestr("thing-1.dist-info/WHEEL", kind)
        file.writestr("thing-1.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_files_with_the_locked_hash_are_installed(project, tmp_path, monkeypatch):
    right, folder = make_wheel(tmp_path), project / ".venv"
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    record, lock = start.read_record(folder), tmp_path / "requirements.lock"

    for line in ("thing==1", f"thing==1 --hash=sha256:{'0' * 64}"):
        lock.write_text(line, "utf-8")
        with pytest.raises(SystemExit, match="Installing failed"):
            start.install(folder, lock)
    lock.write_text(f"thing==1 --hash=sha256:{right}", "utf-8")
    start.install(folder, lock)

    start.write_record(folder, record)
    assert list(folder.rglob("thing-1.dist-info"))


def pins(name):
    """The entries of a lock by name; each has hashes."""
    text = SOURCE.with_name(name).read_text("utf-8")
    assert "://" not in text
    found = {}
    for entry in re.split(r"^(?=\w)", text, flags=re.M)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", entry, re.M)
        pin = Requirement(entry.partition("\\")[0])
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_lock_pins_every_requirement_within_its_range(name, subtests):
    locked = pins(f"{name}.lock")

    for line in SOURCE.with_name(f"{name}.txt").read_text("utf-8").splitlines():
        if wanted := re.sub("#.*|^-r.*", "", line).strip():
            wanted = Requirement(wanted)
            with subtests.test(wanted.name):
                for pin in locked[canonicalize_name(wanted.name)]:
                    (exact,) = pin.specifier
                    assert exact.operator == "=="
                    assert exact.version in wanted.specifier


def test_tests_run_with_the_versions_that_users_get():
    run = pins("requirements.lock")

    for name in ("requirements-dev.lock", "requirements-cluster.lock"):
        locked = pins(name)
        assert {name: locked[name] for name in run} == run


def test_a_damaged_record_counts_as_none(tmp_path):
    (tmp_path / "misread.json").write_text('{"python": "3.', "utf-8")

    assert start.read_record(tmp_path) == {}


def test_a_second_installation_is_refused_until_the_first_has_ended(tmp_path):
    folder = tmp_path / ".venv"
    with (
        start.installation_lock(folder),
        pytest.raises(SystemExit, match="another window"),
        start.installation_lock(folder),
    ):
        pass

    with start.installation_lock(folder):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps links for administrators")
def test_lock_of_the_installation_follows_no_link(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("all their work", "utf-8")
    (tmp_path / ".venv.lock").symlink_to(theirs)

    with (
        pytest.raises(SystemExit, match=f"cannot be installed into {tmp_path}"),
        start.installation_lock(tmp_path / ".venv"),
    ):
        pass

    assert theirs.read_text("utf-8") == "all their work"


def test_foreign_venv_folder_is_not_touched(tmp_path):
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / "theirs").touch()

    with pytest.raises(SystemExit, match="not made by Misread"):
        start.ensure_environment(folder)

    assert (folder / "theirs").exists()


def test_an_unfinished_environment_is_made_anew_even_if_its_python_works(first_start):
    root, version, result = first_start

    assert version == "{}.{}".format(*sys.version_info)
    assert "unfinished or broken" in result.stdout
    assert "Installing what Misread needs" in result.stdout
    assert not list((root / ".venv").rglob("pip.py"))


def test_options_and_exit_code_are_handed_on(project):
    result = run_start(project, "--port", "8600", "--no-browser", "--host", "::1")

    assert json.loads(result.stdout)[0] == [
        "--port",
        "8600",
        "--no-browser",
        "--host",
        "::1",
    ]
    assert result.returncode == 7


def test_a_second_start_installs_nothing(project):
    result = run_start(project)

    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "parallel"),
    [
        ((), True),
        (("--all", "-k", "one or two", "--help", "--", "--port"), True),
        (("-x", "dashboard"), False),
        (("dashboard/__main__.py::test_one[a::b]",), False),
    ],
)
def test_everything_after_test_goes_to_pytest(project, arguments, parallel):
    result = run_start(project, "test", *arguments)

    handed_over = json.loads(result.stdout.splitlines()[-1])[0]
    assert handed_over == [*(start.PARALLEL if parallel else ()), *arguments]
    assert result.returncode == 7


def test_start_from_another_directory_keeps_relative_paths(project, tmp_path):
    result = run_start(project, cwd=tmp_path, env={"MISREAD_HOME": "mine"})

    _, folder, home = json.loads(result.stdout)
    assert Path(folder) == project.resolve()
    assert Path(home) == tmp_path / "mine"


def test_changed_requirements_are_installed_once(project):
    (project / "requirements.lock").write_text("# changed\n", "utf-8")

    assert "still missing" in run_start(project).stdout
    assert "still missing" not in run_start(project).stdout


def test_a_failed_installation_ends_in_a_sentence_and_keeps_what_worked(project):
    good = (project / "requirements.lock").read_text("utf-8")
    (project / "requirements.lock").write_text("not-to-be-found==1\n", "utf-8")
    failed = run_start(project)
    (project / "requirements.lock").write_text(good, "utf-8")

    assert failed.returncode == 1
    assert "internet connection" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert len(run_start(project).stdout.splitlines()) == 1


def test_a_changed_version_of_python_is_noticed(project):
    requirements = project / "requirements.lock"
    record = start.read_record(project / ".venv")
    assert start.is_ready(project / ".venv", requirements)

    start.write_record(project / ".venv", {**record, "python": "3.0"})

    assert not start.is_ready(project / ".venv", requirements)
    start.write_record(project / ".venv", record)


def test_usable_foreign_venv_is_used_not_deleted(project):
    folder = project / ".venv"
    record = start.read_record(folder)
    (folder / "misread.json").unlink()
    (folder / "theirs").touch()

    result = run_start(project)

    assert result.returncode == 7
    assert (folder / "theirs").exists()
    assert "maker" not in start.read_record(folder)
    start.write_record(folder, record)
