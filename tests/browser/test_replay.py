"""Replay: the slider moves everything, by keyboard, and plays by itself."""

import re

import pytest
from playwright.sync_api import expect

from core.analysis.replay import Replay
from core.store.runs import load_epochs
from core.work.catalogue import find_digits
from tests.browser.accessibility import violations
from tests.browser.chinese import english
from tests.browser.page_helpers import drawer, image_numbers, tiles, wait_until_idle
from tests.epoch_runs import EPOCHS, RUN_ID, save_run_with_epochs
from tests.imported_predictions import built_in


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    """A home with a run that kept its epochs, and what they are."""
    data_folder = tmp_path_factory.mktemp("replayed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(data_folder))
        epochs = load_epochs(save_run_with_epochs(), find_digits("built-in").id)
        labels = built_in()
    return data_folder, Replay(
        predictions=epochs.predictions, percent=epochs.percent, labels=labels
    )


@pytest.fixture(scope="module")
def server(start_server, replayed):
    return start_server(replayed[0])


@pytest.fixture
def page(open_page):
    shown = open_page(f"/replay?run={RUN_ID}&on=built-in")
    expect(slider(shown)).to_be_visible()
    wait_until_idle(shown)
    return shown


def slider(page):
    return page.get_by_role("slider", name="Epoch")


def expect_epoch(page, replay, epoch):
    """Wait until slider, sentence, matrix and strips stand at an epoch."""
    expect(slider(page)).to_have_value(str(epoch))
    mistakes = replay.accuracies[epoch - 1].mistakes
    sentence = f"After epoch {epoch} the model misreads {mistakes:,} of 1,797"
    expect(page.get_by_text(sentence)).to_be_visible()
    heading = f"Learned now: {len(replay.learned(epoch)):,}"
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    total = page.locator(".matrix tbody td").first
    expect(total).to_have_text(f"{replay.matrix(epoch)[0, 0]:,}")


@pytest.mark.smoke
def test_the_keys_move_the_slider_and_everything_with_it(page, replayed):
    _, replay = replayed
    expect_epoch(page, replay, EPOCHS)

    slider(page).focus()
    page.keyboard.press("Home")
    expect_epoch(page, replay, 1)
    expect(page).to_have_url(re.compile("[?&]epoch=1(&|$)"))
    page.keyboard.press("ArrowRight")
    expect_epoch(page, replay, 2)
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", re.compile("^Epoch 2 of 4: .* misread$")
    )

    page.reload()
    expect_epoch(page, replay, 2)
    slider(page).focus()
    page.keyboard.press("End")
    expect_epoch(page, replay, EPOCHS)


def test_it_plays_to_the_end_and_can_be_paused(page, replayed):
    _, replay = replayed
    slider(page).focus()

    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect_epoch(page, replay, 1)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()

    expect_epoch(page, replay, EPOCHS)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_an_image_that_was_learned_opens_its_case(page, replayed):
    _, replay = replayed
    learned = replay.learned(EPOCHS)
    strip = tiles(page, "replay_learned_grid")
    assert image_numbers(strip)[:5] == learned[:5].tolist()

    strip.nth(1).focus()
    page.keyboard.press("Enter")

    expect(drawer(page).get_by_text(re.compile("^Case 2 of "))).to_be_visible()
    expect(drawer(page)).to_contain_text(f"image {learned[1]:,}")


@pytest.mark.usefixtures("replayed")
def test_in_chinese_nothing_is_left_in_english_or_too_wide_for_a_phone(open_page):
    link = f"/replay?run={RUN_ID}&on=built-in&epoch=2&lang=zh"
    page = open_page(link, dark=True)
    expect(page.get_by_role("slider", name="轮次")).to_be_visible()
    wait_until_idle(page)

    assert english(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert violations(page) == []
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") == 0
