from types import SimpleNamespace

import pytest
import streamlit as st
from starlette.datastructures import Headers

from core.errors import MisreadError
from core.wording import error_sentence
from dashboard import access, server_mode
from dashboard.hosts import (
    COOKIE,
    SECURE_COOKIE,
    allowed_hosts,
    browser_cookie,
    is_loopback,
    parse_host_name,
)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.7", False),
        ("school.example", False),
        ("localhost.school.example", False),
        ("*", False),
    ],
)
def test_loopback_is_what_only_this_machine_can_reach(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("school.example", "school.example"),
        (" School.Example. ", "school.example"),
        ("*.school.example", "*.school.example"),
        ("*", "*"),
        ("misread", "misread"),
        ("192.168.1.7", "192.168.1.7"),
        ("[FE80::1]", "fe80::1"),
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d"),
    ],
)
def test_a_name_is_read_as_browsers_send_it(text, name):
    assert parse_host_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://school.example",
        "school.example:443",
        "school.example/misread",
        "user@school.example",
        "a b",
        "a..b",
        "*school.example",
        "school.*",
        "a" * 70,
    ],
)
def test_what_no_browser_would_send_is_no_name(text):
    with pytest.raises(MisreadError) as caught:
        parse_host_name(text)

    assert caught.value.kind == "host-misnamed"
    assert f"“{text}” is not a host name" in error_sentence(caught.value)


@pytest.mark.parametrize(
    ("host", "names", "allowed"),
    [
        ("127.0.0.1", [], ["127.0.0.1", "localhost"]),
        ("::1", [], ["127.0.0.1", "::1", "localhost"]),
        ("127.0.0.1", ["a.example"], ["127.0.0.1", "a.example", "localhost"]),
        ("0.0.0.0", [], []),
        ("192.168.1.7", [], []),
        ("0.0.0.0", ["a.example"], ["127.0.0.1", "a.example", "localhost"]),
        ("::", ["a.example"], ["127.0.0.1", "a.example", "localhost"]),
        (
            "192.168.1.7",
            ["a.example"],
            ["127.0.0.1", "192.168.1.7", "a.example", "localhost"],
        ),
    ],
)
def test_a_server_answers_to_its_own_names_and_those_it_was_given(host, names, allowed):
    assert allowed_hosts(host, names) == allowed


@pytest.mark.parametrize(
    ("address", "names", "told", "shared"),
    [
        ("127.0.0.1", [], None, False),
        ("127.0.0.1", ["127.0.0.1", "localhost"], None, False),
        ("127.0.0.1", ["127.0.0.1", "localhost", "a.example"], None, True),
        ("127.0.0.1", ["*"], None, True),
        ("127.0.0.1", ["a.example"], "personal", False),
        ("127.0.0.1", ["a.example"], "sometimes", True),
        ("127.0.0.1", [], "shared", True),
        ("0.0.0.0", [], None, True),
        ("0.0.0.0", ["localhost"], None, True),
        (None, [], None, True),
        ("0.0.0.0", [], "personal", False),
    ],
)
def test_a_server_is_shared_if_others_can_reach_it(
    monkeypatch, address, names, told, shared
):
    options = {"server.address": address, "server.allowedHosts": names}
    monkeypatch.setattr(st, "get_option", options.get)
    if told:
        monkeypatch.setenv("MISREAD_MODE", told)

    assert access.is_shared() is shared


@pytest.mark.parametrize(
    ("headers", "address", "mode", "shared"),
    [
        ({}, None, None, False),
        ({"X-Forwarded-For": "127.0.0.1"}, None, None, True),
        ({"Forwarded": "for=192.0.2.1"}, None, None, True),
        ({}, "192.0.2.1", None, True),
        ({"X-Forwarded-For": "192.0.2.1"}, "192.0.2.1", "personal", False),
    ],
)
def test_a_visitor_of_a_personal_server_is_alone_only_on_this_computer(
    monkeypatch, headers, address, mode, shared
):
    options = {"server.address": "127.0.0.1", "server.allowedHosts": []}
    monkeypatch.setattr(st, "get_option", options.get)
    context = SimpleNamespace(headers=Headers(headers), ip_address=address)
    monkeypatch.setattr(st, "context", context)
    if mode:
        monkeypatch.setenv("MISREAD_MODE", mode)

    assert access.is_shared() is shared
    assert not server_mode.is_shared_server()


@pytest.mark.parametrize(
    ("cookies", "value"),
    [
        ({}, ""),
        ({COOKIE: "a"}, "a"),
        ({SECURE_COOKIE: "b"}, "b"),
        ({COOKIE: "a", SECURE_COOKIE: "b"}, "b"),
    ],
)
def test_the_cookie_of_https_comes_first(cookies, value):
    assert browser_cookie(cookies) == value
