import numpy as np
import pytest

from core.data.pixel_tables import table_items
from core.errors import DatasetError


@pytest.mark.parametrize("num_headers", [1, 783, 785])
def test_a_table_with_too_few_or_many_headers_is_damaged(num_headers):
    values = np.zeros((2, 784), np.uint8)

    with pytest.raises(DatasetError) as caught:
        list(table_items("a.parquet", values, ["pixel"] * num_headers))

    assert caught.value.kind == "array-damaged"


@pytest.mark.parametrize("headers", [[], ["pixel"] * 784])
def test_a_table_with_all_headers_or_none_is_read(headers):
    values = np.full((2, 784), 7, np.uint8)

    assert list(table_items("a.parquet", values, headers))
