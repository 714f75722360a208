import io
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.store import runs
from core.store.digit_sets import load_digits
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from tests.browser.conftest import listen
from tests.browser.page_helpers import drawer, go_to, ink, press, title, wait_until_idle

# Seconds of a core.
IN_A_HURRY = 0.5


@pytest.fixture(scope="module")
def server(start_server):
    """Return a dashboard that only this module uploads to."""
    return start_server()


@pytest.fixture(autouse=True)
def nothing_left(server):
    yield
    for name in ("uploads", "imports", "people.sqlite"):
        path = server.data_folder / name
        shutil.rmtree(path, ignore_errors=True)
        if path.is_file():
            path.unlink()


@pytest.fixture(scope="module")
def written():
    """Factory: `written(7)` is a picture, PNG, of a 7 that is surely read as such."""
    found, _ = runs.list_runs()
    record = find_digits("built-in")
    evaluation = evaluate(found[-1], record)
    images = load_digits(record).images

    def picture(digit, number=0):
        right = ~evaluation.mistaken & (evaluation.labels == digit)
        best = np.argsort(np.where(right, -evaluation.confidence, 0), kind="stable")
        buffer = io.BytesIO()
        enlarged = np.kron(255 - images[best[number]], np.ones((4, 4), np.uint8))
        Image.fromarray(enlarged).save(buffer, "PNG")
        return buffer.getvalue()

    return picture


@pytest.fixture
def folder(tmp_path, written):
    """A folder of six pictures, in folders named by their digits."""
    root = tmp_path / "mine"
    for digit in (2, 3, 7):
        (root / str(digit)).mkdir(parents=True)
        for number in range(2):
            (root / str(digit) / f"{'ab'[number]}.png").write_bytes(
                written(digit, number)
            )
    return root


@pytest.fixture
def page(open_page):
    opened = open_page("/your_digits")
    expect(title(opened, "Your digits")).to_be_visible()
    return opened


def wait_for_script(page):
    """Wait for the folder's button to listen: its words come with its script."""
    expect(page.locator(".choose span")).not_to_be_empty()


def choose_folder(page, path):
    wait_for_script(page)
    page.locator("input[webkitdirectory]").set_input_files(path)


def choose_files(page, files):
    """Hand over files as (name, content)."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ]
    )


def many(picture):
    """A ZIP that takes a while to read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.png", picture)
    return buffer.getvalue()


def strips(page):
    return page.locator(".st-key-strips button.strip")


def labels_to_give(page):
    return page.locator(".st-key-label_grid [role=option]")


def given(page):
    return labels_to_give(page).locator(".caption")


def expect_headline(page, text):
    expect(title(page, text)).to_be_visible()


def draw(page, *points):
    """Draw one stroke through points, 0 to 1 of the pad."""
    pad = page.locator(".pad svg")
    expect(page.locator(".pad .hint")).not_to_be_empty()
    pad.scroll_into_view_if_needed()
    frame = pad.bounding_box()
    places = [
        (frame["x"] + x * frame["width"], frame["y"] + y * frame["height"])
        for x, y in points
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


@pytest.mark.smoke
def test_a_folder_is_taken_in_and_read(page, folder):
    choose_folder(page, folder)

    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_text("6 labelled by folder name")).to_be_visible()
    expect(strips(page)).to_have_count(6)
    first = strips(page).first
    assert ink(first.locator(".picture")) > 20
    assert ink(first.locator(".original").first) > 20
    expect(first.locator(".box")).to_have_count(1)


def test_the_frames_after_every_step_are_shown(page, folder):
    choose_folder(page, folder)

    expect(page.get_by_role("heading", name="What preparation rescued")).to_be_visible()
    panels = page.locator(".panel")
    expect(panels).to_have_count(5)
    expect(panels.last.locator(".mini")).to_have_count(6)
    expect(panels.last).to_have_attribute(
        "aria-label", "Centred: 6 of 6 read correctly"
    )
    # They are dark on light, which a network that knows light on dark misreads.
    wrong = 6 - int(panels.first.locator("b").inner_text())
    assert wrong > 0
    expect(panels.first.locator(".bad")).to_have_count(wrong)


def test_a_zip_is_taken_in(page, folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in folder.rglob("*.png"):
            archive.write(path, path.relative_to(folder.parent).as_posix())
        archive.writestr("__MACOSX/mine/7/._0.png", b"junk")

    choose_files(page, [("mine.zip", buffer.getvalue())])

    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_text("One system file was skipped.")).to_be_visible()


def test_files_are_labelled_by_their_names(page, written):
    choose_files(page, [("scan_3.png", written(3)), ("photo5.png", written(5))])

    expect_headline(page, "2 pictures; of the 1 with a label, 1 is read correctly.")
    expect(
        page.get_by_text("1 labelled by file name, such as scan_3.png")
    ).to_be_visible()
    expect(page.get_by_text("1 without a label, such as photo5.png")).to_be_visible()


def test_a_path_on_this_computer_is_taken_in(page, folder):
    field = page.get_by_label("Or the path of a folder")
    field.fill(str(folder))
    field.press("Enter")

    expect_headline(page, "6 pictures, 6 read correctly.")


def test_a_slip_in_a_path_can_be_corrected(page, folder):
    field = page.get_by_label("Or the path of a folder")
    field.fill(f"{folder}x")
    field.press("Enter")

    expect(page.get_by_text(f"There is nothing at {folder}x.")).to_be_visible()
    expect(field).to_have_value(f"{folder}x")
    field.fill(str(folder))
    field.press("Enter")
    expect_headline(page, "6 pictures, 6 read correctly.")


def test_a_folder_that_is_too_large_asks_for_a_zip(page, tmp_path):
    (tmp_path / "large").mkdir()
    (tmp_path / "large" / "scan.png").write_bytes(bytes(13 * 2**20))

    choose_folder(page, tmp_path / "large")

    expect(page.locator("output.refusal")).to_contain_text("Pack the folder as a ZIP")


def test_what_is_dropped_on_the_button_is_taken_in(page, written):
    content = list(written(3))
    dropped = page.evaluate_handle(
        """bytes => {
          const transfer = new DataTransfer()
          transfer.items.add(new File([new Uint8Array(bytes)], 'scan_3.png'))
          return transfer
        }""",
        content,
    )

    wait_for_script(page)
    page.locator(".picker .choose").dispatch_event("drop", {"dataTransfer": dropped})

    expect_headline(page, "1 picture, 1 read correctly.")


def test_the_folder_is_chosen_with_the_keyboard(page):
    # From now on Chromium hands choosers to the test, long before the key.
    page.on("filechooser", lambda _: None)
    wait_for_script(page)
    wait_until_idle(page)
    page.get_by_label("Or the path of a folder").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("input[webkitdirectory]")).to_be_focused()

    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    assert chooser.value.element.get_attribute("webkitdirectory") is not None


@pytest.mark.smoke
def test_a_refused_file_is_named_and_the_others_go_on(page, folder):
    (folder / "7" / "notes.txt").write_text("no picture")
    (folder / "7" / "cut.png").write_bytes((folder / "7" / "a.png").read_bytes()[:99])

    choose_folder(page, folder)

    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_text("2 files were refused")).to_be_visible()
    expect(page.get_by_text("mine/7/notes.txt")).to_be_visible()
    expect(page.get_by_text("is incomplete or damaged")).to_be_visible()


def test_nothing_but_refused_files_says_so(page):
    choose_files(page, [("notes.txt", b"no picture")])

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("notes.txt", exact=True)).to_be_visible()
    expect(title(page, "Your digits")).to_be_visible()


def test_conflicting_names_are_listed_and_can_be_ignored(page, folder):
    (folder / "7" / "a.png").rename(folder / "7" / "scan_1.png")

    choose_folder(page, folder)

    expect(page.get_by_text("In 1 of them, folder and name disagree")).to_be_visible()
    page.get_by_text("Ignore", exact=True).click()
    expect_headline(page, "6 pictures, none with a label yet.")
    expect(strips(page).filter(has_text="no label")).to_have_count(6)
    page.get_by_text("Use as labels", exact=True).click()
    expect_headline(page, "6 pictures, 6 read correctly.")


@pytest.mark.smoke
def test_keys_label_picture_by_picture(page, written):
    digits = (2, 3, 7)
    files = [
        (f"{name}.png", written(digit))
        for name, digit in zip("abc", digits, strict=True)
    ]
    choose_files(page, files)
    expect_headline(page, "3 pictures, none with a label yet.")

    labels_to_give(page).first.focus()
    for digit in digits:
        page.keyboard.press(str(digit))

    expect(given(page)).to_have_text(["2", "3", "7"])
    expect(page.get_by_text("3 of 3 have a label.")).to_be_visible()
    # The heading counts them at once, and not only when this step is closed.
    expect_headline(page, "3 pictures, 3 read correctly.")
    expect(page.get_by_text("labels by hand.")).to_be_visible()
    press(page, "Done")
    expect_headline(page, "3 pictures, 3 read correctly.")
    page.reload()
    expect_headline(page, "3 pictures, 3 read correctly.")


def test_many_are_labelled_at_once_and_taken_back(page, written):
    files = [(f"{name}.png", written(4, number)) for number, name in enumerate("abcd")]
    choose_files(page, files)
    expect(labels_to_give(page)).to_have_count(4)

    labels_to_give(page).nth(0).click()
    labels_to_give(page).nth(2).click(modifiers=["Shift"])
    page.keyboard.press("4")

    expect(given(page)).to_have_text(["4", "4", "4", "no label"])
    press(page, "Select all without a label")
    page.get_by_role("button", name="Label 9").click()
    expect(given(page)).to_have_text(["4", "4", "4", "9"])
    expect(page.get_by_text("4 of 4 have a label.")).to_be_visible()
    press(page, "Undo")
    expect(given(page)).to_have_text(["4", "4", "4", "no label"])
    labels_to_give(page).nth(0).click()
    page.keyboard.press("Backspace")
    expect(given(page)).to_have_text(["no label", "4", "4", "no label"])
    expect(page.get_by_text("2 of 4 have a label.")).to_be_visible()


def test_a_misread_picture_comes_first_and_has_its_cause_looked_for(page, written):
    choose_files(page, [("a_2.png", written(2)), ("b_6.png", written(9))])

    expect_headline(page, "2 pictures, 1 read correctly.")
    expect(page.get_by_text("still misread is a six, read as a nine")).to_be_visible()
    expect(strips(page).first.locator(".reading")).to_have_text("6→9")
    expect(page.locator(".causes .card")).to_have_count(1)
    page.locator(".causes .card").click()
    expect(drawer(page).get_by_text("6 read as 9")).to_be_visible()


def test_all_pictures_of_a_cause_can_be_seen(page, written):
    files = [(f"{number}_6.png", written(9, number)) for number in range(10)]
    choose_files(page, files)
    expect_headline(page, "10 pictures, 0 read correctly.")
    cards = page.locator(".causes .card")
    expect(cards).to_have_count(6)
    expect(page.locator(".causes h3 span")).to_have_text("10, of which 6 are shown")

    wait_until_idle(page)
    press(page, "Show 4 more: No cause found")

    expect(cards).to_have_count(10)
    expect(cards.nth(6)).to_be_focused()
    expect(page.locator(".causes h3 span")).to_have_text("10")
    expect(page.locator(".causes .more")).to_have_count(0)


def test_the_drawer_shows_the_original_beside_what_the_model_saw(page, folder):
    choose_folder(page, folder)

    strips(page).nth(1).click()

    expect(drawer(page).locator(".case .original img")).to_be_visible()
    expect(drawer(page).locator(".case .original .box")).to_be_visible()
    assert ink(drawer(page).locator(".case .frame")) > 20
    expect(drawer(page).get_by_text("Case 2 of 6")).to_be_visible()
    expect(drawer(page).get_by_text(re.compile(r"mine/\d/[ab]\.png"))).to_be_visible()


@pytest.mark.smoke
def test_a_drawing_is_read_when_the_pen_is_lifted(page):
    wait_until_idle(page)
    draw(page, (0.3, 0.2), (0.7, 0.2), (0.45, 0.85))

    reading = page.locator(".outcome .reading")
    expect(reading).to_have_text("7")
    expect(page.locator(".outcome .strip:not(.heads)")).to_have_attribute(
        "aria-label", re.compile("Read as 7, .* sure")
    )
    assert ink(page.locator(".outcome .picture")) > 20
    heads = ["Original", "Found digit", "Model sees", "Read as"]
    expect(page.locator(".outcome .heads span")).to_have_text(heads)
    draw(page, (0.2, 0.5), (0.8, 0.5))
    expect(page.locator(".pad .ink")).to_have_count(2)
    press(page, "Undo last stroke")
    expect(page.locator(".pad .ink")).to_have_count(1)
    press(page, "Clear")
    expect(reading).to_have_count(0)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_drawing_is_read_in_no_time(page, server):
    draw(page, (0.5, 0.15), (0.5, 0.85))
    expect(page.locator(".outcome .reading")).to_have_text("1")
    press(page, "Clear")
    expect(page.locator(".outcome .reading")).to_have_count(0)
    wait_until_idle(page)
    before = processor_seconds(server.process.pid)

    draw(page, (0.5, 0.15), (0.5, 0.85))

    expect(page.locator(".outcome .reading")).to_have_text("1")
    wait_until_idle(page)
    # Of the server: seconds on the clock would measure what else the machine does.
    assert processor_seconds(server.process.pid) - before < IN_A_HURRY


def processor_seconds(pid):
    """Seconds for which a process has used a core, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def test_a_deleted_upload_can_be_brought_back(page, folder):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    press(page, "Delete them")

    expect(title(page, "Your digits")).to_be_visible()
    press(page, "Restore")
    expect_headline(page, "6 pictures, 6 read correctly.")


def test_one_of_several_uploads_is_chosen(page, folder, written):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    press(page, "Add other pictures")
    choose_files(page, [("scan_3.png", written(3))])
    expect_headline(page, "1 picture, 1 read correctly.")

    page.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("^mine")).click()

    expect_headline(page, "6 pictures, 6 read correctly.")


def test_set_chosen_in_the_bar_survives_the_next_click(page, folder, written):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    page.get_by_role("button", name="mine 6").click()
    page.get_by_text("Built-in digits (1,797)").click()
    expect(page.get_by_role("button", name="1,803")).to_be_visible()
    page.keyboard.press("Escape")

    press(page, "Add other pictures")
    choose_files(page, [("scan_3.png", written(3))])
    expect_headline(page, "1 picture, 1 read correctly.")
    press(page, "Add other pictures")

    expect(page.get_by_role("button", name="Close")).to_be_visible()
    wait_until_idle(page)
    expect_headline(page, "1 picture, 1 read correctly.")
    expect(page.get_by_role("button", name="1,803")).to_have_count(0)


def test_the_address_is_the_way_back_to_an_import(browser, start_server, written):
    server = start_server(MISREAD_MODE="shared")
    page = browser.new_context(locale="en-US").new_page()
    page.goto(server.url + "/your_digits")
    choose_files(page, [("many.zip", many(written(3)))])
    expect(page.get_by_text("files read")).to_be_visible()
    expect(page).to_have_url(re.compile("on=own-"))

    page.reload()

    expect(page.get_by_text("files read")).to_be_visible()
    press(page, "Cancel")
    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()
    page.context.close()


def test_a_running_import_is_seen_after_a_reload_without_its_address(page, written):
    choose_files(page, [("many.zip", many(written(3)))])
    expect(page.get_by_text("files read")).to_be_visible()

    page.goto(page.url.partition("?")[0])

    expect(page.get_by_text("files read")).to_be_visible()
    press(page, "Cancel")
    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()


def test_uploader_may_edit_after_a_reload_on_a_shared_server(
    browser, start_server, folder
):
    server = start_server(MISREAD_MODE="shared")
    page = browser.new_context(locale="en-US").new_page()
    page.goto(server.url + "/your_digits")
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    page.reload()
    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_role("button", name="Delete them")).to_be_visible()

    visitor = browser.new_context(locale="en-US").new_page()
    visitor.goto(page.url)

    expect_headline(visitor, "6 pictures, 6 read correctly.")
    press(visitor, "See the labels")
    expect(visitor.get_by_text("Only the browser that added")).to_be_visible()
    expect(visitor.get_by_text("Use as labels")).to_have_count(0)
    expect(labels_to_give(visitor)).to_have_count(0)
    expect(visitor.get_by_role("button", name="Delete them")).to_have_count(0)
    press(page, "Delete them")
    expect(page.get_by_text("Deleted: mine.")).to_be_visible()
    for each in (page, visitor):
        each.context.close()


def test_the_page_names_what_it_shows_and_lets_go_back(page, folder, open_page):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    fresh = open_page("/")
    expect(title(fresh, re.compile("1,797"))).to_be_visible()

    go_to(fresh, "Your digits")

    expect_headline(fresh, "6 pictures, 6 read correctly.")
    expect(fresh.get_by_role("button", name="mine 6")).to_be_visible()
    expect(fresh).to_have_url(re.compile("on=own-"))
    wait_until_idle(fresh)
    fresh.go_back()
    # In a busy browser, Streamlit's client gives what the new page is about to the page
    # before; then that is the first step back. The second one leads to the start.
    on_the_way = fresh.get_by_role("button", name="Built-in digits 1,797")
    too_early = title(fresh, "all 6 digits correctly")
    expect(on_the_way.or_(too_early)).to_be_visible()
    wait_until_idle(fresh)
    fresh.go_back()
    expect(title(fresh, re.compile("1,797"))).to_be_visible()


def test_an_address_without_digits_lets_go_of_those_of_the_page(
    page, folder, open_page
):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    fresh = open_page("/your_digits")

    expect(fresh).to_have_url(re.compile("on=own-"))
    wait_until_idle(fresh)
    fresh.go_back()
    expect(fresh.get_by_role("button", name="Built-in digits 1,797")).to_be_visible()


def test_an_import_can_be_cancelled(page, written):
    choose_files(page, [("many.zip", many(written(3)))])

    press(page, "Cancel")

    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()
    expect(title(page, "Your digits")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_sticks_out_on_a_phone(page, open_page, folder, dark):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")

    phone = open_page("/your_digits", width=390, dark=dark)

    expect(strips(phone).first).to_be_visible()
    press(phone, "Add other pictures")
    press(phone, "See the labels")
    expect(labels_to_give(phone).first).to_be_attached()
    main = phone.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth") <= 390


def test_two_browsers_of_a_shared_server_do_not_see_each_other(
    browser, start_server, folder, written, browser_errors
):
    server = start_server(MISREAD_MODE="shared")
    contexts = [browser.new_context(locale="en-US") for _ in range(2)]
    one, other = (context.new_page() for context in contexts)
    for page in (one, other):
        listen(page, server.url, browser_errors)
        page.goto(server.url + "/your_digits")
        expect(title(page, "Your digits")).to_be_visible()
        expect(page.get_by_label("Or the path of a folder")).to_have_count(0)

    choose_folder(one, folder)
    expect_headline(one, "6 pictures, 6 read correctly.")
    choose_files(other, [("scan_3.png", written(3))])
    expect_headline(other, "1 picture, 1 read correctly.")
    other.reload()
    one.reload()

    expect_headline(one, "6 pictures, 6 read correctly.")
    expect_headline(other, "1 picture, 1 read correctly.")
    for page in (one, other):
        expect(page.get_by_role("combobox")).to_have_count(0)
    visitor = browser.new_context(locale="en-US").new_page()
    visitor.goto(server.url + "/your_digits")
    expect(title(visitor, "Your digits")).to_be_visible()
    # The address is enough to see the digits.
    visitor.goto(one.url)
    expect_headline(visitor, "6 pictures, 6 read correctly.")
    for context in (*contexts, visitor.context):
        context.close()
