import pytest

from core.errors import StoreError
from core.store import digit_sets
from core.work import labelling
from dashboard import cache


@pytest.fixture
def record():
    return next(each for each in digit_sets.list_digits() if each.source == "built-in")


def test_an_unreadable_revision_is_reported_as_itself(record, monkeypatch):
    """Streamlit wraps what a hash function raises; users see the error's own words."""

    def fail(_):
        raise StoreError("unreadable", name="labels", reason="locked")

    monkeypatch.setattr(labelling, "label_revision", fail)

    with pytest.raises(StoreError) as caught:
        cache.labels(record)

    assert caught.value.kind == "unreadable"


def test_labels_are_read_again_only_when_their_revision_changes(record, monkeypatch):
    revision, read = iter([7001, 7001, 7002]), []
    monkeypatch.setattr(labelling, "label_revision", lambda _: next(revision))
    monkeypatch.setattr(labelling, "labels_of", lambda each: read.append(each) or read)

    for _ in range(3):
        cache.labels(record)

    assert read == [record, record]
