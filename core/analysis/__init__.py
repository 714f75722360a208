"""Pure questions about what a network read."""
