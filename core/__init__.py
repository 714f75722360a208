"""Digits in, explained mistakes out; see docs/architecture.md for the packages."""
