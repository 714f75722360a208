"""Files of predictions, in the ways in which people save them."""

import io

import numpy as np
import pandas as pd
import pytest

from core.data.predictions import read_predictions
from core.errors import DatasetError
from tests.imported_predictions import external_probabilities

N = 40
TEN = external_probabilities(N)
SCORES = np.log(TEN) + 3
LABELS = np.arange(N) % 10
HARD = TEN.argmax(1)
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
IMAGES = np.random.default_rng(1).integers(0, 256, (N, 28, 28)).astype(np.uint8)
IMAGES[:, [0, -1]] = 0
IMAGES[:, :, [0, -1]] = 0


def csv(ten=TEN, columns=None, header=True, **others):
    table = pd.DataFrame(ten)
    if columns is not None:
        table.columns = list(columns)
    for name, values in others.items():
        table.insert(0, name, values)
    return table.to_csv(index=False, header=header).encode()


def one_column(name, digits=HARD, **others):
    return pd.DataFrame({**others, name: digits}).to_csv(index=False).encode()


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def parquet(columns, **others):
    file = io.BytesIO()
    pd.DataFrame(TEN, columns=list(columns)).assign(**others).to_parquet(file)
    return file.getvalue()


def numbered(pattern, first=0):
    return [pattern.format(number) for number in range(first, first + 10)]


TAKEN = {
    "0 to 9": csv(columns=range(10)),
    "0.0 to 9.0": csv(columns=np.arange(10.0)),
    "class_0": csv(columns=numbered("class_{}")),
    "Class 0": csv(columns=numbered("Class {}")),
    "prob_0": csv(columns=numbered("prob_{}")),
    "prob0": csv(columns=numbered("prob{}")),
    "P(0)": csv(columns=numbered("P({})")),
    "digit-0": csv(columns=numbered("digit-{}")),
    "p1 to p10": csv(columns=numbered("p{}", 1)),
    "1 to 10": csv(columns=numbered("{}", 1)),
    "zero to nine": csv(columns=WORDS),
    "prob_zero": csv(columns=[f"prob_{word}" for word in WORDS]),
    "Zero": csv(columns=[word.title() for word in WORDS]),
    "R's V1 to V10": csv(columns=numbered("V{}", 1)),
    "words in the order of text": csv(TEN[:, np.argsort(WORDS)], columns=sorted(WORDS)),
    "other names in order": csv(columns="abcdefghij"),
    "a label before": csv(columns=numbered("p{}"), label=LABELS),
    "y_true": csv(columns=numbered("p{}"), y_true=LABELS),
    "an id and a prediction": csv(
        columns=numbered("prob_{}"), pred=TEN.argmax(1), ImageId=np.arange(N)
    ),
    "the index of pandas": pd.DataFrame(TEN, columns=numbered("p{}")).to_csv().encode(),
    "scores beside probabilities": csv(
        np.hstack([SCORES, TEN]), columns=[*numbered("logit_{}"), *numbered("prob_{}")]
    ),
    "no header": csv(header=False),
    "no header, label first": csv(header=False, label=LABELS),
    "no header, label last": csv(np.column_stack([TEN, LABELS]), header=False),
    "spaces in the header": csv(columns=numbered(" p{} ")),
    "an array": npy(TEN),
    "an array of float16": npy(np.eye(10, dtype=np.float16)[LABELS] * 0.5 + 0.05),
    "one array, unnamed": npz(arr_0=TEN),
    "y_pred and y_true": npz(y_pred=TEN, y_true=LABELS),
    "predictions, labels": npz(predictions=TEN, labels=LABELS),
    "probs, targets one-hot": npz(probs=TEN, target=np.eye(10)[LABELS]),
    "images of 0 to 1": npz(probabilities=TEN, images=IMAGES / 255),
    "images normalised": npz(probabilities=TEN, x=(IMAGES / 255 - 0.13) / 0.31),
    "images as NCHW": npz(probabilities=TEN, images=IMAGES[:, None]),
    "images as NHWC": npz(probabilities=TEN, x_test=IMAGES[..., None]),
    "parquet of 0 to 9": parquet(map(str, range(10))),
    "parquet of words": parquet(WORDS, target=LABELS),
}
REFUSED = {
    "scores": (csv(SCORES, columns=numbered("p{}")), "predictions-no-probabilities"),
    "logarithms": (npy(np.log(TEN)), "predictions-no-probabilities"),
    "percent": (npy(TEN * 100), "predictions-no-probabilities"),
    "scores in 0 to 1": (npy(TEN / 2), "predictions-no-probabilities"),
    "columns as images": (npy(TEN.T), "predictions-transposed"),
    "two sets": (npz(a=TEN, b=TEN[::-1]), "predictions-two-sets"),
    "two sets of columns": (
        csv(np.hstack([TEN, TEN]), columns=[*numbered("a{}"), *numbered("b{}")]),
        "predictions-two-sets",
    ),
    "semicolons": (csv().replace(b",", b";"), "predictions-separator"),
    "eleven columns": (
        csv(np.column_stack([TEN, TEN[:, 0]]), columns="abcdefghijk"),
        "predictions-columns",
    ),
    "nine columns": (csv(TEN[:, :9], columns="abcdefghi"), "predictions-columns"),
    "two digits": (one_column("pred", y_pred=HARD), "predictions-two-digits"),
    "three as a word": (
        one_column("pred", [WORDS[digit] for digit in HARD]),
        "predictions-no-number",
    ),
    "probabilities of one digit": (npy(TEN[:, 0]), "predictions-no-digit"),
    "a gap": (csv(np.where(TEN > 0.5, np.nan, TEN)), "predictions-no-number"),
    "inverted images": (
        npz(probabilities=TEN, images=255 - IMAGES),
        "predictions-inverted",
    ),
}


@pytest.mark.parametrize("way", TAKEN)
def test_predictions_are_read_as_people_save_them(tmp_path, way):
    path = tmp_path / "predictions"
    path.write_bytes(TAKEN[way])

    found = read_predictions(path)

    expected = np.eye(10)[LABELS] * 0.5 + 0.05 if "float16" in way else TEN
    np.testing.assert_allclose(found.probabilities, expected, atol=1e-3)
    if any(word in way for word in ("label", "y_true", "target", "parquet of words")):
        np.testing.assert_array_equal(found.labels, LABELS)
    if "images" in way:
        np.testing.assert_array_equal(found.images, IMAGES)


NUMBERS = np.arange(N)[::-1]
HARD_WAYS = {
    "prediction": one_column("prediction"),
    "Predicted": one_column("Predicted"),
    "number, y_pred, y_true": one_column("y_pred", number=NUMBERS, y_true=LABELS),
    "number, label, 3.0": one_column("pred", HARD * 1.0, number=NUMBERS, label=LABELS),
    "number as Kaggle": one_column("Label", ImageId=NUMBERS + 1),
    "number as Kaggle, from 0": one_column("Label", ImageId=NUMBERS),
    "number as Kaggle, prediction": one_column("prediction", ImageId=NUMBERS + 1),
    "some other columns": one_column("pred", time=TEN[:, 0], loss=TEN[:, 1]),
    "an array": npy(HARD),
    "an array of floats": npy(HARD.astype(np.float32)),
    "an array, one-hot": npy(np.eye(10)[HARD]),
    "y_pred, labels": npz(y_pred=HARD, labels=LABELS),
    "y_pred one-hot, label one-hot": npz(
        y_pred=np.eye(10)[HARD], label=np.eye(10)[LABELS]
    ),
    "predictions, images": npz(predictions=HARD, images=IMAGES),
}


@pytest.mark.parametrize("way", HARD_WAYS)
def test_the_digit_that_was_read_is_certain(tmp_path, way):
    path = tmp_path / "predictions"
    path.write_bytes(HARD_WAYS[way])

    found = read_predictions(path)

    assert found.probabilities.dtype == np.float32
    np.testing.assert_array_equal(found.probabilities, np.eye(10)[HARD])
    if "y_true" in way or "label" in way:
        np.testing.assert_array_equal(found.labels, LABELS)
    else:
        assert found.labels is None
    if "number" in way:
        np.testing.assert_array_equal(found.numbers, NUMBERS)
    if "images" in way:
        np.testing.assert_array_equal(found.images, IMAGES)


@pytest.mark.parametrize("way", REFUSED)
def test_other_files_are_refused_with_a_remedy(tmp_path, way):
    content, kind = REFUSED[way]
    path = tmp_path / "predictions"
    path.write_bytes(content)

    with pytest.raises(DatasetError) as caught:
        read_predictions(path)

    assert caught.value.kind == kind
