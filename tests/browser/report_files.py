"""Reports as files, opened in a browser without a network."""

import contextlib

import pytest

from core.__main__ import main

NOTE = "Look at <b>9</b> {{7*7}}\n" + "x" * 400


def write_reports(tmp_path_factory):
    """Return a folder of the reports of the run that ships, on the built-in digits."""
    made = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(tmp_path_factory.mktemp("home")))
        for language in ("en", "zh"):
            path = str(made / f"{language}.html")
            assert main(["report", "-o", path, "--lang", language, "--note", NOTE]) == 0
    return made


@contextlib.contextmanager
def offline(browser, browser_errors):
    """Yield a factory: `visit(path, width=390, dark=True)` opens a file, offline."""
    contexts = []

    def visit(path, width=1440, dark=False, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            offline=True,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, path.as_uri(), browser_errors)
        page.goto(path.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()


def listen(page, own, browser_errors):
    """Collect whatever is said on the console, and every request but for the file."""
    page.on(
        "console", lambda message: browser_errors.append(f"console: {message.text}")
    )
    page.on("pageerror", lambda error: browser_errors.append(f"exception: {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((own, "data:"))
            or browser_errors.append(f"request: {request.url}")
        ),
    )
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " event => console.error('policy', event.violatedDirective))"
    )


def images(page):
    """The pictures that can be seen below the matrix, by their words."""
    return page.locator(".tiles li:visible img.picture")


def words_of(located):
    return located.evaluate_all("images => images.map(image => image.alt)")


def chosen(page):
    return page.locator("#chosen")


def misread(matrix):
    return int(matrix.sum() - matrix.trace())
