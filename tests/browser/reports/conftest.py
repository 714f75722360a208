import pytest

from tests.browser.report_files import offline, write_reports


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The reports of the run that ships, in both languages."""
    return write_reports(tmp_path_factory)


@pytest.fixture
def visit(browser, browser_errors):
    """Factory: `visit(path, width=390, dark=True)` opens a file, offline."""
    with offline(browser, browser_errors) as opened:
        yield opened


@pytest.fixture
def report(visit, folder):
    """Factory: open the report of the built-in digits in a language."""
    return lambda language="en", **look: visit(folder / f"{language}.html", **look)
