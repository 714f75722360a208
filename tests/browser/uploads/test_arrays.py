"""Digits as arrays on the page Your digits, and turning all pictures."""

import io
import re

import numpy as np
from playwright.sync_api import expect

from core.data.datasets import load_builtin_digits
from tests.browser.page_helpers import press
from tests.browser.uploading import choose_files

N = 30


def transposed_digits():
    """Return the content of an NPZ file, as EMNIST is often saved."""
    digits = load_builtin_digits().train
    file = io.BytesIO()
    images = digits.images[:N].swapaxes(1, 2) / 255
    np.savez(file, x=images, y=digits.labels[:N])
    return file.getvalue()


def test_an_array_is_described_and_turned_with_one_click(page):
    choose_files(page, [("emnist.npz", transposed_digits())])

    expect(
        page.get_by_text("emnist.npz: 30 images of 28 × 28 pixels; values from 0 to 1")
    ).to_be_visible()
    expect(page.get_by_text("emnist.npz/y labels 30 of 30 pictures.")).to_be_visible()
    question = page.get_by_text("All pictures seem to be transposed")
    expect(question).to_be_visible()
    press(page, "Correct all pictures")
    expect(page.get_by_text("emnist.npz, corrected: 30 pictures added")).to_be_visible()
    expect(question).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"30 pictures, (2[7-9]|30) read correctly\.")
    )


def test_arrays_are_described_in_chinese(page):
    press(page, "中文")
    choose_files(page, [("emnist.npz", transposed_digits())])

    expect(
        page.get_by_text("emnist.npz：30 张图像，每张 28 × 28 像素；值原为 0 到 1")
    ).to_be_visible()
    expect(page.get_by_text("所有图片看起来都行列互换了")).to_be_visible()
    expect(page.get_by_role("button", name="把所有图片摆正")).to_be_visible()
