"""The verbs, and the process that trains."""
