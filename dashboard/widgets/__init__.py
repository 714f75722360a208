"""Widgets of our own: Python, script and style sheet side by side."""
