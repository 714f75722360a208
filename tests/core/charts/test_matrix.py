import numpy as np
import pytest

from core.charts.matrix import SHADES, matrix_words, shade_levels
from core.wording import LANGUAGES

STRONGEST = len(SHADES["light"]) - 1


def test_the_most_frequent_mistake_is_the_strongest():
    counts = np.diag(np.full(10, 100))
    counts[9, 4], counts[2, 7], counts[3, 5] = 16, 4, 1

    shades = shade_levels(counts)

    # The root of the share, so that a single one is still seen.
    assert shades[9, 4] == STRONGEST
    assert shades[2, 7] == round(STRONGEST / 2)
    assert 0 < shades[3, 5] < shades[2, 7]
    assert not shades.diagonal().any()


@pytest.mark.parametrize("right", [0, 100])
def test_without_mistakes_nothing_is_strong(right):
    assert not shade_levels(np.diag(np.full(10, right))).any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_matrix_have_blanks_for_its_numbers(language):
    words = matrix_words(language)

    assert all(words.values())
    assert "{count}" in words["cell"]
    assert all(blank in words["cell_none"] for blank in ("{true}", "{predicted}"))
    assert "{share}" in words["of_row"]
    assert "{number}" in words["percent"]
