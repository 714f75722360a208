"""Untrusted text in Markdown."""

import re

import pytest

from core.errors import WorkError
from dashboard.text import error_sentence, escape_markdown


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("see https://example.org/x", "see https:\u2060//example.org/x"),
        ("WWW.example.org", "WWW\u2060.example.org"),
        ("anna@example.org", "anna\u2060@example.org"),
        ("@home: 3/4 www", "@home: 3/4 www"),
    ],
)
def test_addresses_are_broken_and_other_text_is_kept(text, broken):
    escaped = escape_markdown(text)

    assert re.sub(r"\\(.)", r"\1", escaped) == broken


@pytest.mark.parametrize(
    ("is_shared", "place"), [(True, "in log.txt;"), (False, "in /home/a/log.txt;")]
)
def test_users_of_a_shared_server_see_no_folder_of_it(monkeypatch, is_shared, place):
    monkeypatch.setattr("dashboard.access.is_shared", lambda: is_shared)

    assert place in error_sentence(WorkError("job-died", path="/home/a/log.txt"))


def test_every_sign_of_markdown_is_escaped():
    signs = "!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~"

    assert re.sub(r"\\.", "", escape_markdown(signs)) == "\u2060"
