from functools import partial

import pytest

from tests.browser.component_demo import open_demo, running_demo


@pytest.fixture(scope="module")
def server():
    """The page in `apps/components.py`, which `open_page` opens instead of ours."""
    with running_demo() as demo:
        yield demo


@pytest.fixture
def demo(open_page):
    """Factory: `demo("tiles=3", width=390)` returns the page once it is drawn."""
    return partial(open_demo, open_page)
