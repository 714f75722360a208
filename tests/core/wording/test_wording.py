import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.analysis.findings import Finding
from core.errors import MisreadError, StoreError
from core.wording import (
    duration,
    error_sentence,
    format_confidence,
    format_list,
    join_sentences,
    percent,
    points,
    preferred_language,
    say,
    say_finding,
)

THIN = "\u202f"
digits = st.integers(0, 4)


def number(text):
    """The number that a formatted percentage shows."""
    return float(text.removesuffix(f"{THIN}%").lstrip("<>"))


@pytest.mark.parametrize(
    ("share", "decimals", "expected"),
    [
        (0.0, 0, "0 %"),
        (1.0, 0, "100 %"),
        (0.5, 0, "50 %"),
        (0.125, 1, "12.5 %"),
        (0.004, 0, "<1 %"),
        (0.996, 0, ">99 %"),
        (0.995, 0, ">99 %"),
        (0.00004, 2, "<0.01 %"),
        (0.99996, 2, ">99.99 %"),
        (0.0075, 2, "0.75 %"),
        (0.0, 2, "0.00 %"),
        (1.0, 2, "100.00 %"),
    ],
)
def test_a_share_in_percent(share, decimals, expected):
    assert percent(share, decimals) == expected.replace(" ", THIN)


@given(st.floats(0, 1, exclude_min=True, exclude_max=True), digits)
def test_only_nothing_is_0_percent_and_only_everything_is_100(share, decimals):
    text = percent(share, decimals)

    assert 0 < number(text) < 100
    assert text.endswith(f"{THIN}%")


@given(st.floats(0, 1), digits)
def test_a_percentage_is_the_share_to_its_last_figure(share, decimals):
    text = percent(share, decimals)

    step = 10.0**-decimals
    if text.startswith("<"):
        assert 0 < 100 * share < step
    elif text.startswith(">"):
        assert 100 - step < 100 * share < 100
    else:
        assert abs(number(text) - 100 * share) <= step / 2 + 1e-9


@given(st.floats(0, 1), st.floats(0, 1), digits)
def test_a_larger_share_is_never_shown_as_less(one, other, decimals):
    smaller, larger = sorted([one, other])

    assert number(percent(smaller, decimals)) <= number(percent(larger, decimals))


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, "<1 %"), (0.004, "<1 %"), (0.42, "42 %"), (0.9999, ">99 %"), (1.0, ">99 %")],
)
def test_a_network_is_never_quite_sure(probability, expected):
    assert format_confidence(probability) == expected.replace(" ", THIN)


def test_a_picture_without_a_digit_is_not_called_empty():
    sentence = error_sentence(MisreadError("picture-empty"))

    assert sentence.startswith("Misread found no digit in this picture.")


@pytest.mark.parametrize(
    ("margin", "expected"), [(0.0017, "0.17"), (0.1, "10.00"), (0.0, "0.00")]
)
def test_a_margin_in_points(margin, expected):
    assert points(margin) == expected


@given(st.floats(0, 1), digits)
def test_points_are_the_margin_to_their_last_figure(margin, decimals):
    shown = float(points(margin, decimals))

    assert abs(shown - 100 * margin) <= 10.0**-decimals / 2 + 1e-9


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "1 s"),
        (0.2, "1 s"),
        (3.2, "4 s"),
        (9.5, "10 s"),
        (10.0, "10 s"),
        (11.0, "15 s"),
        (89.0, "90 s"),
        (90.0, "2 min"),
        (120.0, "2 min"),
        (121.0, "3 min"),
        (7200.0, "120 min"),
    ],
)
def test_a_length_of_time(seconds, expected):
    assert duration(seconds) == expected.replace(" ", THIN)


@given(st.floats(0, 1e6))
def test_a_length_of_time_never_promises_too_little(seconds):
    amount, unit = duration(seconds).split(THIN)

    promised = int(amount) * {"s": 1, "min": 60}[unit]
    assert promised >= 1
    assert promised >= seconds - 1e-9
    assert promised <= max(1, 2 * seconds, seconds + 5)


def test_a_message_is_filled_with_its_values():
    text = say(
        "cli-result",
        id="abc",
        on="mnist-test",
        n=10000,
        mistakes=1,
        accuracy="99 %",
        low="98 %",
        high="100 %",
    )

    assert text.startswith("Run abc read 99 % of 10,000 digits of mnist-test")
    assert text.endswith("1 misread.")


def test_numbers_are_formatted_in_the_message():
    text = say("cli-progress-download", phase="loading", share=0.25, left="3 s")

    assert text == f"Downloading, 25{THIN}% done, 3 s left"


def test_an_unknown_message_raises():
    for message in ("nonsense", "cli.nonsense"):
        with pytest.raises(KeyError):
            say(message)


def test_a_missing_value_is_a_mistake():
    with pytest.raises(ValueError, match="cli-result"):
        say("cli-result", id="abc")


def test_a_value_never_changes_its_message():
    text = error_sentence(StoreError("missing", name="{ $path } <b>\n"))

    assert text.startswith("“{ $path } <b>\n” is not in the data folder.")


def test_an_error_has_a_sentence():
    error = MisreadError("unknown-schema", name="abc", schema=7)

    assert "A newer version of Misread wrote “abc” (format 7)" in error_sentence(error)


@pytest.mark.parametrize(
    ("share", "decimals", "expected"),
    [(0.97, 0, "97%"), (0.0043, 2, "0.43%"), (0.001, 0, "<1%"), (0.999, 0, ">99%")],
)
def test_chinese_sets_no_space_before_percent(share, decimals, expected):
    assert percent(share, decimals, "zh") == expected


@given(st.floats(0, 1), digits)
def test_languages_differ_only_in_the_space(share, decimals):
    english = percent(share, decimals)

    assert percent(share, decimals, "zh") == english.replace(THIN, "")
    assert format_confidence(share, "zh") == format_confidence(share).replace(THIN, "")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "1 秒"),
        (3.2, "4 秒"),
        (11.0, "15 秒"),
        (90.0, "2 分钟"),
        (7200, "120 分钟"),
    ],
)
def test_a_length_of_time_in_chinese(seconds, expected):
    assert duration(seconds, "zh") == expected


@pytest.mark.parametrize(
    ("items", "english", "chinese"),
    [((), "", ""), ((4,), "4", "4"), ((0, 1, 4), "0, 1, 4", "0、1、4")],
)
def test_a_list_in_words(items, english, chinese):
    assert format_list(items) == english
    assert format_list(items, "zh") == chinese


def test_sentences_follow_one_another():
    assert join_sentences(["One.", "Two."]) == "One. Two."
    assert join_sentences(["一。", "二。"], "zh") == "一。二。"
    assert join_sentences([]) == join_sentences([], "zh") == ""


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LC_ALL": "en_US", "MISREAD_LANG": "zh"}, "zh"),
        ({"LC_ALL": "zh_CN", "MISREAD_LANG": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language_of_a_terminal(environment, expected):
    assert preferred_language(environment) == expected


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("Chinese (Simplified)_China", "zh"),
        ("zh_CN", "zh"),
        ("English_United States", "en"),
        (None, "en"),
    ],
)
def test_where_nothing_is_set_the_system_is_asked(system, expected, monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: (system, None))

    assert preferred_language({}) == expected


@given(st.text(min_size=1, max_size=6000))
@example("x" * 2000)
@example("x" * 2001)
@example("x" * 1_000_000)
def test_a_value_of_any_length_is_accepted(text):
    sentence = error_sentence(StoreError("missing", name=text))

    assert text[:500] in sentence
    assert text[-500:] in sentence
    assert len(sentence) < 2200


def test_a_finding_about_a_digit_set_contains_its_title():
    finding = Finding("source-none", {"source": "own-1", "n": 40, "mistakes": 0})

    said = say_finding(finding, "en", {"own-1": "Class 4b"})

    assert said == "Class 4b: all 40 were read correctly."
    with pytest.raises(KeyError):
        say_finding(finding)
