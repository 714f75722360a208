import io

import numpy as np
import pytest
from PIL import Image

from core.data.pictures import encode_original
from core.data.uploaded_files import Refusal, UploadedFile
from core.work import import_budget
from core.work.decoding import prepare_all
from core.work.import_budget import ImportBudget

pytestmark = pytest.mark.usefixtures("data_folder")


def kinds(results):
    return [each.error.kind if isinstance(each, Refusal) else "" for each in results]


def blank(side):
    """A picture of a few bytes that takes long to decode."""
    content = io.BytesIO()
    Image.new("L", (side, side), 255).save(content, "WEBP", lossless=True)
    return content.getvalue()


def test_decoding_that_takes_too_long_ends_and_the_rest_is_refused(monkeypatch, drawn):
    monkeypatch.setattr(import_budget, "FIRST_SECONDS", 0.05)
    monkeypatch.setattr(import_budget, "SECONDS_PER_PICTURE", 0.0)
    costly = [UploadedFile(f"{n}.webp", blank(4000)) for n in range(40)]
    good = [UploadedFile("a.png", drawn(0))]

    found = kinds(prepare_all([*costly, *good], budget=ImportBudget()))

    assert len(found) == 41
    assert found[0] != "import-too-slow"
    # Of batches of four, only the first is read.
    assert found[4:] == ["import-too-slow"] * 37


def test_within_the_budget_every_picture_is_read(drawn):
    budget = ImportBudget()
    files = [UploadedFile(f"{n}.png", drawn(n % 6)) for n in range(30)]

    assert kinds(prepare_all(files, budget=budget)) == [""] * 30

    assert budget.num_pictures == 30
    assert budget.read_bytes == sum(len(each.content) for each in files)
    assert budget.stored_bytes > 30 * 28 * 28


@pytest.mark.parametrize(
    ("read", "stored", "seconds", "kind"),
    [
        (0, 0, 0.0, None),
        (0, 0, 6.0, None),
        (0, 0, 6.1, "import-too-slow"),
        (40 * 2**20, 0, 26.0, None),
        (40 * 2**20, 0, 26.1, "import-too-slow"),
        (0, 2**30, 1.0, None),
        (0, 2**30 + 1, 1.0, "import-too-large"),
    ],
)
def test_a_budget_grows_with_its_pictures(read, stored, seconds, kind):
    budget = ImportBudget(num_pictures=10, read_bytes=read, stored_bytes=stored)

    found = budget.excess(seconds)

    assert (None if found is None else found.kind) == kind


def test_no_import_takes_more_than_ten_minutes_of_a_processor():
    budget = ImportBudget(num_pictures=10**6)

    assert budget.excess(600.0) is None
    assert budget.excess(600.1) is not None


def test_an_original_takes_at_most_60_kilobytes():
    noise = np.random.default_rng(0).integers(0, 256, (600, 600), np.uint8)

    assert len(encode_original(noise)) <= 60_000
    smooth = np.tile(np.linspace(0, 255, 600).astype(np.uint8), (600, 1))
    with Image.open(io.BytesIO(encode_original(smooth))) as kept:
        assert kept.size == (512, 512)
