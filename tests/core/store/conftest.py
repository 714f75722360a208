import pytest

from core.errors import StoreError


@pytest.fixture
def error_kind():
    """Return the kind of the error that a call ends with."""

    def call(function, *arguments, **options):
        with pytest.raises(StoreError) as caught:
            function(*arguments, **options)
        return caught.value.kind

    return call
