"""Reports of untrusted text, of hardly anything and of very many mistakes."""

import re

import pytest
from playwright.sync_api import expect

from core.report.page import write_report
from tests.browser.page_helpers import cell
from tests.browser.report_files import chosen, images
from tests.core.report.conftest import evaluation, plain_report

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
