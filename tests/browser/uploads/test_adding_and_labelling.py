"""Adding pictures on the page Your digits, and giving them labels."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.page_helpers import ink, press, title, wait_until_idle
from tests.browser.uploading import (
    choose_files,
    choose_folder,
    expect_headline,
    labels_to_give,
    many,
    strips,
    wait_for_script,
    written,
)


def given(page):
    return labels_to_give(page).locator(".caption")


@pytest.mark.smoke
def test_a_folder_is_taken_in_and_read(page, folder):
    choose_folder(page, folder)

    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_text("labels from folder names")).to_be_visible()
    expect(strips(page)).to_have_count(6)
    first = strips(page).first
    assert ink(first.locator(".picture")) > 20
    assert ink(first.locator(".original").first) > 20
    expect(first.locator(".box")).to_have_count(1)


def test_a_zip_is_taken_in(page, folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in folder.rglob("*.png"):
            archive.write(path, path.relative_to(folder.parent).as_posix())
        archive.writestr("__MACOSX/mine/7/._0.png", b"junk")

    choose_files(page, [("mine.zip", buffer.getvalue())])

    expect_headline(page, "6 pictures, 6 read correctly.")
    expect(page.get_by_text("One system file was skipped.")).to_be_visible()


def test_files_are_labelled_by_their_names(page):
    files = [("three.png", written(3)), ("five.png", written(5))]
    choose_files(page, [*files, ("scan.png", written(5, 1))])

    expect_headline(page, "3 pictures; of the 2 with a label, 2 are read correctly.")
    press(page, "See the labels")
    expect(page.get_by_role("radio", name="The digit as a word")).to_be_checked()
    expect(page.get_by_text("five.png → 5, three.png → 3. 2 pictures")).to_be_visible()


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


def test_what_is_dropped_on_the_button_is_taken_in(page):
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

    expect_headline(page, "1 picture, without a label yet.")


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


@pytest.mark.parametrize("with_keys", [False, True])
def test_folder_or_name_is_a_choice(page, folder, with_keys):
    for digit in (2, 3, 7):
        for name in "ab":
            path = folder / str(digit) / f"{name}.png"
            path.rename(path.with_name(f"{name}_scan_{digit + 1}.png"))
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, none with a label yet.")
    expect(page.get_by_text("digits in more than one place")).to_be_visible()
    first = page.get_by_role("radio", name="The folder")
    expect(first).not_to_be_checked()

    if with_keys:
        first.focus()
        page.keyboard.press("Space")
    else:
        page.get_by_text("The folder", exact=True).click()

    expect_headline(page, "6 pictures, 6 read correctly.")
    press(page, "See the labels")
    page.get_by_text("Nowhere: use no labels from names").click()
    expect_headline(page, "6 pictures, none with a label yet.")
    expect(strips(page).filter(has_text="no label")).to_have_count(6)


@pytest.mark.smoke
def test_keys_label_picture_by_picture(page):
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


def test_many_are_labelled_at_once_and_taken_back(page):
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


def test_a_running_import_is_seen_after_a_reload_without_its_address(page):
    choose_files(page, [("many.zip", many(written(3)))])
    expect(page.get_by_text("files read")).to_be_visible()

    page.goto(page.url.partition("?")[0])

    expect(page.get_by_text("files read")).to_be_visible()
    press(page, "Cancel")
    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()


def test_an_import_can_be_cancelled(page):
    choose_files(page, [("many.zip", many(written(3)))])

    press(page, "Cancel")

    expect(
        page.get_by_text("The import was cancelled, and nothing was added.")
    ).to_be_visible()
    expect(title(page, "Your digits")).to_be_visible()


@pytest.mark.smoke
def test_a_table_beside_the_pictures_labels_them(page):
    files = [(f"{number}.png", written(digit)) for number, digit in ((1, 3), (2, 5))]
    table = b"name,label,writer\n1.png,3,Ann\n2.png,5,Bob\n7.png,7,Eve\n"

    choose_files(page, [*files, ("labels.csv", table)])

    expect_headline(page, "2 pictures, 2 read correctly.")
    expect(page.get_by_text("labels.csv labels 2 of 2 pictures.")).to_be_visible()
    expect(
        page.get_by_text(
            "1 name was left out, because no single picture or label "
            "belongs to them: 7.png"
        )
    ).to_be_visible()
    expect(page.get_by_text("labels from a table")).to_be_visible()


def test_an_error_after_a_good_upload_stays_until_it_is_dismissed(page, folder):
    choose_folder(page, folder)
    expect_headline(page, "6 pictures, 6 read correctly.")
    press(page, "Add other pictures")

    choose_files(page, [("notes.txt", b"no picture")])

    refused = page.get_by_text("notes.txt", exact=True)
    expect(refused).to_be_visible()
    expect_headline(page, "6 pictures, 6 read correctly.")
    page.get_by_role("button", name="Overview").or_(
        page.get_by_role("link", name="Overview")
    ).first.click()
    page.get_by_role("link", name="Your digits").click()
    expect(refused).to_be_visible()
    press(page, "Dismiss")
    expect(refused).to_have_count(0)
