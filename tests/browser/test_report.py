import contextlib
import io
import json
import re
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from scipy import ndimage

from core.__main__ import main
from core.report.page import write_report
from tests.browser import chinese
from tests.browser.accessibility import violations
from tests.browser.page_helpers import cell, counts, focused, mistake_cells, number
from tests.core.report.conftest import evaluation, plain_report

WIDTHS = (390, 768, 1440)
NOTE = "Look at <b>9</b> {{7*7}}\n" + "x" * 400
A4_HEIGHT = 297 / 25.4 * 96


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Reports of the run that ships, on the built-in digits, and what --json says."""
    made = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(tmp_path_factory.mktemp("home")))
        for language in ("en", "zh"):
            path = str(made / f"{language}.html")
            assert main(["report", "-o", path, "--lang", language, "--note", NOTE]) == 0
    return made


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """What `python -m core evaluate --json` and `report --json` say."""
    said = []
    with pytest.MonkeyPatch.context() as patch:
        data_folder = tmp_path_factory.mktemp("home")
        patch.setenv("MISREAD_HOME", str(data_folder))
        for command in (
            ["evaluate"],
            ["report", "-o", str(data_folder / "report.html")],
        ):
            with contextlib.redirect_stdout(io.StringIO()) as output:
                assert main([*command, "--json"]) == 0
            said.append(json.loads(output.getvalue()))
    return said


@pytest.fixture
def visit(browser, browser_errors):
    """Factory: `visit(path, width=390, dark=True)` opens a file without a network."""
    contexts = []

    def open_one(path, width=1440, dark=False, **options):
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

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def report(visit, folder):
    """Factory: open the report of the built-in digits in a language."""

    def open_one(language="en", **options):
        return visit(folder / f"{language}.html", **options)

    return open_one


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


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_fits_every_screen(report, language, width, dark):
    page = report(language, width=width, dark=dark)

    expect(cell(page, 9, 9)).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    cut = page.evaluate(
        """width => [...document.querySelectorAll('main *')]
          .filter(each => !each.matches('.unseen, caption, svg *'))
          .filter(each => each.getBoundingClientRect().right > width + 1)
          .map(each => each.className || each.tagName)""",
        width,
    )
    assert cut == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_javascript_everything_can_be_seen(report, folder, language):
    page = report(language, java_script_enabled=False)

    html = (folder / f"{language}.html").read_text("utf-8")
    wrong = html.count("<li data-cell=") - html.count(" data-right hidden>")
    expect(page.locator(".matrix table")).to_be_visible()
    expect(page.locator(".matrix tbody td .cell")).to_have_count(100)
    expect(page.locator(".tiles li:visible")).to_have_count(wrong)
    expect(page.locator("svg.curves")).to_have_count(2)
    expect(page.locator("table.counts tbody tr")).to_have_count(10)
    expect(page.locator(".with-script").first).to_be_hidden()
    expect(chosen(page)).to_be_hidden()


def test_the_matrix_has_the_same_numbers_without_javascript(report):
    with_script = counts(report())

    bare = report(java_script_enabled=False)

    texts = bare.locator(".matrix tbody td .cell").all_inner_texts()
    static = np.array([number(text) for text in texts]).reshape(10, 10)
    np.testing.assert_array_equal(static, with_script)


def test_a_cell_keeps_only_its_images(report):
    page = report()
    matrix = counts(page)
    true, predicted = mistake_cells(matrix)[0]
    count = matrix[true, predicted]

    cell(page, true, predicted).click()

    expect(images(page)).to_have_count(int(count))
    reading = f"{true} read as {predicted}, "
    assert all(text.startswith(reading) for text in words_of(images(page)))
    expect(chosen(page).locator("span")).to_have_text(
        f"{true} → {predicted}: {count} misread, {count} shown."
    )


@pytest.mark.parametrize("axis", ["row", "column"])
def test_a_head_keeps_the_mistakes_of_its_line(report, axis):
    page = report()
    wrong = counts(page)
    np.fill_diagonal(wrong, 0)
    digit = int(wrong.sum(axis=1 if axis == "row" else 0).argmax())
    line = wrong[digit] if axis == "row" else wrong[:, digit]

    cell(page, *((digit, -1) if axis == "row" else (-1, digit))).click()

    expect(images(page)).to_have_count(int(line.sum()))
    pattern = rf"{digit} read as \d, " if axis == "row" else rf"\d read as {digit}, "
    assert all(re.match(pattern, text) for text in words_of(images(page)))
    expect(chosen(page)).to_contain_text(f"{line.sum()} misread, {line.sum()} shown.")


def test_the_diagonal_shows_what_it_was_least_sure_of(report):
    page = report()
    count = counts(page)[0, 0]

    cell(page, 0, 0).click()

    expect(images(page)).to_have_count(12)
    assert all("0 read correctly" in text for text in words_of(images(page)))
    expect(chosen(page)).to_contain_text(
        f"0: {count} read correctly. The 12 that the model was least sure of are shown."
    )


def test_an_empty_cell_says_so(report):
    page = report()
    true, predicted = np.argwhere(counts(page) == 0)[0].tolist()

    cell(page, true, predicted).click()

    expect(images(page)).to_have_count(0)
    expect(chosen(page).locator("span")).to_have_text(
        f"{true} → {predicted}: none was misread."
    )


def test_all_mistakes_come_back(report):
    page = report()
    total = misread(counts(page))
    cell(page, *mistake_cells(counts(page))[0]).click()

    page.get_by_role("button", name="Show all mistakes").click()

    expect(images(page)).to_have_count(total)
    expect(chosen(page)).to_be_hidden()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    assert focused(page) is not None


def test_a_cell_chosen_again_is_cleared(report):
    page = report()
    place = mistake_cells(counts(page))[0]

    cell(page, *place).click()
    cell(page, *place).click()

    expect(images(page)).to_have_count(misread(counts(page)))
    expect(chosen(page)).to_be_hidden()


@pytest.mark.smoke
def test_the_keyboard_is_enough(report):
    page = report()
    total = misread(counts(page))
    true, predicted = mistake_cells(counts(page))[0]

    page.keyboard.press("Tab")
    assert focused(page) == [0, 0]
    for _ in range(true):
        page.keyboard.press("ArrowDown")
    for _ in range(predicted):
        page.keyboard.press("ArrowRight")
    assert focused(page) == [true, predicted]
    page.keyboard.press("Enter")
    expect(images(page)).to_have_count(int(counts(page)[true, predicted]))

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all mistakes")).to_be_focused()
    page.keyboard.press("Enter")

    expect(images(page)).to_have_count(total)
    page.keyboard.press("Escape")


def test_choice_is_announced_to_screen_readers(report):
    page = report()

    expect(chosen(page)).to_have_attribute("role", "status")
    assert page.locator("main img:not([alt])").count() == 0
    expect(page.get_by_role("table")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_have_count(1)


def test_colours_follow_the_theme(report):
    page = report()
    place = mistake_cells(counts(page))[0]
    color = "node => getComputedStyle(node).backgroundColor"

    def colours():
        return [
            page.locator("body").evaluate(color),
            cell(page, *place).evaluate(color),
            images(page).first.evaluate("node => getComputedStyle(node).filter"),
        ]

    light = colours()
    page.emulate_media(color_scheme="dark")
    dark = colours()

    assert light == ["rgb(255, 255, 255)", "rgb(127, 40, 8)", "none"]
    assert dark == ["rgb(16, 21, 28)", "rgb(255, 179, 148)", "invert(0.93)"]
    page.emulate_media(color_scheme="light")
    assert colours() == light


@pytest.mark.parametrize("is_chosen", [False, True])
def test_paper_shows_every_mistake_on_white(report, is_chosen):
    page = report(dark=True)
    total = misread(counts(page))
    if is_chosen:
        cell(page, 0, 0).click()
        expect(images(page)).to_have_count(12)

    page.emulate_media(media="print", color_scheme="dark")

    expect(images(page)).to_have_count(total)
    assert all(" read as " in text for text in words_of(images(page)))
    expect(chosen(page)).to_be_hidden()
    background = page.locator("body").evaluate(
        "node => getComputedStyle(node).backgroundColor"
    )
    assert background == "rgb(255, 255, 255)"
    expect(images(page).first).to_have_css("filter", "none")


def test_what_is_printed_has_its_pictures_whole(report, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is not installed")
    page = report(dark=True)
    total = misread(counts(page))
    pairs = page.locator(".strip img").count()
    path = tmp_path / "report.pdf"

    page.pdf(path=path, prefer_css_page_size=True)

    sheets = sheets_of(path)
    assert 3 <= len(sheets) <= 8
    found = [size for sheet in sheets for size in tiles_on(sheet)]
    # Every picture lies on a tile; one that is cut would be less than square.
    assert len(found) == total + pairs
    for height, width in found:
        assert abs(height - width) <= 2
    for sheet in sheets:
        assert sheet[0].min() == 255, "paper is white up to its edge"


def sheets_of(path):
    """Every page of a PDF as an image, uint8 of shape (height, width, 3)."""
    subprocess.run(
        ["pdftoppm", "-r", "96", "-png", path, path.with_suffix("")], check=True
    )
    found = sorted(path.parent.glob("report-*.png"))
    return [np.asarray(Image.open(io.BytesIO(each.read_bytes()))) for each in found]


def tiles_on(sheet):
    """Height and width of every tile with a digit on it."""
    tile = np.array([0xF1, 0xF4, 0xF8])
    is_tile = (np.abs(sheet.astype(int) - tile).max(axis=-1) <= 2).astype(np.uint8)
    # Ink lies upon it: whatever the paper does not surround belongs to it.
    filled = ndimage.binary_fill_holes(is_tile)
    labels, _ = ndimage.label(filled)
    sizes = []
    for rows, columns in ndimage.find_objects(labels):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if height > 25 or width > 25:
            sizes.append((height, width))
    return sizes


def test_paper_breaks_only_between_pictures(report):
    page = report()
    page.emulate_media(media="print")

    for located in (
        page.locator(".tiles li"),
        page.locator(".pair-row"),
        page.locator(".whole-matrix"),
        page.locator(".curves-row"),
    ):
        assert set(
            located.evaluate_all(
                "nodes => nodes.map(node => getComputedStyle(node).breakInside)"
            )
        ) == {"avoid"}
    tall = page.locator(".whole-matrix").evaluate("node => node.offsetHeight")
    assert tall < A4_HEIGHT - 120


def test_a_chinese_report_is_in_chinese(report):
    page = report("zh")
    cell(page, *mistake_cells(counts(page))[0]).click()

    assert chinese.english(page, "Look", "at", "b", "x" * 400) == []


def test_english_words_on_a_chinese_page_are_found(browser):
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        """<title>标题</title><p>正确 MNIST 10 MB report.html</p><p>Left over</p>
        <img alt="A picture"><button aria-label="Close">关</button>
        <input placeholder="Search" title="Look"><style>p { color: red }</style>
        <div id="host"></div>
        <script>
          const shadow = document.getElementById('host').attachShadow({ mode: 'open' })
          shadow.innerHTML = '<b>Hidden in shadow</b>'
        </script>"""
    )

    words = {each.split(":")[0] for each in chinese.english(page, "over", patience=0)}

    context.close()
    assert words == {
        *("Left", "A", "picture", "Close", "Search", "Look"),
        *("Hidden", "in", "shadow"),
    }


PAYLOAD = "\"><img src=x onerror='document.title=1'></script><script>document.title=2"


@pytest.mark.smoke
def test_untrusted_text_is_not_executed(visit, tmp_path):
    about = evaluation({(1, 1): 40, (9, 4): 3})
    texts = {"note": PAYLOAD * 60, "titles": [PAYLOAD * 20], "names": [PAYLOAD] * 43}
    path = tmp_path / "evil.html"
    path.write_text(write_report(plain_report(about, **texts)), "utf-8")

    page = visit(path, width=390)

    cell(page, 9, 4).click()
    expect(images(page)).to_have_count(3)
    expect(page).to_have_title(re.compile("^Misread: "))
    assert PAYLOAD in page.locator("blockquote").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("counts_of", "sentence"),
    [
        ({(4, 9): 40}, "4: none was read correctly."),
        (
            {(4, 4): 40},
            "4: 40 read correctly. The 12 that the model was least sure of are shown.",
        ),
        ({(4, 4): 1234}, "4: 1,234 read correctly."),
    ],
)
def test_a_diagonal_cell_is_told_for_what_it_is(visit, tmp_path, counts_of, sentence):
    path = tmp_path / "report.html"
    path.write_text(write_report(plain_report(evaluation(counts_of))), "utf-8")
    page = visit(path)

    cell(page, 4, 4).click()

    expect(chosen(page)).to_contain_text(sentence)


@pytest.mark.parametrize("counts_of", [{(-1, 4): 9}, {}, {(1, 1): 1}, {(1, 2): 1}])
def test_a_report_with_hardly_anything_in_it_opens(visit, tmp_path, counts_of):
    path = tmp_path / "report.html"
    path.write_text(write_report(plain_report(evaluation(counts_of))), "utf-8")

    page = visit(path)

    has_labels = any(true >= 0 for true, _ in counts_of)
    expect(page.locator(".matrix table")).to_have_count(int(has_labels))
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("contentinfo")).to_be_visible()


def test_very_many_mistakes_can_be_looked_at(visit, tmp_path):
    many = {(true, other): 45 for true in range(10) for other in range(10)}
    path = tmp_path / "report.html"
    path.write_text(write_report(plain_report(evaluation(many))), "utf-8")
    shown = "document.querySelectorAll('.tiles li:not([hidden])').length"

    # While all images were cut from one sprite, this took longer than a page may.
    page = visit(path)

    assert page.evaluate(shown) == 3600
    cell(page, 9, 4).evaluate("node => node.click()")
    assert page.evaluate(shown) == 40
    expect(chosen(page)).to_contain_text("9 → 4: 45 misread, 40 shown.")


def percentages(text):
    return [float(each) for each in re.findall(r"([\d.]+)[ \u202f]?%", text)]


@pytest.mark.smoke
def test_every_surface_has_the_same_numbers(report, open_page, measured):
    evaluated, reported = measured
    shared = ("n", "mistakes", "accuracy", "interval", "confusion", "unlabelled")
    assert [evaluated[name] for name in shared] == [reported[name] for name in shared]
    n, wrong = evaluated["n"], evaluated["mistakes"]
    ends = [evaluated["accuracy"], *evaluated["interval"]]

    page = report()
    headline = page.get_by_role("heading", level=1).inner_text()
    np.testing.assert_array_equal(counts(page), evaluated["confusion"])
    assert f"Out of {n:,} digits the model misread {wrong}:" in headline
    fact = page.locator(".facts dd").first.inner_text()
    accuracy, _, low, high = percentages(fact)
    assert [accuracy, low, high] == [round(100 * end, 2) for end in ends]
    assert f"{wrong} of {n:,} misread" in fact
    per_digit = page.locator("table.counts tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[1], row.cells[3]].map(c => c.innerText))"
    )
    matrix = np.array(evaluated["confusion"])
    assert [[number(each) for each in row] for row in per_digit] == [
        [int(row.sum()), int(row.sum() - row[digit])]
        for digit, row in enumerate(matrix)
    ]

    overview = open_page("/?on=built-in")
    expect(overview.get_by_role("heading", level=1)).to_have_text(headline)
    confusion = open_page("/confusion?on=built-in")
    cell(confusion, 9, 9).wait_for()
    np.testing.assert_array_equal(counts(confusion), matrix)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh", 390)])
def test_report_has_no_axe_violations(report, language, width, dark):
    page = report(language, width=width, dark=dark)
    cell(page, 4, 6).click()

    found = violations(page)

    assert not found, "\n".join(found)
