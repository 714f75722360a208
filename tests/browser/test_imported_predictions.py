"""Imported predictions, from the file to the pages."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.work.prediction_import import import_predictions_file
from tests.browser.accessibility import violations
from tests.browser.chinese import english
from tests.browser.page_helpers import drawer, tab_to, tiles, title, wait_until_idle
from tests.imported_predictions import built_in, external_probabilities, make_table

WORDS = {
    "svc",
    "CSV",
    "NPZ",
    "Parquet",
    "scikit-learn",
    "PyTorch",
    "Keras",
    "M",
    "A",
    "L",
}


pytestmark = pytest.mark.writes


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MISREAD_HOME", str(tmp_path_factory.mktemp("home")))
        labels = built_in()
    ten = external_probabilities(len(labels), labels=labels)
    return make_table(ten, number=np.arange(len(labels)), label=labels)


@pytest.mark.smoke
def test_file_is_imported_by_keyboard(open_page, table, tmp_path):
    table.to_csv(tmp_path / "svc.csv", index=False)
    wrong = int((table.iloc[:, 2:].to_numpy().argmax(axis=1) != table["label"]).sum())
    page = open_page("/training")
    expect(page.get_by_text("Imported predictions")).to_be_visible()
    wait_until_idle(page)
    tab_to(page, "Imported predictions")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    wait_until_idle(page)
    choosers = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    tab_to(page, "Upload")
    # While the page still moves, a key may be lost; a person presses it again.
    for _ in range(20):
        page.keyboard.press("Enter")
        page.wait_for_timeout(1000)
        if choosers:
            break
    choosers[0].set_files(tmp_path / "svc.csv")
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_enabled()
    assert violations(page) == []

    wait_until_idle(page)
    tab_to(page, "Import")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="“svc” is imported")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    expect(title(page, re.compile(f"misread {wrong:,}"))).to_be_visible()


def test_imported_run_has_no_english_in_chinese(
    open_page, server, table, tmp_path, monkeypatch
):
    monkeypatch.setenv("MISREAD_HOME", str(server.data_folder))
    table.to_parquet(tmp_path / "svc.parquet")
    run = import_predictions_file(tmp_path / "svc.parquet", "built-in").run
    page = open_page(f"/mistakes?lang=zh&run={run.id}")
    tiles(page, "mistakes").first.click()
    drawer(page).get_by_text("解释：").click()
    expect(drawer(page).get_by_text("都需要网络本身")).to_be_visible()
    wait_until_idle(page)
    assert english(page, *WORDS) == []

    page = open_page(f"/your_digits?lang=zh&run={run.id}")
    expect(page.get_by_role("heading", name="“svc”不能读新的数字")).to_be_visible()
    wait_until_idle(page)
    assert english(page, *WORDS, "accurate") == []
