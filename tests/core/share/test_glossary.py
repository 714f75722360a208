import pytest

from core.share.glossary import TERMS, glossary
from core.share.wording import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_one_sentence_that_explains_it(language):
    terms = glossary(language)

    assert len(terms) == len(TERMS)
    assert len({term.name for term in terms}) == len(TERMS)
    stop = {"en": ".", "zh": "。"}[language]
    for term in terms:
        assert term.meaning.endswith(stop)
        assert term.meaning.count(stop) == 1
        assert not term.name.endswith(stop)


def test_the_languages_explain_the_same_words():
    english, chinese = glossary("en"), glossary("zh")

    assert len(english) == len(chinese)
    assert not {term.name for term in english} & {term.name for term in chinese}
