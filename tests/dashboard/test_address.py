from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.selection import Selection
from dashboard import address, session
from dashboard.session import Case

EVERYTHING = {
    "true": "49",
    "read": "17",
    "sure": ".5_.9",
    "in": "0",
    "said": "d",
    "show": "all",
    "sort": "shuffled",
    "seed": "12",
    "run": "31c6fd108e7b",
    "on": "built-in~mnist-test",
    "vs": "5ec0dd5e",
    "page": "3",
    "at": "99.95",
    "epoch": "7",
    "case": "1~9999",
}


def script():
    import streamlit as st

    from dashboard import address, session

    page_name = st.session_state.get("page_name", "confusion")
    address.read(page_name)
    st.button("open", on_click=session.open_case, args=("built-in", 7))
    st.button("close", on_click=session.close_case)
    st.button("9 read as 4", on_click=session.choose_cell, args=(9, 4))
    address.write(page_name)


@pytest.fixture
def opened():
    """Factory: `opened(query)` reads a link in a new session and lets it follow."""

    def open_link(query=None):
        app = AppTest.from_function(script, default_timeout=60)
        app.query_params.update(query or {})
        app.run()
        assert not app.exception
        return app

    return open_link


def press(app, label):
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def test_a_link_comes_back_as_it_was(opened):
    assert opened(EVERYTHING).query_params == EVERYTHING


def test_a_link_is_restored_into_session_state(opened):
    state = opened(EVERYTHING).session_state

    assert state[session.SELECTION] == Selection(
        true=frozenset({4, 9}),
        predicted=frozenset({1, 7}),
        confidence=(0.5, 0.9),
        sources=frozenset({"built-in"}),
        verdict="disputed",
        outcome="all",
        sort="shuffled",
        seed=12,
    )
    assert state[session.RUN] == "31c6fd108e7b"
    assert state[session.SETS] == ("built-in", "mnist-test")
    assert state[session.COMPARISON_TARGET] == "5ec0dd5e"
    assert state[session.PAGE] == 2
    assert state[session.EPOCH] == 7
    assert state[session.CASE] == Case("mnist-test", 9999)


def test_nothing_chosen_leaves_the_address_empty(opened):
    assert opened().query_params == {}


@pytest.mark.parametrize(
    "query",
    [
        {"true": "x"},
        {"sure": "nan_1"},
        {"sure": ".9_.1"},
        {"sort": "best"},
        {"seed": "99999999999"},
        {"epoch": "0"},
        {"epoch": "-3"},
        {"epoch": "two"},
        {"epoch": "9" * 5000},
        {"page": "0"},
        {"page": "-3"},
        {"page": "9" * 5000},
        {"case": "built-in"},
        {"case": "built-in~-1"},
        {"case": "built-in~" + "9" * 5000},
        {"on": "~"},
        {"unknown": "1"},
    ],
    ids=lambda query: "&".join(f"{key}={value[:20]}" for key, value in query.items()),
)
def test_invalid_query_parameters_are_ignored(opened, query):
    assert opened(query).query_params == {}


def test_a_set_named_twice_counts_once(opened):
    app = opened({"on": "built-in~mnist-test~built-in"})

    assert app.query_params == {"on": "built-in~mnist-test"}


def test_the_address_follows_a_choice(opened):
    app = press(opened(), "9 read as 4")

    assert app.query_params == {"true": "9", "read": "4"}


def test_the_address_follows_an_opened_image(opened):
    app = press(opened(), "open")
    assert app.query_params == {"case": "built-in~7"}

    press(app, "close")

    assert app.query_params == {}
    assert app.session_state[session.LAST_CASE] == Case("built-in", 7)


def test_a_choice_starts_the_grid_at_its_first_page(opened):
    app = press(opened({"page": "3"}), "9 read as 4")

    assert app.query_params == {"true": "9", "read": "4"}


def test_back_restores_the_previous_address(opened):
    app = press(opened({"true": "1"}), "9 read as 4")

    app.query_params = {"true": "1"}
    app.run()

    assert app.session_state[session.SELECTION] == Selection(true=frozenset({1}))
    assert app.query_params == {"true": "1"}


def test_going_back_leaves_the_run_that_was_chosen_since(opened):
    app = opened({"true": "1"})
    app.session_state[session.RUN] = "31c6fd108e7b"
    app.run()
    assert app.query_params == {"true": "1", "run": "31c6fd108e7b"}

    app.query_params = {"true": "1"}
    app.run()

    assert app.session_state[session.RUN] is None


def test_stale_address_does_not_override_a_choice(opened):
    app = opened({"true": "1"})
    press(app, "open")

    app.query_params = {"true": "1"}
    press(app, "9 read as 4")

    assert app.query_params == {"true": "9", "read": "4", "case": "built-in~7"}


def test_another_page_without_parameters_changes_nothing(opened):
    app = opened(EVERYTHING)

    app.query_params = {}
    app.session_state["page_name"] = "mistakes"
    app.run()

    assert app.query_params == EVERYTHING


def test_going_back_to_where_nothing_was_chosen_is_obeyed(opened):
    app = press(opened(), "9 read as 4")

    app.query_params = {}
    app.run()

    assert app.query_params == {}
    assert app.session_state[session.SELECTION] == Selection()


def test_a_name_stays_out_of_the_address(opened):
    app = opened()

    app.session_state[session.SELECTION] = Selection(name="anna")
    app.run()

    assert app.query_params == {}


UPLOADS = [f"own-{number:032x}" for number in (2**127 + 1, 255, 2**64, 7, 11)]


def all_at_once(sets):
    """All parameters at once, with so many uploads."""
    uploads = UPLOADS[:sets]
    return EVERYTHING | {
        "true": "0123456789",
        "read": "0123456789",
        "sure": ".01_.99",
        "in": ",".join(uploads),
        "said": "a",
        "seed": str(2**32 - 1),
        "on": "~".join(uploads),
        "page": "9999",
        "case": f"{uploads[-1]}~100000",
        "lang": "zh",
    }


def test_the_longest_address_is_short_enough(opened):
    uploads = UPLOADS[: session.MOST_SETS]

    app = opened(all_at_once(session.MOST_SETS))
    link = f"http://127.0.0.1:8501/mistakes?{urlencode(app.query_params)}"

    assert len(link) <= 300
    again = opened(app.query_params)
    for key in (
        session.SETS,
        session.SELECTION,
        session.CASE,
        session.RUN,
        session.LANGUAGE,
    ):
        assert again.session_state[key] == app.session_state[key]
    assert again.session_state[session.SETS] == tuple(uploads)
    assert again.session_state[session.SELECTION].sources == frozenset(uploads)
    assert again.session_state[session.CASE] == Case(uploads[-1], 100000)


def test_no_more_sets_are_joined_than_an_address_holds(opened):
    app = opened({"on": "~".join(UPLOADS)})

    assert app.session_state[session.SETS] == tuple(UPLOADS[: session.MOST_SETS])


def test_a_link_with_whole_ids_is_still_understood(opened):
    app = opened({"on": f"{UPLOADS[0]}~built-in", "case": f"{UPLOADS[0]}~3"})

    assert app.session_state[session.SETS] == (UPLOADS[0], "built-in")
    assert app.session_state[session.CASE] == Case(UPLOADS[0], 3)
    assert len(app.query_params["on"]) == len("own-") + 22 + len("~built-in")


@pytest.mark.parametrize(("sets", "vs"), [(4, "5ec0dd5ec0dd"), (3, UPLOADS[4])])
def test_what_is_compared_fits_into_the_longest_address(opened, sets, vs):
    query = all_at_once(sets) | {"vs": vs}
    # Who asked for a verdict, too, has no room left.
    del query["said"]

    app = opened(query)
    link = f"http://127.0.0.1:8501/your_digits?{urlencode(app.query_params)}"

    assert len(link) <= 300
    again = opened(app.query_params).session_state
    assert again[session.SETS] == app.session_state[session.SETS]
    assert vs.startswith(again[session.COMPARISON_TARGET])


def test_an_epoch_is_left_out_where_there_is_no_room(opened):
    few = opened({"on": "~".join(UPLOADS[:4]), "epoch": "12"})
    many = opened(all_at_once(4) | {"epoch": "12"})

    assert few.query_params["epoch"] == "12"
    assert "epoch" not in many.query_params
    assert many.session_state[session.EPOCH] == 12


def test_what_is_compared_is_left_out_where_there_is_no_room(opened):
    few = opened({"on": "~".join(UPLOADS[:4]), "vs": UPLOADS[4]})
    many = opened(all_at_once(4) | {"vs": UPLOADS[4]})

    assert few.query_params["vs"] == address.shorten_source(UPLOADS[4])
    assert "vs" not in many.query_params
    assert many.session_state[session.COMPARISON_TARGET] == UPLOADS[4]


def test_comparison_link_grants_access_to_the_upload(opened):
    app = opened({"vs": UPLOADS[0]})

    assert app.session_state[session.REMEMBERED_UPLOADS] == (
        UPLOADS[0].removeprefix("own-"),
    )
    assert len(app.query_params["vs"]) == len("own-") + 22


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chosen_language_is_in_the_address(opened, language):
    app = opened()

    app.session_state[session.LANGUAGE] = language
    app.run()

    assert app.query_params == {"lang": language}


def test_unknown_language_is_ignored(opened):
    assert opened({"lang": "xx"}).query_params == {}


def test_redirect_is_followed_once():
    def take():
        from unittest.mock import patch

        import streamlit as st

        from dashboard import navigation

        followed = []
        with (
            patch("streamlit.switch_page", followed.append),
            patch("dashboard.navigation.page", str),
        ):
            navigation.follow_redirect()
            navigation.follow_redirect()
        st.text(followed)

    app = AppTest.from_function(take, default_timeout=60)
    app.session_state[session.REDIRECT] = "confusion"

    assert app.run().text[0].value == "['confusion']"
