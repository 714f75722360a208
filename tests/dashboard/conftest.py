import functools
import shutil
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from core.store import runs
from core.store.digit_sets import list_digits
from core.work.evaluating import evaluate
from tests.run_copies import save_another_run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def installed_components():
    """Cache Streamlit's search for components in all installed packages.

    Each `AppTest` repeats it, which takes half the time of most tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def personal(data_folder, monkeypatch):
    """An empty data folder on a personal server."""
    for name in ("MISREAD_MODE", "MISREAD_TRAINING"):
        monkeypatch.delenv(name, raising=False)
    # A browser on this computer without a cookie; `AppTest` makes both up.
    monkeypatch.setattr("dashboard.access.browser_id", str)
    monkeypatch.setattr(ContextProxy, "ip_address", None)
    return data_folder


@pytest.fixture
def open_page():
    """Factory: `open_page("mistakes", {"true": "4"})` opens a link in a new session."""

    def open_one(name="overview", query=None):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        app.query_params.update(query or {})
        if name != "overview":
            app.switch_page(str(ROOT / "pages" / f"{name}.py"))
        return app.run()

    return open_one


@pytest.fixture
def reference():
    """The run that ships with Misread."""
    found, _ = runs.list_runs()
    return found[-1]


@pytest.fixture
def records():
    """What ships with Misread: digit sets by their source."""
    return {record.source: record for record in list_digits()}


@pytest.fixture
def evaluation(reference, records):
    """The run that ships with Misread, on the built-in digits."""
    return evaluate(reference, records["built-in"])


@pytest.fixture
def second_run(personal):  # noqa: ARG001
    """A run of the user: the one that ships, under another id."""
    return save_another_run("5ec0dd5ec0dd")


@pytest.fixture
def damaged_run(data_folder, reference):
    """Id of a run in the data folder in which one bit is wrong."""
    folder = data_folder / "runs" / "badbadbadbad"
    shutil.copytree(reference.folder, folder)
    model = folder / "model.tflite"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    return folder.name
