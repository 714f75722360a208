import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.mistakes import Selection
from dashboard import state
from dashboard.state import Case

EVERYTHING = {
    "true": "49",
    "read": "17",
    "sure": ".5_.9",
    "in": "built-in",
    "show": "all",
    "sort": "shuffled",
    "seed": "12",
    "run": "31c6fd108e7b",
    "on": "built-in~mnist-test",
    "page": "3",
    "case": "mnist-test~9999",
}


def script():
    import streamlit as st

    from dashboard import state

    page_name = st.session_state.get("page_name", "confusion")
    state.read_url(page_name)
    st.button("open", on_click=state.open_case, args=("built-in", 7))
    st.button("close", on_click=state.close_case)
    st.button("9 read as 4", on_click=state.choose_cell, args=(9, 4))
    state.write_url(page_name)


@pytest.fixture
def opened():
    """Factory: `opened(query)` reads a link in a new session and lets it follow."""

    def open_link(query=None):
        app = AppTest.from_function(script)
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


def test_a_link_becomes_what_is_being_looked_at(opened):
    looked_at = opened(EVERYTHING).session_state

    assert looked_at[state.SELECTION] == Selection(
        true=frozenset({4, 9}),
        predicted=frozenset({1, 7}),
        confidence=(0.5, 0.9),
        sources=frozenset({"built-in"}),
        outcome="all",
        sort="shuffled",
        seed=12,
    )
    assert looked_at[state.RUN] == "31c6fd108e7b"
    assert looked_at[state.SETS] == ("built-in", "mnist-test")
    assert looked_at[state.PAGE] == 2
    assert looked_at[state.CASE] == Case("mnist-test", 9999)


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
def test_nonsense_in_a_link_is_dropped(opened, query):
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
    assert app.session_state[state.LAST_CASE] == Case("built-in", 7)


def test_a_choice_starts_the_grid_at_its_first_page(opened):
    app = press(opened({"page": "3"}), "9 read as 4")

    assert app.query_params == {"true": "9", "read": "4"}


def test_going_back_is_obeyed(opened):
    app = press(opened({"true": "1"}), "9 read as 4")

    app.query_params = {"true": "1"}
    app.run()

    assert app.session_state[state.SELECTION] == Selection(true=frozenset({1}))
    assert app.query_params == {"true": "1"}


def test_going_back_leaves_the_run_that_was_chosen_since(opened):
    app = opened({"true": "1"})
    app.session_state[state.RUN] = "31c6fd108e7b"
    app.run()
    assert app.query_params == {"true": "1", "run": "31c6fd108e7b"}

    app.query_params = {"true": "1"}
    app.run()

    assert app.session_state[state.RUN] is None


def test_an_address_that_lags_behind_a_choice_is_not_obeyed(opened):
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
    assert app.session_state[state.SELECTION] == Selection()


def test_a_name_stays_out_of_the_address(opened):
    app = opened()

    app.session_state[state.SELECTION] = Selection(name="anna")
    app.run()

    assert app.query_params == {}


@pytest.mark.parametrize("name", ["built-in", "own-" + "0" * 32])
def test_the_longest_address_fits_into_a_message(opened, name):
    query = {**EVERYTHING, "true": "0123456789", "read": "0123456789"}
    query |= {
        "sure": ".55_.99",
        "seed": str(2**32 - 1),
        "in": ",".join(sorted([name, "mnist-test"])),
    }
    query |= {"on": f"{name}~mnist-test", "case": f"{name}~9999"}

    address = "&".join(f"{key}={value}" for key, value in query.items())

    assert opened(query).query_params == query
    assert len(f"http://127.0.0.1:8501/mistakes?{address}") <= 300


def test_a_page_that_was_asked_for_is_handed_out_once():
    def take():
        import streamlit as st

        from dashboard import state

        st.text([state.take_target(), state.take_target()])

    app = AppTest.from_function(take)
    app.session_state[state.TARGET] = "confusion"

    assert app.run().text[0].value == "['confusion', None]"
