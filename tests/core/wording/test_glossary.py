import pytest

from core.wording import LANGUAGES
from core.wording.glossary import SCORES, TERMS, glossary, term


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_one_sentence_that_explains_it(language):
    terms = [*glossary(language), *(term(each, language) for each in SCORES)]

    names = {each.name for each in terms}
    assert len(terms) == len(names) == len(TERMS) + len(SCORES)
    stop = {"en": ".", "zh": "。"}[language]
    for each in terms:
        assert each.meaning.endswith(stop)
        assert each.meaning.count(stop) == 1
        assert not each.name.endswith(stop)


def test_the_languages_explain_the_same_words():
    english, chinese = glossary("en"), glossary("zh")

    assert len(english) == len(chinese)
    assert not {term.name for term in english} & {term.name for term in chinese}
