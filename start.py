"""Create .venv, install into it, and start or test Misread; needs only Python.

Every Python 3 must be able to parse this file, up to the check of the version: no newer
syntax, and no newer annotations before the check.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MIN_PYTHON, MAX_PYTHON = (3, 11), (3, 13)


def version_problem(major: int, minor: int) -> str:
    """Return a sentence if Misread does not run on a version of Python, or else ""."""
    if MIN_PYTHON <= (major, minor) <= MAX_PYTHON:
        return ""
    return (
        f"Misread needs Python 3.{MIN_PYTHON[1]} to 3.{MAX_PYTHON[1]}, and this is "
        f"{major}.{minor}. Install one of those from python.org, then start again."
    )


if version_problem(*sys.version_info[:2]):
    sys.exit(version_problem(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
# Exact versions with hashes, made from the files with the same names and the end .txt.
RUN_REQUIREMENTS, TEST_REQUIREMENTS = "requirements.lock", "requirements-dev.lock"
NEEDED_GB = 4.0
MAKER = "start.py"
WELCOME = (
    "Installing what Misread needs into the folder .venv: 0.7 GB to fetch, 3 GB on "
    "disk, mostly TensorFlow. This happens once and takes 2 to 10 minutes."
)
# Each file of tests goes to one process, in the order in which they were collected.
PARALLEL = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
MISSING = "Installing what is still missing from .venv."


def main(arguments: list[str]) -> int:
    """Prepare .venv, run the dashboard or the tests in it, return the exit code."""
    testing = arguments[:1] == ["test"]
    if not testing:
        _parser().parse_args(arguments)
    _enter_root()
    folder = ROOT / ".venv"
    prepare(folder, ROOT / (TEST_REQUIREMENTS if testing else RUN_REQUIREMENTS))
    module = test_command(arguments[1:]) if testing else ["dashboard", *arguments]
    return run([str(python_path(folder)), "-m", *module])


def test_command(arguments: list[str]) -> list[str]:
    """Return pytest and its arguments: in parallel, unless they name a path."""
    named = any(Path(each.partition("::")[0]).exists() for each in arguments)
    return ["pytest", *([] if named else PARALLEL), *arguments]


def _parser() -> argparse.ArgumentParser:
    """Return a parser of the options, which go to the dashboard unchanged."""
    parser = argparse.ArgumentParser(
        prog="python start.py",
        allow_abbrev=False,
        description="Install what Misread needs (the first time only), then show it "
        "in the browser until Ctrl+C is pressed.",
        epilog="python start.py test [...] installs what testing needs and runs the "
        "everyday tests in parallel; with --all, every test. Further arguments go to "
        "pytest: a path runs all of its tests, and -n 0 any tests, one at a time.",
    )
    option = parser.add_argument
    option("--no-browser", action="store_true", help="do not open the browser")
    option("--port", type=int, help="port to listen on (default: a free one from 8501)")
    option("--host", help="address to listen on (default: this machine only)")
    option("--address", action="store_true", help="print the address, start nothing")
    return parser


def _enter_root() -> None:
    """Work in the folder of this file; paths in the environment keep their meaning."""
    for name in ("MISREAD_HOME", "MISREAD_MNIST"):
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).expanduser().absolute())
    os.chdir(ROOT)


def prepare(folder: Path, requirements: Path) -> None:
    """Create a virtual environment and install into it, unless that is done already.

    Raises:
        SystemExit: That is not possible; it has a sentence for the user.
    """
    if not is_ready(folder, requirements):
        with installation_lock(folder):
            if not is_ready(folder, requirements):
                ensure_environment(folder)
                install(folder, requirements)
    used, current = read_record(folder)["python"], "{}.{}".format(*sys.version_info)
    if used != current:
        print(
            f"Using Python {used} of .venv. Delete .venv to use {current}.", flush=True
        )


def is_ready(folder: Path, requirements: Path) -> bool:
    """True if exactly these requirements are installed, and Python still starts."""
    record = read_record(folder)
    is_installed = record.get(requirements.name) == fingerprint(requirements)
    return is_installed and record.get("python") == usable_python_version(folder)


def fingerprint(requirements: Path) -> str:
    """Return a SHA-256 in hex of a requirements file."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def read_record(folder: Path) -> dict[str, str]:
    """Read the record of start.py in the environment, empty if there is none.

    It has ``maker``, if start.py created the folder; ``python``, the version; and a
    fingerprint for each requirements file installed. Without ``python``, an
    installation was not finished.
    """
    try:
        return dict(json.loads((folder / "misread.json").read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def write_record(folder: Path, record: dict[str, str]) -> None:
    """Replace the record of start.py in the environment."""
    draft = folder / "misread.json.new"
    draft.write_text(json.dumps(record, indent=2), "utf-8")
    draft.replace(folder / "misread.json")


def python_path(folder: Path) -> Path:
    """Return the path of the Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable_python_version(folder: Path) -> str:
    """Return the version of an environment's Python, such as ``3.11``.

    It is "" if Python is missing, does not start, has no pip, or does not run Misread.
    """
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(python_path(folder)), "-c", question], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    major, minor = map(int, answer.stdout.split())
    return "" if version_problem(major, minor) else f"{major}.{minor}"


@contextlib.contextmanager
def installation_lock(folder: Path) -> Iterator[None]:
    """Exit if another process is installing; the lock ends with its process."""
    # Not through a link, which could lead to another file.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        number = os.open(folder.with_name(f"{folder.name}.lock"), flags, 0o600)
        lock(number)
    except OSError as error:
        sys.exit(
            f"Misread cannot be installed into {folder.parent} now: {error}. Wait for "
            "another window, or get permission to write there, then start again."
        )
    with os.fdopen(number):
        yield


def lock(number: int) -> None:
    """Lock an open file, given by its number, until it is closed."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def ensure_environment(folder: Path) -> None:
    """Create the environment if there is none, or if that of start.py is unusable."""
    version, record = usable_python_version(folder), read_record(folder)
    made_here = record.get("maker") == MAKER
    if version and (record.get("python") == version or not made_here):
        return
    if folder.exists() and not made_here:
        sys.exit(
            f"The folder {folder} was not made by Misread and has no Python with pip "
            "that Misread can use. Delete or rename it, then start again."
        )
    if folder.exists():
        print("The environment in .venv is unfinished or broken; making it anew.")
        remove_environment(folder)
    make_environment(folder)


def remove_environment(folder: Path) -> None:
    """Delete an environment."""
    try:
        if Path(sys.prefix).resolve() == folder.resolve():
            raise OSError("this Python lies in it")
        shutil.rmtree(folder)
    except OSError as error:
        sys.exit(
            f"The folder {folder} has to be made anew, but cannot be deleted: {error}. "
            "Close what uses it, or delete it yourself, then start again."
        )


def make_environment(folder: Path) -> None:
    """Create an empty environment with pip, marked as unfinished."""
    problem = venv_problem() or disk_problem(shutil.disk_usage(folder.parent).free)
    if problem:
        sys.exit(problem)
    folder.mkdir()
    write_record(folder, {"maker": MAKER})
    if subprocess.call([sys.executable, "-m", "venv", str(folder)]):
        sys.exit(
            f"Python could not make its environment in {folder}; the reason is above. "
            "Start again, with another installation of Python if it persists."
        )


def venv_problem() -> str:
    """Return a sentence about the part of Python that is missing, "" if none is."""
    if importlib.util.find_spec("ensurepip"):
        return ""
    package = "python{}.{}-venv".format(*sys.version_info)
    return (
        "This Python came without the parts that make an environment. On Debian and "
        f"Ubuntu, run: sudo apt install {package}. Then start again."
    )


def disk_problem(free: int) -> str:
    """Return a sentence if the free bytes are too few, or else ""."""
    if free >= NEEDED_GB * 1e9:
        return ""
    return (
        f"Misread needs about {NEEDED_GB:.0f} GB of disk space, mostly for TensorFlow, "
        f"and {free / 1e9:.1f} GB are free. Make room, then start again."
    )


def install(folder: Path, requirements: Path) -> None:
    """Install requirements with pip, which compares their hashes, and record it."""
    record = read_record(folder)
    working = "python" in record
    print(MISSING if working else WELCOME, flush=True)  # above the output of pip
    if record.get("maker") == MAKER:
        # Without "python", the next start knows that this one did not finish.
        write_record(folder, {"maker": MAKER})
    pip = [str(python_path(folder)), "-m", "pip", "--disable-pip-version-check"]
    options = ["--no-input", "--require-hashes", "-r", str(requirements)]
    if subprocess.call([*pip, "install", *options]):
        if working:
            write_record(folder, record)
        sys.exit(
            "Installing failed; the reason is above. Once, this needs an internet "
            "connection to pip's package index. Check it, then start again."
        )
    record["python"] = usable_python_version(folder)
    for each in (requirements, requirements.with_name(RUN_REQUIREMENTS)):
        record[each.name] = fingerprint(each)
    write_record(folder, record)


def run(command: list[str]) -> int:
    """Replace this process by the command, or on Windows return its exit code."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        # Ctrl+C also reaches the command, which then ends.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped before Misread was installed. The next start begins anew.")
