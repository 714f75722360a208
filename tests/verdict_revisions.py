"""Revisions of verdicts by their key alone, without a digit set."""

from types import SimpleNamespace

from core.store.verdicts import verdict_revision


def revision(set_key):
    """Return the revision of the verdicts under a key, 0 if it never had any."""
    return verdict_revision(SimpleNamespace(source="", id=set_key))[1]
