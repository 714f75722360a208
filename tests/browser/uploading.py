"""Pictures of digits for the page Your digits, and what it shows of an upload."""

import functools
import io
import shutil
import zipfile

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from core.store import runs
from core.store.digit_sets import load_digits
from core.work.catalogue import find_digits
from core.work.evaluating import evaluate
from tests.browser.page_helpers import title


@functools.cache
def built_in():
    """Return the built-in images, and how the run that ships reads them."""
    found, _ = runs.list_runs()
    record = find_digits("built-in")
    return load_digits(record).images, evaluate(found[-1], record)


def written(digit, number=0):
    """Return a picture, PNG, of a digit that is surely read as such."""
    images, evaluation = built_in()
    right = ~evaluation.mistaken & (evaluation.labels == digit)
    best = np.argsort(np.where(right, -evaluation.confidence, 0), kind="stable")
    buffer = io.BytesIO()
    enlarged = np.kron(255 - images[best[number]], np.ones((4, 4), np.uint8))
    Image.fromarray(enlarged).save(buffer, "PNG")
    return buffer.getvalue()


def write_folder(root):
    """Return a new folder of six pictures, in subfolders named by their digits."""
    for digit in (2, 3, 7):
        (root / str(digit)).mkdir(parents=True)
        for number in range(2):
            (root / str(digit) / f"{'ab'[number]}.png").write_bytes(
                written(digit, number)
            )
    return root


def remove_uploads(server):
    """Remove the uploads of a server, their imports, and verdicts on them."""
    for name in ("uploads", "imports", "people.sqlite"):
        path = server.data_folder / name
        shutil.rmtree(path, ignore_errors=True)
        if path.is_file():
            path.unlink()


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


def expect_headline(page, text):
    expect(title(page, text)).to_be_visible()
