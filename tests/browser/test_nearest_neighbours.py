"""Where the digits that a network learned from are at hand, they have a say."""

import pytest
from playwright.sync_api import expect

from core.analysis.label_issues import find_label_issues
from core.store import runs
from core.store.digit_sets import load_digits
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from core.work.jury import find_jury_members, judge
from core.work.nearest_neighbours import neighbour_votes
from tests.browser.page_helpers import drawer, image_numbers, ink, tiles


@pytest.fixture(scope="module")
def server(start_server, mnist_path):
    return start_server(MISREAD_MNIST=str(mnist_path))


def test_nearest_neighbours_affect_label_issues(open_page, server, monkeypatch):
    page = open_page("/suspects?on=mnist-test")

    shown = image_numbers(tiles(page, "suspects"))
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    found, _ = runs.list_runs()
    record = find_digits("mnist-test")
    images = load_digits(record).images
    expected = find_label_issues(
        evaluate(found[-1], record),
        lambda rows: neighbour_votes(found[-1], images[rows]),
        judge(find_jury_members(record, found), record),
    )
    assert shown == expected.rows[:60].tolist()


def test_the_case_shows_similar_training_digits(open_page):
    page = open_page("/suspects?on=mnist-test")
    tiles(page, "suspects").first.click()

    drawer(page).get_by_text("Explain:").click()

    expect(drawer(page).locator(".likes")).to_have_count(2)
    expect(drawer(page).locator(".likes .frame")).to_have_count(10)
    assert ink(drawer(page).locator(".likes").first) > 20
