"""A page with the matrix and the grid alone: 10,000 made-up predictions.

The pictures are scikit-learn's digits. `?tiles=200` shows so many images and no
matrix, `?pictures=no` tiles without pictures, `?few=1` only 40 predictions.
"""

import numpy as np
import streamlit as st
from sklearn.datasets import load_digits

from dashboard.widgets.gallery import Tile, digit_grid
from dashboard.widgets.matrix import confusion_matrix

WORDS = {
    "locale": "en",
    "caption": "What a person wrote, by row, and what the model read, by column",
    "columns": "The model read it as",
    "rows": "A person wrote",
    "misread": "misread",
    "wrong": "Read wrongly",
    "percent": "{number}\u202f%",
    "cell": "{true} read as {predicted}: {count} images",
    "cell_one": "{true} read as {predicted}: {count} image",
    "cell_none": "{true} read as {predicted}: no image",
    "row": "Written {digit}: {count} of {total} misread",
    "row_none": "Written {digit}: none of {total} misread",
    "column": "Read as {digit}: {count} of {total} wrongly",
    "column_none": "Read as {digit}: none of {total} wrongly",
    "of_row": "{share} of the {total} written {true}",
    "of_column": "{share} of the {total} read as {predicted}",
    "legend": (
        "Stronger colour means more mistakes; grey was read correctly; a dashed cell "
        "mirrors the selected one. Bottom row: how often each digit was read wrongly."
    ),
    "legend_narrow": "Rows: what a person wrote. Grey: read correctly.",
}
# One string for each label: what the first of its images are read as.
MISTAKES = [
    "226666",
    "24",
    "4777777",
    "557778",
    "",
    "33333",
    "1111144",
    "4449",
    "24499",
    "4" * 13 + "557778",
]


@st.cache_resource
def predictions() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Images, labels and predictions; every label has 1,000 images."""
    digits = load_digits()
    large = np.kron(digits.images * 15.9, np.ones((3, 3))).astype(np.uint8)
    images = np.pad(large, ((0, 0), (2, 2), (2, 2)))
    chosen = np.concatenate(
        [np.resize(np.flatnonzero(digits.target == digit), 1000) for digit in range(10)]
    )
    labels = digits.target[chosen]
    predicted = labels.copy()
    for digit, wrong in enumerate(MISTAKES):
        predicted[1000 * digit :][: len(wrong)] = [int(each) for each in wrong]
    return images[chosen], labels, predicted


def choose(*cell: int | None) -> None:
    st.session_state["cell"] = cell


def choose_image(number: int) -> None:
    st.session_state["image"] = number
    st.session_state["times"] = st.session_state.get("times", 0) + 1


def tile(number: int, labels: np.ndarray, predicted: np.ndarray) -> Tile:
    true, wrong = labels[number], predicted[number]
    note = f"{50 + number % 50}\u202f%"
    return Tile(
        int(number),
        f"Image {number}: {true} read as {wrong}",
        str(true),
        str(wrong),
        note,
    )


def grid(numbers: np.ndarray) -> None:
    images, labels, predicted = predictions()
    digit_grid(
        None if st.query_params.get("pictures") == "no" else images[numbers],
        [tile(number, labels, predicted) for number in numbers],
        key="grid",
        chosen=st.session_state.get("image"),
        on_choose=choose_image,
        label="Images",
        size=66,
    )
    times = st.session_state.get("times", 0)
    st.write(f"Image {st.session_state.get('image')}, chosen {times} times")


def numbers_in(cell: tuple[int | None, int | None]) -> np.ndarray:
    _, labels, predicted = predictions()
    true, wrong = cell
    shown = np.full(len(labels), cell != (None, None))
    if true is not None:
        shown &= labels == true
    if wrong is not None:
        shown &= predicted == wrong
    if None in cell:
        shown &= labels != predicted
    return np.flatnonzero(shown)


def matrix(cell: tuple[int | None, int | None]) -> None:
    _, labels, predicted = predictions()
    step = 250 if "few" in st.query_params else 1
    counts = np.zeros((10, 10), np.int64)
    np.add.at(counts, (labels[::step], predicted[::step]), 1)
    mode = st.segmented_control(
        "Numbers", ["count", "row", "column"], default="count", required=True
    )
    confusion_matrix(
        counts, key="matrix", chosen=cell, on_choose=choose, mode=mode, words=WORDS
    )


@st.fragment
def page() -> None:
    if "tiles" in st.query_params:
        _, labels, predicted = predictions()
        wrong_first = np.argsort(labels == predicted, kind="stable")
        grid(wrong_first[: int(st.query_params["tiles"])])
        return
    cell = st.session_state.get("cell", (None, None))
    left, right = st.columns([11, 9], gap="large")
    with left:
        matrix(cell)
    with right:
        st.subheader(f"Chosen: {cell[0]} and {cell[1]}")
        numbers = numbers_in(cell)
        if len(numbers):
            grid(numbers[:200])


st.set_page_config(page_title="Components", layout="wide")
page()
