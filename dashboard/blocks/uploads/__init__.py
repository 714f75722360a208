"""The blocks of the page Your digits."""
