import pytest

from core.analysis.confidence import Coverage
from core.analysis.metrics import accuracy_from_counts
from core.wording.calibration import bin_sentence, coverage_sentences, threshold_text
from tests.calibration_bins import calibration_bin


def plain(text):
    return text.replace("\u202f", " ")


def said(  # noqa: PLR0913
    right, wrong, abstained=0, asked_wrong=0, threshold=0.9, unlabelled=0, lang="en"
):
    found = Coverage(
        threshold=threshold,
        num_covered=right + wrong + unlabelled,
        num_abstained=abstained,
        covered=accuracy_from_counts(right, right + wrong),
        abstained=accuracy_from_counts(abstained - asked_wrong, abstained),
    )
    return plain(coverage_sentences(found, lang))


def test_the_sentence_has_counts_a_rate_and_what_goes_to_a_person():
    # Wilson's interval of 12 in 9,921 is 0.14 points wide.
    assert said(9909, 12, 79, 30) == (
        "When at least 90 % sure, the model answers 9,921 of 10,000 digits and "
        "misreads 12 of them (0.12 %, give or take 0.07); 79 go to a person. Of those "
        "79 the model would have misread 30."
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ((40, 0), "misreads none of them (the true rate may still be up to 8.76 %)"),
        ((29, 0), "answers 29 of 29 digits and misreads none of them; none goes"),
        ((20, 9), "misreads 9 of them; none goes to a person."),
        (
            (40, 1, 1),
            "; 1 goes to a person. Of that one the model would have misread none.",
        ),
    ],
)
def test_none_one_and_few_have_sentences_of_their_own(count, expected):
    assert expected in said(*count)


def test_always_and_never_are_words_of_their_own():
    always, never = said(5, 1, threshold=0.0), said(0, 0, 8, 1)

    assert always.startswith("With no minimum, the model answers 6 of 6")
    assert never == "The model is never 90 % sure: all 8 digits go to a person."


def test_unlabelled_digits_are_counted_separately():
    assert said(0, 0, unlabelled=4).endswith(
        "Of its answers none has a label that counts."
    )
    assert (
        "Of its answers 3 have a label that counts, and the model misreads 1 of these."
        in said(2, 1, unlabelled=4)
    )


def test_chinese_has_no_blanks_and_the_same_numbers():
    text = said(9909, 12, 79, 30, threshold=0.995, lang="zh")

    assert text == (
        "把握不低于 99.5% 才作答时，模型回答 10,000 张中的 9,921 张，其中读错 12 张"
        "（0.12%，误差 ±0.07 个百分点）；79 张交给人看。"
        "交给人看的有标签的 79 张，模型自己会读错 30 张。"
    )


@pytest.mark.parametrize(
    ("threshold", "text"), [(0.5, "50 %"), (0.995, "99.5 %"), (0.9999, "99.99 %")]
)
def test_a_threshold_has_all_its_decimals(threshold, text):
    assert plain(threshold_text(threshold, "en")) == text


@pytest.mark.parametrize(
    ("right", "n", "expected"),
    [
        (43, 60, "When 80 to 90 % sure, the model is right in 43 of 60 (72 %)."),
        (
            40,
            60,
            "When 80 to 90 % sure, the model is right in 40 of 60 (67 %): too sure.",
        ),
        (60, 60, "right in 60 of 60 (100 %): not sure enough."),
        # Too few for a rate, and for a verdict.
        (2, 29, "When 80 to 90 % sure, the model is right in 2 of 29."),
    ],
)
def test_a_bin_in_words(right, n, expected):
    assert plain(bin_sentence(calibration_bin(right, n), "en")).endswith(expected)
