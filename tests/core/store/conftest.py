import pytest

from core.errors import StoreError
from core.store.artefacts import publish
from tests.core.store.shelves import write


@pytest.fixture
def error_kind():
    """Return the kind of the error that a call ends with."""

    def call(function, *arguments, **options):
        with pytest.raises(StoreError) as caught:
            function(*arguments, **options)
        return caught.value.kind

    return call


@pytest.fixture
def shelf(data_folder):
    """A folder of artefacts with one in it."""
    publish(data_folder / "shelf" / "first", write, {"id": "first"})
    return data_folder / "shelf"
