"""Digits from files to framed, labelled sets."""
